"""What holds between packages in every consistent world, without trying worlds (NB 16).

For a party, whether package b can be better than package a is the sign of the largest value of
u(b) - u(a) over its consistent utilities: a linear function on a polytope. By issue the largest
difference of scores is known; weights in strict rank order have the corners (1, 0, ...), (1/2,
1/2, 0, ...), ..., so partial sums in that order decide; weights between bounds take the end that
serves. Worlds of different parties combine freely, so what is possible for each is possible for
all at once. Ranks beside intervals only narrow the intervals: the set is then a little too large,
which keeps each "in every world" true. O(packages * issues * parties) for one package.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from goodoffices.settlement.uncertain.knowledge import Knowledge, Known

Flags = NDArray[np.bool_]
EVEN = 1e-12
"""Below this a largest difference counts as 0, and a 0 as within reach: the cautious side."""


@dataclass(frozen=True, slots=True)
class _Reach:
    """By issue: largest score of value b over value a, and whether it is reached, [b][a]."""

    most: NDArray[np.float64]
    reached: Flags


def _reach(known: Known) -> _Reach:
    low, high = np.array(known.low), np.array(known.high)
    most = high[:, None] - low[None, :]
    reached = np.ones(most.shape, dtype=np.bool_)
    np.fill_diagonal(most, 0.0)
    if known.levels is not None:
        place = np.zeros(len(low), dtype=np.int64)
        for k, level in enumerate(known.levels):
            place[list(level)] = k
        worse = place[:, None] > place[None, :]
        most = np.where(worse, np.minimum(most, 0.0), most)
        reached &= ~(worse & (most == 0.0))
        most = np.where(place[:, None] == place[None, :], 0.0, most)
    return _Reach(most, reached)


class Comparer:
    """For one party: in which packages it can be better off, or as well off, than in another."""

    def __init__(self, known: Knowledge, positions: NDArray[np.int64]) -> None:
        self.known = known
        self.positions = positions
        self.reaches = tuple(_reach(issue) for issue in known.scores)

    def against(self, package: int, *, reverse: bool = False) -> tuple[Flags, Flags]:
        """Return two masks over packages b: u(b) > u(a) possible, and u(b) >= u(a) possible.

        With `reverse`: u(a) > u(b) possible, and u(a) >= u(b) possible.
        """
        fixed = self.known.fixed
        if fixed is not None:
            over = fixed[package] - fixed if reverse else fixed - fixed[package]
            return over > 0, over >= 0
        most, reached = [], []
        for reach, row in zip(self.reaches, self.positions, strict=True):
            own = row[package]
            most.append(reach.most[own, row] if reverse else reach.most[row, own])
            reached.append(reach.reached[own, row] if reverse else reach.reached[row, own])
        if self.known.low is None:
            return self._ordered(np.array(most), np.array(reached))
        return self._bounded(np.array(most), np.array(reached))

    def _ordered(self, most: NDArray[np.float64], reached: Flags) -> tuple[Flags, Flags]:
        levels = [list(level) for level in self.known.weight_levels or ()]
        corners = np.cumsum([most[level].sum(axis=0) for level in levels], axis=0)
        better = corners.max(axis=0) > EVEN
        # an inner point mixes all corners, so 0 is reached only where all of them are 0
        even = (np.abs(corners) <= EVEN).all(axis=0)
        lost = (~reached & (most == 0.0)).any(axis=0)
        return better, better | (even & ~lost)

    def _bounded(self, most: NDArray[np.float64], reached: Flags) -> tuple[Flags, Flags]:
        low, high = (np.array(ends)[:, None] for ends in (self.known.low, self.known.high))
        total = (np.where(most > 0, high, low) * most).sum(axis=0)
        better = total > EVEN
        lost = (~reached & (most == 0.0) & (low > 0)).any(axis=0)
        return better, better | ((total >= -EVEN) & ~lost)


@dataclass(frozen=True, slots=True)
class Dominance:
    """The parties' comparers over one list of packages (columns of value positions)."""

    comparers: tuple[Comparer, ...]

    @classmethod
    def of(cls, known: tuple[Knowledge, ...], positions: NDArray[np.int64]) -> Dominance:
        return cls(tuple(Comparer(party, positions) for party in known))

    def may_be_dominated(self, package: int) -> bool:
        """Whether another package dominates this one in some world; exact for ranks alone."""
        pairs = [comparer.against(package) for comparer in self.comparers]
        anyone = np.logical_or.reduce([better for better, _ in pairs])
        everyone = np.logical_and.reduce([as_good for _, as_good in pairs])
        return bool((anyone & everyone).any())

    def dominator(self, package: int) -> int | None:
        """Return a package that dominates this one in every world, if one does."""
        pairs = [comparer.against(package, reverse=True) for comparer in self.comparers]
        ahead = np.logical_or.reduce([better for better, _ in pairs])
        held = np.logical_and.reduce([as_good for _, as_good in pairs])
        found = np.flatnonzero(~ahead & ~held)
        return int(found[0]) if len(found) else None
