"""What could keep somebody in a state that it leaves."""

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

__all__ = ["Leaving"]


class Leaving:
    """Names the candidates that may undo an undeterred improvement s1 from s.

    Say first that Y, with the same options as X, has nothing of what is named besides X.
    Then s is whole or gone, s1 is not hurt, the move from s to s1 is not taken away, and s
    is not raised for who leaves it, so that s1, raised or not, and every other state better
    than s still is. So s1 is still an improvement, and it is still undeterred, because the
    others reach from s1 under Y nothing that they did not reach under X: moves are only
    taken away; and where answers must be improvements (SEQ, SSEQ) a new one would have to be
    a step to a raised state from a state that they reach under X, and raising such a state
    is named. Under SMR and SSEQ an answer that could be escaped from may lose the escape; so
    whatever rules out states or takes away moves of the one who leaves is named there.

    Say now that Y gives options besides that are not named. Leaving these aside, each state
    of Y is one of X, and each move one of X or a change of new options only. Whoever leaves
    s takes every new option along to s1 as it is, or, where that is ruled out, changes one
    of its own to which it is indifferent. That is better still: of two states with the same
    new options the order is that of X. Answers cannot change what the one who leaves cares
    about, since it owns it. What else they reach is reached under X, if a change of new
    options between two moves of somebody else gains nothing, as where two moves in a row
    are one (else what others own is named), or is no improvement (SEQ, SSEQ: its owner is
    indifferent, or it is named). An escape is open as the move to s1 is.
    """

    def __init__(self, harms: Harms, verdicts: Verdicts, concept: Concept) -> None:
        self.harms = harms
        self.remaker = harms.remaker
        self.verdicts = verdicts
        self.concept = concept
        self._undone = lru_cache(None)(self._list_undone)

    def named(self, chosen: int, who: int, state: int, open_: int) -> int:
        """Return the fewest of the open candidates over the undeterred improvements."""
        ground = self.remaker.ground(chosen)
        ends = self.verdicts.undeterred(chosen, who, state)
        name = ground.makers[who].id
        found, bits, undone = self._undone(who, name, int(ground.origin[state]))
        hits = undone[:, ground.origin[ends]]
        free = np.array([open_ >> bit & 1 for bit in bits], dtype=np.bool_)
        best = int(np.argmin(hits[free].sum(axis=0)))
        for bit, hit in zip(bits, hits[:, best].tolist(), strict=True):
            found |= hit << bit
        if self.concept.sanctions_improve:
            found |= self._answers(chosen, who, int(ends[best]))
        elif self.concept.sanctions and not self._at_once(chosen, who):
            found |= sum(1 << n for n, one in self.harms.given.items() if one.owner != name)
        return found & open_

    def _at_once(self, chosen: int, who: int) -> bool:
        """Say whether two moves in a row are one for all who may answer."""
        others = [other for other in self.verdicts.makers(chosen) if other != who]
        return all(self.remaker.table(chosen, other).transitive for other in others)

    def _list_undone(self, who: int, name: str, today: int) -> tuple[int, tuple[int, ...], Truth]:
        """Return what is named whatever s1 is; and the candidates that hang on s1, with where."""
        harms = self.harms
        own = self.remaker.own(self.remaker.moves_bits, who)
        always = harms.raising(who, today)
        if today in harms.states.members:
            always |= harms.hurting(today)
        if self.concept.answered:
            always |= harms.ruling | own
        rows_of = {n: one.undoes(name, today, self.concept) for n, one in harms.given.items()}
        rows_of |= harms.hurt
        for number in range(len(self.remaker.resolved)):
            if own >> number & 1:
                rows_of[number] = harms.taken(number, today)
        hanging, rows = list(rows_of), list(rows_of.values())
        size = len(self.remaker.today.states)
        return always, tuple(hanging), np.array(rows, dtype=np.bool_).reshape(len(rows), size)

    def _answers(self, chosen: int, who: int, end: int) -> int:
        """Name raises that may give the others a new step where they go from ``end``."""
        remaker = self.remaker
        others = [other for other in self.verdicts.makers(chosen) if other != who]
        if not any(remaker.own(remaker.raise_bits, other) & ~chosen for other in others):
            return 0
        tables = [remaker.table(chosen, other) for other in others]
        walked = walk(tables, end, [remaker.levels(chosen, other) for other in others])
        inside = walked.fewest() > 0
        inside[end] = True
        origin = remaker.ground(chosen).origin
        found = 0
        for other, table in zip(others, tables, strict=True):
            classes = np.zeros(table.classes, dtype=np.bool_)
            classes[table.class_of[inside]] = True
            leads = np.repeat(classes, np.diff(table.offsets))
            entered = np.zeros(table.classes, dtype=np.bool_)
            entered[table.targets[leads]] = True
            found |= self.harms.raising(other, origin[entered[table.class_of]])
        return found
