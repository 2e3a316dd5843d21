"""What could leave somebody without an escape from where the others' answers lead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.kernels.moves import ranges
from goodoffices.kernels.neighbours import Neighbours
from goodoffices.stability.interventions.ground import together

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.stability.interventions.harms import Harms
    from goodoffices.stability.interventions.verdicts import Verdicts

    Places = NDArray[np.int64]
    Bits = NDArray[np.int64]

__all__ = ["Escapes"]

_KEPT = 16
_BITS = 63  # candidates that fit into one number


@dataclass(frozen=True, slots=True, eq=False)
class _Moves:
    """One decision maker's moves of today: those from s are numbered ``first[s]:first[s + 1]``.

    ``ends``: where they lead; ``spoilers``: the bits of what may take each away, or the state
    that it leads to.
    """

    first: Places
    ends: Places
    spoilers: Bits


class Escapes:
    """Names the candidates that may close every escape from an answer (SMR, SSEQ).

    Somebody gains by a move from s, and is undeterred under X: from each state s2 that the
    others may answer with and that it likes no better than s, it has an escape, a move to
    some s3 that it likes better than s. One escape from each such s2 is picked, and what may
    take it away, or rule out s3, is named. Say that Y has nothing of that besides X. An answer
    that Y leaves is one of X (`Leaving`); what is raised in Y for the one who leaves is not s,
    so that no further answer becomes as bad as s, and s3 is still better; and the escape
    picked is still there. New options that Y gives besides go along with it, since those
    are named that could be in the way.

    Escapes that no open candidate can take away cost nothing and are picked first. Then, again
    and again, the answer that is dearest to keep open names the fewest for one escape of its own.
    """

    def __init__(self, harms: Harms, verdicts: Verdicts) -> None:
        self.harms = harms
        self.remaker = harms.remaker
        self.verdicts = verdicts
        few = len(self.remaker.resolved) <= _BITS
        self._single = few and not together(self.remaker.today).any()
        self._moves = lru_cache(None)(self._list_moves)
        self._places = lru_cache(_KEPT)(self._list_places)

    def named(
        self, chosen: int, who: int, state: int, answers: Places, found: int, open_: int
    ) -> int:
        """Add to what is named already what may close the escapes from these answers.

        Linear in the moves from the answers, for each candidate that is named.
        """
        levels = self.remaker.levels(chosen, who)
        bar = levels[state]
        low = answers[levels[answers] <= bar]
        if not low.size:
            return found
        if not self._single or who >= len(self.remaker.today.decision_makers):
            return found | self._every(chosen, who) & open_
        code, inverse = self._places(chosen & self.remaker.ground_bits)
        origin = self.remaker.ground(chosen).origin[low]
        moves = self._moves(who)
        lengths = moves.first[origin + 1] - moves.first[origin]
        number = ranges(moves.first[origin], lengths)
        answer = np.repeat(np.arange(low.size), lengths)
        end = inverse[code[low][answer], moves.ends[number]]
        gone = chosen & self.remaker.own(self.remaker.moves_bits, who)
        escape = (end >= 0) & (moves.spoilers[number] & gone == 0) & (levels[end] > bar)
        answer, spoilers = answer[escape], moves.spoilers[number][escape]
        while True:
            spoiling = np.bitwise_count(spoilers & (open_ & ~found))
            fewest = np.full(low.size, _BITS + 1, dtype=np.int64)
            np.minimum.at(fewest, answer, spoiling)
            dearest = int(np.argmax(fewest))
            if fewest[dearest] == 0:
                return found
            if fewest[dearest] > _BITS:
                return found | self._every(chosen, who) & open_
            own = np.flatnonzero(answer == dearest)
            found |= int(spoilers[own[np.argmin(spoiling[own])]]) & open_

    def _every(self, chosen: int, who: int) -> int:
        """Return all that may close any escape."""
        name = self.remaker.ground(chosen).makers[who].id
        every = self.harms.ruling | self.remaker.own(self.remaker.moves_bits, who)
        for number, given in self.harms.given.items():
            if given.escapes(name, np.array(given.ruled)).any():
                every |= 1 << number
        return every

    def _list_moves(self, who: int) -> _Moves:
        """Return one decision maker's moves of today, and what may take each away."""
        harms, remaker = self.harms, self.remaker
        name = remaker.today.decision_makers[who].id
        starts, ends = Neighbours(remaker.table(0, who)).edges()
        spoilers = np.zeros(starts.size, dtype=np.int64)
        own = remaker.own(remaker.moves_bits, who)
        for number in range(len(remaker.resolved)):
            if number in harms.hurt:
                spoils = harms.hurt[number][ends]
            elif number in harms.given:
                ruled = np.array(harms.given[number].ruled)
                stuck = harms.given[number].escapes(name, ruled)
                spoils = np.any(stuck[:, ends] & ~ruled[:, starts], axis=0)
            elif own >> number & 1:
                spoils = harms.takes(number, starts, ends)
            else:
                continue
            spoilers |= spoils.astype(np.int64) << number
        first = np.searchsorted(starts, np.arange(len(harms.states) + 1))
        return _Moves(first.astype(np.int64), ends, spoilers)

    def _list_places(self, chosen: int) -> tuple[Places, Places]:
        """Return which new options are taken in each state, and the state by that and today's.

        -1 where such a state is ruled out.
        """
        ground = self.remaker.ground(chosen)
        taken, code = np.unique(ground.states.values & ground.fresh, return_inverse=True)
        inverse = np.full((taken.size, len(self.harms.states)), -1, dtype=np.int64)
        inverse[code, ground.origin] = np.arange(len(ground.states))
        return code, inverse
