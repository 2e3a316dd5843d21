"""Parties that answer from a scenario, for tests and benchmarks (NB 21).

With a chance of error a comparison is flipped, a rank position swapped with its neighbour, a rating
moved one step, each by itself.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.settlement.elicitation.questions import (
    FALLBACK_STEP,
    VALUE_STEP,
    WEIGHT_STEP,
    Accepts,
    Answer,
    NextIssue,
    NextValue,
    Prefers,
    Question,
    RateFallback,
    RateIssue,
    RateValue,
)

if TYPE_CHECKING:
    from goodoffices.settlement.issues import Package
    from goodoffices.settlement.preferences import Additive
    from goodoffices.settlement.scenario import Party

__all__ = ["SimulatedParty", "simulated"]

TOLERANCE = 1e-9


@dataclass(frozen=True)
class SimulatedParty:
    """`weights` and `scores` on the scale from the worst package (0) to the best (1)."""

    weights: tuple[float, ...]
    scores: tuple[tuple[float, ...], ...]
    fallback: float
    error: float
    chance: random.Random

    def utility(self, package: Package) -> float:
        pairs = zip(self.weights, self.scores, package, strict=True)
        return sum(weight * scores[v] for weight, scores, v in pairs)

    def answer(self, question: Question) -> Answer:
        """Answer, wrongly with the chance of error."""
        wrong = self.error > 0 and self.chance.random() < self.error
        match question:
            case Prefers():
                first, second = self.utility(question.first), self.utility(question.second)
                return (first >= second) != wrong
            case Accepts():
                return (self.utility(question.package) >= self.fallback - TOLERANCE) != wrong
            case RateIssue():
                return self._rating(self.weights[question.issue], WEIGHT_STEP, wrong=wrong)
            case RateValue():
                score = self.scores[question.issue][question.value]
                return self._rating(score, VALUE_STEP, wrong=wrong)
            case RateFallback():
                return min(self._step(self.fallback, FALLBACK_STEP, wrong=wrong), 1.0)
            case NextIssue():
                return self._next(self.weights, question.ranked, wrong=wrong)
            case NextValue():
                return self._next(self.scores[question.issue], question.ranked, wrong=wrong)

    def _rating(self, true: float, step: float, *, wrong: bool) -> float:
        return min(max(self._step(true, step, wrong=wrong), 0.0), 1.0)

    def _step(self, true: float, step: float, *, wrong: bool) -> float:
        steps = round(true / step) + (self.chance.choice((-1, 1)) if wrong else 0)
        return round(steps * step, 10)

    @staticmethod
    def _next(worth: tuple[float, ...], ranked: tuple[int, ...], *, wrong: bool) -> int:
        left = sorted(set(range(len(worth))) - set(ranked), key=lambda k: (-worth[k], k))
        return left[min(1, len(left) - 1) if wrong else 0]


def simulated(party: Party, preference: Additive, error: float, seed: str) -> SimulatedParty:
    """Put a party's additive preference on the scale from its worst package to its best."""
    parts = [
        [float(preference.contribution(j, v)) for v in range(len(scores))]
        for j, scores in enumerate(preference.scores)
    ]
    spans = [max(column) - min(column) for column in parts]
    whole = sum(spans) or 1.0
    lowest = sum(min(column) for column in parts)
    return SimulatedParty(
        tuple(span / whole for span in spans),
        tuple(
            tuple((part - min(column)) / (span or 1.0) for part in column)
            for column, span in zip(parts, spans, strict=True)
        ),
        (float(party.reservation or 0) - lowest) / whole,
        error,
        random.Random(seed),  # noqa: S311  # simulated answers are not secrets
    )
