"""What could be added so that a wanted outcome holds?"""

from __future__ import annotations

from goodoffices.stability.interventions.analysis import intervene
from goodoffices.stability.interventions.files import load_candidates, read_candidates
from goodoffices.stability.interventions.kinds import (
    Candidate,
    ForbidMove,
    GiveOption,
    Intervention,
    MakeInfeasible,
    MakeIrreversible,
    Placed,
    RaiseStates,
)
from goodoffices.stability.interventions.remake import apply
from goodoffices.stability.interventions.result import (
    InterventionResult,
    InterventionSet,
    Outcome,
    StateView,
)

__all__ = [
    "Candidate",
    "ForbidMove",
    "GiveOption",
    "Intervention",
    "InterventionResult",
    "InterventionSet",
    "MakeInfeasible",
    "MakeIrreversible",
    "Outcome",
    "Placed",
    "RaiseStates",
    "StateView",
    "apply",
    "intervene",
    "load_candidates",
    "read_candidates",
]
