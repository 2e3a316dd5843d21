"""What a coalition analysis found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goodoffices.conflict.model import Conflict
from goodoffices.stability.verdicts import verdict_table

if TYPE_CHECKING:
    from goodoffices.stability.result import StabilityResult
    from goodoffices.tables import Table

__all__ = ["FORMAT", "CoalitionResult", "Members", "Upset"]

FORMAT = "goodoffices-coalitions/1"

Members = tuple[int, ...]
"""A coalition by the numbers of its decision makers."""


@dataclass(frozen=True, slots=True)
class Upset:
    """A coalition that would leave an equilibrium together.

    ``concepts``: those under which the state is an equilibrium for each by itself;
    ``to``: where every member gains, with the concepts under which that holds in turn.
    """

    state: int
    concepts: tuple[str, ...]
    coalition: tuple[str, ...]
    to: Mapping[int, tuple[str, ...]]

    def __post_init__(self) -> None:
        object.__setattr__(self, "to", MappingProxyType(dict(self.to)))


@dataclass(frozen=True, slots=True, eq=False)
class CoalitionResult:
    """Which states are stable for which coalition.

    ``stable[concept]`` is a bool array, coalitions by states; ``improvements``: for
    each coalition its improvements as (from, to).
    """

    conflict: Conflict
    coalitions: tuple[tuple[str, ...], ...]
    concepts: tuple[str, ...]
    stable: Mapping[str, NDArray[np.bool_]]
    improvements: tuple[tuple[NDArray[np.int64], NDArray[np.int64]], ...]

    def __post_init__(self) -> None:
        for table in self.stable.values():
            table.flags.writeable = False
        object.__setattr__(self, "stable", MappingProxyType(dict(self.stable)))

    @property
    def equilibria(self) -> Mapping[str, NDArray[np.int64]]:
        return {name: np.flatnonzero(self.stable[name].all(axis=0)) for name in self.concepts}

    def upsets(self, individual: StabilityResult) -> tuple[Upset, ...]:
        """Say which coalition of two or more upsets which equilibrium, and for what."""
        holds: dict[int, list[str]] = {}
        for concept, states in individual.equilibria.items():
            for state in states.tolist():
                holds.setdefault(state, []).append(concept)
        found = []
        for state in sorted(holds):
            for coalition, (start, end) in zip(self.coalitions, self.improvements, strict=True):
                ends = end[slice(*np.searchsorted(start, [state, state + 1]))].tolist()
                if len(coalition) > 1 and ends:
                    to = {one: tuple(holds.get(one, ())) for one in ends}
                    found.append(Upset(state, tuple(holds[state]), coalition, to))
        return tuple(found)

    def table(self) -> Table:
        """Return a row for each state: an equilibrium under which concept, stable for which.

        A coalition goes by its members with + between.
        """
        names = ["+".join(coalition) for coalition in self.coalitions]
        return verdict_table(self.conflict.states, names, self.stable)

    def to_dict(self, individual: StabilityResult) -> dict[str, object]:
        """Return the `goodoffices-coalitions/1` document."""
        states = self.conflict.states
        names = ["+".join(coalition) for coalition in self.coalitions]
        found = self.equilibria
        return {
            "format": FORMAT,
            "decision_makers": [dm.id for dm in self.conflict.decision_makers],
            "coalitions": [list(coalition) for coalition in self.coalitions],
            "states": states.written(),
            "concepts": list(self.concepts),
            "stable": {
                concept: dict(zip(names, self.stable[concept].tolist(), strict=True))
                for concept in self.concepts
            },
            "equilibria": {concept: where.tolist() for concept, where in found.items()},
            "equilibrium_states": {
                concept: states.written(where) for concept, where in found.items()
            },
            "upsets": [
                {
                    "position": one.state,
                    "state": states.label(one.state),
                    "concepts": list(one.concepts),
                    "coalition": list(one.coalition),
                    "to": [
                        {"position": to, "state": states.label(to), "equilibrium": list(kinds)}
                        for to, kinds in one.to.items()
                    ],
                }
                for one in self.upsets(individual)
            ],
        }
