"""Which candidates could undo a reason why a set does not do: all others are left aside.

A reason is found under a set X of candidates. It is *sound* to go on from X with the
candidates named here only, if every set Y that holds X and has the reason undone holds
one of them besides. That is shown for each reason below; nothing is taken to be
monotone beyond what is shown. What is common to both:

- Y has the same options as X, since giving an option is always named. Then the states,
  moves and sanctions of Y differ from those of X by what is ruled out, forbidden, made
  irreversible and raised only; the first three take states and moves away and change no
  order, and raising changes no moves.
- A state is *hurt* by what rules out one of its option combinations; a coalesced state
  that is not hurt has all its moves to states that are not hurt, unless they are forbidden.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.expressions import Columns, Pattern, parse
from goodoffices.conflict.model import Direction
from goodoffices.kernels.moves import OptionRules, allowed
from goodoffices.kernels.walk import walk
from goodoffices.stability.interventions.kinds import (
    GiveOption,
    MakeInfeasible,
    MakeIrreversible,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.stability.concept import Concept
    from goodoffices.stability.interventions.remake import Remaker
    from goodoffices.stability.interventions.resolved import Resolved
    from goodoffices.stability.interventions.verdicts import Verdicts

    Truth = NDArray[np.bool_]

__all__ = ["Touching"]

_MEMBERS = 64  # option combinations of a coalesced state that are looked at one by one
_STATES = 32  # states of one target that are looked at one by one


class Touching:
    """Names the candidates that may undo a reason, as bits."""

    def __init__(self, remaker: Remaker, verdicts: Verdicts, concept: Concept) -> None:
        self.remaker = remaker
        self.verdicts = verdicts
        self.concept = concept
        self.every = (1 << len(remaker.resolved)) - 1
        self.given = self.ruling = 0
        self.hurt: dict[int, Truth] = {}
        for number, one in enumerate(remaker.resolved):
            if isinstance(one.candidate.intervention, GiveOption):
                self.given |= 1 << number
            elif isinstance(one.candidate.intervention, MakeInfeasible):
                self.ruling |= 1 << number
                self.hurt[number] = _hurt(remaker, one)
        self._undone = lru_cache(None)(self._list_undone)

    def unmet(self, chosen: int, target: int) -> int:
        """Name what may make a wanted outcome hold that holds in none of its states.

        For each of its states somebody leaves it undeterred, and Y must undo that in one
        of them. That state comes of the same state of today, so Y undoes it for ``who``.
        """
        every, places = self.verdicts.states(chosen)
        asked = places[target]
        if asked.size > _STATES:
            return self.every
        found = 0
        for place in asked.tolist():
            found |= min(
                (
                    self._leaving(chosen, who, int(every[place]))
                    for who in self.verdicts.makers(chosen)
                    if not self.verdicts.view(chosen, who).stable[place]
                ),
                key=int.bit_count,
            )
        return found

    def made(self, chosen: int, target: int, holding: Truth) -> int:
        """Name what may unmake an unwanted outcome that holds in some of its states."""
        every, places = self.verdicts.states(chosen)
        asked = places[target][holding[places[target]]]
        return min(
            (self._staying(chosen, place, int(every[place])) for place in asked[:_STATES].tolist()),
            key=int.bit_count,
        )

    def _leaving(self, chosen: int, who: int, state: int) -> int:
        """Name what may keep ``who`` from leaving ``state``: the fewest over its improvements s1.

        Say nothing named is in Y but not in X. Then s and s1 are not hurt, the move from s
        to s1 is not taken away, and s is not raised for ``who``, so that s1, raised or not,
        and every other state better than s still is. So s1 is still an improvement, and it
        is still undeterred, because the others reach from s1 under Y nothing that they did
        not reach under X: moves are only taken away; and where answers must be improvements
        (SEQ, SSEQ) a new one would have to be a step to a raised state from a state that
        they reach under X, and raising such a state is named. Under SMR and SSEQ an answer
        that ``who`` escaped from could lose the escape; so whatever rules out states or
        takes moves of ``who`` away is named there.
        """
        remaker = self.remaker
        origin = remaker.ground(chosen).origin
        ends = self.verdicts.undeterred(chosen, who, state)
        today = int(origin[state])
        always, bits, undone = self._undone(who, today)
        count = undone[:, origin[ends]].sum(axis=0)
        best = int(np.argmin(count))
        found = always
        for bit, touched in zip(bits, undone[:, origin[ends[best]]].tolist(), strict=True):
            found |= touched << bit
        if self.concept.sanctions_improve:
            found |= self._answers(chosen, who, int(ends[best]))
        return found & ~chosen

    def _list_undone(self, who: int, today: int) -> tuple[int, tuple[int, ...], Truth]:
        """Return what is named whatever s1 is; and the candidates that hang on s1, with where."""
        remaker = self.remaker
        known = who < len(remaker.moves_bits)
        own = remaker.moves_bits[who] if known else 0
        always = self.given
        if self.concept.answered:
            always |= self.ruling | own
        for number, one in enumerate(remaker.resolved):
            raises = known and remaker.raise_bits[who] >> number & 1
            if (raises and one.states[today]) or (number in self.hurt and self.hurt[number][today]):
                always |= 1 << number
        hanging = [n for n in range(len(remaker.resolved)) if (self.ruling | own) >> n & 1]
        rows = [
            self.hurt[n] if n in self.hurt else self._taken(remaker.resolved[n], today)
            for n in hanging
        ]
        size = len(remaker.today.states)
        return always, tuple(hanging), np.array(rows, dtype=np.bool_).reshape(len(rows), size)

    def _taken(self, one: Resolved, today: int) -> Truth:
        """Say of each state whether the move to it from ``today`` may be taken away."""
        conflict = self.remaker.today
        if not isinstance(one.leaves, Pattern) and one.leaves is not None:
            enters = one.enters
            hit = bool(one.leaves[today]) and isinstance(enters, np.ndarray)
            return enters if hit else np.zeros(len(conflict.states), dtype=np.bool_)  # type: ignore[return-value]  # an array, as just asked
        masks, owner = conflict.states.underlying()
        start = masks[owner == today]
        taken = np.zeros(len(conflict.states), dtype=np.bool_)
        if start.size > _MEMBERS:
            return ~taken
        rules = _rules(one, conflict.option_bits)
        for mask in start:
            taken[owner[~allowed(np.full(masks.size, mask), masks, rules)]] = True
        return taken

    def _answers(self, chosen: int, who: int, end: int) -> int:
        """Name raises that may give the others a new step where they go from ``end``."""
        remaker, verdicts = self.remaker, self.verdicts
        others = [other for other in verdicts.makers(chosen) if other != who]
        raising = [other for other in others if other < len(remaker.raise_bits)]
        if not any(remaker.raise_bits[other] & ~chosen for other in raising):
            return 0
        tables = [remaker.table(chosen, other) for other in others]
        walked = walk(tables, end, [remaker.levels(chosen, other) for other in others])
        inside = walked.fewest() > 0
        inside[end] = True
        origin = remaker.ground(chosen).origin
        found = 0
        for other in raising:
            table = remaker.table(chosen, other)
            classes = np.zeros(table.classes, dtype=np.bool_)
            classes[table.class_of[inside]] = True
            source = np.repeat(np.arange(table.classes), np.diff(table.offsets))
            entered = np.zeros(table.classes, dtype=np.bool_)
            entered[table.targets[classes[source]]] = True
            reached = origin[entered[table.class_of]]
            for number, one in enumerate(remaker.resolved):
                if remaker.raise_bits[other] >> number & 1 and one.states[reached].any():
                    found |= 1 << number
        return found

    def _staying(self, chosen: int, place: int, state: int) -> int:
        """Name what may unmake an equilibrium s.

        Say nothing named is in Y but not in X. Then s is there, and nobody has an
        improvement from it that it had not: no move is new, and no state of R_i(s) is
        raised for i. If nobody had one, s is still an equilibrium. If i had one, under a
        concept with sanctions, then nothing of what is ruled out, of the others' moves or
        (SEQ, SSEQ) of their orders is changed, nor is any state but s raised for i: what
        deterred i still does, and i has no more escapes than before.
        """
        remaker, verdicts = self.remaker, self.verdicts
        origin = remaker.ground(chosen).origin
        today = int(origin[state])
        found = self.given
        for number, hurt in self.hurt.items():
            found |= bool(hurt[today]) << number
        for who in verdicts.makers(chosen):
            gains = self.concept.sanctions and bool(verdicts.view(chosen, who).improves[place])
            reached = origin[verdicts.neighbours(chosen, who).of(state)]
            if who < len(remaker.raise_bits):
                for number, one in enumerate(remaker.resolved):
                    if not remaker.raise_bits[who] >> number & 1:
                        continue
                    others = one.states[today] < one.states.sum()
                    if one.states[reached].any() or (gains and others):
                        found |= 1 << number
            if gains:
                found |= self.ruling
                for other in range(len(remaker.moves_bits)):
                    if other != who:
                        found |= remaker.moves_bits[other]
                        if self.concept.sanctions_improve:
                            found |= remaker.raise_bits[other]
        return found & ~chosen


def _hurt(remaker: Remaker, one: Resolved) -> Truth:
    """Say which states lose an option combination."""
    states = remaker.today.states
    hurt = one.states.copy()
    if states.members:
        masks, owner = states.underlying()
        statement = parse(one.statement, remaker.today.option_bits)
        hurt[owner[statement.holds(Columns(masks))]] = True
    return hurt


def _rules(one: Resolved, bits: dict[str, int]) -> OptionRules:
    """Return what one candidate takes away of its owner's moves, and nothing else."""
    intervention = one.candidate.intervention
    if isinstance(intervention, MakeIrreversible):
        bit = 1 << bits[intervention.option]
        if intervention.moves is Direction.TAKE:
            return OptionRules(0, take_only=bit)
        return OptionRules(0, drop_only=bit)
    leaves, enters = one.leaves, one.enters
    if not isinstance(leaves, Pattern) or not isinstance(enters, Pattern):
        return OptionRules(0)
    return OptionRules(0, forbidden=(((leaves.fixed, leaves.taken), (enters.fixed, enters.taken)),))
