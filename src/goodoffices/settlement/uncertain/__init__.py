"""Preferences known only roughly: what holds whatever the numbers are, and what to ask (NB 16)."""

from __future__ import annotations

from goodoffices.settlement.uncertain.answer import UncertainSettlement, settle_uncertain
from goodoffices.settlement.uncertain.blurring import (
    on_one_scale,
    only_grades,
    only_ranks,
    without_fallbacks,
)
from goodoffices.settlement.uncertain.dominance import Dominance
from goodoffices.settlement.uncertain.knowledge import Knowledge, knowledge
from goodoffices.settlement.uncertain.questions import Question
from goodoffices.settlement.uncertain.worlds import best_guess, random_parts, utilities

__all__ = [
    "Dominance",
    "Knowledge",
    "Question",
    "UncertainSettlement",
    "best_guess",
    "knowledge",
    "on_one_scale",
    "only_grades",
    "only_ranks",
    "random_parts",
    "settle_uncertain",
    "utilities",
    "without_fallbacks",
]
