"""Supported packages: the best ones for some mix of weights, which are always efficient (NB 17).

For two parties all of them, by merging the edges of the issues' upper hulls in order of slope
(the sum of convex sets has the edges of its parts: Minkowski); for more, those for an even
spread of weights.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.settlement.separable import Separable

MIXES = 64
STEPS = 2**20


def supported_by_slope(problem: Separable) -> NDArray[np.int64]:
    """Return choices by bundle of every vertex of the hull, the first party's best first."""
    hulls = [_hull(column) for column in problem.columns]
    edges = []
    for b, hull in enumerate(hulls):
        column = problem.columns[b]
        for k in range(1, len(hull)):
            lost = int(column[0, hull[k - 1]] - column[0, hull[k]])
            won = int(column[1, hull[k]] - column[1, hull[k - 1]])
            edges.append((Fraction(-won, lost), b, k))
    choice = np.array([hull[0] for hull in hulls], dtype=np.int64)
    vertices = [choice.copy()]
    edges.sort()
    for place, (slope, b, k) in enumerate(edges):
        choice[b] = hulls[b][k]
        if place + 1 == len(edges) or edges[place + 1][0] != slope:
            vertices.append(choice.copy())
    return np.stack(vertices, axis=1)


def _hull(column: NDArray[np.int64]) -> list[int]:
    """Return the choices on the upper right hull, falling for the first party; exact."""
    order = np.lexsort((column[1], column[0]))[::-1]
    hull: list[int] = []
    best = None
    for place in order.tolist():
        a, b = int(column[0, place]), int(column[1, place])
        if best is not None and b <= best:
            continue
        best = b
        while len(hull) > 1:
            a0, b0 = (int(x) for x in column[:, hull[-2]])
            a1, b1 = (int(x) for x in column[:, hull[-1]])
            if (b1 - b0) * (a0 - a) > (b - b0) * (a0 - a1):
                break
            hull.pop()
        hull.append(place)
    return hull


def supported_by_weights(problem: Separable, mixes: int = MIXES) -> NDArray[np.int64]:
    """Return choices by bundle of the best package for each of an even spread of weights."""
    parties = len(problem.preferences)
    reach = [
        max(1, sum(int(c[i].max()) - int(c[i].min()) for c in problem.columns))
        for i in range(parties)
    ]
    draws = np.random.default_rng(3).exponential(size=(mixes, parties))
    draws[0] = 1.0
    largest = max(reach)
    weights = [
        [
            max(1, round(share * STEPS)) * largest // size
            for share, size in zip(row, reach, strict=True)
        ]
        for row in draws / draws.sum(axis=1, keepdims=True)
    ]
    table = np.array(weights, dtype=object)
    rows = [(table @ column.astype(object)).argmax(axis=1) for column in problem.columns]
    return np.unique(np.stack(rows).astype(np.int64), axis=1)
