"""The Nash solution with bargaining weights (Kalai 1977, International Journal of Game Theory 6).

Among the packages acceptable to all the largest product of gains, each to the power of its
party's weight (NB 5). Weights only count by their ratios: they become the least whole numbers
with those ratios, so that products are compared as whole numbers.
"""

from __future__ import annotations

import dataclasses
import math
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.errors import InputError
from goodoffices.kernels.deadline import Deadline
from goodoffices.saying import mark, say
from goodoffices.settlement import nash
from goodoffices.settlement.bargain import Bargain, Concept, Optimum, Rule, near_best
from goodoffices.settlement.engine import settle
from goodoffices.settlement.frontier import Efficient, distinct
from goodoffices.settlement.goals import Product, even_shares
from goodoffices.settlement.preferences import Additive
from goodoffices.settlement.proof import SEARCHED
from goodoffices.settlement.rules import chosen, none_acceptable
from goodoffices.settlement.search import search
from goodoffices.settlement.separable import separable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from goodoffices.settlement.result import Settlement, Solution
    from goodoffices.settlement.scenario import Scenario

MOST_WEIGHT = 1_000
NO_DEADLINE = Deadline()
CONCEPT = Concept(
    "weighted_nash",
    mark("Nash, weighted"),
    mark(
        "Of the packages that leave no party below its fallback, the one with the "
        "largest product of the parties' gains, each to the power of its bargaining "
        "weight; if that product is always zero, the most parties with a gain first, "
        "then the largest product of theirs."
    ),
    "E. Kalai, Nonsymmetric Nash Solutions and Replications of 2-Person Bargaining, "
    "International Journal of Game Theory 6, 1977, 129-133",
)


def weighted_nash(
    scenario: Scenario,
    weights: Sequence[Decimal | int],
    settlement: Settlement | None = None,
    deadline: Deadline = NO_DEADLINE,
) -> Solution:
    """Return the solution from the frontier, or by search where that is not known as a whole."""
    powers = whole_weights(scenario, weights)
    settlement = settlement or settle(scenario, deadline)
    if not settlement.zone.exists:
        return none_acceptable(CONCEPT, settlement.zone.proof)
    names = tuple(party.id for party in scenario.parties)
    d = settlement.disagreement()
    points = np.array(settlement.frontier.vectors, dtype=object)
    whole = Bargain(points, d, names)
    frontier, proof = settlement.frontier, settlement.frontier.proof
    numbers = np.array(frontier.packages, dtype=object)
    efficient = Efficient(points, numbers, None)
    additive = tuple(p.preference for p in scenario.parties if isinstance(p.preference, Additive))
    if not frontier.complete and settlement.zone.strict and len(additive) == len(names):
        task = separable(scenario, additive)
        found = search(task, Product(even_shares(len(names), [float(p) for p in powers])), deadline)
        if found.exists:
            efficient = distinct(found.vectors.T, task.numbers(found.choices))
            proof = dataclasses.replace(SEARCHED, exact=found.proved, bound=None)
        if found.exists and not found.proved:
            shift = math.log(task.scale)
            words = nash_words(found.score - shift)
            proof = dataclasses.replace(proof, words=words, bound=found.bound - shift)
    # shares for breaking ties are measured on all that is known
    bargain = Bargain(efficient.points, d, names, whole.ranges())
    return chosen(scenario, efficient, bargain, CONCEPT, _rule(powers), proof)


def nash_words(score: float) -> str:
    return say(
        "The search was given up (time or number of packages). No package has more than "
        "the bound in the weighted mean logarithm of the gains; the one shown has {score}.",
        score=f"{score:.12g}",
    )


def whole_weights(scenario: Scenario, weights: Sequence[Decimal | int]) -> tuple[int, ...]:
    """Return the least whole numbers with the same ratios; InputError unless all are positive."""
    if len(weights) != len(scenario.parties):
        raise InputError(
            say(
                "there are {count} bargaining weights for {parties} parties",
                count=len(weights),
                parties=len(scenario.parties),
            ),
            remedy=say("Give one a party, in their order"),
        )
    exact = [Fraction(weight) for weight in weights]
    if min(exact) <= 0:
        raise InputError(
            say("a bargaining weight is not positive"),
            remedy=say("Write 1 for a party like any other"),
        )
    common = math.lcm(*(weight.denominator for weight in exact))
    whole = [int(weight * common) for weight in exact]
    divisor = math.gcd(*whole)
    whole = [weight // divisor for weight in whole]
    if max(whole) > MOST_WEIGHT:
        raise InputError(
            say(
                "the bargaining weights stand as {first} to {second}, with numbers above {most}",
                first=whole[0],
                second=whole[1],
                most=f"{MOST_WEIGHT:,}",
            ),
            remedy=say("Round them, for example to hundredths"),
        )
    return tuple(whole)


def _rule(powers: tuple[int, ...]) -> Rule:
    def solve(bargain: Bargain) -> Optimum:
        """Return all maximisers; logarithms sieve, whole numbers decide."""
        gains = bargain.rational_gains()
        support = (gains > 0).sum(axis=1)
        rows = np.flatnonzero(support == support.max())
        floats = gains[rows].astype(np.float64)
        rows = rows[near_best(np.log(np.where(floats > 0, floats, 1.0)) @ np.array(powers, float))]
        products = [
            math.prod(int(g) ** p for g, p in zip(gains[row], powers, strict=True) if g > 0)
            for row in rows
        ]
        best = max(products)
        winners = [row for row, product in zip(rows, products, strict=True) if product == best]
        return Optimum(tuple(int(bargain.rational[row]) for row in winners), _note(bargain))

    return solve


def _note(bargain: Bargain) -> str:
    return nash.solve(bargain).note
