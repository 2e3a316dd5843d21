"""What changes if somebody wanted otherwise: equilibria that begin or cease to hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.stability.analysis import ALL, Analysis
from goodoffices.stability.result import StabilityResult

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from goodoffices.conflict.model import Conflict

__all__ = ["FORMAT", "Difference", "difference"]

FORMAT = "goodoffices-difference/1"


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """The same states, and what holds of them before and after."""

    before: StabilityResult
    after: StabilityResult

    def begins(self, concept: str) -> NDArray[np.int64]:
        """Return the states that are an equilibrium only after."""
        return np.setdiff1d(self.after.equilibria[concept], self.before.equilibria[concept])

    def ceases(self, concept: str) -> NDArray[np.int64]:
        """Return the states that were an equilibrium only before."""
        return np.setdiff1d(self.before.equilibria[concept], self.after.equilibria[concept])

    def to_dict(self) -> dict[str, object]:
        """Return what begins and ceases to hold, by concept, as states."""
        written = self.before.conflict.states.written
        return {
            "format": FORMAT,
            "concepts": list(self.before.concepts),
            "begins": {name: written(self.begins(name)) for name in self.before.concepts},
            "ceases": {name: written(self.ceases(name)) for name in self.before.concepts},
        }


def difference(before: Conflict, after: Conflict, concepts: Sequence[str] = ALL) -> Difference:
    """Analyse two conflicts over the same states.

    Implements "Individual stability" of the graph model definitions (GM 5) for both; what
    they share is worked out once, see `Analysis.what_if`. Time and errors are those of
    `analyse`, twice at most.
    """
    analysis = Analysis(before)
    first = analysis.result(concepts)
    if after is before:
        return Difference(first, first)
    return Difference(first, analysis.what_if(after).result(concepts))
