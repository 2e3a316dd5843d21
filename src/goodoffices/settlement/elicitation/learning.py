"""What an answer teaches (NB 21).

A rating moves the belief as a measurement whose error is spread evenly over half a step to either
side (Kalman 1960). A comparison cuts the normal law by a plane and keeps its mean and covariance
(assumed density filtering; for comparisons: Herbrich, Minka and Graepel, *NIPS* 2006), with the
chance of a wrong answer mixed in. Utility is a product of weight and score and is taken as linear
around the mean. A rank is one comparison with everything not ranked before. O(unknowns^2).
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

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
    check_answer,
)

if TYPE_CHECKING:
    from goodoffices.settlement.elicitation.belief import Belief, Floats, Shape

__all__ = ["noise", "place_of", "told"]

FARTHEST = 6.0
TINY = 1e-9
SURE_OF_AN_END = 1e-4
PLACE_BEHIND = 0.2
"""How far the second best value may stand behind the best."""
Rating = RateIssue | RateValue | RateFallback


def told(belief: Belief, question: Question, answer: Answer) -> Belief:
    """Return the belief after an answer; InputError if it does not answer the question."""
    check_answer(belief.shape, question, answer)
    match question:
        case RateIssue() | RateValue() | RateFallback():
            return _rated(belief, place_of(belief.shape, question), float(answer))
        case Prefers() | Accepts():
            return _compared(belief, question, first=bool(answer))
        case NextIssue() | NextValue():
            return _ranked(belief, question, int(answer))


def place_of(shape: Shape, question: Rating) -> int:
    """Where what is rated stands among the unknowns."""
    match question:
        case RateIssue():
            return question.issue
        case RateValue():
            return shape.score(question.issue, question.value)
        case RateFallback():
            return shape.fallback


def noise(belief: Belief) -> Floats:
    """The variance of a rating of each unknown: rounding, and a step aside now and then."""
    steps = np.full(len(belief.mean), VALUE_STEP)
    steps[: belief.shape.issues], steps[-1] = WEIGHT_STEP, FALLBACK_STEP
    variance: Floats = steps**2 * (1 / 12 + belief.error)
    return variance


def _rated(belief: Belief, place: int, value: float) -> Belief:
    return _last_of_issue(_measured(belief, place, value, float(noise(belief)[place])), place)


def _measured(belief: Belief, place: int, value: float, variance: float) -> Belief:
    column = belief.spread[:, place]
    total = column[place] + variance
    mean = belief.mean + column * ((value - belief.mean[place]) / total)
    rated = belief.rated.copy()
    rated[place] = True
    return replace(
        belief.moved(mean, belief.spread - np.outer(column, column) / total), rated=rated
    )


def _last_of_issue(belief: Belief, place: int) -> Belief:
    """The last value of an issue is its best, or its worst, if no other is."""
    shape = belief.shape
    if not shape.issues <= place < shape.fallback:
        return belief
    issue = int(shape.owner[place - shape.issues])
    scores = shape.scores(issue)
    left = np.flatnonzero(~belief.rated[scores]) + scores.start
    low, high = belief.ends(issue)
    if len(left) != 1 or low == high:
        return belief
    learnt = _measured(
        belief, int(left[0]), 0.0 if high else 1.0, SURE_OF_AN_END + belief.error / 4
    )
    # where answers may be wrong, it may still be asked
    return replace(learnt, rated=belief.rated) if belief.error else learnt


def _compared(belief: Belief, question: Prefers | Accepts, *, first: bool) -> Belief:
    one = question.first if isinstance(question, Prefers) else question.package
    rows = np.array([one, question.second if isinstance(question, Prefers) else one])
    worth, slopes = belief.worth(rows), belief.slopes(rows)
    if isinstance(question, Prefers):
        return _cut(belief, slopes[0] - slopes[1], worth[0] - worth[1], first=first)
    plane = slopes[0]
    plane[-1] = -1
    return _cut(belief, plane, worth[0] - belief.mean[-1], first=first)


def _ranked(belief: Belief, question: NextIssue | NextValue, chosen: int) -> Belief:
    shape = belief.shape
    if isinstance(question, NextValue) and not question.ranked:
        place = shape.score(question.issue, chosen)
        learnt = _measured(belief, place, 1.0, SURE_OF_AN_END + belief.error * PLACE_BEHIND**2)
        return _last_of_issue(learnt, place)
    if isinstance(question, NextIssue):
        places = {j: j for j in range(shape.issues)}
    else:
        size = shape.sizes[question.issue]
        places = {v: shape.score(question.issue, v) for v in range(size)}
    for other in places.keys() - {chosen, *question.ranked}:
        plane = np.zeros(len(belief.mean))
        plane[places[chosen]], plane[places[other]] = 1, -1
        belief = _cut(belief, plane, float(plane @ belief.mean), first=True)
    return belief


def _cut(belief: Belief, plane: Floats, middle: float, *, first: bool) -> Belief:
    """Keep mean and covariance of the part on one side of a plane."""
    along = belief.spread @ plane
    variance = float(along @ plane) + TINY
    deviation = math.sqrt(variance)
    side = 1.0 if first else -1.0
    z = min(max(side * middle / deviation, -FARTHEST), FARTHEST)
    right = 1 - 2 * belief.error
    chance = belief.error + right * 0.5 * math.erfc(-z / math.sqrt(2))
    pull = right * math.exp(-z * z / 2) / math.sqrt(2 * math.pi) / chance
    shrink = min(max(pull * (pull + z), 0.0), 1 - TINY)
    mean = belief.mean + along * (side * pull / deviation)
    return belief.moved(mean, belief.spread - np.outer(along, along) * (shrink / variance))
