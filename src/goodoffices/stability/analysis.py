"""The analysis: every state, every decision maker, every concept asked for."""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.fields import known, shown
from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.stability.frame import Frame
from goodoffices.stability.gmr import GMR
from goodoffices.stability.limited import MOST_MOVES, NON_MYOPIC, limited_move
from goodoffices.stability.nash import NASH
from goodoffices.stability.parts import Parts
from goodoffices.stability.result import StabilityResult
from goodoffices.stability.seq import SEQ
from goodoffices.stability.sim import SIM
from goodoffices.stability.smr import SMR
from goodoffices.stability.sseq import SSEQ
from goodoffices.stability.unknown import UnknownFrame, checked_extension

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from goodoffices.conflict.model import Conflict
    from goodoffices.stability.concept import Concept
    from goodoffices.stability.frame import Truth

    Solve = Callable[[Concept, int], Truth]

__all__ = ["ALL", "CONCEPTS", "Analysis", "analyse", "chosen", "concept_of"]

CONCEPTS: Mapping[str, Concept] = MappingProxyType(
    {concept.id: concept for concept in (NASH, GMR, SMR, SEQ, SSEQ, SIM, NON_MYOPIC)}
)
ALL = ("nash", "gmr", "smr", "seq", "sseq")
"""What is asked where no concept is named."""
_OWN_ALONE = frozenset({"nash", "gmr", "smr"})
"""Verdicts that hang on one decision maker's own preferences and on everybody's moves."""


def concept_of(name: str, where: str = "concepts") -> Concept:
    """Return a concept by its name; ``l1``, ``l2`` … look as many moves ahead."""
    if name[:1] == "l" and name[1:].isdecimal() and name.isascii():
        moves = int(name[1:5])
        if not 1 <= moves <= MOST_MOVES or len(name) > 4:  # noqa: PLR2004 - l99 and no further
            raise InputError(
                say("{name} looks too many or too few moves ahead", name=shown(name)),
                where=where,
                remedy=say("From l1 to l{most_moves}; beyond, nonmyopic.", most_moves=MOST_MOVES),
            )
        return limited_move(moves)
    known(name, CONCEPTS, "concept", where)
    return CONCEPTS[name]


def chosen(names: Sequence[str]) -> tuple[Concept, ...]:
    """Return the concepts of these names, each once, in the order given."""
    if not names:
        raise InputError(
            say("no concept is named"),
            where="concepts",
            remedy=say("Try {all}.", all=",".join(ALL)),
        )
    return tuple(concept_of(name) for name in dict.fromkeys(names))


def analyse(
    conflict: Conflict, concepts: Sequence[str] = ALL, *, extension: str | None = None
) -> StabilityResult:
    """Say which states are stable for whom, and which are equilibria.

    Implements "Individual stability" of the graph model definitions, one module a
    concept. Memory is linear in states times decision makers; time is that of a few
    sorts and sweeps over them. Where comparisons are unknown, ``extension`` (a, b, c or
    d) says what they count for; see `UnknownFrame`. Raises InputError for an unknown
    concept, and where an extension must be named. To ask a second question of the same
    model, or of a changed one, see `Analysis`.
    """
    return Analysis(conflict, extension=extension).result(concepts)


class Analysis:
    """A conflict made ready for one question after the other.

    What has been worked out is kept: verdicts for the next question, and for a changed
    conflict everything that the change does not touch.
    """

    def __init__(
        self, conflict: Conflict, *, extension: str | None = None, parts: Parts | None = None
    ) -> None:
        self.conflict = conflict
        self.extension = checked_extension(conflict, extension)
        self.parts = Parts.of(conflict) if parts is None else parts
        self._rows: dict[tuple[str, int], Truth] = {}

    def result(self, concepts: Sequence[str] = ALL) -> StabilityResult:
        """Answer as `analyse` does."""
        named = chosen(concepts)
        everybody = range(len(self.conflict.decision_makers))
        stable = {
            concept.id: np.stack([self._row(concept, who) for who in everybody])
            for concept in named
        }
        return StabilityResult(self.conflict, tuple(stable), stable, self.extension)

    def what_if(self, conflict: Conflict, *, extension: str | None = None) -> Analysis:
        """Return the analysis of a changed conflict, which shares what did not change.

        As long as both have the same `States`: move tables of whoever moves as before,
        sorted states of whoever also prefers as before, and the verdicts that hang on
        those alone: Nash, GMR and SMR stability never hang on the others' preferences.
        ``extension``: the same, if no other is named.
        """
        parts = Parts.of(conflict, self.parts)
        changed = Analysis(conflict, extension=extension or self.extension, parts=parts)
        if self._ordered and changed._ordered and parts.tables == self.parts.tables:
            same = [parts.same_levels(self.conflict, who) for who in range(len(parts.tables))]
            for (name, who), row in self._rows.items():
                if all(same) or (same[who] and name in _OWN_ALONE):
                    changed._rows[name, who] = row
        return changed

    @cached_property
    def _ordered(self) -> bool:
        return all(preference.ordered for preference in self.conflict.preferences.values())

    @cached_property
    def _solve(self) -> Solve:
        if self._ordered:
            frame = Frame(self.conflict, self.parts)
            return lambda concept, who: concept.solve(frame, who)
        return UnknownFrame(self.conflict, self.extension, self.parts).solve

    def _row(self, concept: Concept, who: int) -> Truth:
        key = concept.id, who
        if key not in self._rows:
            self._rows[key] = self._solve(concept, who)
        return self._rows[key]
