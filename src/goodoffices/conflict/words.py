"""States and moves in the words of the case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goodoffices.saying import Names, all_of, mark, quoted, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodoffices.conflict.model import Conflict

__all__ = ["listing", "move_in_words", "state_in_words", "statement_in_words"]


def listing(parts: Sequence[str]) -> str:
    """Join words as a sentence does: ``a``, ``a and b``, ``a, b and c``."""
    return all_of(parts)


def state_in_words(conflict: Conflict, state: int) -> str:
    """Say who does what: ``Side A: withdraw; Side B: none of its options``."""
    label = conflict.states.label(state)
    if conflict.states.labels is not None:
        return label
    marks = iter(label)
    parts = []
    for dm in conflict.decision_makers:
        own = [(option.name, next(marks)) for option in dm.options]
        if not own:
            continue
        taken = [name for name, letter in own if letter == "Y"]
        left_open = [name for name, letter in own if letter == "-"]
        said = listing(taken) or (say("none of its options") if not left_open else "")
        if left_open:
            said = say(
                "{taken} ({options} left open)", taken=said, options=listing(left_open)
            ).strip()
        parts.append(say("{name}: {doings}", name=dm.name, doings=said))
    return say("; ").join(parts)


def move_in_words(conflict: Conflict, start: int, end: int) -> str:
    """Say what changes: ``takes up X and drops Y``; empty where only labels are known."""
    if conflict.states.labels is not None:
        return ""
    before, after = conflict.states.label(start), conflict.states.label(end)
    changes = list(zip(conflict.options, before, after, strict=True))
    taken = [option.name for option, was, now in changes if was != "Y" and now == "Y"]
    dropped = [option.name for option, was, now in changes if was == "Y" and now == "N"]
    parts = []
    if taken:
        parts.append(say("takes up {options}", options=listing(taken)))
    if dropped:
        parts.append(say("drops {options}", options=listing(dropped)))
    return listing(parts)


_TOKEN = re.compile(r"[a-z][a-z0-9_]*|[!&|]")
_SPOKEN = Names(
    {
        "!": mark("not "),
        "&": mark(" and "),
        "|": mark(" or "),
        "if": mark(" if "),
        "iff": mark(" just when "),
    }
)


def statement_in_words(written: object, names: Mapping[str, str], order: Sequence[str] = ()) -> str:
    """Say a statement with the names of options: ``“Hold fire” if “Let it stand”``.

    A rank of several statements is named as such; a pattern stays as it is written where the
    ``order`` of its options is not given.
    """
    if isinstance(written, (list, tuple)):
        parts = [statement_in_words(one, names) for one in written]
        return say("as many as possible of: {statements}", statements=say("; ").join(parts))
    text = str(written)
    if not text.strip("YN-"):
        return _pattern_in_words(text, names, order) if order else text

    def spoken(found: re.Match[str]) -> str:
        token = found[0]
        return _SPOKEN.get(token) or (quoted(names[token]) if token in names else token)

    flat = " ".join(_TOKEN.sub(spoken, text).split())
    return flat.replace("( ", "(").replace(" )", ")")


def _pattern_in_words(text: str, names: Mapping[str, str], order: Sequence[str]) -> str:
    marks = zip(text, order, strict=False)
    said = [(letter, quoted(names[one])) for letter, one in marks if letter != "-"]
    return listing([name if letter == "Y" else f"{_SPOKEN['!']}{name}" for letter, name in said])
