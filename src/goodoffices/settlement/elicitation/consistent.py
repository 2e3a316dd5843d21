"""The set of preferences that agree with every answer, and what holds in all of it (NB 21).

In the parts c(v) = w·s(v), the weights w and the fallback, each answer is one or two linear
inequalities, so a linear program decides what every preference of the set says (HiGHS; Huangfu and
Hall, *Mathematical Programming Computation* 10:119-142, 2018). That some value of an issue has its
whole weight and some has none is left out, so the set is a little too large, and what is said of
all of it stays true. For answers of which some may be wrong nothing is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.settlement.elicitation.belief import Floats, Shape
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
    from collections.abc import Iterator, Sequence

    from goodoffices.settlement.issues import Package

__all__ = ["Consistent", "consistent"]

TOLERANCE = 1e-7
LOWEST = -100.0


@dataclass(frozen=True)
class Consistent:
    """`rows @ unknowns <= bounds`, with weights, parts and fallback in the order of `Shape`."""

    shape: Shape
    rows: Floats
    bounds: Floats

    @property
    def empty(self) -> bool:
        """Whether no preference agrees with all answers: one of them must be wrong."""
        return self._least(np.zeros(self.shape.fallback + 1)) is None

    def always_prefers(self, first: Package, second: Package) -> bool:
        """Whether every preference of the set finds the first at least as good."""
        return self._never_below(_packed(self.shape, first) - _packed(self.shape, second))

    def always_accepts(self, package: Package) -> bool:
        """Whether every preference of the set finds the package at least as good as none."""
        plane = _packed(self.shape, package)
        plane[-1] = -1
        return self._never_below(plane)

    def holds(self, unknowns: Floats) -> bool:
        """Whether a preference, as weights, parts and fallback, is in the set."""
        return bool((self.rows @ unknowns <= self.bounds + TOLERANCE).all())

    def _never_below(self, plane: Floats) -> bool:
        least = self._least(plane)
        return least is not None and least >= -TOLERANCE

    def _least(self, plane: Floats) -> float | None:
        from scipy.optimize import linprog  # noqa: PLC0415  # slow to load, and seldom needed

        issues = self.shape.issues
        whole = np.zeros((1, len(plane)))
        whole[0, :issues] = 1
        found = linprog(
            plane,
            A_ub=self.rows,
            b_ub=self.bounds,
            A_eq=whole,
            b_eq=[1.0],
            bounds=[(0, 1)] * (len(plane) - 1) + [(LOWEST, 1)],
            method="highs",
        )
        return None if found.x is None else float(plane @ found.x)


def consistent(shape: Shape, answers: Sequence[tuple[Question, Answer]]) -> Consistent:
    """Return the set for one party's answers, all taken to be right."""
    rows, bounds = [], []
    for value, issue in enumerate(shape.owner):
        # no part is more than its issue's weight
        row = np.zeros(shape.fallback + 1)
        row[shape.issues + value], row[issue] = 1, -1
        rows.append(row)
        bounds.append(0.0)
    for question, answer in answers:
        for row, bound in _inequalities(shape, question, answer):
            rows.append(row)
            bounds.append(bound)
    return Consistent(shape, np.array(rows), np.array(bounds))


def _inequalities(
    shape: Shape, question: Question, answer: Answer
) -> Iterator[tuple[Floats, float]]:
    row = np.zeros(shape.fallback + 1)
    match question:
        case Prefers() | Accepts():
            if isinstance(question, Prefers):
                row = _packed(shape, question.first) - _packed(shape, question.second)
            else:
                row = _packed(shape, question.package)
                row[-1] = -1
            yield (-row if answer else row), 0.0
        case RateIssue() | RateFallback():
            step = WEIGHT_STEP if isinstance(question, RateIssue) else FALLBACK_STEP
            row[question.issue if isinstance(question, RateIssue) else -1] = 1
            yield row, answer + step / 2
            yield -row, step / 2 - answer
        case RateValue():
            place = shape.score(question.issue, question.value)
            for side in (1, -1):
                row = np.zeros(shape.fallback + 1)
                row[place], row[question.issue] = side, -side * answer - VALUE_STEP / 2
                yield row, 0.0
        case NextIssue() | NextValue():
            yield from _ranked(shape, question, int(answer))


def _ranked(
    shape: Shape, question: NextIssue | NextValue, chosen: int
) -> Iterator[tuple[Floats, float]]:
    size, first = shape.issues, 0
    if isinstance(question, NextValue):
        size, first = shape.sizes[question.issue], shape.score(question.issue, 0)
    for other in set(range(size)) - {chosen, *question.ranked}:
        row = np.zeros(shape.fallback + 1)
        row[first + other], row[first + chosen] = 1, -1
        yield row, 0.0


def _packed(shape: Shape, package: Package) -> Floats:
    row = np.zeros(shape.fallback + 1)
    row[shape.issues + shape.first + np.array(package)] = 1
    return row
