"""The egalitarian solution as a leximin (Kalai 1977, Econometrica 45(7), 1623-1630).

Maximise the smallest gain; since ties are common and a maximin package may be dominated, go on
to the second smallest, and so on. It compares gains across parties as they are written.
"""

from __future__ import annotations

from goodoffices.saying import mark
from goodoffices.settlement.bargain import Bargain, Concept, Optimum, leximin

CONCEPT = Concept(
    "egalitarian",
    mark("Egalitarian (leximin)"),
    mark(
        "Of the packages that leave no party below its fallback, the one whose smallest "
        "gain is largest, then the second smallest, and so on (leximin). Gains are "
        "compared across parties on the scale the utilities are written in."
    ),
    "E. Kalai, Proportional Solutions to Bargaining Situations, Econometrica 45(7), 1977, "
    "1623-1630",
)


def solve(bargain: Bargain) -> Optimum:
    """Return all maximisers, exactly."""
    best = leximin(bargain.rational_gains())
    return Optimum(tuple(int(bargain.rational[row]) for row in best))
