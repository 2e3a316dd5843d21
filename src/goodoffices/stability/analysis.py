"""The analysis: every state, every decision maker, every concept asked for."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.fields import known, shown
from goodoffices.errors import InputError
from goodoffices.stability.frame import Frame
from goodoffices.stability.gmr import GMR
from goodoffices.stability.limited import MOST_MOVES, NON_MYOPIC, limited_move
from goodoffices.stability.nash import NASH
from goodoffices.stability.result import StabilityResult
from goodoffices.stability.seq import SEQ
from goodoffices.stability.sim import SIM
from goodoffices.stability.smr import SMR
from goodoffices.stability.sseq import SSEQ
from goodoffices.stability.unknown import UnknownFrame, checked_extension

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from goodoffices.conflict.model import Conflict
    from goodoffices.kernels.moves import MoveTable
    from goodoffices.stability.concept import Concept
    from goodoffices.stability.frame import Truth

    Solve = Callable[[Concept, int], Truth]

__all__ = ["ALL", "CONCEPTS", "analyse", "chosen", "concept_of"]

CONCEPTS: Mapping[str, Concept] = MappingProxyType(
    {concept.id: concept for concept in (NASH, GMR, SMR, SEQ, SSEQ, SIM, NON_MYOPIC)}
)
ALL = ("nash", "gmr", "smr", "seq", "sseq")
"""What is asked where no concept is named."""


def concept_of(name: str, where: str = "concepts") -> Concept:
    """Return a concept by its name; ``l1``, ``l2`` … look as many moves ahead."""
    if name[:1] == "l" and name[1:].isdecimal() and name.isascii():
        moves = int(name[1:5])
        if not 1 <= moves <= MOST_MOVES or len(name) > 4:  # noqa: PLR2004 - l99 and no further
            raise InputError(
                f"{shown(name)} looks too many or too few moves ahead",
                where=where,
                remedy=f"From l1 to l{MOST_MOVES}; beyond, nonmyopic.",
            )
        return limited_move(moves)
    known(name, CONCEPTS, "concept", where)
    return CONCEPTS[name]


def chosen(names: Sequence[str]) -> tuple[Concept, ...]:
    """Return the concepts of these names, each once, in the order given."""
    if not names:
        raise InputError("no concept is named", where="concepts", remedy=f"Try {','.join(ALL)}.")
    return tuple(concept_of(name) for name in dict.fromkeys(names))


def analyse(
    conflict: Conflict,
    concepts: Sequence[str] = ALL,
    *,
    extension: str | None = None,
    tables: Sequence[MoveTable] | None = None,
) -> StabilityResult:
    """Say which states are stable for whom, and which are equilibria.

    Implements "Individual stability" of the graph model definitions, one module a
    concept. Memory is linear in states times decision makers; time is that of a few
    sorts and sweeps over them. Where comparisons are unknown, ``extension`` (a, b, c or
    d) says what they count for; see `UnknownFrame`. ``tables``: the moves,
    where they have been worked out for the same states already. Raises InputError for an unknown
    concept, and where an extension must be named.
    """
    named = chosen(concepts)
    extension = checked_extension(conflict, extension)
    if all(preference.ordered for preference in conflict.preferences.values()):
        solve: Solve = partial(_solve, Frame(conflict, tables))
    else:
        solve = UnknownFrame(conflict, extension, tables).solve
    stable = {
        concept.id: np.stack([solve(concept, who) for who in range(len(conflict.decision_makers))])
        for concept in named
    }
    return StabilityResult(conflict, tuple(concept.id for concept in named), stable, extension)


def _solve(frame: Frame, concept: Concept, who: int) -> Truth:
    return concept.solve(frame, who)
