"""What a stability analysis found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goodoffices.conflict.fields import known
from goodoffices.conflict.model import Conflict
from goodoffices.stability.verdicts import verdict_table

if TYPE_CHECKING:
    from goodoffices.tables import Table

__all__ = ["FORMAT", "FULL_LIMIT", "StabilityResult"]

FORMAT = "goodoffices-stability/1"
FULL_LIMIT = 100_000
"""More states than these are listed only if asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class StabilityResult:
    """Which states are stable for whom under which concept.

    ``stable[concept]`` is a bool array, decision makers (in the order of the model) by
    states; ``equilibria[concept]`` (positions, increasing) are stable for everybody.
    ``extension``: what unknown comparisons count for, if one was named. ``behaviour``:
    each decision maker's concept, where the concept is "mixed".
    """

    conflict: Conflict
    concepts: tuple[str, ...]
    stable: Mapping[str, NDArray[np.bool_]]
    extension: str | None = None
    behaviour: Mapping[str, str] | None = None

    def __post_init__(self) -> None:
        for table in self.stable.values():
            table.flags.writeable = False
        object.__setattr__(self, "stable", MappingProxyType(dict(self.stable)))
        if self.behaviour is not None:
            object.__setattr__(self, "behaviour", MappingProxyType(dict(self.behaviour)))

    @property
    def equilibria(self) -> Mapping[str, NDArray[np.int64]]:
        return {name: np.flatnonzero(self.stable[name].all(axis=0)) for name in self.concepts}

    def is_stable(self, concept: str, decision_maker: str, state: int) -> bool:
        known(concept, self.concepts, "concept", "")
        ids = [dm.id for dm in self.conflict.decision_makers]
        known(decision_maker, ids, "decision maker", "")
        return bool(self.stable[concept][ids.index(decision_maker), state])

    def table(self) -> Table:
        """Return a row for each state: an equilibrium under which concept, stable for whom."""
        ids = [dm.id for dm in self.conflict.decision_makers]
        return verdict_table(self.conflict.states, ids, self.stable)

    def to_dict(self, *, full: bool | None = None) -> dict[str, object]:
        """Return the `goodoffices-stability/1` document.

        ``states`` and ``stable`` are left out of models with more than 100,000 states
        unless ``full`` says otherwise.
        """
        states = self.conflict.states
        ids = [dm.id for dm in self.conflict.decision_makers]
        document: dict[str, object] = {"format": FORMAT, "decision_makers": ids}
        whole = len(states) <= FULL_LIMIT if full is None else full
        if whole:
            document["states"] = states.written()
        document["concepts"] = list(self.concepts)
        if self.extension is not None:
            document["extension"] = self.extension
        if self.behaviour is not None:
            document["behaviour"] = dict(self.behaviour)
        if whole:
            document["stable"] = {
                name: dict(zip(ids, self.stable[name].tolist(), strict=True))
                for name in self.concepts
            }
        found = self.equilibria
        document["equilibria"] = {name: where.tolist() for name, where in found.items()}
        document["equilibrium_states"] = {
            name: states.written(where) for name, where in found.items()
        }
        return document
