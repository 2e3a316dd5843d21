"""The efficient utility vectors of a scenario and the fallbacks: what the solutions choose from.

Every solution here has all its optima among the non-dominated vectors (a package that dominates
another is at least as good by each rule), so the rules need look nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.space import Units


@dataclass(frozen=True, slots=True)
class Concept:
    """A rule with the words that stand beside each of its numbers."""

    id: str
    name: str
    definition: str
    source: str


@dataclass(frozen=True, slots=True)
class Optimum:
    """The places of all optimal vectors in the list of efficient ones, or why there is none."""

    best: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bargain:
    """`points[k, i]`: efficient vector k for party i, in units; `disagreement[i]` likewise."""

    points: Units
    disagreement: tuple[int, ...]
    names: tuple[str, ...]
    ideal_gains: tuple[int, ...] | None = None
    """Each party's largest gain in the zone, where the points are not the whole frontier."""
    rational: NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        inside = np.all(self.gains() >= 0, axis=1).astype(np.bool_)
        object.__setattr__(self, "rational", np.flatnonzero(inside))

    def gains(self) -> Units:
        """Return what each efficient vector gives above the fallback, shape (points, parties)."""
        return np.asarray(self.points - np.array(self.disagreement, dtype=self.points.dtype))

    def rational_gains(self) -> Units:
        return np.asarray(self.gains()[self.rational])

    def ranges(self) -> tuple[int, ...]:
        """Return b - d: each party's largest gain among packages acceptable to all."""
        if self.ideal_gains is not None:
            return self.ideal_gains
        return tuple(int(value) for value in self.rational_gains().max(axis=0))


Rule = Callable[[Bargain], Optimum]


def leximin(gains: Units) -> NDArray[np.int64]:
    """Return the rows whose ascending entries are lexicographically largest (all ties).

    Maximise the smallest entry, among those the second smallest, and so on (Sen 1970, after
    Rawls). Integers, so the comparison is exact. O(rows * columns log columns).
    """
    ascending = np.sort(gains, axis=1)
    rows = np.arange(len(gains))
    for column in range(gains.shape[1]):
        level = ascending[rows, column]
        rows = rows[level == level.max()]
    return rows


def normalised(gains: Units, ranges: tuple[int, ...]) -> Units:
    """Return gains divided by ranges, times a common multiple so that they stay whole.

    Parties with range 0 cannot gain and are left out (their column is dropped).
    """
    open_parties = [i for i, size in enumerate(ranges) if size > 0]
    common = int(np.lcm.reduce(np.array([ranges[i] for i in open_parties], dtype=object)))
    factors = np.array([common // ranges[i] for i in open_parties], dtype=object)
    return np.asarray(gains[:, open_parties].astype(object) * factors)


def near_best(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the rows within 1e-9 of the best score: a float sieve before an exact comparison."""
    best = float(scores.max())
    return np.flatnonzero(scores >= best - 1e-9 * (1.0 + abs(best)))
