"""Consistent utilities as numbers: the middle of the set, and random ones (NB 16).

Ranks only: the middle is the centroid of the set (rank-order centroid weights: Barron and
Barrett, Management Science 42:1515-1523, 1996; evenly spaced scores), and random worlds are
uniform on it. Intervals: the middle of each, and uniform between the ends; with ranks beside
them, a walk that keeps the order.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.kernels.packages import outer_sum
from goodoffices.settlement.preferences import Additive, Ranks, Uncertain
from goodoffices.settlement.uncertain.knowledge import NANO, Knowledge, Known, known_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.settlement.scenario import Scenario

    Parts = tuple[NDArray[np.int64], ...]

SWEEPS = 30
DIGITS = 12


def best_guess(scenario: Scenario) -> Scenario:
    """Return the scenario with the middle of what is consistent in place of what is uncertain."""
    parties = []
    for party in scenario.parties:
        if not isinstance(party.preference, Uncertain):
            parties.append(party)
            continue
        known = known_of(scenario, party)
        weights = middle_weights(known)
        guess = Additive(
            tuple(_decimal(w) for w in weights),
            tuple(tuple(_decimal(s) for s in middle_scores(issue)) for issue in known.scores),
        )
        parties.append(replace(party, preference=guess))
    return replace(scenario, parties=tuple(parties))


def _decimal(number: float) -> Decimal:
    return Decimal(repr(round(number, DIGITS)))


def middle_weights(known: Knowledge) -> tuple[float, ...]:
    if known.low is not None and known.high is not None:
        return tuple((a + b) / 2 for a, b in zip(known.low, known.high, strict=True))
    levels = known.weight_levels or ()
    # the corners of the set give the first k levels equal weights; their mean is the centroid
    size = sum(len(level) for level in levels)
    weights = [0.0] * size
    taken = 0
    for level in levels:
        taken += len(level)
        for done in levels[: levels.index(level) + 1]:
            for j in done:
                weights[j] += 1.0 / taken / len(levels)
    return tuple(weights)


def middle_scores(known: Known) -> tuple[float, ...]:
    if known.levels is None or not known.ranked:
        return tuple((a + b) / 2 for a, b in zip(known.low, known.high, strict=True))
    scores = [0.0] * len(known.low)
    last = max(1, len(known.levels) - 1)
    for place, level in enumerate(known.levels):
        for v in level:
            scores[v] = 1.0 - place / last if len(known.levels) > 1 else 0.0
    return tuple(scores)


def random_parts(known: Knowledge, draw: np.random.Generator) -> Parts:
    """Return one consistent utility, as what each value of each issue adds, in units of 1e-9."""
    weights = _random_weights(known, draw)
    return tuple(
        np.rint(w * _random_scores(issue, draw) * NANO).astype(np.int64)
        for w, issue in zip(weights, known.scores, strict=True)
    )


def utilities(known: Knowledge, parts: Parts) -> NDArray[np.int64]:
    """Return the utility of every package, the last issue fastest, in units of 1e-9."""
    return known.fixed if known.fixed is not None else np.asarray(outer_sum(parts), np.int64)


def _random_weights(known: Knowledge, draw: np.random.Generator) -> NDArray[np.float64]:
    if known.low is not None and known.high is not None:
        return _between(known.low, known.high, known.weight_levels, draw)
    levels = known.weight_levels or ()
    # a uniform point of a simplex, as parts of its corners: the first k levels alike
    corners = draw.standard_exponential(len(levels))
    corners /= corners.sum()
    weights = np.zeros(sum(len(level) for level in levels))
    for k, part in enumerate(corners):
        front = [j for level in levels[: k + 1] for j in level]
        weights[front] += part / len(front)
    return weights


def _random_scores(known: Known, draw: np.random.Generator) -> NDArray[np.float64]:
    if known.exact:
        return np.array(known.low)
    if known.levels is None or not known.ranked:
        return _between(known.low, known.high, known.levels, draw)
    inner = np.sort(draw.random(len(known.levels) - 2))[::-1]
    scores = np.zeros(len(known.low))
    for level, score in zip(known.levels, [1.0, *inner, 0.0], strict=True):
        scores[list(level)] = score
    return scores


def _between(
    low: tuple[float, ...], high: tuple[float, ...], levels: Ranks | None, draw: np.random.Generator
) -> NDArray[np.float64]:
    """Return a point between the bounds; with levels, by a walk that keeps their order."""
    if levels is None:
        return draw.uniform(low, high)
    firsts = [level[0] for level in levels]
    bottom, top = (np.array(ends)[firsts] for ends in (low, high))
    place = (bottom + top) / 2
    for _ in range(SWEEPS):
        for k in range(len(place)):
            ceiling = top[k] if k == 0 else min(top[k], place[k - 1])
            floor = bottom[k] if k + 1 == len(place) else max(bottom[k], place[k + 1])
            place[k] = draw.uniform(floor, ceiling)
    result = np.zeros(len(low))
    for level, value in zip(levels, place, strict=True):
        result[list(level)] = value
    return result
