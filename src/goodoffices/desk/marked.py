"""The text of a report with the words marked that drafts or accounts rest on.

The text is cut at line ends and at the ends of all spans, so that every piece is either inside a
span or outside it; spans may overlap. Offsets count Unicode characters of the text as it came.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from goodoffices.saying import Names, listed, mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Block", "Mark", "Piece", "blocks"]

_LINE = re.compile(r"[^\r\n]+")
_KINDS = Names(
    {
        "ui": "button",
        "nav": "menu",
        "promo": "promotion",
        "subscribe": "subscription",
        "pullquote": mark("pulled quotation"),
        "subhead": "heading",
        "related": mark("related links"),
    }
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the text, and where what rests on them stands on the page."""

    start: int
    end: int
    number: int
    look: str
    target: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `marks` are those that cover it, `begins` those that begin with it."""

    text: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]

    @property
    def first(self) -> Mark | None:
        return self.marks[0] if self.marks else None


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong to the report, or that were set aside (`aside` says what they are)."""

    lines: tuple[tuple[Piece, ...], ...]
    aside: str


def blocks(
    text: str, marks: Sequence[Mark], furniture: Iterable[tuple[int, int, str]]
) -> tuple[Block, ...]:
    """Linear in the text, and in lines times marks."""
    asides = list(furniture)
    found = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        if line.group().strip():
            found.append((_pieces(text, start, end, marks), _aside(start, end, asides)))
    grouped = []
    for is_aside, rows in groupby(found, key=lambda row: bool(row[1])):
        lines = list(rows)
        names = listed(dict.fromkeys(kind for _, kind in lines)) if is_aside else ""
        grouped.append(Block(tuple(pieces for pieces, _ in lines), names))
    return tuple(grouped)


def _aside(start: int, end: int, asides: list[tuple[int, int, str]]) -> str:
    """What the line is, if most of it was set aside."""
    for begin, finish, kind in asides:
        if 2 * (min(end, finish) - max(start, begin)) > end - start:
            return _KINDS.get(kind, kind)
    return ""


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    here = [one for one in marks if one.start < end and start < one.end]
    cuts = {start, end}
    for one in here:
        cuts |= {max(start, one.start), min(end, one.end)}
    bounds = sorted(cuts)
    return tuple(
        Piece(
            text[a:b],
            tuple(one for one in here if one.start < b and a < one.end),
            tuple(one for one in here if one.start == a),
        )
        for a, b in pairwise(bounds)
    )
