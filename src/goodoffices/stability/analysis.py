"""The analysis: every state, every decision maker, every concept asked for."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.fields import known
from goodoffices.errors import InputError
from goodoffices.stability.frame import Frame
from goodoffices.stability.gmr import GMR
from goodoffices.stability.nash import NASH
from goodoffices.stability.result import StabilityResult
from goodoffices.stability.seq import SEQ
from goodoffices.stability.smr import SMR
from goodoffices.stability.sseq import SSEQ

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodoffices.conflict.model import Conflict
    from goodoffices.stability.concept import Concept

__all__ = ["ALL", "CONCEPTS", "analyse", "chosen"]

CONCEPTS: Mapping[str, Concept] = MappingProxyType(
    {concept.id: concept for concept in (NASH, GMR, SMR, SEQ, SSEQ)}
)
ALL = tuple(CONCEPTS)


def chosen(names: Sequence[str]) -> tuple[Concept, ...]:
    """Return the concepts of these names, each once, in the order given."""
    for name in names:
        known(name, CONCEPTS, "concept", "concepts")
    if not names:
        raise InputError("no concept is named", where="concepts", remedy=f"Try {','.join(ALL)}.")
    return tuple(CONCEPTS[name] for name in dict.fromkeys(names))


def analyse(conflict: Conflict, concepts: Sequence[str] = ALL) -> StabilityResult:
    """Say which states are stable for whom, and which are equilibria.

    Implements "Individual stability" of the graph model definitions, one module a
    concept. Memory is linear in states times decision makers; time is that of a few
    sorts and sweeps over them. Raises InputError for an unknown concept, and for
    preferences that are not an order.
    """
    named = chosen(concepts)
    frame = Frame(conflict)
    stable = {
        concept.id: np.stack(
            [concept.solve(frame, who) for who in range(len(conflict.decision_makers))]
        )
        for concept in named
    }
    return StabilityResult(conflict, tuple(concept.id for concept in named), stable)
