"""Which coalition would leave which of some equilibria: asked of a few states of a large model."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.stability.coalitions.improvements import coalition_ends
from goodoffices.stability.coalitions.result import Upset
from goodoffices.stability.frame import require_order
from goodoffices.stability.parts import move_tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.stability.result import StabilityResult

__all__ = ["upsets"]


def upsets(individual: StabilityResult, states: Iterable[int]) -> tuple[Upset, ...]:
    """Say which coalition of two or more upsets which of ``states``, and for what.

    Implements coalition improvements, "Coalitions" of the graph model definitions (GM 12),
    from these states alone. Time: for each state and coalition, linear in states times the
    length of the longest way of its members. Raises InputError for unordered preferences.
    """
    conflict = individual.conflict
    require_order(conflict)
    makers = [maker.id for maker in conflict.decision_makers]
    tables = move_tables(conflict)
    levels = np.stack([conflict.preferences[name].levels for name in makers])
    found = []
    for state in states:
        holds = _holding(individual, state)
        for size in range(2, len(makers) + 1):
            for members in combinations(range(len(makers)), size):
                ends = coalition_ends([tables[m] for m in members], levels[list(members)], state)
                if ends.size:
                    to = {int(end): _holding(individual, int(end)) for end in ends}
                    found.append(Upset(state, holds, tuple(makers[m] for m in members), to))
    return tuple(found)


def _holding(individual: StabilityResult, state: int) -> tuple[str, ...]:
    stable = individual.stable
    return tuple(name for name in individual.concepts if bool(stable[name][:, state].all()))
