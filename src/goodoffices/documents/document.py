"""A document as a frozen value: a title, blocks, and the spans of words in them.

The document speaks one language in one direction; a span in another says so itself. What is
pointed at has an anchor, and a span that points has it as its target, so that a reader of the
PDF or the Word file gets from a statement to what it rests on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from goodoffices.errors import InputError
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Block",
    "Document",
    "Drawing",
    "Heading",
    "Items",
    "Paragraph",
    "Rows",
    "Span",
    "Spans",
    "TextDirection",
    "spans_of",
]

TextDirection = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Span:
    """`quiet` is told in smaller letters; without a language it is that of the document."""

    text: str
    strong: bool = False
    quiet: bool = False
    language: str = ""
    direction: TextDirection | None = None
    target: str = ""
    """The anchor that it leads to."""
    anchor: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is the highest below the title."""

    level: Literal[1, 2, 3]
    spans: Spans
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    spans: Spans
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[Spans, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A table with one row of heads; every row has a cell for each column."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Spans, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise InputError(say("a row of the table does not fit its columns"), where=self.caption)


@dataclass(frozen=True, slots=True)
class Drawing:
    """`alternative` says in words what the drawing shows; `pixels` draws it again as a PNG."""

    svg: str
    pixels: Callable[[], bytes]
    caption: str
    alternative: str


Block = Heading | Paragraph | Items | Rows | Drawing


@dataclass(frozen=True, slots=True)
class Document:
    """`kind` says what it is above the title; `head` are its particulars; `foot` is on each page.

    `as_of` is written down as the date of the file, so that the same document is the same bytes.
    """

    kind: str
    title: Span
    language: str
    direction: TextDirection
    as_of: date
    blocks: tuple[Block, ...]
    head: tuple[tuple[str, str], ...] = ()
    foot: str = ""
    contents: str = ""
    """The heading of the contents; none are made without it."""
    dense: bool = False
    """Set closer, for a single page."""
    more: str = ""
    """What a single page says where not all of it has room."""

    def __post_init__(self) -> None:
        anchors = [one for block in self.blocks for one in _anchors(block)]
        if len(anchors) != len(set(anchors)):
            raise InputError(say("two places of a document have one name"), where=self.title.text)
        known = set(anchors)
        for block in self.blocks:
            for span in spans_of(block):
                if span.target and span.target not in known:
                    raise InputError(
                        say("a reference leads to a place that is not there"), where=span.target
                    )


def _anchors(block: Block) -> Iterator[str]:
    if isinstance(block, Heading | Paragraph) and block.anchor:
        yield block.anchor
    yield from (span.anchor for span in spans_of(block) if span.anchor)


def spans_of(block: Block) -> Iterator[Span]:
    """Every span of a block, in the order of reading."""
    match block:
        case Heading(spans=spans) | Paragraph(spans=spans):
            yield from spans
        case Items(items=items):
            for item in items:
                yield from item
        case Rows(rows=rows):
            for row in rows:
                for cell in row:
                    yield from cell
        case Drawing():
            return
