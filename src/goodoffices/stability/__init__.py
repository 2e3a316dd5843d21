"""Which outcomes hold, for whom, and why.

Further questions stand in modules of their own, which load on first use: `attractors`,
`coalitions`, `difference`, `hypergame`, `interventions`, `inverse`, `mixed`, `robust`,
`strength`; so `stability.inverse.inverse(model, …)` needs no further import.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from goodoffices.stability.analysis import ALL, CONCEPTS, Analysis, analyse
from goodoffices.stability.checker import Checker, CoalitionChecker, Objection, check_equilibrium
from goodoffices.stability.evolution import Evolution, evolve
from goodoffices.stability.result import StabilityResult
from goodoffices.stability.tableau import Tableau, tableau
from goodoffices.stability.unknown import EXTENSIONS
from goodoffices.stability.why import Explanation, explain

if TYPE_CHECKING:
    from types import ModuleType

    from goodoffices.stability import (
        attractors,
        coalitions,
        difference,
        hypergame,
        interventions,
        inverse,
        mixed,
        robust,
        strength,
    )

__all__ = [
    "ALL",
    "CONCEPTS",
    "EXTENSIONS",
    "Analysis",
    "Checker",
    "CoalitionChecker",
    "Evolution",
    "Explanation",
    "Objection",
    "StabilityResult",
    "Tableau",
    "analyse",
    "attractors",
    "check_equilibrium",
    "coalitions",
    "difference",
    "evolve",
    "explain",
    "hypergame",
    "interventions",
    "inverse",
    "mixed",
    "robust",
    "strength",
    "tableau",
]


def __getattr__(name: str) -> ModuleType:
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
