"""What a change in the order of options does to the rest of a draft.

Letters of states follow the order of the options. So whatever adds, drops or moves options
turns every pattern and today's state with it, and is refused where the file lists states.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from goodoffices.conflict.composing import option_ids
from goodoffices.conflict.draft import CONDITIONS, Draft
from goodoffices.conflict.fields import as_list, as_table, shown
from goodoffices.conflict.reading import read_states
from goodoffices.errors import InputError
from goodoffices.saying import say, say_counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goodoffices.modelling.comments import Place

__all__ = [
    "Table",
    "check_unnamed",
    "lists_states",
    "options_of",
    "reordered",
    "shifted",
    "today_in_letters",
]

Table = Mapping[str, object]
T = TypeVar("T")
_PRIORITIES = "priorities"
_LISTING = ("states", "moves", "pairwise")


def reordered(draft: Draft, makers: Sequence[Table]) -> Draft:
    """The draft with these decision makers, every pattern turned to their options' order."""
    before = {option.id: bit for bit, option in enumerate(draft.options)}
    order = [before.get(str(one.get("id"))) for maker in makers for one in options_of(maker)]
    changed = draft.having(decision_makers=list(makers))
    if order == list(range(len(before))):
        return changed
    _check_no_states(draft)

    def turned(text: object, fill: str = "-") -> object:
        if isinstance(text, list):
            return [turned(one, fill) for one in text]
        said = str(text)
        if not said or set(said) - set("YN-") or len(said) != len(before):
            return text
        return "".join(fill if bit is None else said[bit] for bit in order)

    tree: dict[str, object] = {}
    for key, value in changed.tree.items():
        if key in CONDITIONS:
            tree[key] = turned(value)
        elif key == "forbidden_moves":
            tree[key] = {name: turned(pairs) for name, pairs in as_table(value, key).items()}
        elif key == "preferences":
            tree[key] = {
                name: _turned_table(table, turned) for name, table in draft.preferences.items()
            }
        elif key == "beliefs":
            tree[key] = {
                holder: {
                    name: _turned_table(one, turned) for name, one in as_table(held, key).items()
                }
                for holder, held in as_table(value, key).items()
            }
        elif key == "status_quo":
            today = today_in_letters(draft)
            # a joined state leaves options open, a new one too
            tree[key] = turned(today, "-" if "-" in today else "N") or None
        else:
            tree[key] = value
    changed = changed.having(**tree)
    for place in _patterns(draft):
        new = str(turned(place[-1]))
        changed = changed.moving(place, (*place[:-1], new)) if new != place[-1] else changed
    return changed


def _patterns(draft: Draft) -> list[Place]:
    """The places of statements, of which some are patterns."""
    found: list[Place] = [(key, text) for key in CONDITIONS for text in draft.conditions(key)]
    for name in draft.preferences:
        found += [("preferences", name, _PRIORITIES, t) for r in draft.ranks(name) for t in r]
    return found


def options_of(maker: Table) -> list[Table]:
    return [as_table(one, "options") for one in as_list(maker.get("options", []), "options")]


def shifted(items: Sequence[T], number: int, by: int) -> list[T]:
    """The same, one item so many places further down, at most to an end."""
    moved = list(items)
    one = moved.pop(number)
    moved.insert(max(0, number + by), one)
    return moved


def _turned_table(table: object, turned: Callable[[object], object]) -> dict[str, object]:
    return {
        key: turned(value) if key == _PRIORITIES else value
        for key, value in as_table(table, "preferences").items()
    }


def today_in_letters(draft: Draft) -> str:
    """Today's state in letters, also where the file gives its number; empty if it is not named."""
    said = draft.tree.get("status_quo", "")
    if isinstance(said, str):
        return said
    try:
        states = read_states(draft.tree, draft.option_bits)
        return states.label(states.find(said, "status_quo"))
    except InputError:
        return ""


def _check_no_states(draft: Draft) -> None:
    for place in _LISTING:
        if place in draft.tree:
            raise lists_states(place)
    for where, table in _tables(draft):
        if "ranking" in table or "unknown" in table:
            raise lists_states(where)


def check_unnamed(draft: Draft, options: set[str], besides: str = "") -> None:
    """Raise InputError where a statement, but for those of one decision maker, names an option."""
    bits = draft.option_bits
    found = []
    for where, text in _statements(draft, besides):
        marked = {o for o in options if text[bits[o] : bits[o] + 1] in {"Y", "N"}}
        named = option_ids(text) & options if option_ids(text) else marked
        if named:
            found.append((min(named), where, text))
    for where, table in _tables(draft, besides):
        weights = as_table(table.get("weights", {}), where)
        found += [(own, where, "weights") for own in sorted(options & set(weights))]
    if found:
        own, where, text = found[0]
        raise InputError(
            say_counted(
                "“{option}” is named in {text} of {place}",
                "“{option}” is named in {text} of {place} and in {count} places in all",
                len(found),
                option=draft.names[own],
                text=shown(text),
                place=where,
            ),
            where=where,
            remedy=say("Change or remove that first."),
        )


def _tables(draft: Draft, besides: str = "") -> list[tuple[str, Table]]:
    """Every table of preferences, believed ones too."""
    found = [
        (f"preferences.{name}", as_table(value, "preferences"))
        for name, value in draft.preferences.items()
        if name != besides
    ]
    for holder, held in as_table(draft.tree.get("beliefs", {}), "beliefs").items():
        for other, value in as_table(held, "beliefs").items():
            if besides not in {holder, other}:
                found.append((f"beliefs.{holder}.{other}", as_table(value, "beliefs")))
    return found


def _statements(draft: Draft, besides: str = "") -> list[tuple[str, str]]:
    found = [(key, text) for key in CONDITIONS for text in draft.conditions(key)]
    for where, table in _tables(draft, besides):
        for rank in as_list(table.get(_PRIORITIES, []), where):
            found += [(where, str(one)) for one in (rank if isinstance(rank, list) else [rank])]
    return found


def lists_states(place: str) -> InputError:
    return InputError(
        say(
            "'{place}' lists states one by one, and their letters follow the order of the options",
            place=place,
        ),
        where=place,
        remedy=say("Change it in the text."),
    )
