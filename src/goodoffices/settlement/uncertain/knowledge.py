"""What is known of a party's utilities, as the set of those consistent with it (NB 16).

A *world* gives each party one consistent utility. The parties' sets do not depend on each other.
For additive preferences the set is a polytope in the parts c_j(v) = w_j s_j(v): weights in
intervals, or in strict rank order with sum 1; scores in intervals, or in strict rank order from 1
for the best value to 0 for the worst. A preference that is known exactly is a set of one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.exact import units
from goodoffices.settlement.preferences import Additive, Interval, Ranks, Uncertain, tightened

if TYPE_CHECKING:
    from goodoffices.settlement.scenario import Party, Scenario

Matrix = NDArray[np.float64]
NANO = 10**9
ONE, NONE = Decimal(1), Decimal(0)


@dataclass(frozen=True, slots=True)
class Known:
    """One issue's scores: bounds by value, and levels where the order is strict (best first).

    `ranked` if the order is all that is known, so that the bounds follow from it.
    """

    low: tuple[float, ...]
    high: tuple[float, ...]
    levels: Ranks | None
    ranked: bool = False

    @property
    def exact(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A party's consistent utilities.

    `weight_levels` alone (no bounds): strict order, sum 1. `fixed`: the utility of each package
    is known and stands here, in units of 1e-9, because it does not split by issue.
    """

    party: str
    name: str
    fallback: int
    scores: tuple[Known, ...]
    low: tuple[float, ...] | None
    high: tuple[float, ...] | None
    weight_levels: Ranks | None
    fixed: NDArray[np.int64] | None

    @property
    def exact(self) -> bool:
        """Whether there is just one consistent utility."""
        if self.fixed is not None:
            return True
        return self.low is not None and self.low == self.high and all(s.exact for s in self.scores)


def knowledge(scenario: Scenario) -> tuple[Knowledge, ...]:
    """Return what is known of each party, intervals narrowed by the ranks beside them."""
    return tuple(known_of(scenario, party) for party in scenario.parties)


def known_of(scenario: Scenario, party: Party) -> Knowledge:
    """Return what is known of one party; lists all packages where worth does not split by issue."""
    preference = party.preference
    fallback = units(party.reservation or NONE, NANO)
    if isinstance(preference, Additive):
        weights = tuple(float(w) for w in preference.weights)
        scores = tuple(
            Known(numbers, numbers, None)
            for numbers in (tuple(float(s) for s in column) for column in preference.scores)
        )
        return Knowledge(party.id, party.name, fallback, scores, weights, weights, None, None)
    if not isinstance(preference, Uncertain):
        worth = [
            units(preference.utility(scenario.package_of(n), scenario.issues), NANO)
            for n in range(scenario.package_count)
        ]
        fixed = np.array(worth, dtype=np.int64)
        return Knowledge(party.id, party.name, fallback, (), None, None, None, fixed)
    scores = tuple(
        _scores(intervals, ranks)
        for intervals, ranks in zip(preference.scores, preference.score_ranks, strict=True)
    )
    bounds = preference.weights
    if bounds is None:
        levels = preference.weight_ranks
        return Knowledge(party.id, party.name, fallback, scores, None, None, levels, None)
    if preference.weight_ranks is not None:
        bounds = tightened(bounds, preference.weight_ranks, f"party {party.id}")
    return Knowledge(
        party.id,
        party.name,
        fallback,
        scores,
        tuple(float(b.low) for b in bounds),
        tuple(float(b.high) for b in bounds),
        preference.weight_ranks,
        None,
    )


def _scores(intervals: tuple[Interval, ...] | None, ranks: Ranks | None) -> Known:
    ranked = intervals is None
    if intervals is None:
        # best 1, worst 0; an issue whose values are all tied counts for nothing
        levels = ranks or ()
        last = len(levels) - 1
        bounds = {
            position: (ONE, ONE)
            if level == 0 and last
            else (NONE, NONE)
            if level == last
            else (NONE, ONE)
            for level, positions in enumerate(levels)
            for position in positions
        }
        intervals = tuple(Interval(*bounds[position]) for position in sorted(bounds))
    elif ranks is not None:
        intervals = tightened(intervals, ranks, "scores")
    low, high = ([float(end) for end in ends] for ends in zip(*map(_ends, intervals), strict=True))
    return Known(tuple(low), tuple(high), ranks, ranked)


def _ends(interval: Interval) -> tuple[Decimal, Decimal]:
    return interval.low, interval.high
