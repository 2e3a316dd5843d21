"""The Kalai-Smorodinsky solution (Kalai and Smorodinsky 1975, Econometrica 43(3), 513-518).

Each party's gain is divided by the largest gain it could have in any package that all accept.
On finite sets and for more than two parties equal shares may not exist or be inefficient, so
the rule is the leximin of the shares (Imai 1983; Nagahisa and Tanaka 2002 for finite sets).
"""

from __future__ import annotations

import numpy as np

from goodoffices.saying import listed, mark, say
from goodoffices.settlement.bargain import Bargain, Concept, Optimum, leximin, near_best, normalised

CONCEPT = Concept(
    "kalai_smorodinsky",
    mark("Kalai-Smorodinsky"),
    mark(
        "Each party's gain as a share of the largest gain it could have in any package "
        "that leaves no party below its fallback; the smallest share as large as "
        "possible, then the second smallest, and so on (leximin)."
    ),
    "E. Kalai and M. Smorodinsky, Other Solutions to Nash's Bargaining Problem, "
    "Econometrica 43(3), 1975, 513-518; leximin: H. Imai, Econometrica 51(2), 1983, 389-401",
)


def solve(bargain: Bargain) -> Optimum:
    """Return all maximisers. Floats sieve by the smallest share, exact integers decide."""
    gains = bargain.rational_gains()
    ranges = bargain.ranges()
    stuck = [name for name, size in zip(bargain.names, ranges, strict=True) if size == 0]
    if len(stuck) == len(ranges):
        return Optimum(
            tuple(int(k) for k in bargain.rational),
            say("No party can gain over its fallback, so there are no shares to compare."),
        )
    able = [i for i, size in enumerate(ranges) if size > 0]
    shares = gains[:, able].astype(np.float64) / np.array([float(ranges[i]) for i in able])
    rows = near_best(shares.min(axis=1))
    best = rows[leximin(normalised(gains[rows], ranges))]
    note = say(
        "Left out, since nothing acceptable to all gives a gain: {stuck}.", stuck=listed(stuck)
    )
    return Optimum(tuple(int(bargain.rational[row]) for row in best), note if stuck else "")
