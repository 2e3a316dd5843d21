"""How wide the columns of a table are, from what stands in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.documents.document import Rows

__all__ = ["share_of_page", "widths"]

_DRAWN = re.compile(r"<svg\b[^>]*?\bwidth=\"([\d.]+)\"")
_TEXT_WIDTH = 627.0
"""How wide the words of a page are, in the pixels of a drawing (96 to the inch)."""

_LEAST, _SHORT, _MOST = 7.5, 17, 60


def widths(table: Rows) -> tuple[float, ...]:
    """Shares of the width that sum to 1.

    A column of short cells gets the length of its longest, so that it does not wrap; a longer
    one gets what grows with the square root, so that it does.
    """
    longest = [
        max(len(head), *(sum(len(span.text) for span in row[k]) for row in table.rows), 0)
        for k, head in enumerate(table.columns)
    ]
    wanted = [
        max(_LEAST, many + 2.0) if many <= _SHORT else min(_MOST, many) ** 0.5 * 4
        for many in longest
    ]
    whole = sum(wanted)
    return tuple(one / whole for one in wanted)


def share_of_page(svg: str) -> float:
    """How much of the width of the words a drawing takes: its own size, or all of it."""
    found = _DRAWN.search(svg)
    return min(1.0, float(found[1]) / _TEXT_WIDTH) if found else 1.0
