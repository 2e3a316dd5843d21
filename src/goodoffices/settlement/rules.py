"""The solutions that are reported, and how one is chosen from efficient vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodoffices.saying import mark, say
from goodoffices.settlement import egalitarian, kalai_smorodinsky, nash, utilitarian
from goodoffices.settlement.bargain import Bargain, Concept, Rule, leximin, normalised
from goodoffices.settlement.result import Solution

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.settlement.frontier import Efficient
    from goodoffices.settlement.proof import Proof
    from goodoffices.settlement.scenario import Scenario

RULES: tuple[tuple[Concept, Rule, bool], ...] = (
    (nash.CONCEPT, nash.solve, True),
    (kalai_smorodinsky.CONCEPT, kalai_smorodinsky.solve, True),
    (egalitarian.CONCEPT, egalitarian.solve, True),
    (utilitarian.CONCEPT, utilitarian.solve, False),
    (utilitarian.RATIONAL_CONCEPT, utilitarian.solve_rational, True),
)
"""Each rule, and whether it chooses among the packages acceptable to all only."""

NO_ZONE = mark(
    "No package gives every party at least its fallback, so there is nothing to choose "
    "from; see the smallest relaxation."
)


def all_solutions(
    scenario: Scenario, efficient: Efficient, bargain: Bargain, proof: Proof
) -> tuple[Solution, ...]:
    """Return every solution, chosen from a complete frontier."""
    return tuple(
        chosen(scenario, efficient, bargain, concept, rule, proof)
        if len(bargain.rational) or not rational
        else none_acceptable(concept, proof)
        for concept, rule, rational in RULES
    )


def none_acceptable(concept: Concept, proof: Proof) -> Solution:
    return Solution(concept, (), None, 0, say(NO_ZONE), proof)


def chosen(
    scenario: Scenario,
    efficient: Efficient,
    bargain: Bargain,
    concept: Concept,
    rule: Rule,
    proof: Proof,
    *,
    all_ties: bool = True,
) -> Solution:
    """Apply one rule to the vectors of a bargain, which must hold an acceptable one for it."""
    optimum = rule(bargain)
    order = _tie_break(efficient, bargain, np.array(optimum.best))
    counted = efficient.counts is not None and all_ties
    return Solution(
        concept,
        tuple(map(tuple, efficient.points[order].tolist())),
        scenario.package_of(int(efficient.packages[order[0]])),
        int(efficient.counts[order].sum()) if counted and efficient.counts is not None else None,
        optimum.note,
        proof,
        all_ties,
    )


def _tie_break(
    efficient: Efficient, bargain: Bargain, tied: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Put the chosen one of the tied vectors first: leximin of shares, then package order."""
    if len(tied) == 1:
        return tied
    first = tied
    if len(bargain.rational) and any(bargain.ranges()):
        gains = bargain.gains()[tied]
        first = tied[leximin(normalised(gains, bargain.ranges()))]
    place = first[np.argmin(efficient.packages[first])]
    return np.concatenate(([place], tied[tied != place]))
