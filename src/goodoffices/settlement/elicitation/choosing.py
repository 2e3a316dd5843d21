"""The next question to a party: the one that settles most of what decides between packages (NB 21).

Let q be the slope, in a party's unknowns, of the logarithm of the Nash product of the package in
front over that of another candidate. A question about the direction h is expected to take
(q'Sh)^2 / h'Sh of the variance q'Sq, times what share of h's own variance its answer removes: for a
rating 1 / (1 + noise / variance), for a comparison with chance p of a yes phi^2 / (p (1 - p)) (the
expected variance reduction of a cut normal law). Summed over the candidates, each weighted by the
share of worlds that favour it, this puts all kinds of question on one scale (Bayesian experimental
design for a linear functional: Chaloner and Verdinelli, *Statistical Science* 10:273-304, 1995).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from goodoffices.settlement.elicitation.learning import noise
from goodoffices.settlement.elicitation.proposing import distinct
from goodoffices.settlement.elicitation.questions import (
    Accepts,
    Kind,
    NextValue,
    Prefers,
    Question,
    RateFallback,
    RateIssue,
    RateValue,
)

if TYPE_CHECKING:
    from goodoffices.settlement.elicitation.belief import Belief, Floats, Packages, Shape
    from goodoffices.settlement.elicitation.proposing import Outlook

__all__ = ["next_question"]

MOST_PACKAGES = 40
FALLBACK_SHARE = 0.3
"""What the gap between the package in front and no agreement counts beside the candidates."""
LESS = 0.5
"""A comparison counts for half of what it promises: it moves one direction of a law that is only
nearly normal, while a rating says a number outright. Measured: a tenth does as well."""
NOTHING = 1e-10
RATED_TO = 0.1**2
PAIR = 2


def next_question(
    belief: Belief,
    seen: Outlook,
    kinds: frozenset[Kind],
    random: np.random.Generator,
    *,
    outright: bool = False,
) -> Question:
    """Return the question with the largest expected effect; O(pairs * candidates + unknowns^2).

    With `outright`, nothing is compared as long as there is something to rate or to rank.
    """
    wanted, weights = _decisive(belief, seen)
    reach = belief.spread @ wanted.T
    best, question = -1.0, _nothing_else(seen)
    variance = np.diag(belief.spread)
    along = (reach**2 * weights).sum(axis=1)
    if Kind.RATINGS in kinds:
        effect = along / (variance + noise(belief))
        effect[belief.rated | (variance < NOTHING)] = -1.0
        k = int(effect.argmax())
        if effect[k] > best:
            best, question = float(effect[k]), _rating(belief.shape, k)
    if Kind.RANKS in kinds:
        effect_of, ranked = _best_value(belief, along)
        if effect_of > best:
            best, question = effect_of, ranked
    if Kind.COMPARISONS in kinds and not (outright and best >= 0):
        effect_of, compared = _comparison(belief, seen, reach, weights, random)
        if effect_of * LESS > best:
            question = compared
    return question


def _best_value(belief: Belief, along: Floats) -> tuple[float, Question]:
    """The issue whose best value is most worth knowing, and what that is expected to settle.

    The best moves to 1, which settles (1 - mean)^2 / variance of what its score decides. A value
    is the best with a chance that grows with its expected score. Of two values, a rating tells as
    much.
    """
    shape, place = belief.shape, slice(belief.shape.issues, belief.shape.fallback)
    mean, variance = belief.mean[place], np.maximum(np.diag(belief.spread)[place], NOTHING)
    settled = along[place] * ((1 - mean) / variance) ** 2
    chance = np.exp(mean / np.sqrt(variance + RATED_TO))
    chance[belief.rated[place]] = 0
    effect = np.add.reduceat(chance * settled, shape.first)
    effect /= np.maximum(np.add.reduceat(chance, shape.first), NOTHING)
    for issue, size in enumerate(shape.sizes):
        if size <= PAIR or belief.ends(issue)[1]:
            effect[issue] = -1.0
    k = int(effect.argmax())
    return float(effect[k]), NextValue(k)


def _decisive(belief: Belief, seen: Outlook) -> tuple[Floats, Floats]:
    """The slopes of what decides between the package in front and each candidate, and weights."""
    packages = np.concatenate([seen.packages[seen.best][None], seen.packages])
    toward = belief.slopes(packages)
    toward[:, -1] = -1
    deviation = np.sqrt(np.maximum(((toward @ belief.spread) * toward).sum(axis=1), 1e-12))
    gain = np.maximum(belief.worth(packages) - belief.mean[-1], 0.5 * deviation + 0.01)
    logs = toward / gain[:, None]
    wanted = np.concatenate([logs[0] - logs[1:], logs[:1]])
    return wanted, np.append(seen.favoured, FALLBACK_SHARE)


def _comparison(
    belief: Belief,
    seen: Outlook,
    reach: Floats,
    weights: Floats,
    random: np.random.Generator,
) -> tuple[float, Question]:
    """The best comparison among the candidates, and the package in front with one issue changed."""
    pool = _pool(belief.shape, seen, random)
    worth, slopes = belief.worth(pool), belief.slopes(pool)
    spread = slopes @ belief.spread
    own = (spread * slopes).sum(axis=1)
    toward = slopes @ reach
    one, other = np.triu_indices(len(pool), 1)
    # the comparisons of two packages, then each package against no agreement
    variance = np.concatenate(
        [
            own[one] + own[other] - 2 * (spread[one] * slopes[other]).sum(axis=1),
            own - 2 * spread[:, -1] + belief.spread[-1, -1],
        ]
    )
    middles = np.concatenate([worth[one] - worth[other], worth - belief.mean[-1]])
    variance = np.maximum(variance, 1e-12)
    z = middles / np.sqrt(variance)
    right = 1 - 2 * belief.error
    yes = belief.error + right * ndtr(z)
    told = (right * np.exp(-z * z / 2)) ** 2 / (2 * np.pi) / np.maximum(yes * (1 - yes), 1e-12)
    moved = np.concatenate([toward[one] - toward[other], toward - reach[-1]])
    effect = (moved**2 @ weights) / variance * told
    k = int(effect.argmax())
    if k < len(one):
        return float(effect[k]), Prefers(_package(pool[one[k]]), _package(pool[other[k]]))
    return float(effect[k]), Accepts(_package(pool[k - len(one)]))


def _pool(shape: Shape, seen: Outlook, random: np.random.Generator) -> Packages:
    front = seen.packages[seen.best]
    near = np.repeat(front[None], shape.values, axis=0)
    near[np.arange(shape.values), shape.owner] = np.arange(shape.values) - shape.first[shape.owner]
    pool, _ = distinct(shape, np.concatenate([seen.packages, near]))
    if len(pool) > MOST_PACKAGES:
        pool = pool[random.choice(len(pool), MOST_PACKAGES, replace=False)]
    return pool


def _rating(shape: Shape, place: int) -> Question:
    if place < shape.issues:
        return RateIssue(place)
    if place == shape.fallback:
        return RateFallback()
    issue = int(shape.owner[place - shape.issues])
    return RateValue(issue, place - shape.issues - int(shape.first[issue]))


def _nothing_else(seen: Outlook) -> Question:
    """Where nothing is left to rate: whether the package in front is acceptable."""
    return Accepts(_package(seen.packages[seen.best]))


def _package(row: Packages) -> tuple[int, ...]:
    return tuple(int(v) for v in row)
