"""Fewest legal moves from one state to every other, and the way there.

A legal sequence lets nobody move twice running, so distance is kept for each
(last mover, state); one layer of the search is a handful of array operations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goodoffices.kernels.moves import ranges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.kernels.moves import MoveTable

__all__ = ["Walk", "walk"]

_UNSEEN = -1


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """Where legal sequences from ``start`` lead.

    ``steps`` (int32, movers by states): fewest moves with that last mover, -1 if none.
    ``came_from`` and ``came_by``: the state before, and who moved to it (-1: nobody).
    """

    start: int
    steps: NDArray[np.int32]
    came_from: NDArray[np.int32]
    came_by: NDArray[np.int32]

    def fewest(self) -> NDArray[np.int32]:
        """Return the fewest moves to each state by anybody, -1 where it cannot be reached."""
        high = np.iinfo(np.int32).max
        least = np.where(self.steps == _UNSEEN, high, self.steps).min(axis=0, initial=high)
        return np.where(least == high, _UNSEEN, least).astype(np.int32)

    def way(self, state: int) -> tuple[tuple[int, int], ...]:
        """Return a shortest sequence as (mover, state moved to); empty if there is none."""
        column = self.steps[:, state]
        seen = np.flatnonzero(column != _UNSEEN)
        if not seen.size:
            return ()
        mover = int(seen[np.argmin(column[seen])])
        way = []
        while mover != _UNSEEN:
            way.append((mover, state))
            before = int(self.came_by[mover, state])
            state = int(self.came_from[mover, state])
            mover = before
        return tuple(reversed(way))


def walk(
    tables: Sequence[MoveTable],
    start: int,
    levels: Sequence[NDArray[np.int32]] | None = None,
    until: NDArray[np.bool_] | None = None,
) -> Walk:
    """Follow legal sequences from ``start``, layer by layer.

    With ``until`` (one bool a state) the search ends after the layer that first
    reaches such a state.

    With ``levels`` (one array for each mover) only improvements are followed, each
    judged by its mover from the state it leaves. Implements V_k of the status quo
    analysis (Li, Kilgour and Hipel 2005) and the coalition lists R_H and R+_H (Fang,
    Hipel and Kilgour 1993). Linear in (states + pairs of classes) for each layer.
    """
    count = tables[0].class_of.size if tables else 0
    shape = (len(tables), count)
    found = Walk(start, *(np.full(shape, _UNSEEN, dtype=np.int32) for _ in range(3)))
    members = [_Members(table) for table in tables]
    layer = [(_UNSEEN, np.array([start], dtype=np.int64))]
    depth = 0
    while layer:
        depth += 1
        following = []
        for mover, who in enumerate(members):
            sources, lasts = _sources(layer, mover)
            if not sources.size:
                continue
            ends, origin = who.moves(sources, None if levels is None else levels[mover])
            fresh = found.steps[mover, ends] == _UNSEEN
            ends, origin = ends[fresh], origin[fresh]
            found.steps[mover, ends] = depth
            found.came_from[mover, ends] = sources[origin]
            found.came_by[mover, ends] = lasts[origin]
            if ends.size:
                following.append((mover, ends))
        if until is not None and any(until[ends].any() for _, ends in following):
            break
        layer = following
    return found


def _sources(
    layer: Sequence[tuple[int, NDArray[np.int64]]], mover: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the states from which ``mover`` may go on, and who moved to each."""
    states = [states for last, states in layer if last != mover]
    if not states:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    lasts = [np.full(states.size, last) for last, states in layer if last != mover]
    distinct, first = np.unique(np.concatenate(states), return_index=True)
    return distinct, np.concatenate(lasts)[first]


class _Members:
    """The states of each class, and moves out of many states at once."""

    def __init__(self, table: MoveTable) -> None:
        self.table = table
        self.order = np.argsort(table.class_of, kind="stable")
        self.sizes = np.bincount(table.class_of, minlength=table.classes).astype(np.int64)
        self.starts = np.cumsum(self.sizes) - self.sizes

    def moves(
        self, sources: NDArray[np.int64], levels: NDArray[np.int32] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return each state that can be moved to, once, and which of ``sources`` leads there.

        Of each class one source speaks for all: the one at the lowest level, which
        improves to whatever any of them improves to; or, where every move counts, two
        of them, because none can move to itself.
        """
        kind = self.table.class_of[sources]
        rank = np.zeros(sources.size) if levels is None else levels[sources]
        order = np.lexsort((rank, kind))
        heads = np.flatnonzero(np.diff(kind[order], prepend=-1))
        speaking = order[heads]
        if levels is None:
            tails = np.append(heads[1:], order.size) - 1
            speaking = np.unique(np.concatenate([speaking, order[tails]]))
        leaving = kind[speaking]
        begin = self.table.offsets[leaving]
        lengths = self.table.offsets[leaving + 1] - begin
        target = self.table.targets[ranges(begin, lengths)].astype(np.int64)
        origin = np.repeat(speaking, lengths)
        ends = self.order[ranges(self.starts[target], self.sizes[target])]
        origin = np.repeat(origin, self.sizes[target])
        if levels is None:
            valid = ends != sources[origin]
        else:
            valid = levels[ends] > levels[sources[origin]]
        ends, first = np.unique(ends[valid], return_index=True)
        return ends, origin[valid][first]
