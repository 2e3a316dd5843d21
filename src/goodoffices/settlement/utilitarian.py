"""The utilitarian solution: the largest sum of utilities (Bentham; Harsanyi 1955).

Twice: over all feasible packages, where a party may end below its fallback, and over those that
leave nobody below it. It compares utilities across parties as they are written.
"""

from __future__ import annotations

import numpy as np

from goodoffices.saying import mark
from goodoffices.settlement.bargain import Bargain, Concept, Optimum

SOURCE = (
    "J. C. Harsanyi, Cardinal Welfare, Individualistic Ethics, and Interpersonal Comparisons of "
    "Utility, Journal of Political Economy 63(4), 1955, 309-321"
)
CONCEPT = Concept(
    "utilitarian",
    mark("Utilitarian"),
    mark(
        "The largest sum of utilities over all feasible packages, also those that leave "
        "a party below its fallback. Utilities are added across parties on the scale "
        "they are written in."
    ),
    SOURCE,
)
RATIONAL_CONCEPT = Concept(
    "utilitarian_rational",
    mark("Utilitarian, acceptable to all"),
    mark(
        "The largest sum of utilities over the packages that leave no party below its "
        "fallback. Utilities are added across parties on the scale they are written in."
    ),
    SOURCE,
)


def solve(bargain: Bargain) -> Optimum:
    """Return all packages with the largest sum, exactly; the space leaves room for sums."""
    sums = bargain.points.sum(axis=1)
    return Optimum(tuple(np.flatnonzero(sums == sums.max()).tolist()))


def solve_rational(bargain: Bargain) -> Optimum:
    """Return the same over the packages that leave nobody below the fallback."""
    sums = bargain.points[bargain.rational].sum(axis=1)
    best = bargain.rational[sums == sums.max()]
    return Optimum(tuple(best.tolist()))
