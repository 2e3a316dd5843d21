"""Words as a file can hold them: no control characters, each direction kept in its place.

Words of the other direction stand between the isolates of Unicode (UAX 9, section 2.4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.saying import runs_left_to_right

if TYPE_CHECKING:
    from goodoffices.documents.document import Span, TextDirection

__all__ = ["bare", "isolated", "settled"]

_OPEN = {"ltr": "\u2066", "rtl": "\u2067"}
_CLOSE = "\u2069"
_NOT_TEXT = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
)


def bare(text: str) -> str:
    """Without what neither XML nor a PDF may hold."""
    return text.translate(_NOT_TEXT)


def isolated(span: Span, around: TextDirection) -> str:
    """The text of a span in a document of direction `around`."""
    turned = span.direction is not None and span.direction != around
    return (
        f"{_OPEN[span.direction or around]}{bare(span.text)}{_CLOSE}" if turned else bare(span.text)
    )


def settled(text: str, around: TextDirection) -> str:
    """A line of its own, a cell or a caption say, whose direction is that of its first letter."""
    turned = around == "rtl" and runs_left_to_right(text)
    return f"{_OPEN['ltr']}{bare(text)}{_CLOSE}" if turned else bare(text)
