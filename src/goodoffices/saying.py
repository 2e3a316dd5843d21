"""Sentences that people read, made in the language in which they are read.

A sentence is written once, in English, as a template with named values: `say("{who} gains by
moving to {state}", who=name, state=label)`. Whoever serves a reader names a speaker for the time
being (`spoken_by`); without one, English is spoken. So the command line, documents of plain
values and tests speak English, and no room below the desk knows of catalogues.

What is said is for reading alone. It is never stored, hashed, compared or used as a key: those
take the value itself (docs/adr/0011-sentences-spoken-where-made.md).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "ENGLISH",
    "Names",
    "Speaker",
    "all_of",
    "at_its_edges",
    "either_of",
    "isolated",
    "listed",
    "mark",
    "quoted",
    "runs_left_to_right",
    "say",
    "say_counted",
    "speaker",
    "spoken_by",
]

K = TypeVar("K")
# first strong isolate and its end: what stands between them keeps its own direction
_ISOLATE, _END = "\u2068", "\u2069"
_PAIRED = frozenset(f"()[]“”‘’«»{_ISOLATE}{_END}")
_QUOTED = re.compile(f"([«“])({_ISOLATE})([^{_ISOLATE}{_END}]*)({_END})([»”])")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says the English sentences of the program in one language."""

    language: str
    direction: Literal["ltr", "rtl"]
    sentence: Callable[[str], str]
    counted: Callable[[str, str, int], str]


ENGLISH = Speaker("en", "ltr", lambda text: text, lambda one, many, n: one if n == 1 else many)
_speaker: ContextVar[Speaker] = ContextVar("speaker", default=ENGLISH)


def speaker() -> Speaker:
    """Who speaks now."""
    return _speaker.get()


@contextmanager
def spoken_by(one: Speaker) -> Iterator[None]:
    token = _speaker.set(one)
    try:
        yield
    finally:
        _speaker.reset(token)


def mark(sentence: str) -> str:
    """Name a sentence that is said later, so that translators are asked for it too."""
    return sentence


def say(sentence: str, /, **values: object) -> str:
    """The sentence in the reader's language, with its values.

    `sentence` is a literal, or a value that was marked where it stands.
    """
    now = _speaker.get()
    return _filled(now, now.sentence(sentence) if sentence else "", values)


class Names(Mapping[K, str]):
    """Marked sentences by key, each said when it is looked up."""

    __slots__ = ("_marked",)

    def __init__(self, marked: Mapping[K, str]) -> None:
        self._marked = marked

    def __getitem__(self, key: K) -> str:
        return say(self._marked[key])

    def __iter__(self) -> Iterator[K]:
        return iter(self._marked)

    def __len__(self) -> int:
        return len(self._marked)


def say_counted(one: str, many: str, count: int, /, **values: object) -> str:
    """The sentence in the form that its language has for this count; `{count}` is the number."""
    now = _speaker.get()
    return _filled(now, now.counted(one, many, count), {"count": count, **values})


def all_of(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return _row(names, mark("{first} and {last}"))


def either_of(names: Sequence[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return _row(names, mark("{first} or {last}"))


def quoted(name: str) -> str:
    """A name in the quotation marks of the language."""
    return say("“{name}”", name=name)


def listed(names: Iterable[str]) -> str:
    """`a, b, c`; each keeps its direction, and the row runs in that of the language."""
    return say(mark(", ")).join(map(isolated, names))


def isolated(words: str) -> str:
    """Words that keep their own direction in a sentence that runs the other way."""
    return _isolated(words) if _speaker.get().direction == "rtl" else words


def _row(names: Sequence[str], joined: str) -> str:
    if len(names) < 2:  # noqa: PLR2004 (one name needs no conjunction)
        return "".join(names)
    return say(joined, first=listed(names[:-1]), last=names[-1])


def _filled(now: Speaker, template: str, values: dict[str, object]) -> str:
    if not values:
        return template
    if now.direction == "rtl":
        values = {name: _isolated(str(value)) for name, value in values.items()}
        # quotation marks belong to the words they enclose, also where those fill two lines
        return _QUOTED.sub(r"\2\1\3\5\4", template.format(**values))
    return template.format(**values)


def runs_left_to_right(text: str) -> bool:
    """Whether the first letter that has a direction of its own is a left-to-right one.

    What stands between isolates does not count (UAX 9, rule P2), unless there is nothing else.
    """
    deep, inside = 0, False
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        deep += (kind in {"LRI", "RLI", "FSI"}) - (kind == "PDI" and deep > 0)
        if kind in {"L", "R", "AL"}:
            if not deep:
                return kind == "L"
            inside = inside or kind == "L"
    return inside


def at_its_edges(text: str) -> tuple[str, str, str]:
    """What stands before the first letter or figure, up to the last, and after it.

    Marks and spaces at the edges belong to the sentence around, not to the words.
    """
    words = [k for k, letter in enumerate(text) if letter.isalnum() or letter in _PAIRED]
    if not words:
        return text, "", ""
    first, last = words[0], words[-1] + 1
    return text[:first], text[first:last], text[last:]


def _isolated(text: str) -> str:
    """Left-to-right words inside a right-to-left sentence do not disturb its order.

    What stands between isolates already disturbs nothing.
    """
    deep = 0
    for letter in text:
        deep += (letter == _ISOLATE) - (letter == _END)
        if not deep and unicodedata.bidirectional(letter) == "L":
            return f"{_ISOLATE}{text}{_END}"
    return text
