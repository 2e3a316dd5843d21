"""What could drive somebody out of an equilibrium."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.kernels.walk import walk

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.stability.concept import Concept
    from goodoffices.stability.interventions.harms import Harms
    from goodoffices.stability.interventions.verdicts import Verdicts

    Truth = NDArray[np.bool_]
    Places = NDArray[np.int64]
    Way = list[tuple[int, int, int]]

__all__ = ["Staying"]

_KEPT = 256


class Staying:
    """Names the candidates that may unmake an equilibrium s, as far as they are open.

    For each improvement s1 of somebody, one answer of the others that deters it is picked:
    the states it passes, who steps from where to where, and its end s2. Say that Y, with
    the same options as X, has nothing of what is named besides X. Then s is there, and
    nobody has an improvement from it that it had not: no move is new, and no state in
    reach of s is raised for who could move there. Each answer picked is still one: its
    states are not hurt, its steps are not taken away, and (SEQ, SSEQ) no state that a step
    leaves is raised for who makes it, so that the step is still an improvement. It still
    deters: s2 is not raised for the one deterred, and (SMR, SSEQ) no state in reach of s2
    is, while no escape is new. So s is still an equilibrium.

    Say now that Y gives options besides that are not named. Then s with all of them left is
    there, and an equilibrium. No owner cares about them, so that nobody gains by a change
    of new options alone, and each improvement is one of X, with new options of its owner
    changed or not. Its answer leaves new options as they are: no state that it passes is
    ruled out by them, and by those who step and the one deterred states with the same new
    options, or with others to which they are indifferent, are compared as under X. An
    escape from s2 is one of X.
    """

    def __init__(self, harms: Harms, verdicts: Verdicts, concept: Concept) -> None:
        self.harms = harms
        self.remaker = harms.remaker
        self.verdicts = verdicts
        self.concept = concept
        self._known: dict[tuple[int, int, int, int], list[tuple[int, int]]] = {}
        self._harm = lru_cache(_KEPT)(self._sum_harm)
        self._ends = lru_cache(_KEPT)(self._spoilt_ends)

    def named(self, chosen: int, place: int, state: int, open_: int) -> int:
        """Return the candidates, for the state at a place among those asked about.

        What is not open counts as named already, so that what is picked names little else.
        """
        remaker, verdicts = self.remaker, self.verdicts
        origin = remaker.ground(chosen).origin
        today = int(origin[state])
        found = ~open_ | self.harms.hurting(today)
        found |= sum(1 << n for n, one in self.harms.given.items() if one.unsettles(today))
        gaining = []
        for who in verdicts.makers(chosen):
            reached = verdicts.neighbours(chosen, who).of(state)
            found |= self.harms.raising(who, origin[reached])
            if self.concept.sanctions and verdicts.view(chosen, who).improves[place]:
                levels = remaker.levels(chosen, who)
                gaining.append((who, reached[levels[reached] > levels[state]]))
        for who, gains in gaining:
            for first in gains.tolist():
                found |= self._answer(chosen, who, state, first, found)
        return found & open_

    def _answer(self, chosen: int, who: int, state: int, first: int, found: int) -> int:
        """Name what may spoil one answer to an improvement; an answer known already is kept."""
        key = (chosen & self.remaker.ground_bits, who, state, first)
        known = self._known.setdefault(key, [])
        usable = [spoilt for at, spoilt in known if not at & ~chosen and not chosen & ~at & spoilt]
        if usable:
            return min(usable, key=lambda spoilt: (spoilt & ~found).bit_count())
        way = self._one_step(chosen, who, state, first, found) or self._walk(
            chosen, who, state, first
        )
        spoilt = self._spoilt(chosen, who, way)
        known.append((chosen, spoilt))
        return spoilt

    def _one_step(self, chosen: int, who: int, state: int, first: int, found: int) -> Way:
        """Return the single step that deters and that the fewest further candidates may spoil."""
        remaker, verdicts = self.remaker, self.verdicts
        outcome = verdicts.outcome(chosen, who)
        bar = remaker.levels(chosen, who)[state]
        harm = self._harm(chosen, who, found)
        best: tuple[int, int, int] | None = None
        for other in verdicts.makers(chosen):
            if other == who:
                continue
            ends = verdicts.neighbours(chosen, other).of(first)
            if self.concept.sanctions_improve:
                levels = remaker.levels(chosen, other)
                ends = ends[levels[ends] > levels[first]]
            ends = ends[outcome[ends] <= bar]
            if ends.size:
                end = int(ends[np.argmin(harm[ends])])
                if best is None or harm[end] < best[0]:
                    best = int(harm[end]), other, end
        return [] if best is None else [(best[1], first, best[2])]

    def _walk(self, chosen: int, who: int, state: int, first: int) -> Way:
        """Return a shortest answer of several steps; there is one, since the state holds."""
        remaker, verdicts = self.remaker, self.verdicts
        others = [other for other in verdicts.makers(chosen) if other != who]
        wanted = verdicts.outcome(chosen, who) <= remaker.levels(chosen, who)[state]
        levels = [remaker.levels(chosen, other) for other in others]
        walked = walk(
            [remaker.table(chosen, other) for other in others],
            first,
            levels if self.concept.sanctions_improve else None,
            until=wanted,
        )
        steps = walked.fewest()
        ends = np.flatnonzero(wanted & (steps > 0))
        way, here = [], first
        for mover, there in walked.way(int(ends[np.argmin(steps[ends])])):
            way.append((others[mover], here, there))
            here = there
        return way

    def _spoilt(self, chosen: int, who: int, way: Way) -> int:
        harms, origin = self.harms, self.remaker.ground(chosen).origin
        spoilt = 0
        first = int(origin[way[0][1]])
        if first in harms.states.members:
            # one that loses a combination may stay in reach and lose the answer
            spoilt |= harms.hurting(first)
        for mover, start, end in way:
            before, after = int(origin[start]), int(origin[end])
            spoilt |= harms.hurting(after) | harms.taking(mover, before, after)
            if self.concept.sanctions_improve:
                spoilt |= harms.raising(mover, before)
        name = self.remaker.ground(chosen).makers[who].id
        passed = [int(origin[end]) for _, _, end in way]
        for number, given in self.harms.given.items():
            spoilt |= given.blocks(name, first, passed) << number
        last = way[-1][2]
        for number, ends in self._ends(self.remaker.move_key(chosen, who), who).items():
            spoilt |= bool(ends[last]) << number
        return spoilt

    def _spoilt_ends(self, chosen: int, who: int) -> dict[int, Truth]:
        """Return, for what raises states for ``who``, at which ends it may spoil an answer."""
        origin = self.remaker.ground(chosen).origin
        bits = self.remaker.own(self.remaker.raise_bits, who)
        found = {}
        for number, one in enumerate(self.remaker.resolved):
            if bits >> number & 1:
                raised = one.states[origin]
                if self.concept.answered:
                    mover = self.verdicts.mover(chosen, who)
                    raised = mover.highest(raised.astype(np.int32)) > 0
                found[number] = raised
        return found

    def _sum_harm(self, chosen: int, who: int, found: int) -> Places:
        """Count, for each end of an answer, what may spoil it and is not named yet."""
        origin = self.remaker.ground(chosen).origin
        harm = np.zeros(origin.size, dtype=np.int64)
        for number, hurt in self.harms.hurt.items():
            if not found >> number & 1:
                harm += hurt[origin]
        for number, ends in self._ends(self.remaker.move_key(chosen, who), who).items():
            if not found >> number & 1:
                harm += ends
        return harm
