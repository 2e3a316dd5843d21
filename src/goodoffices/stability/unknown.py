"""Stability where some comparisons are not known, or follow no order.

A state is *regular* for a decision maker if no single comparison of it was stated;
levels then say all about it, and it is answered with the others by the same sweeps as
ever. The few that are left are answered one by one, a sweep each.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from goodoffices.conflict.fields import known
from goodoffices.errors import InputError
from goodoffices.kernels.moves import moves_by_edges
from goodoffices.kernels.neighbours import Neighbours
from goodoffices.kernels.reach import least_reached
from goodoffices.kernels.sweeps import Listed
from goodoffices.saying import listed, say
from goodoffices.stability.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from goodoffices.conflict.model import Conflict
    from goodoffices.conflict.preferences import Comparison, Preference
    from goodoffices.kernels.sweeps import Mover
    from goodoffices.stability.concept import Concept
    from goodoffices.stability.frame import Levels, Truth

__all__ = ["EXTENSIONS", "Extension", "UnknownFrame", "checked_extension"]

Extension = Literal["a", "b", "c", "d"]
EXTENSIONS: tuple[str, ...] = get_args(Extension)
_EXTENDED = ("nash", "gmr", "smr", "seq", "sseq")
_UNKNOWN = 2
_CODES: Mapping[Comparison, int] = {">": 1, "~": 0, "<": -1, "?": _UNKNOWN}


def checked_extension(conflict: Conflict, extension: str | None) -> str | None:
    """Return the extension if it is one; raise InputError if one is needed and none is named."""
    if extension is not None:
        return known(extension, EXTENSIONS, "extension", "extension")
    for dm in conflict.decision_makers:
        if conflict.preferences[dm.id].unknown:
            raise InputError(
                say(
                    "{dm} has unknown comparisons, and no extension says what they count for",
                    dm=repr(dm.id),
                ),
                where=f"preferences.{dm.id}",
                remedy=say(
                    "Name one with --extension: a or c leaves also for an unknown state, "
                    "c or d is deterred also by one."
                ),
            )
    return None


class UnknownFrame:
    """A conflict with stated comparisons, made ready for the solvers.

    Implements "Unknown preferences" of the graph model definitions (Li et al. 2004):
    under ``extension`` a or c a decision maker leaves also for a state whose comparison
    is unknown, under c or d it is deterred also by one. Sanctions that must be
    improvements are moves to preferred or unknown states in all four. Without unknown
    comparisons the four are the same. Time: sweeps over all states for each decision
    maker and concept, and as many again for each state that is not regular.
    """

    def __init__(
        self,
        conflict: Conflict,
        extension: str | None,
        parts: Parts | None = None,
    ) -> None:
        self.conflict = conflict
        self.leaves_for_unknown = extension in ("a", "c")
        self.deterred_by_unknown = extension in ("c", "d")
        self.preferences = [conflict.preferences[dm.id] for dm in conflict.decision_makers]
        self.rows = [_rows(one) for one in self.preferences]
        self.parts = Parts.of(conflict) if parts is None else parts

    @property
    def movers(self) -> tuple[Mover, ...]:
        return self.parts.movers

    @cached_property
    def credible(self) -> tuple[Mover, ...]:
        """Movers whose improving moves are those to preferred or unknown states."""
        return tuple(
            self._credible(who) if self.rows[who] else mover
            for who, mover in enumerate(self.movers)
        )

    def _credible(self, who: int) -> Mover:
        levels = self.preferences[who].levels
        start, end = Neighbours(self.parts.tables[who]).edges()
        gains = levels[end] > levels[start]
        for state, others in self.rows[who].items():
            for place in range(*np.searchsorted(start, [state, state + 1]).tolist()):
                code = others.get(int(end[place]))
                if code is not None:
                    gains[place] = code in (1, _UNKNOWN)
        edges = np.stack([start[gains], end[gains]], axis=1)
        table = moves_by_edges(levels.size, edges.tolist())
        return Listed(table, self.parts.span)

    def solve(self, concept: Concept, who: int) -> Truth:
        """Say of each state whether it is stable for ``who``."""
        if concept.id not in _EXTENDED:
            raise InputError(
                say(
                    "{concept} is not defined where comparisons are unknown or follow no order",
                    concept=repr(concept.id),
                ),
                where="concepts",
                remedy=say("Defined there: {extended}.", extended=listed(_EXTENDED)),
            )
        stable = self._by_levels(concept, who)
        own = Neighbours(self.parts.tables[who])
        for state in self.rows[who]:
            stable[state] = self._alone(concept, who, state, own.of(state))
        return stable

    def _opponents(self, who: int, *, improving: bool) -> list[Mover]:
        movers = self.credible if improving else self.movers
        return [mover for number, mover in enumerate(movers) if number != who]

    def _by_levels(self, concept: Concept, who: int) -> Truth:
        """As `Frame.deterred`, for the states that levels say all about."""
        levels, mover = self.preferences[who].levels, self.movers[who]
        secure: Levels = levels
        if concept.sanctions:
            outcome = mover.highest(levels) if concept.answered else levels
            if concept.sanctions_improve:
                credible = self._opponents(who, improving=True)
                least = least_reached(credible, outcome, improving=True)
            else:
                least = self.parts.least(who, outcome, improving=False)
            secure = np.minimum(levels, least)
        stable: Truth = mover.highest(secure) <= levels
        return stable

    def _alone(self, concept: Concept, who: int, state: int, ends: NDArray[np.int64]) -> bool:
        signs = self._signs(who, state)
        left = (signs == 1) | (self.leaves_for_unknown & (signs == _UNKNOWN))
        ends = ends[left[ends]]
        if not ends.size or not concept.sanctions:
            return not ends.size
        # 1 where a state does not deter: preferred, or unknown and that is not enough
        free = (signs == 1) | (~np.bool_(self.deterred_by_unknown) & (signs == _UNKNOWN))
        marks = free.astype(np.int32)
        if concept.answered:
            marks = self.movers[who].highest(marks)
        improving = concept.sanctions_improve
        # an unknown state may deter, so that staying there must not count as an answer
        least = least_reached(
            self._opponents(who, improving=improving), marks, improving=improving, exact=True
        )
        return bool((least[ends] == 0).all())

    def _signs(self, who: int, state: int) -> NDArray[np.int8]:
        """How every state stands to one: 1 preferred, 0 as good, -1 worse, 2 unknown."""
        levels = self.preferences[who].levels
        signs: NDArray[np.int8] = np.sign(levels - levels[state]).astype(np.int8)
        for other, code in self.rows[who][state].items():
            signs[other] = code
        return signs


def _rows(preference: Preference) -> dict[int, dict[int, int]]:
    """For each state with stated comparisons, how the others stand to it."""
    rows: dict[int, dict[int, int]] = {}
    for first, second in preference.stated:
        for one, other in ((first, second), (second, first)):
            rows.setdefault(one, {})[other] = _CODES[preference.compare(other, one)]
    return rows
