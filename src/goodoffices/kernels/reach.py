"""The least value that a coalition's legal sequences of moves can lead to.

Whether a sanction deters is a comparison of one number: the least level (for the one
who is deterred) among the states that the others can reach. So nothing here lists
reachable states; values flow backwards along moves until nothing changes, in whole
sweeps over all states at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodoffices.kernels.moves import ranges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from goodoffices.kernels.moves import MoveTable

    Values = NDArray[np.int32]

__all__ = ["NONE", "Mover", "least_reached"]

NONE = np.iinfo(np.int32).max
"""The least value of nothing."""


class Mover:
    """One decision maker's moves and levels, laid out for sweeps.

    ``levels`` (int32, one a state) are its own preferences, which decide what is an
    improvement. Building sorts the states by class and level, once; every sweep is
    linear in states (and, where classes lead to others, in those pairs).
    """

    def __init__(self, table: MoveTable, levels: Values) -> None:
        self.table = table
        self.count = table.class_of.size
        self._width = int(levels.max(initial=0)) + 1
        key = table.class_of.astype(np.int64) * self._width + levels
        self._order = np.argsort(key)
        self._key = key[self._order]
        sizes = np.bincount(table.class_of, minlength=table.classes).astype(np.int64)
        self._ends = np.cumsum(sizes)
        self._starts = self._ends - sizes
        self._of_class = table.class_of[self._order].astype(np.int64)
        lengths = np.diff(table.offsets)
        source = np.repeat(np.arange(table.classes, dtype=np.int64), lengths)
        self._stays = np.zeros(table.classes, dtype=np.bool_)
        self._stays[source[source == table.targets]] = True
        away = source != table.targets
        self._away_from = source[away]
        self._away_to = table.targets[away].astype(np.int64)
        self._levels = levels
        self._better = self._positions_better()
        self._across = self._pairs_across() if self._away_to.size else None

    def _positions_better(self) -> NDArray[np.int64]:
        """For each sorted place, the first place in its class with a higher level, or none."""
        fresh = np.flatnonzero(np.diff(self._key, prepend=-1))
        following = np.append(fresh[1:], self.count)
        ends = self._ends[self._of_class[fresh]]
        first = np.where(
            (following < ends) & self._stays[self._of_class[fresh]], following, self.count
        )
        return np.repeat(first, np.diff(np.append(fresh, self.count)))

    def _pairs_across(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """States that improve into other classes, where their places begin, and the places.

        A place is the first of a target class that has a higher level than the state.
        """
        per_class = np.bincount(self._away_from, minlength=self.table.classes)
        begin = np.cumsum(per_class) - per_class
        kind = self.table.class_of
        lengths = per_class[kind]
        state = np.repeat(np.arange(self.count, dtype=np.int64), lengths)
        target = self._away_to[ranges(begin[kind], lengths)]
        place = np.searchsorted(self._key, target * self._width + self._levels[state], "right")
        valid = place < self._ends[target]
        state, place = state[valid], place[valid]
        heads = np.flatnonzero(np.diff(state, prepend=-1))
        return state[heads], heads, place

    def highest(self, values: Values) -> Values:
        """For each state s, the highest value over s and all states it can move to."""
        kind = self.table.class_of
        per_class = np.maximum.reduceat(values[self._order], self._starts)
        best = np.where(self._stays, per_class, -1)
        if self._away_to.size:
            np.maximum.at(best, self._away_from, per_class[self._away_to])
        return np.maximum(values, best[kind]).astype(np.int32)

    def least_improving(self, values: Values) -> Values:
        """For each state, the least value among its improvements, or NONE."""
        # Values of later classes are lifted above those of earlier ones, so that one
        # running minimum from the end serves all classes.
        span = np.int64(NONE) + 1
        lifted = values[self._order] + self._of_class * span
        running = np.minimum.accumulate(lifted[::-1])[::-1] - self._of_class * span
        running = np.append(running, NONE)
        least = np.empty(self.count, dtype=np.int32)
        least[self._order] = running[self._better]
        if self._across is not None and self._across[0].size:
            state, heads, places = self._across
            found = np.minimum.reduceat(running[places], heads)
            least[state] = np.minimum(least[state], found)
        return least

    def least(self, values: Values) -> Values:
        """For each state s, the least value among the states it can move to, s left out."""
        kind = self.table.class_of
        ordered = values[self._order]
        lowest = np.minimum.reduceat(ordered, self._starts)
        ties = np.add.reduceat(ordered == lowest[self._of_class], self._starts)
        beaten = np.where(ordered == lowest[self._of_class], NONE, ordered)
        second = np.minimum.reduceat(beaten, self._starts)
        alone = (values == lowest[kind]) & (ties[kind] == 1)
        within = np.where(alone, second[kind], lowest[kind])
        least = np.where(self._stays[kind], within, NONE)
        if self._away_to.size:
            across = np.full(self.table.classes, NONE, dtype=np.int32)
            np.minimum.at(across, self._away_from, lowest[self._away_to])
            least = np.minimum(least, across[kind])
        return least.astype(np.int32)

    def step(self, values: Values, *, improving: bool) -> Values:
        return self.least_improving(values) if improving else self.least(values)


def least_reached(movers: Sequence[Mover], values: Values, *, improving: bool) -> Values:
    """Return, for each s, the least value over R_H(s) or, if ``improving``, over R+_H(s).

    ``movers`` are the coalition H; NONE where it can reach nothing. The definition is
    the coalition list of Fang, Hipel and Kilgour 1993: legal sequences of moves, in
    which nobody moves twice running; each mover judges an improvement from the state
    that it leaves. A sequence may lead back to s, so s belongs to R_H(s) where some
    legal sequence of two or more moves returns to it; it makes no difference to
    stability, since the state moved to is always better than the one left.

    Where everybody's moves are transitive, the result also counts s itself, which for
    the same reason changes no verdict; sequences then need no record of who moved last.
    Otherwise values are kept for each (state, last mover).
    """
    if not movers:
        return np.full(values.size, NONE, dtype=np.int32)
    if all(mover.table.transitive for mover in movers):
        return _transitive(movers, values, improving=improving)
    return _by_last_mover(movers, values, improving=improving)


def _transitive(movers: Sequence[Mover], values: Values, *, improving: bool) -> Values:
    reached = values
    quiet = 0
    while True:
        for mover in movers:
            lower = np.minimum(reached, mover.step(reached, improving=improving))
            # one mover's second step adds nothing to its first
            quiet = quiet + 1 if np.array_equal(lower, reached) else 1
            reached = lower
            if quiet >= len(movers):
                return reached


def _by_last_mover(movers: Sequence[Mover], values: Values, *, improving: bool) -> Values:
    onward = np.full((len(movers), values.size), NONE, dtype=np.int32)
    changed = True
    while changed:
        changed = False
        for number, mover in enumerate(movers):
            others = np.delete(onward, number, axis=0).min(axis=0, initial=NONE)
            found = mover.step(np.minimum(values, others), improving=improving)
            if not np.array_equal(found, onward[number]):
                onward[number] = found
                changed = True
    least: Values = onward.min(axis=0)
    return least
