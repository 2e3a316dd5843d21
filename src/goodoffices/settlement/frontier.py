"""The Pareto frontier: the utility vectors that no package improves on for one without loss.

Definition: o dominates p if it is at least as good for every party and better for one
(Pareto 1906). Vectors and packages are told apart: several packages can give one vector.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.kernels.frontier import dense_ranks, nondominated
from goodoffices.settlement.space import Space, Units

DEFINITION = (
    "The utility vectors of packages that no other package matches for every party and beats "
    "for one (Pareto-efficient)."
)


@dataclass(frozen=True, slots=True)
class Efficient:
    """Distinct efficient vectors, largest for the first party first.

    `points[k]` in units, shape (points, parties); `packages[k]` is the number of the first
    package found that gives it, `counts[k]` how many packages do (None where not counted).
    """

    points: Units
    packages: NDArray[Any]
    counts: NDArray[np.int64] | None


def frontier(space: Space) -> Efficient:
    """Return the exact frontier of the listed packages; complexity as `nondominated`."""
    table = space.table
    if table.dtype == np.dtype(object):
        mask = nondominated(np.stack([dense_ranks(row) for row in table]))
    else:
        mask = nondominated(table.astype(np.int64, copy=False))
    kept = np.flatnonzero(mask)
    return distinct(table[:, kept], space.numbers[kept])


def distinct(columns: Units, numbers: NDArray[Any]) -> Efficient:
    """Sort efficient vectors and put equal ones together under their first package."""
    ranks = np.stack([dense_ranks(row) for row in columns])
    # last key first: the first party decides, then the second, ...; equal vectors by number
    by_number = dense_ranks(numbers)
    order = np.lexsort((by_number, *reversed([-row for row in ranks])))
    ordered = ranks[:, order]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (ordered[:, 1:] != ordered[:, :-1]).any(axis=0)
    starts = np.flatnonzero(first)
    chosen = order[starts]
    counts = np.diff(np.append(starts, len(order)))
    return Efficient(
        np.ascontiguousarray(columns[:, chosen].T), numbers[chosen], counts.astype(np.int64)
    )
