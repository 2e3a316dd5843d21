"""A proof by counting, where packages tie by the million: nothing better is left to be had (NB 17).

Utilities are whole units. Weights w give every package w·g <= h; a package that does as well as
the best one known gives each party at least some gain. Between the two there may be only a
handful of whole vectors: if none of them would do better by the rule, whether or not a package
has it, the one known is the best. Parties with equal utilities are one here, as their gains are
equal in every package. This is what settles fixed pies, where searching never ends.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from goodoffices.settlement.goals import Goal
    from goodoffices.settlement.separable import Separable

MOST_VECTORS = 20_000

Groups = tuple[tuple[int, ...], ...]
"""Parties that are alike, together."""


def alike(problem: Separable, goal: Goal) -> Groups:
    """Return the parties in groups whose gains are equal in every package, and count equally."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for i, role in enumerate(goal.roles):
        rows = b"".join(column[i].tobytes() for column in problem.columns)
        # columns that were rounded down may be equal where utilities are not
        name = i if problem.error else 0
        groups.setdefault((rows, problem.disagreement[i], role, name), []).append(i)
    return tuple(tuple(members) for members in groups.values())


def evened(weights: NDArray[np.float64], groups: Groups) -> NDArray[np.float64]:
    """Return weights that are equal within each group; the bound they give is the same."""
    even = weights.copy()
    for members in groups:
        even[list(members)] = weights[list(members)].mean()
    return even


def certified(
    goal: Goal,
    groups: Groups,
    weights: NDArray[np.float64],
    top: float,
    gains: Sequence[int],
) -> bool:
    """Return whether no whole vector that the weights allow is as good as `gains` by the goal.

    `top` is the largest weighted gain of any package. False where there are too many to look at.
    """
    mine = goal.order(gains)
    if mine is None:
        return False
    score = float(goal.score(np.array([gains], dtype=np.float64))[0])
    least = goal.least(weights, top, score)
    same = tuple(gains)
    return all(
        vector == same or not _at_least(goal.order(vector), mine)
        for vector in _vectors(groups, weights, top, least)
    )


def _at_least(other: tuple[object, ...] | None, mine: tuple[object, ...]) -> bool:
    return other is None or other >= mine


def _vectors(
    groups: Groups, weights: NDArray[np.float64], top: float, least: NDArray[np.float64]
) -> Iterator[tuple[int, ...]]:
    """Yield the whole vectors between the least gains and the weighted sum that none dominates.

    A vector that is dominated is worse by every rule. One group is given all that the others
    leave. Where there are too many to look at, a vector is yielded that no rule could better.
    """
    low = np.array([max(least[list(g)]) for g in groups])
    weight = np.array([weights[list(g)].sum() for g in groups])
    if not np.isfinite(low).all() or (weight <= 0).any():
        yield (2**62,) * len(weights)
        return
    first = np.ceil(low - 1e-6)
    rest = top - float(weight @ first)
    spans = [max(0, math.floor(rest / w + 1e-6) + 1) for w in weight]
    last = spans.index(max(spans))
    counted = [1 if k == last else span for k, span in enumerate(spans)]
    if math.prod(counted) > MOST_VECTORS:
        yield (2**62,) * len(weights)
        return
    for steps in itertools.product(*map(range, counted)):
        left = math.floor((rest - float(weight @ np.array(steps))) / weight[last] + 1e-6)
        if left < 0:
            continue
        vector = [0] * len(weights)
        for k, members in enumerate(groups):
            for i in members:
                vector[i] = int(first[k]) + (left if k == last else steps[k])
        yield tuple(vector)
