"""The Nash solution (Nash 1950, The Bargaining Problem, Econometrica 18(2), 155-162).

Among the packages that leave nobody below the fallback, maximise the product of the gains. If
that product is zero for all of them, first maximise how many parties gain, then the product of
their gains (Caragiannis et al. 2016, The Unreasonable Fairness of Maximum Nash Welfare). The
filter comes first, so two losses can never multiply to a gain.
"""

from __future__ import annotations

import math

import numpy as np

from goodoffices.saying import mark, say
from goodoffices.settlement.bargain import Bargain, Concept, Optimum, near_best

CONCEPT = Concept(
    "nash",
    mark("Nash"),
    mark(
        "Of the packages that leave no party below its fallback, the one with the "
        "largest product of the parties' gains over their fallbacks; if that product is "
        "always zero, the most parties with a gain first, then the largest product of their gains."
    ),
    "J. F. Nash, The Bargaining Problem, Econometrica 18(2), 1950, 155-162",
)


def solve(bargain: Bargain) -> Optimum:
    """Return all maximisers. Logarithms sieve, exact integer products decide; O(points * n)."""
    gains = bargain.rational_gains()
    support = (gains > 0).sum(axis=1)
    rows = np.flatnonzero(support == support.max())
    floats = gains[rows].astype(np.float64)
    rows = rows[near_best(np.log(np.where(floats > 0, floats, 1.0)).sum(axis=1))]
    products = [math.prod(int(g) for g in gains[row] if g > 0) for row in rows]
    best = max(products)
    winners = [row for row, product in zip(rows, products, strict=True) if product == best]
    gaining = int(support.max())
    parties = gains.shape[1]
    note = ""
    if gaining == 0:
        note = say("No package acceptable to all gives any party a gain over its fallback.")
    elif gaining < parties:
        note = say(
            "No package gives every party a gain: at most {gaining} of {parties} can "
            "gain at once, and the product is over those.",
            gaining=gaining,
            parties=parties,
        )
    return Optimum(tuple(int(bargain.rational[row]) for row in winners), note)
