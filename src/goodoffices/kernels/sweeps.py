"""One decision maker's moves laid out for sweeps: best and least values one move away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodoffices.kernels.moves import ranges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from goodoffices.kernels.moves import MoveTable

    Values = NDArray[np.int32]
    Index = NDArray[np.int32]
    Places = NDArray[np.int64]

__all__ = ["NONE", "Listed", "Mover"]

NONE = np.iinfo(np.int32).max
"""The least value of nothing."""

_KEY_BITS = 63
_BLOCK = 1 << 14  # states swept at once, so that what is worked out stays in the cache


class Mover:
    """One decision maker's moves and levels.

    ``levels`` (int32, one a state) are its own preferences, which decide what is an
    improvement. All values swept are at least 0 and less than ``span``. States are
    sorted once by class and, within a class, from the best to the worst, so that what
    improves on a state stands before it; every sweep is linear in states (and, where
    classes lead to others, in those pairs). A sweep goes block by block, a block being
    whole classes of some ten thousand states. Memory: 12 bytes a state beyond the table,
    twice that where one block holds all.
    """

    def __init__(self, table: MoveTable, levels: Values, span: int) -> None:
        self.table = table
        self.span = span
        self.count = table.class_of.size
        width = int(levels.max(initial=0)) + 1
        self._sizes = np.bincount(table.class_of, minlength=table.classes)
        self._starts = np.cumsum(self._sizes) - self._sizes
        lengths = np.diff(table.offsets)
        source = np.repeat(np.arange(table.classes, dtype=np.int64), lengths)
        self._stays = np.zeros(table.classes, dtype=np.bool_)
        self._stays[source[source == table.targets]] = True
        away = source != table.targets
        self._away_from = source[away]
        self._away_to = table.targets[away].astype(np.int64)
        del source, away
        self._kind = np.repeat(np.arange(table.classes, dtype=np.int32), self._sizes)
        key = np.multiply(table.class_of, width, dtype=np.int64)
        key += (width - 1) - levels
        self._order, key = _sorted(key, table.classes * width)
        self._blocks = _blocks(self._starts, self.count)
        self._begin = np.empty(table.classes, dtype=np.int64)
        for kinds, places in self._blocks:
            self._begin[kinds] = places.start
        self._only = self._only_block() if len(self._blocks) == 1 else None
        self._better = self._places_better(key)
        self._across = self._pairs_across(key, levels, width) if self._away_to.size else None

    def _places_better(self, key: Places) -> Index:
        """For each sorted place, one more than the last in its class with a higher level.

        Counted from the beginning of its block; 0 if there is none.
        """
        fresh = np.append(0, np.flatnonzero(key[1:] != key[:-1]) + 1)
        kind = self._kind[fresh]
        better = np.where(
            (fresh > self._starts[kind]) & self._stays[kind], fresh - self._begin[kind], 0
        )
        runs = np.diff(np.append(fresh, self.count))
        found: Index = np.repeat(better.astype(np.int32), runs)
        return found

    def _only_block(self) -> tuple[Places, Index | Places]:
        """The states of the one block in their order, and how far each is lifted in it.

        Kept, since small models are swept over and over.
        """
        return self._order.astype(np.int64), self._lift(self.table.classes - 1 - self._kind)

    def _pairs_across(
        self, key: Places, levels: Values, width: int
    ) -> tuple[Places, Places, Places]:
        """States that improve into other classes, where their places begin, and the places.

        A place is the last of a target class that has a higher level than the state.
        """
        per_class = np.bincount(self._away_from, minlength=self.table.classes)
        begin = np.cumsum(per_class) - per_class
        kind = self.table.class_of
        lengths = per_class[kind]
        state = np.repeat(np.arange(self.count, dtype=np.int64), lengths)
        target = self._away_to[ranges(begin[kind], lengths)]
        place = np.searchsorted(key, target * width + (width - 1 - levels[state]), "left") - 1
        valid = place >= self._starts[target]
        state, place = state[valid], place[valid]
        heads = np.flatnonzero(np.diff(state, prepend=-1))
        return state[heads], heads, place

    def highest(self, values: Values) -> Values:
        """For each state s, the highest value over s and all states it can move to."""
        per_class = self._by_class(np.maximum, values)
        best = np.where(self._stays, per_class, np.int32(-1))
        if self._away_to.size:
            np.maximum.at(best, self._away_from, per_class[self._away_to])
        found: Values = best[self.table.class_of]
        return np.maximum(found, values, out=found)

    def step(self, values: Values, *, improving: bool) -> Values:
        """For each state s, the least value one (improving) move away, or NONE; s left out."""
        return self._least_better(values) if improving else self._least_other(values)

    def lower(
        self, values: Values, changed: Places | None, most: int, *, improving: bool
    ) -> Places | None:
        """Lower ``values`` in place to the least of each state and one move away.

        ``changed``: the states whose values are new since the last call, None for all.
        Returns the states that were lowered, None if they are more than ``most``. For
        transitive moves.
        """
        if self._away_to.size:
            least = self._least_better(values) if improving else self._least_with_own(values)
            return _few([_lowered(values, None, values, least)], most)
        if changed is not None and improving and self._only is None:
            return _few([self._lower_some(values, changed)], most)
        parts, lowered = [], 0
        for kinds, places in self._blocks:
            states = self._states(places)
            before = values.take(states)
            if improving:
                running = _running(before, self._lifts(kinds, places))
                least = running.take(self._better[places])
            else:
                starts = self._starts[kinds] - places.start
                lowest = np.minimum.reduceat(before, starts)
                lowest = np.where(self._stays[kinds], lowest, np.int32(NONE))
                least = lowest.take(self._kind[places] - kinds.start)
            part = _lowered(values, states, before, least)
            lowered += part.size
            if lowered <= most:
                parts.append(part)
        return _few(parts, most) if lowered <= most else None

    def _lower_some(self, values: Values, changed: Places) -> Places:
        """As `lower`, by improvements within the classes of what changed."""
        touched = np.zeros(self.table.classes, dtype=np.bool_)
        touched[self.table.class_of[changed]] = True
        kinds = np.flatnonzero(touched)
        sizes, starts = self._sizes[kinds], self._starts[kinds]
        places = ranges(starts, sizes)
        states = self._order[places].astype(np.int64)
        here = np.cumsum(sizes) - sizes
        before = values.take(states)
        running = _running(before, self._lift(np.repeat(np.arange(kinds.size)[::-1], sizes)))
        better = self._better[places]
        shift = np.repeat(here - starts + self._begin[kinds], sizes)
        least = running.take(np.where(better == 0, 0, better + shift))
        return _lowered(values, states, before, least)

    def _states(self, places: slice) -> Places:
        """Return the states of a block, in their order."""
        return self._only[0] if self._only else self._order[places].astype(np.int64)

    def _lifts(self, kinds: slice, places: slice) -> Index | Places:
        """Return how far each value of a block is lifted."""
        return self._only[1] if self._only else self._lift(kinds.stop - 1 - self._kind[places])

    def _lift(self, above: Index | Places) -> Index | Places:
        """Return what puts the values of a class above those of the ``above`` that follow it.

        One running minimum then serves all classes.
        """
        small = (int(above[0]) + 1) * self.span < NONE
        found: Index | Places = np.multiply(above, self.span, dtype=np.int32 if small else np.int64)
        return found

    def _least_better(self, values: Values) -> Values:
        least = np.empty(self.count, dtype=np.int32)
        across = np.empty(self.count, dtype=np.int32) if self._across is not None else None
        for kinds, places in self._blocks:
            states = self._states(places)
            running = _running(values.take(states), self._lifts(kinds, places))
            least[states] = running.take(self._better[places])
            if across is not None:
                across[places] = running[1:]
        if self._across is not None and across is not None and self._across[0].size:
            state, heads, found = self._across
            least[state] = np.minimum(least[state], np.minimum.reduceat(across[found], heads))
        return least

    def _least_across(self, lowest: Values) -> Values:
        across = np.full(self.table.classes, NONE, dtype=np.int32)
        np.minimum.at(across, self._away_from, lowest[self._away_to])
        return across

    def _least_with_own(self, values: Values) -> Values:
        lowest = self._by_class(np.minimum, values)
        if self._away_to.size:
            lowest = np.minimum(
                np.where(self._stays, lowest, np.int32(NONE)), self._least_across(lowest)
            )
        return lowest.take(self.table.class_of)

    def _least_other(self, values: Values) -> Values:
        kind = self.table.class_of
        ordered = values.take(self._order)
        lowest = np.minimum.reduceat(ordered, self._starts)
        is_lowest = ordered == lowest[self._kind]
        ties = np.add.reduceat(is_lowest.astype(np.int64), self._starts)
        second = np.minimum.reduceat(np.where(is_lowest, np.int32(NONE), ordered), self._starts)
        alone = (values == lowest[kind]) & (ties[kind] == 1)
        within = np.where(alone, second[kind], lowest[kind])
        least = np.where(self._stays[kind], within, np.int32(NONE))
        if self._away_to.size:
            least = np.minimum(least, self._least_across(lowest)[kind])
        return least

    def _by_class(self, extreme: np.ufunc, values: Values) -> Values:
        """Return the highest or least value in each class."""
        found = np.empty(self.table.classes, dtype=np.int32)
        for kinds, places in self._blocks:
            starts = self._starts[kinds] - places.start
            found[kinds] = extreme.reduceat(values.take(self._order[places]), starts)
        return found


class Listed(Mover):
    """A mover whose table holds its improving moves and no others."""

    def __init__(self, table: MoveTable, span: int) -> None:
        super().__init__(table, np.zeros(table.class_of.size, dtype=np.int32), span)

    def step(self, values: Values, *, improving: bool) -> Values:
        del improving  # every listed move is one
        return super().step(values, improving=False)


def _running(values: Values, lift: Index | Places) -> Values:
    """Return NONE, then the least value up to each place within its class; see `Mover._lift`."""
    lifted = values + lift
    np.minimum.accumulate(lifted, out=lifted)
    running = np.empty(values.size + 1, dtype=np.int32)
    running[0] = NONE
    np.subtract(lifted, lift, out=running[1:], casting="unsafe")
    return running


def _lowered(values: Values, states: Places | None, before: Values, least: Values) -> Places:
    """Write what is lower than before, at ``states`` (None: all, in order); return where."""
    (lowered,) = (least < before).nonzero()
    found: Places = lowered if states is None else states.take(lowered)
    values[found] = least.take(lowered)
    return found


def _few(parts: Sequence[Places], most: int) -> Places | None:
    found = np.concatenate(parts)
    return found if found.size <= most else None


def _blocks(starts: Places, count: int) -> list[tuple[slice, slice]]:
    """Part classes into blocks of about equal numbers of states: (classes, places) of each."""
    firsts = np.searchsorted(starts, np.arange(0, count, _BLOCK))
    firsts = firsts[(np.diff(firsts, prepend=-1) > 0) & (firsts < starts.size)]
    kinds = np.append(firsts, starts.size).tolist()
    places = np.append(starts, count)[kinds].tolist()
    return [(slice(*kinds[k : k + 2]), slice(*places[k : k + 2])) for k in range(len(kinds) - 1)]


def _sorted(key: Places, top: int) -> tuple[Index, Places]:
    """Return the places of increasing keys below ``top``, and the keys in that order.

    Key and place are packed into one integer where they fit, since sorting integers
    is several times faster than sorting places by them. Changes ``key``.
    """
    bits = max(key.size - 1, 1).bit_length()
    if top.bit_length() + bits <= _KEY_BITS:
        key <<= bits
        key |= np.arange(key.size, dtype=np.int64)
        key.sort()
        order = np.bitwise_and(key, (1 << bits) - 1).astype(np.int32)
        key >>= bits
        return order, key
    order = np.argsort(key, kind="stable").astype(np.int32)
    return order, key[order]
