"""The best package in each of many worlds at once, by changing one issue at a time (NB 21).

Coordinate ascent on the sum of logarithms of gains, from the best package for random weights of the
parties. Each step takes the one change that betters most, for O(worlds * parties * values). It
finds a local best; `proposing` starts it from many places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodoffices.settlement.separable import holds_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.settlement.constraints import Condition
    from goodoffices.settlement.elicitation.belief import Floats, Packages, Shape

__all__ = ["climb", "gains", "starts"]

MOST_STEPS = 6
"""So often may each issue be changed in the mean."""
SMALL = 0.01
SHORT = 100.0
BARRED = -1e9


def starts(shape: Shape, parts: Floats, random: np.random.Generator) -> Packages:
    """In each world the best package for weights of the parties, even ones in the first."""
    worlds, parties, _ = parts.shape
    weights = random.dirichlet(np.full(parties, 2.0), worlds)
    weights[0] = 1 / parties
    total = (weights[:, :, None] * parts).sum(axis=1)
    columns = np.split(total, shape.first[1:], axis=1)
    return np.stack([column.argmax(axis=1) for column in columns], axis=1)


def climb(
    shape: Shape,
    parts: Floats,
    fallbacks: Floats,
    packages: Packages,
    conditions: Sequence[Condition] = (),
) -> tuple[Packages, Floats]:
    """Return in each world a package that no change of one issue betters, and its score.

    `parts[w, i, v]` is what a value adds for a party in a world, `fallbacks[w, i]` its fallback;
    `packages` has one row a world. A gain below a hundredth counts against the package the more
    the smaller it is, so that worlds without agreement end near to one.
    """
    packages = packages.copy()
    now = gains(shape, parts, fallbacks, packages)
    best = _score(now) + _barred(conditions, packages)
    moving = np.arange(len(packages))
    for _ in range(MOST_STEPS * shape.issues):
        rows, own = np.arange(len(moving)), parts[moving]
        held = own[rows[:, None], :, shape.first + packages[moving]].swapaxes(1, 2)
        after = now[moving][:, :, None] + own - held[:, :, shape.owner]
        scores = _score(after)
        if conditions:
            scores = scores + _barred_values(shape, conditions, packages[moving])
        chosen = scores.argmax(axis=1)
        reached = scores[rows, chosen]
        better = reached > best[moving] + 1e-12
        moving, rows, chosen = moving[better], rows[better], chosen[better]
        if not len(moving):
            break
        issues = shape.owner[chosen]
        packages[moving, issues] = chosen - shape.first[issues]
        best[moving] = reached[better]
        now[moving] = after[rows, :, chosen]
    return packages, best


def gains(shape: Shape, parts: Floats, fallbacks: Floats, packages: Packages) -> Floats:
    """The gain of each party from one package in each world."""
    rows = np.arange(len(packages))[:, None]
    found: Floats = parts[rows, :, shape.first + packages].sum(axis=1) - fallbacks
    return found


def _score(found: Floats) -> Floats:
    logs = np.log(np.maximum(found, SMALL)) + SHORT * np.minimum(found - SMALL, 0)
    score: Floats = logs.sum(axis=1)
    return score


def _barred(conditions: Sequence[Condition], packages: Packages) -> Floats:
    rows = dict(enumerate(packages.T))
    found = np.zeros(len(packages))
    for condition in conditions:
        found += np.where(holds_for(condition, rows), 0.0, BARRED)
    return found


def _barred_values(shape: Shape, conditions: Sequence[Condition], packages: Packages) -> Floats:
    every = np.repeat(packages, shape.values, axis=0)
    values = np.tile(np.arange(shape.values), len(packages))
    issues = shape.owner[values]
    every[np.arange(len(every)), issues] = values - shape.first[issues]
    return _barred(conditions, every).reshape(len(packages), shape.values)
