"""The frontier of a sum over issues for two parties, by sweeping sorted sums.

As `kernels.merge` (Nemhauser and Ullmann 1969), for two parties and sums that fit one word: the
sums kept stay sorted, so that adding an issue means merging as many sorted runs as it has
values. Where too many sums are efficient, they can be *thinned*: of the sums within a step of
the first party's utility only the one best for the second is kept, and the answer says how much
the first party can lose by that (the trimming of fully polynomial approximation schemes; Ibarra
and Kim 1975; for several objectives Papadimitriou and Yannakakis 2000).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goodoffices.kernels.deadline import Deadline
from goodoffices.kernels.merge import TooManySumsError

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_DEADLINE = Deadline()
MOST_CANDIDATES = 4_000_000
MOST_KEPT = 250_000
MANY = 20_000
HOPELESS = 1_000
"""Where sums more than so many times the most are to be expected, they are not waited for."""


@dataclass(frozen=True, slots=True)
class Swept:
    """`sums[i, k]`, falling for the first party; `choices[j, k]`: the value of issue j.

    Every package is matched for the second party by a point that gives the first at most `lost`
    less. `lost` is 0 where nothing was thinned: then the points are the frontier.
    """

    sums: NDArray[np.int64]
    choices: NDArray[np.int64]
    lost: int


def swept_frontier(
    columns: Sequence[NDArray[np.int64]],
    *,
    cells: int | None = None,
    deadline: Deadline = NO_DEADLINE,
) -> Swept:
    """Return the non-dominated sums of `columns[j][i, v]`, i = 0, 1; thinned to `cells` if given.

    O(K V log V) for an issue with V values and K sums kept. Raises TooManySumsError where more
    are efficient than can be kept and thinning was not asked for, or where time is up.
    """
    sums = np.zeros((2, 1), dtype=np.int64)
    steps: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    lost = 0
    for done, column in enumerate(columns):
        values = _staircase(column)
        size = sums.shape[1]
        if (cells is None and size * len(values) > MOST_CANDIDATES) or deadline.passed:
            raise TooManySumsError(size, done)
        joined = (column[:, values, None] + sums[:, None, :]).reshape(2, -1)
        kept = _staircase(joined)
        sums = joined[:, kept]
        if cells is not None and len(kept) > cells:
            few, step = _thinned(sums, cells)
            kept, sums, lost = kept[few], sums[:, few], lost + step
        elif len(kept) > MOST_KEPT or _hopeless(size, len(kept), len(columns) - done - 1):
            raise TooManySumsError(len(kept), done + 1)
        pick, part = np.divmod(kept, size)
        steps.append((part, values[pick]))
    return Swept(sums, _walked_back(steps), lost)


def _hopeless(before: int, now: int, left: int) -> bool:
    """Whether sums that grow on as they did would be far more than can be kept."""
    if now <= MANY or left == 0:
        return False
    return left * math.log(now / before) + math.log(now) > math.log(HOPELESS * MOST_KEPT)


def _staircase(sums: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return places of the non-dominated columns, one of equal ones, falling in the first row."""
    order = np.argsort(-sums[0], kind="stable")
    first, second = sums[0][order], sums[1][order]
    best = np.maximum.accumulate(second)
    raises = np.ones(len(order), dtype=np.bool_)
    raises[1:] = second[1:] > best[:-1]
    order, first = order[raises], first[raises]
    # of sums equal for the first party only the last, best for the second, is not dominated
    last = np.ones(len(order), dtype=np.bool_)
    last[:-1] = first[:-1] != first[1:]
    return order[last]


def _thinned(sums: NDArray[np.int64], cells: int) -> tuple[NDArray[np.int64], int]:
    """Return places that stay, and how much the first party can lose by it."""
    first = sums[0]
    width = max(1, -(-int(first[0] - first[-1]) // cells))
    cell = (first[0] - first) // width
    stays = np.ones(len(first), dtype=np.bool_)
    stays[:-1] = cell[:-1] != cell[1:]
    stays[0] = True
    return np.flatnonzero(stays), width - 1


def _walked_back(
    steps: list[tuple[NDArray[np.int64], NDArray[np.int64]]],
) -> NDArray[np.int64]:
    part = np.arange(len(steps[-1][0]))
    rows = []
    for parts, picks in reversed(steps):
        rows.append(picks[part])
        part = parts[part]
    return np.stack(rows[::-1])
