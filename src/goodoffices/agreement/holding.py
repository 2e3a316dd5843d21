"""Does what was agreed hold: for whom not, and what guarantee would make it hold (AG 5).

The outcome of the agreement is a statement over the options of the conflict model. Its states are
looked at with the solvers of `stability`; the least additions that make one of them an equilibrium
come from the intervention question (GM, "Interventions").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.kernels.deadline import Deadline
from goodoffices.stability import explain
from goodoffices.stability.interventions import intervene

if TYPE_CHECKING:
    from goodoffices.conflict.model import Conflict
    from goodoffices.stability.interventions import StateView

__all__ = ["Against", "Holding", "holding"]

MOST_GUARANTEES = 5
NO_DEADLINE = Deadline()


@dataclass(frozen=True, slots=True)
class Against:
    """A decision maker for whom the outcome does not hold, and what it gains by, in words."""

    decision_maker: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """`state`: of the states that fit the outcome, one that most decision makers stay in.

    `guarantees`: each a set of least cost that makes the outcome hold, in words; `said` is the
    bound that goes with them. Both are empty where it holds already.
    """

    concept: str
    outcome: str
    state: str
    holds: bool
    against: tuple[Against, ...]
    guarantees: tuple[str, ...]
    said: str


def holding(
    conflict: Conflict, outcome: str, concept: str = "seq", deadline: Deadline = NO_DEADLINE
) -> Holding:
    """Say whether the outcome is an equilibrium under the concept; InputError if no state fits."""
    found = intervene(
        conflict, None, [outcome], concept=concept, at_most=MOST_GUARANTEES, deadline=deadline
    )
    (today,) = found.today
    best: StateView = max(today.states, key=lambda view: sum(view.stable.values()))
    sentences = found.sentences()
    return Holding(
        concept,
        outcome,
        best.state,
        today.holds,
        () if today.holds else _against(conflict, best, concept),
        () if today.holds else sentences[1:],
        "" if today.holds else sentences[0],
    )


def _against(conflict: Conflict, view: StateView, concept: str) -> tuple[Against, ...]:
    explanation = explain(conflict, view.position, [concept])
    told = explanation.sentences()
    found = []
    for maker, stable in view.stable.items():
        if not stable:
            name = conflict.decision_maker(maker).name
            own = tuple(line for line in told if line.startswith(f"{name} gains"))
            found.append(Against(name, own))
    return tuple(found)
