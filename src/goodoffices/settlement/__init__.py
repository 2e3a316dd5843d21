"""Settlement: which packages leave everyone better off, and which of them each rule picks.

`load` or `loads` reads a scenario; `settle` finds the frontier, the agreement zone and the
solutions; `assess`, `gains` and `compare` judge packages; `worth_tabling` picks a few to put
forward; `faults` checks a settlement against the definitions.
"""

from __future__ import annotations

from goodoffices.settlement.assessment import Assessment, Gain, assess, gains
from goodoffices.settlement.checker import faults
from goodoffices.settlement.compare import Comparison, compare
from goodoffices.settlement.engine import settle
from goodoffices.settlement.files import load, loads
from goodoffices.settlement.issues import Issue, Package
from goodoffices.settlement.preferences import (
    Additive,
    Box,
    HyperRectangles,
    Interval,
    Outright,
    Uncertain,
)
from goodoffices.settlement.represent import Tabled, worth_tabling
from goodoffices.settlement.result import Settlement, Solution
from goodoffices.settlement.scenario import Party, Scenario

__all__ = [
    "Additive",
    "Assessment",
    "Box",
    "Comparison",
    "Gain",
    "HyperRectangles",
    "Interval",
    "Issue",
    "Outright",
    "Package",
    "Party",
    "Scenario",
    "Settlement",
    "Solution",
    "Tabled",
    "Uncertain",
    "assess",
    "compare",
    "faults",
    "gains",
    "load",
    "loads",
    "settle",
    "worth_tabling",
]
