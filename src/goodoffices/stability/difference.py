"""What changes if somebody wanted otherwise: equilibria that begin or cease to hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.stability.analysis import ALL, analyse, chosen
from goodoffices.stability.frame import Frame, move_tables
from goodoffices.stability.result import StabilityResult

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from goodoffices.conflict.model import Conflict
    from goodoffices.stability.concept import Concept
    from goodoffices.stability.frame import Truth

__all__ = ["Difference", "difference"]

_OWN = frozenset({"nash", "gmr", "smr"})
"""Concepts under which one's stability hangs on one's own preferences and everybody's moves."""


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """The same states and moves under the preferences of before and of after."""

    before: StabilityResult
    after: StabilityResult

    def begins(self, concept: str) -> NDArray[np.int64]:
        """Return the states that are an equilibrium only after."""
        return np.setdiff1d(self.after.equilibria[concept], self.before.equilibria[concept])

    def ceases(self, concept: str) -> NDArray[np.int64]:
        """Return the states that were an equilibrium only before."""
        return np.setdiff1d(self.before.equilibria[concept], self.after.equilibria[concept])


def difference(before: Conflict, after: Conflict, concepts: Sequence[str] = ALL) -> Difference:
    """Analyse two conflicts that differ in preferences alone.

    Implements "Individual stability" of the graph model definitions (GM 5) for both. Moves
    are worked out once. Where sanctions are any moves (Nash, GMR, SMR), the stability of
    whoever's preferences are the same object is taken over; elsewhere it depends on everybody's.
    Time and errors are those of `analyse`, twice at most.
    """
    named = chosen(concepts)
    tables = move_tables(before)
    first = analyse(before, concepts, tables=tables)
    if after is before:
        return Difference(first, first)
    if not all(preference.ordered for preference in after.preferences.values()):
        return Difference(first, analyse(after, concepts, tables=tables))
    frame = Frame(after, tables)
    stable = {concept.id: _rows(concept, frame, first) for concept in named}
    return Difference(first, StabilityResult(after, first.concepts, stable))


def _rows(concept: Concept, frame: Frame, first: StabilityResult) -> Truth:
    old, new = first.conflict.preferences, frame.conflict.preferences
    makers = enumerate(frame.conflict.decision_makers)
    return np.stack(
        [
            first.stable[concept.id][who]
            if concept.id in _OWN and old[maker.id] is new[maker.id]
            else concept.solve(frame, who)
            for who, maker in makers
        ]
    )
