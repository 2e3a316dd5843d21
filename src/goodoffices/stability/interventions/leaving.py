"""What could keep somebody in a state that it leaves."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.kernels.walk import walk
from goodoffices.stability.interventions.escapes import Escapes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from goodoffices.kernels.moves import MoveTable
    from goodoffices.stability.concept import Concept
    from goodoffices.stability.interventions.harms import Harms
    from goodoffices.stability.interventions.verdicts import Verdicts

    Truth = NDArray[np.bool_]

__all__ = ["Leaving"]

_ENDS = 4  # improvements of one decision maker from one state that are looked at one by one


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
    one escape from each is picked, and what may close it is named there (`Escapes`).

    Say now that Y gives options besides that are not named. Leaving these aside, each state
    of Y is one of X, and each move one of X or a change of new options only. Whoever leaves
    s takes every new option along to s1 as it is, or, where that is ruled out, changes one
    of its own to which it is indifferent. That is better still: of two states with the same
    new options the order is that of X. Answers cannot change what the one who leaves cares
    about, since it owns it. What else they reach is reached under X, if a change of new
    options between two moves of somebody else gains nothing, as where two moves in a row
    are one (else what others own is named), or is no improvement (SEQ, SSEQ: its owner is
    indifferent, or it is named).
    """

    def __init__(self, harms: Harms, verdicts: Verdicts, concept: Concept) -> None:
        self.harms = harms
        self.remaker = harms.remaker
        self.verdicts = verdicts
        self.concept = concept
        self.escapes = Escapes(harms, verdicts)
        self._undone = lru_cache(None)(self._list_undone)

    def named(self, chosen: int, who: int, state: int, open_: int) -> list[int]:
        """Return what of the open candidates is named for each undeterred improvement.

        Y must undo every one of them. An improvement for which all is named that is for
        another adds nothing; of the rest the `_ENDS` that name the fewest are returned.
        """
        ground = self.remaker.ground(chosen)
        ends = self.verdicts.undeterred(chosen, who, state)
        name = ground.makers[who].id
        always, bits, undone = self._undone(who, name, int(ground.origin[state]))
        rows = [row for row, bit in enumerate(bits) if open_ >> bit & 1]
        hits = undone[rows][:, ground.origin[ends]]
        one_of_each = np.unique(np.pad(hits, ((0, 1), (0, 0))), axis=1, return_index=True)[1]
        fewest = one_of_each[np.argsort(hits[:, one_of_each].sum(axis=0), kind="stable")]
        if not self.concept.sanctions_improve and not self._at_once(chosen, who):
            always |= sum(1 << n for n, one in self.harms.given.items() if one.owner != name)
        reasons: list[int] = []
        for place in fewest.tolist():
            found = sum(1 << bits[rows[at]] for at in np.flatnonzero(hits[:, place]).tolist())
            found |= always
            if any(not one & ~found for one in reasons):
                continue
            found = self._answers(chosen, who, state, int(ends[place]), found & open_, open_)
            if all(one & ~found for one in reasons):
                reasons.append(found)
            if not found or len(reasons) == _ENDS:
                break
        return reasons

    def _at_once(self, chosen: int, who: int) -> bool:
        """Say whether two moves in a row are one for all who may answer."""
        if not self.concept.sanctions:
            return True
        others = [other for other in self.verdicts.makers(chosen) if other != who]
        return all(self.remaker.table(chosen, other).transitive for other in others)

    def _list_undone(self, who: int, name: str, today: int) -> tuple[int, tuple[int, ...], Truth]:
        """Return what is named whatever s1 is; and the candidates that hang on s1, with where."""
        harms = self.harms
        own = self.remaker.own(self.remaker.moves_bits, who)
        always = harms.raising(who, today)
        if today in harms.states.members:
            always |= harms.hurting(today)
        rows_of = {n: one.undoes(name, today, self.concept) for n, one in harms.given.items()}
        rows_of |= harms.hurt
        for number in range(len(self.remaker.resolved)):
            if own >> number & 1:
                rows_of[number] = harms.taken(number, today)
        hanging, rows = list(rows_of), list(rows_of.values())
        size = len(self.remaker.today.states)
        return always, tuple(hanging), np.array(rows, dtype=np.bool_).reshape(len(rows), size)

    def _answers(self, chosen: int, who: int, state: int, end: int, found: int, open_: int) -> int:
        """Add what may give the others an answer from ``end``: a new step, or no escape from it."""
        remaker, concept = self.remaker, self.concept
        others = [other for other in self.verdicts.makers(chosen) if other != who]
        raised = any(remaker.own(remaker.raise_bits, other) & open_ for other in others)
        if not others or not (concept.answered or (concept.sanctions_improve and raised)):
            return found
        tables = [remaker.table(chosen, other) for other in others]
        levels = [remaker.levels(chosen, other) for other in others]
        inside = np.zeros(levels[0].size, dtype=np.bool_)
        inside[end] = True
        if concept.sanctions_improve:
            inside |= walk(tables, end, levels).fewest() > 0
        else:
            inside = _closed(tables, inside)
        if concept.sanctions_improve and raised:
            found |= self._steps(chosen, others, inside) & open_
        if concept.answered:
            found = self.escapes.named(chosen, who, state, np.flatnonzero(inside), found, open_)
        return found

    def _steps(self, chosen: int, others: list[int], inside: Truth) -> int:
        """Name raises that may give the others a new step from where they go."""
        origin = self.remaker.ground(chosen).origin
        found = 0
        for other in others:
            entered = _entered(self.remaker.table(chosen, other), inside)
            found |= self.harms.raising(other, origin[entered])
        return found


def _entered(table: MoveTable, inside: Truth) -> Truth:
    """Say which states a move leads to from these."""
    leaving = np.zeros(table.classes, dtype=np.bool_)
    leaving[table.class_of[inside]] = True
    reached = np.zeros(table.classes, dtype=np.bool_)
    reached[table.targets[np.repeat(leaving, np.diff(table.offsets))]] = True
    entered: Truth = reached[table.class_of]
    return entered


def _closed(tables: Sequence[MoveTable], inside: Truth) -> Truth:
    """Say which states any moves lead to from these, those of one twice in a row included."""
    before = -1
    while before != (before := int(inside.sum())):
        for table in tables:
            inside = inside | _entered(table, inside)
    return inside
