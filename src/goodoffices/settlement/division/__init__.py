"""Dividing items between two: Adjusted Winner with exact fractions, and whole items (NB 13)."""

from __future__ import annotations

from goodoffices.settlement.division.adjusted_winner import Division, Step, adjusted_winner
from goodoffices.settlement.division.checker import division_faults
from goodoffices.settlement.division.files import load_division, loads_division
from goodoffices.settlement.division.model import Claimant, Estate, Item
from goodoffices.settlement.division.report import DivisionReport, divide
from goodoffices.settlement.division.whole_items import WholeDivision, divide_whole

__all__ = [
    "Claimant",
    "Division",
    "DivisionReport",
    "Estate",
    "Item",
    "Step",
    "WholeDivision",
    "adjusted_winner",
    "divide",
    "divide_whole",
    "division_faults",
    "load_division",
    "loads_division",
]
