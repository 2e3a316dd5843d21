"""Does what was agreed hold, under which concept, and if not, for whom not (AG 5).

The outcome of the agreement is a statement over the options of the conflict model. Its states are
looked at with the solvers of `stability`; the least additions that make one of them an equilibrium
are the answer to the intervention question (GM, "Interventions").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.stability.interventions.targets import targets_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.stability import StabilityResult

__all__ = ["Holding", "holding"]


@dataclass(frozen=True, slots=True)
class Holding:
    """Under one concept: `state` is of those that fit the outcome one in which most stay.

    `against`: the ids of the decision makers who leave it; none where the outcome holds.
    """

    concept: str
    state: int
    against: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.against


def holding(result: StabilityResult, outcome: str) -> tuple[Holding, ...]:
    """Say of each concept of the result whether a state that fits the outcome is an equilibrium.

    Of several states in which as many stay, the one in which most stay over all concepts is
    named, then the first. O(concepts x decision makers x states). InputError if no state fits.
    """
    (target,) = targets_of(result.conflict, [outcome], [])
    fit = np.flatnonzero(target.states)
    staying = {name: result.stable[name][:, fit].sum(axis=0) for name in result.concepts}
    overall: NDArray[np.int64] = np.sum(list(staying.values()), axis=0)
    makers = [maker.id for maker in result.conflict.decision_makers]
    found = []
    for name, many in staying.items():
        best = int(fit[np.lexsort((-overall, -many))[0]])
        stable = result.stable[name][:, best]
        against = tuple(who for who, stays in zip(makers, stable, strict=True) if not stays)
        found.append(Holding(name, best, against))
    return tuple(found)
