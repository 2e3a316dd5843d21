"""Which outcomes hold, for whom, and why."""

from __future__ import annotations

from goodoffices.stability.analysis import ALL, CONCEPTS, Analysis, analyse
from goodoffices.stability.checker import Checker, CoalitionChecker, Objection, check_equilibrium
from goodoffices.stability.evolution import Evolution, evolve
from goodoffices.stability.result import StabilityResult
from goodoffices.stability.tableau import Tableau, tableau
from goodoffices.stability.unknown import EXTENSIONS
from goodoffices.stability.why import Explanation, explain

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
    "check_equilibrium",
    "evolve",
    "explain",
    "tableau",
]
