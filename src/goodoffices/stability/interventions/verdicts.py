"""Who stays in the states asked about, under each set of candidates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.kernels.neighbours import Neighbours
from goodoffices.kernels.reach import least_reached
from goodoffices.kernels.sweeps import Mover

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from goodoffices.stability.concept import Concept
    from goodoffices.stability.interventions.remake import Remaker
    from goodoffices.stability.interventions.targets import Target

    Levels = NDArray[np.int32]
    Truth = NDArray[np.bool_]
    Places = NDArray[np.int64]

__all__ = ["Verdicts", "View"]

_KEPT = 256


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One decision maker's view of the states asked about: where it stays, where it could gain."""

    stable: Truth
    improves: Truth


class Verdicts:
    """Stability of the states asked about, by "Individual stability" of the definitions.

    A state s is stable for i unless some s1 in R_i(s) has both its own level and the
    least outcome of the others' answers to it above the level of s (as in `Frame`). The
    least outcome is swept once for all states; what a sweep does not depend on is left
    out of the key it is kept under, so that sets of candidates share it: under Nash only
    i's own order matters, under GMR i's order and the others' moves, under SMR i's moves
    too, and under SEQ and SSEQ everybody's order.
    """

    def __init__(self, remaker: Remaker, concept: Concept, targets: Sequence[Target]) -> None:
        self.remaker = remaker
        self.concept = concept
        self.targets = tuple(targets)
        self._states = lru_cache(_KEPT)(self._list_states)
        self._mover = lru_cache(_KEPT)(self._make_mover)
        self._neighbours = lru_cache(_KEPT)(self._make_neighbours)
        self._refuge = lru_cache(_KEPT)(self._make_refuge)
        self._secure = lru_cache(_KEPT)(self._make_secure)
        self._views: dict[tuple[int, int], View] = {}

    def makers(self, chosen: int) -> range:
        return range(len(self.remaker.ground(chosen).makers))

    def states(self, chosen: int) -> tuple[Places, tuple[Places, ...]]:
        """Return the states asked about, and where those of each target stand among them."""
        return self._states(chosen & self.remaker.ground_bits)

    def _list_states(self, chosen: int) -> tuple[Places, tuple[Places, ...]]:
        origin = self.remaker.ground(chosen).origin
        now = [one.now(origin) for one in self.targets]
        every = np.unique(np.concatenate(now))
        return every, tuple(np.searchsorted(every, one) for one in now)

    def view(self, chosen: int, who: int) -> View:
        """Say how one decision maker sees the states asked about."""
        key = self._outcome_key(chosen, who) | self.remaker.move_key(chosen, who)
        if (key, who) not in self._views:
            self._views[key, who] = self._make_view(key, who)
        return self._views[key, who]

    def _make_view(self, chosen: int, who: int) -> View:
        asked = self.states(chosen)[0]
        levels = self.remaker.levels(chosen, who)
        mover = self.mover(chosen, who)
        stable = mover.highest(self.secure(chosen, who)) <= levels
        return View(stable[asked], mover.highest(levels)[asked] > levels[asked])

    def secure(self, chosen: int, who: int) -> Levels:
        return self._secure(self._outcome_key(chosen, who), who)

    def outcome(self, chosen: int, who: int) -> Levels:
        """Return the level that ``who`` is left with once the others have moved to a state."""
        if not self.concept.answered:
            return self.remaker.levels(chosen, who)
        own = self.remaker.level_key(chosen, who) | self.remaker.move_key(chosen, who)
        return self._refuge(own, who)

    def _make_refuge(self, chosen: int, who: int) -> Levels:
        return self.mover(chosen, who).highest(self.remaker.levels(chosen, who))

    def undeterred(self, chosen: int, who: int, state: int) -> Places:
        """Return the improvements from a state that nothing deters ``who`` from."""
        reached = self.neighbours(chosen, who).of(state)
        bar = self.remaker.levels(chosen, who)[state]
        ends: Places = reached[self.secure(chosen, who)[reached] > bar]
        return ends

    def _outcome_key(self, chosen: int, who: int) -> int:
        """Return what of the set the least outcomes of one decision maker depend on."""
        remaker, concept = self.remaker, self.concept
        key = remaker.level_key(chosen, who)
        if not concept.sanctions:
            return key
        for other in self.makers(chosen):
            if other != who or concept.answered:
                key |= remaker.move_key(chosen, other)
            if concept.sanctions_improve:
                key |= remaker.level_key(chosen, other)
        return key

    def _make_secure(self, chosen: int, who: int) -> Levels:
        """Return, for each state, the level that is left of it once the others have answered."""
        levels = self.remaker.levels(chosen, who)
        if not self.concept.sanctions:
            return levels
        others = [self.mover(chosen, other) for other in self.makers(chosen) if other != who]
        outcome = self.outcome(chosen, who)
        least = least_reached(others, outcome, improving=self.concept.sanctions_improve)
        return np.minimum(levels, least)

    def mover(self, chosen: int, who: int) -> Mover:
        key = self.remaker.level_key(chosen, who) | self.remaker.move_key(chosen, who)
        return self._mover(key, who)

    def _make_mover(self, chosen: int, who: int) -> Mover:
        # a span that fits the levels of all, which are fewer than states
        span = len(self.remaker.ground(chosen).states) + 1
        return Mover(self.remaker.table(chosen, who), self.remaker.levels(chosen, who), span)

    def neighbours(self, chosen: int, who: int) -> Neighbours:
        return self._neighbours(self.remaker.move_key(chosen, who), who)

    def _make_neighbours(self, chosen: int, who: int) -> Neighbours:
        return Neighbours(self.remaker.table(chosen, who))
