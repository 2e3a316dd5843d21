"""One decision maker's moves laid out for sweeps: best and least values one move away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodoffices.kernels.moves import ranges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.kernels.moves import MoveTable

    Values = NDArray[np.int32]
    Places = NDArray[np.int64]
    Lift = NDArray[np.int32] | NDArray[np.int64]

__all__ = ["NONE", "Listed", "Mover"]

NONE = np.iinfo(np.int32).max
"""The least value of nothing."""

_KEY_BITS = 63


class Mover:
    """One decision maker's moves and levels.

    ``levels`` (int32, one a state) are its own preferences, which decide what is an
    improvement. All values swept are at least 0 and less than ``span``. States are
    sorted once by class and, within a class, from the best to the worst, so that what
    improves on a state stands before it; every sweep is linear in states (and, where
    classes lead to others, in those pairs).
    """

    def __init__(self, table: MoveTable, levels: Values, span: int) -> None:
        self.table = table
        self.span = span
        self.count = table.class_of.size
        width = int(levels.max(initial=0)) + 1
        self._worse = (width - 1 - levels).astype(np.int64)
        key = table.class_of.astype(np.int64) * width + self._worse
        self._order, key = _sorted(key, table.classes * width)
        self._sizes = np.bincount(table.class_of, minlength=table.classes).astype(np.int64)
        self._starts = np.cumsum(self._sizes) - self._sizes
        every = np.arange(table.classes, dtype=np.int32)
        self._of_class = np.repeat(every, self._sizes)
        # values of earlier classes are lifted above those of later ones, so that one
        # running minimum serves all classes
        small = table.classes * span < NONE
        lift = (table.classes - 1 - every).astype(np.int32 if small else np.int64) * span
        self._lift: Lift = np.repeat(lift, self._sizes)
        lengths = np.diff(table.offsets)
        source = np.repeat(np.arange(table.classes, dtype=np.int64), lengths)
        self._stays = np.zeros(table.classes, dtype=np.bool_)
        self._stays[source[source == table.targets]] = True
        away = source != table.targets
        self._away_from = source[away]
        self._away_to = table.targets[away].astype(np.int64)
        self._better = self._places_better(key)
        self._across = self._pairs_across(key, width) if self._away_to.size else None

    def _places_better(self, key: Places) -> Places:
        """For each state, the last sorted place in its class with a higher level, or -1."""
        fresh = np.append(0, np.flatnonzero(key[1:] != key[:-1]) + 1)
        kind = self._of_class[fresh]
        better = np.where((fresh > self._starts[kind]) & self._stays[kind], fresh - 1, -1)
        of_state = np.empty(self.count, dtype=np.int64)
        of_state[self._order] = np.repeat(better, np.diff(np.append(fresh, self.count)))
        return of_state

    def _pairs_across(self, key: Places, width: int) -> tuple[Places, Places, Places]:
        """States that improve into other classes, where their places begin, and the places.

        A place is the last of a target class that has a higher level than the state.
        """
        per_class = np.bincount(self._away_from, minlength=self.table.classes)
        begin = np.cumsum(per_class) - per_class
        kind = self.table.class_of
        lengths = per_class[kind]
        state = np.repeat(np.arange(self.count, dtype=np.int64), lengths)
        target = self._away_to[ranges(begin[kind], lengths)]
        place = np.searchsorted(key, target * width + self._worse[state], "left") - 1
        valid = place >= self._starts[target]
        state, place = state[valid], place[valid]
        heads = np.flatnonzero(np.diff(state, prepend=-1))
        return state[heads], heads, place

    def highest(self, values: Values) -> Values:
        """For each state s, the highest value over s and all states it can move to."""
        kind = self.table.class_of
        per_class = np.maximum.reduceat(values.take(self._order), self._starts)
        best = np.where(self._stays, per_class, np.int32(-1))
        if self._away_to.size:
            np.maximum.at(best, self._away_from, per_class[self._away_to])
        return np.maximum(values, best[kind])

    def step(self, values: Values, *, improving: bool) -> Values:
        """For each state s, the least value one (improving) move away, or NONE; s left out."""
        return self._least_better(values) if improving else self._least_other(values)

    def lower(self, values: Values, changed: Places | None, *, improving: bool) -> Places:
        """Lower ``values`` in place to the least of each state and one move away.

        ``changed``: the states whose values are new since the last call, None for all.
        Returns the states that were lowered. For transitive moves.
        """
        if changed is not None and not self._away_to.size:
            return self._lower_some(values, changed, improving=improving)
        least = self._least_better(values) if improving else self._least_with_own(values)
        lowered = np.flatnonzero(least < values)
        values[lowered] = least[lowered]
        return lowered

    def _lower_some(self, values: Values, changed: Places, *, improving: bool) -> Places:
        touched = np.zeros(self.table.classes, dtype=np.bool_)
        touched[self.table.class_of[changed]] = True
        kinds = np.flatnonzero(touched)
        sizes, starts = self._sizes[kinds], self._starts[kinds]
        places = ranges(starts, sizes)
        states = self._order[places]
        here = np.cumsum(sizes) - sizes
        before = values[states]
        if improving:
            running = self._running(before, self._lift[places])
            better = self._better[states]
            shift = np.repeat(here - starts, sizes)
            least = running[np.where(better < 0, -1, better + shift)]
        else:
            least = np.repeat(np.minimum.reduceat(before, here), sizes)
        lowered = least < before
        states = states[lowered]
        values[states] = least[lowered]
        return states

    @staticmethod
    def _running(values: Values, lift: Lift) -> Values:
        """Return the least value up to each place within its class; NONE at place -1."""
        lifted = values + lift
        np.minimum.accumulate(lifted, out=lifted)
        lifted -= lift
        running = np.empty(values.size + 1, dtype=np.int32)
        running[:-1] = lifted
        running[-1] = NONE
        return running

    def _least_better(self, values: Values) -> Values:
        running = self._running(values.take(self._order), self._lift)
        least = running.take(self._better)
        if self._across is not None and self._across[0].size:
            state, heads, places = self._across
            found = np.minimum.reduceat(running[places], heads)
            least[state] = np.minimum(least[state], found)
        return least

    def _least_across(self, lowest: Values) -> Values:
        across = np.full(self.table.classes, NONE, dtype=np.int32)
        np.minimum.at(across, self._away_from, lowest[self._away_to])
        return across

    def _least_with_own(self, values: Values) -> Values:
        lowest = np.minimum.reduceat(values.take(self._order), self._starts)
        if self._away_to.size:
            lowest = np.minimum(
                np.where(self._stays, lowest, np.int32(NONE)), self._least_across(lowest)
            )
        return lowest.take(self.table.class_of)

    def _least_other(self, values: Values) -> Values:
        kind = self.table.class_of
        ordered = values.take(self._order)
        lowest = np.minimum.reduceat(ordered, self._starts)
        is_lowest = ordered == lowest[self._of_class]
        ties = np.add.reduceat(is_lowest.astype(np.int64), self._starts)
        second = np.minimum.reduceat(np.where(is_lowest, np.int32(NONE), ordered), self._starts)
        alone = (values == lowest[kind]) & (ties[kind] == 1)
        within = np.where(alone, second[kind], lowest[kind])
        least = np.where(self._stays[kind], within, np.int32(NONE))
        if self._away_to.size:
            least = np.minimum(least, self._least_across(lowest)[kind])
        return least


class Listed(Mover):
    """A mover whose table holds its improving moves and no others."""

    def __init__(self, table: MoveTable, span: int) -> None:
        super().__init__(table, np.zeros(table.class_of.size, dtype=np.int32), span)

    def step(self, values: Values, *, improving: bool) -> Values:
        del improving  # every listed move is one
        return super().step(values, improving=False)


def _sorted(key: Places, top: int) -> tuple[Places, Places]:
    """Return the places of increasing keys below ``top``, and the keys in that order.

    Key and place are packed into one integer where they fit, since sorting integers
    is several times faster than sorting places by them.
    """
    bits = max(key.size - 1, 1).bit_length()
    if top.bit_length() + bits <= _KEY_BITS:
        packed = (key << bits) | np.arange(key.size, dtype=np.int64)
        packed.sort()
        return packed & ((1 << bits) - 1), packed >> bits
    order = np.argsort(key, kind="stable")
    return order, key[order]
