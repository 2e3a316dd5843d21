"""Coalitions: what several decision makers would leave together."""

from __future__ import annotations

from goodoffices.stability.coalitions.analysis import COALITION_CONCEPTS, analyse_coalitions
from goodoffices.stability.coalitions.result import CoalitionResult, Upset
from goodoffices.stability.coalitions.upsets import upsets

__all__ = ["COALITION_CONCEPTS", "CoalitionResult", "Upset", "analyse_coalitions", "upsets"]
