"""Mixed behaviour: each decision maker looks ahead in a way of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.fields import known, shown
from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.stability.analysis import analyse, concept_of
from goodoffices.stability.result import StabilityResult

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodoffices.conflict.model import Conflict

__all__ = ["MIXED", "analyse_mixed", "parse_behaviour"]

MIXED = "mixed"


def analyse_mixed(
    conflict: Conflict, behaviour: Mapping[str, str], *, extension: str | None = None
) -> StabilityResult:
    """Say which states are stable for each decision maker under its own concept.

    ``behaviour``: a concept for every decision maker. The result has the one concept
    "mixed". Implements "Mixed behaviour" of the graph model definitions. Raises
    InputError for an unknown name, and where somebody has no concept.
    """
    ids = [dm.id for dm in conflict.decision_makers]
    for name, concept in behaviour.items():
        known(name, ids, "decision maker", "concepts")
        concept_of(concept, f"concepts.{name}")
    for name in ids:
        if name not in behaviour:
            raise InputError(
                say("{name} has no concept", name=repr(name)),
                where="concepts",
                remedy=say(
                    "Name one for everybody: {ids}.", ids=",".join(f"{one}=seq" for one in ids)
                ),
            )
    result = analyse(conflict, list(behaviour.values()), extension=extension)
    rows = [result.stable[behaviour[name]][who] for who, name in enumerate(ids)]
    ordered = {name: behaviour[name] for name in ids}
    return StabilityResult(
        conflict, (MIXED,), {MIXED: np.stack(rows)}, result.extension, behaviour=ordered
    )


def parse_behaviour(entries: Sequence[str]) -> dict[str, str]:
    """Read ``moe=seq``, ``uniroyal=nash`` …, as a command line gives them."""
    behaviour: dict[str, str] = {}
    for entry in entries:
        name, sign, concept = (part.strip() for part in entry.partition("="))
        if not (name and sign and concept):
            raise InputError(
                say("cannot read {entry}", entry=shown(entry)),
                where="concepts",
                remedy=say("Write DM=CONCEPT for everybody, or concepts alone."),
            )
        if name in behaviour:
            raise InputError(say("{name} has two concepts", name=repr(name)), where="concepts")
        behaviour[name] = concept
    return behaviour
