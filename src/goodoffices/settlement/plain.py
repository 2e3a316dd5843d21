"""The plain twin: every solution by listing packages with exact fractions, straight from the
definitions (definitions, Negotiation and bargaining). Slow and obviously right; for small
scenarios, O(packages^2 * parties).
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from goodoffices.settlement.issues import Package

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.settlement.scenario import Scenario

Vector = tuple[Fraction, ...]
NANO = 10**9


@dataclass(frozen=True, slots=True)
class PlainSettlement:
    """Sets of utility vectors, rounded to 1e-9, by solution; empty where there is no answer."""

    worth: dict[Package, Vector]
    frontier: frozenset[Vector]
    zone: int
    strict: bool
    relaxation: Fraction
    solutions: dict[str, frozenset[Vector]]


def settle_plainly(scenario: Scenario) -> PlainSettlement:
    conditions = scenario.conditions()
    worth = {}
    for package in itertools.product(*(range(len(issue.values)) for issue in scenario.issues)):
        if all(condition.holds(package) for condition in conditions):
            worth[package] = tuple(
                _rounded(scenario.utility(party, package)) for party in scenario.parties
            )
    fallbacks = tuple(_rounded(Fraction(party.reservation or 0)) for party in scenario.parties)
    vectors = set(worth.values())
    rational = {v for v in vectors if all(u >= d for u, d in zip(v, fallbacks, strict=True))}
    return PlainSettlement(
        worth=worth,
        frontier=frozenset(v for v in vectors if not any(dominates(w, v) for w in vectors)),
        zone=sum(vector in rational for vector in worth.values()),
        strict=any(all(u > d for u, d in zip(v, fallbacks, strict=True)) for v in vectors),
        relaxation=min(max(d - u for u, d in zip(v, fallbacks, strict=True)) for v in vectors),
        solutions={
            "nash": _nash(rational, fallbacks),
            "kalai_smorodinsky": _kalai_smorodinsky(rational, fallbacks),
            "egalitarian": _best(rational, lambda v: sorted(_gains(v, fallbacks))),
            "utilitarian": _best(vectors, lambda v: [sum(v, start=Fraction(0))]),
            "utilitarian_rational": _best(rational, lambda v: [sum(v, start=Fraction(0))]),
        },
    )


def dominates(better: Vector, worse: Vector) -> bool:
    return better != worse and all(b >= w for b, w in zip(better, worse, strict=True))


def _rounded(value: Fraction) -> Fraction:
    return Fraction(round(value * NANO), NANO)


def _gains(vector: Vector, fallbacks: Vector) -> list[Fraction]:
    return [u - d for u, d in zip(vector, fallbacks, strict=True)]


def _best(vectors: set[Vector], score: Callable[[Vector], list[Fraction]]) -> frozenset[Vector]:
    if not vectors:
        return frozenset()
    best = max(score(v) for v in vectors)
    return frozenset(v for v in vectors if score(v) == best)


def _nash(rational: set[Vector], fallbacks: Vector) -> frozenset[Vector]:
    def score(vector: Vector) -> list[Fraction]:
        positive = [g for g in _gains(vector, fallbacks) if g > 0]
        return [Fraction(len(positive)), math.prod(positive, start=Fraction(1))]

    return _best(rational, score)


def _kalai_smorodinsky(rational: set[Vector], fallbacks: Vector) -> frozenset[Vector]:
    ideal = [max(v[i] for v in rational) for i in range(len(fallbacks))] if rational else []

    def score(vector: Vector) -> list[Fraction]:
        triples = zip(vector, fallbacks, ideal, strict=True)
        return sorted((u - d) / (b - d) for u, d, b in triples if b > d)

    return _best(rational, score)
