"""The best package in each of many worlds at once, by changing one issue at a time (NB 21).

Coordinate ascent on the sum of logarithms of gains, from the best package for random weights of the
parties. It finds a local best; `proposing` starts it from many places. Each sweep takes
O(worlds * parties * values).
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

SWEEPS = 6
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
    worlds = np.arange(len(packages))
    now = gains(shape, parts, fallbacks, packages)
    best = _score(now) + _barred(conditions, packages)
    for _ in range(SWEEPS):
        moved = False
        for issue, size in enumerate(shape.sizes):
            options = parts[:, :, shape.first[issue] : shape.first[issue] + size]
            held = np.take_along_axis(options, packages[:, issue][:, None, None], axis=2)
            after = now[:, :, None] - held + options
            scores = _score(after)
            if conditions:
                scores = scores + _barred_values(conditions, packages, issue, size)
            chosen = scores.argmax(axis=1)
            better = scores[worlds, chosen] > best + 1e-12
            if better.any():
                moved = True
                packages[better, issue] = chosen[better]
                best = np.where(better, scores[worlds, chosen], best)
                now[better] = after[worlds, :, chosen][better]
        if not moved:
            break
    return packages, best


def gains(shape: Shape, parts: Floats, fallbacks: Floats, packages: Packages) -> Floats:
    """The gain of each party from one package in each world."""
    places = np.broadcast_to((shape.first + packages)[:, None, :], (*parts.shape[:2], shape.issues))
    found: Floats = np.take_along_axis(parts, places, axis=2).sum(axis=2) - fallbacks
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


def _barred_values(
    conditions: Sequence[Condition], packages: Packages, issue: int, size: int
) -> Floats:
    every = np.repeat(packages, size, axis=0)
    every[:, issue] = np.tile(np.arange(size), len(packages))
    return _barred(conditions, every).reshape(len(packages), size)
