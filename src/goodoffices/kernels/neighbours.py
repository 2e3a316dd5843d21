"""One decision maker's single moves, state by state, read off a table of classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodoffices.errors import LimitError
from goodoffices.kernels.moves import ranges
from goodoffices.saying import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.kernels.moves import MoveTable

    Places = NDArray[np.int64]

__all__ = ["Neighbours"]

_EDGES = 50_000_000


class Neighbours:
    """R(s) for single states, and for all at once where there are not too many moves."""

    def __init__(self, table: MoveTable) -> None:
        self.table = table
        self._order = np.argsort(table.class_of, kind="stable").astype(np.int64)
        self._sizes = np.bincount(table.class_of, minlength=table.classes).astype(np.int64)
        self._starts = np.cumsum(self._sizes) - self._sizes

    def of(self, state: int) -> Places:
        """Return the states that one move from ``state`` leads to, increasing; never itself."""
        kind = self.table.class_of[state]
        targets = self.table.targets[self.table.offsets[kind] : self.table.offsets[kind + 1]]
        ends: Places = self._order[ranges(self._starts[targets], self._sizes[targets])]
        ends = ends[ends != state]
        ends.sort()
        return ends

    def edges(self) -> tuple[Places, Places]:
        """Return every move as (from, to), by increasing from and to.

        Linear in moves. Raises LimitError where there are more than 50 million.
        """
        table = self.table
        of_class = np.repeat(np.arange(table.classes, dtype=np.int64), np.diff(table.offsets))
        reach = np.bincount(
            of_class, weights=self._sizes[table.targets], minlength=table.classes
        ).astype(np.int64)
        if int((reach * self._sizes).sum()) > _EDGES:
            raise LimitError(
                say(
                    "the model has more than {edges} single moves of one decision maker",
                    edges=f"{_EDGES:,}",
                ),
                remedy=say("Ask this of a smaller model."),
            )
        # the members that each class leads to, class after class
        members = self._order[ranges(self._starts[table.targets], self._sizes[table.targets])]
        begin = np.cumsum(reach) - reach
        kind = table.class_of
        start = np.repeat(np.arange(kind.size, dtype=np.int64), reach[kind])
        end = members[ranges(begin[kind], reach[kind])]
        keep = start != end
        start, end = start[keep], end[keep]
        order = np.lexsort((end, start))
        return start[order], end[order]
