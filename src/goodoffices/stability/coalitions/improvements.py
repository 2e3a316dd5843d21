"""What a coalition gains by moving together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodoffices.errors import LimitError
from goodoffices.kernels.reach import components
from goodoffices.kernels.walk import walk
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from goodoffices.kernels.moves import MoveTable
    from goodoffices.stability.frame import Levels

    Places = NDArray[np.int64]
    Pairs = tuple[Places, Places]

__all__ = ["coalition_ends", "coalition_improvements"]

_PAIRS = 20_000_000
_CHUNK = 1 << 22


def coalition_improvements(
    tables: Sequence[MoveTable], levels: Sequence[Levels], members: Sequence[int]
) -> Pairs:
    """Return every coalition improvement of ``members`` as (from, to), by increasing from.

    Implements CI_H of "Coalitions" in the graph model definitions (Kilgour, Hipel, Fang
    and Peng 2001): q in R_H(s), preferred to s by every member. Where all moves of the
    coalition can be taken back, R_H(s) is a component, and its states are compared pair
    by pair; otherwise legal sequences are followed from each state. Raises LimitError
    beyond 20 million improvements.
    """
    own = [tables[member] for member in members]
    above = np.stack([levels[member] for member in members])
    labels = components(own)
    if labels is not None:
        parts = _in_components(labels, above)
    else:
        parts = [
            (np.full(ends.size, state, dtype=np.int64), ends)
            for state in range(above.shape[1])
            if (ends := coalition_ends(own, above, state)).size
        ]
    if sum(start.size for start, _ in parts) > _PAIRS:
        raise LimitError(
            say("a coalition has more than {pairs} improvements", pairs=f"{_PAIRS:,}"),
            remedy=say("Ask this of a smaller model."),
        )
    if not parts:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    start = np.concatenate([start for start, _ in parts])
    end = np.concatenate([end for _, end in parts])
    order = np.lexsort((end, start))
    return start[order], end[order]


def _in_components(labels: NDArray[np.int32], above: NDArray[np.int32]) -> list[Pairs]:
    order = np.argsort(labels, kind="stable").astype(np.int64)
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    parts, total = [], 0
    for states in np.split(order, cuts):
        inside = above[:, states]
        rows = max(1, _CHUNK // states.size)
        for begin in range(0, states.size, rows):
            here = inside[:, begin : begin + rows]
            better = (inside[:, None, :] > here[:, :, None]).all(axis=0)
            start, end = np.nonzero(better)
            parts.append((states[begin + start], states[end]))
            total += start.size
            if total > _PAIRS:
                return parts
    return parts


def coalition_ends(own: Sequence[MoveTable], above: NDArray[np.int32], state: int) -> Places:
    """Return CI_H(s): where the moves ``own`` of the members lead, and each gains by ``above``."""
    better = (above > above[:, state : state + 1]).all(axis=0)
    if not better.any():
        return np.zeros(0, dtype=np.int64)
    reached: Places = np.flatnonzero(better & (walk(own, state).fewest() > 0))
    return reached
