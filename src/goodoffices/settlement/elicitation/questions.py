"""What a party can be asked, each the price of one question (NB 21)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.saying import listed, say
from goodoffices.settlement.issues import Package

if TYPE_CHECKING:
    from goodoffices.settlement.elicitation.belief import Shape

__all__ = [
    "FALLBACK_STEP",
    "VALUE_STEP",
    "WEIGHT_STEP",
    "Accepts",
    "Answer",
    "Kind",
    "NextIssue",
    "NextValue",
    "Prefers",
    "Question",
    "RateFallback",
    "RateIssue",
    "RateValue",
    "check_answer",
]

WEIGHT_STEP, VALUE_STEP, FALLBACK_STEP = 0.05, 0.1, 0.05


class Kind(StrEnum):
    COMPARISONS = "comparisons"
    RATINGS = "ratings"
    RANKS = "ranks"


@dataclass(frozen=True, slots=True)
class Prefers:
    """Is the first package at least as good as the second? True or False."""

    first: Package
    second: Package


@dataclass(frozen=True, slots=True)
class Accepts:
    """Is the package at least as good as no agreement? True or False."""

    package: Package


@dataclass(frozen=True, slots=True)
class RateIssue:
    """Which part of all that is at stake hangs on this issue? 0 to 1, to the nearest 0.05."""

    issue: int


@dataclass(frozen=True, slots=True)
class RateValue:
    """Where does the value stand, from the worst (0) of its issue to the best (1)? To 0.1."""

    issue: int
    value: int


@dataclass(frozen=True, slots=True)
class RateFallback:
    """Where does no agreement stand, from the worst package (0) to the best (1)? To 0.05.

    Below 0 if it is worse than every package.
    """


@dataclass(frozen=True, slots=True)
class NextIssue:
    """Which issue matters most after those already ranked? Its number."""

    ranked: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NextValue:
    """Which value of the issue is best after those already ranked? Its number."""

    issue: int
    ranked: tuple[int, ...] = ()


Question = Prefers | Accepts | RateIssue | RateValue | RateFallback | NextIssue | NextValue
Answer = bool | int | float


def check_answer(shape: Shape, question: Question, answer: Answer) -> None:
    """Raise InputError if the answer does not answer the question."""
    match question:
        case Prefers() | Accepts():
            fits = isinstance(answer, bool)
            wanted = say("Give true or false")
        case NextIssue() | NextValue():
            left = _left(shape, question)
            fits = isinstance(answer, int) and not isinstance(answer, bool) and answer in left
            wanted = say("Give one of {numbers}", numbers=listed(map(str, sorted(left))))
        case RateFallback():
            fits = not isinstance(answer, bool) and answer <= 1
            wanted = say("Give a number up to 1")
        case RateIssue() | RateValue():
            fits = not isinstance(answer, bool) and 0 <= answer <= 1
            wanted = say("Give a number from 0 to 1")
    if not fits:
        raise InputError(
            say("{answer} is no answer here", answer=repr(answer)),
            where="answer",
            remedy=wanted,
        )


def _left(shape: Shape, question: NextIssue | NextValue) -> frozenset[int]:
    if isinstance(question, NextIssue):
        return frozenset(range(shape.issues)) - set(question.ranked)
    return frozenset(range(shape.sizes[question.issue])) - set(question.ranked)
