"""Three and more parties, utilities that are not additive, packages beyond listing (NB 17).

A few mixed-integer programs, each with its bound: the largest smallest gain, the largest sums,
each party's most, the largest smallest share, and weighted sums that bound the product of gains
by the inequality of arithmetic and geometric means. Packages are evaluated exactly; nothing is
called exact.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.errors import InputError, LimitError
from goodoffices.kernels.deadline import Deadline
from goodoffices.kernels.frontier import nondominated
from goodoffices.saying import mark, say
from goodoffices.settlement.agreement_zone import Zone, agreement_zone
from goodoffices.settlement.answer import Answer
from goodoffices.settlement.bargain import Bargain
from goodoffices.settlement.exact import counted, units
from goodoffices.settlement.frontier import Efficient, distinct
from goodoffices.settlement.program import program
from goodoffices.settlement.proof import PROGRAMMED, Proof
from goodoffices.settlement.rules import all_solutions
from goodoffices.settlement.space import common_scale, fallbacks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.settlement.issues import Package
    from goodoffices.settlement.preferences import CertainPreference
    from goodoffices.settlement.program import Program, Solved
    from goodoffices.settlement.result import Solution
    from goodoffices.settlement.scenario import Scenario

LONGEST = 20.0
"""Seconds that one program is given where there is no deadline."""
TANGENTS = 3
TOLERANCE = 1e-6
"""By how much the solver may be off where it says that nobody can be satisfied."""
LISTED = Proof(
    exact=False,
    method=PROGRAMMED,
    words=mark(
        "The packages that the programs ended with, without those that another of them "
        "dominates; nothing is said of the rest."
    ),
)


def settle_many_by_programs(
    scenario: Scenario,
    preferences: tuple[CertainPreference, ...],
    deadline: Deadline,
    known: Sequence[Package] = (),
    listed: Proof = LISTED,
) -> Answer:
    """Return solutions with bounds; InputError where no package meets the constraints.

    `known` packages are there to begin with; `listed` says what the list in the end is.
    """
    scale = common_scale(scenario, preferences)
    disagreement = fallbacks(scenario, scale)
    hunt = _Hunt(scenario, preferences, program(scenario, preferences), deadline, scale)
    first = scenario.package_of(0)
    for package in (*known, *([first] if scenario.allows(first) else [])):
        hunt.add(package)
    bounds = hunt.all(disagreement)
    efficient = hunt.efficient()
    names = tuple(party.id for party in scenario.parties)
    bargain = Bargain(efficient.points, disagreement, names)
    zone = _zone(efficient, disagreement, bounds["egalitarian"])
    solutions = all_solutions(scenario, efficient, bargain, listed)
    return Answer(
        scale=scale,
        disagreement=disagreement,
        feasible=None if scenario.constraints else scenario.package_count,
        efficient=efficient,
        rational=len(bargain.rational),
        frontier_proof=listed,
        zone=zone,
        solutions=tuple(_bounded(s, bounds[s.concept.id], zone) for s in solutions),
    )


class _Hunt:
    """Solves one program after the other and keeps every package they end with."""

    def __init__(
        self,
        scenario: Scenario,
        preferences: tuple[CertainPreference, ...],
        task: Program,
        deadline: Deadline,
        scale: int,
    ) -> None:
        self.scenario = scenario
        self.preferences = preferences
        self.task = task
        self.deadline = deadline
        self.scale = scale
        self.found: dict[Package, tuple[int, ...]] = {}
        self.left = 5 + len(preferences) + TANGENTS

    def time(self) -> Deadline:
        """What the next program may take: an equal part of what is left."""
        self.left = max(1, self.left - 1)
        if math.isinf(self.deadline.at):
            return Deadline.after(LONGEST)
        return self.deadline.share(1 / (self.left + 1))

    def keep(self, solved: Solved) -> tuple[int, ...] | None:
        return None if solved.package is None else self.add(solved.package)

    def add(self, package: Package) -> tuple[int, ...]:
        vector = tuple(
            units(p.utility(package, self.scenario.issues), self.scale) for p in self.preferences
        )
        self.found[package] = vector
        return vector

    def all(self, disagreement: tuple[int, ...]) -> dict[str, float]:
        """Run every program; a bound for each rule, in the rule's own measure."""
        parties = len(self.preferences)
        d = [value / self.scale for value in disagreement]
        ones = (1.0,) * parties
        even = self.task.most_for_least(d, ones, self.time())
        if even.status == "infeasible":
            raise InputError(
                say("no package meets all constraints"),
                where="constraints",
                remedy=say("Loosen or drop one of them"),
            )
        self.keep(even)
        total = self.task.most_weighted(ones, None, self.time())
        self.keep(total)
        rational = self.task.most_weighted(ones, d, self.time())
        self.keep(rational)
        tops = []
        for i in range(parties):
            alone = tuple(float(k == i) for k in range(parties))
            vector = self.keep(self.task.most_weighted(alone, d, self.time()))
            tops.append(0.0 if vector is None else max(0.0, vector[i] / self.scale - d[i]))
        shares = self.task.most_for_least(d, tops, self.time()) if any(tops) else even
        self.keep(shares)
        product = self._product(disagreement, d)
        if not self.found:
            raise LimitError(
                say(
                    "the search ended before one of {count} packages was found",
                    count=counted(self.scenario.package_count),
                ),
                remedy=say("Allow more time, or settle some issues first"),
            )
        fallen = sum(d)
        return {
            "nash": product,
            "kalai_smorodinsky": shares.bound,
            "egalitarian": even.bound,
            "utilitarian": total.bound - fallen,
            "utilitarian_rational": min(rational.bound, total.bound) - fallen,
        }

    def _product(self, disagreement: tuple[int, ...], d: list[float]) -> float:
        """Bound the mean logarithm of the gains by tangents at the best package known."""
        best = math.inf
        for _ in range(TANGENTS):
            gains = self._best_gains(disagreement)
            if gains is None:
                break
            weights = [1.0 / gain for gain in gains]
            solved = self.task.most_weighted(weights, d, self.time())
            self.keep(solved)
            most = solved.bound - sum(w * v for w, v in zip(weights, d, strict=True))
            if math.isfinite(most) and most > 0:
                bound = math.log(most / len(d)) - sum(map(math.log, weights)) / len(d)
                best = min(best, bound)
        return best

    def _best_gains(self, disagreement: tuple[int, ...]) -> list[float] | None:
        """The gains of the package with the largest product, if everybody gains in one."""
        gains = [
            [(v - f) / self.scale for v, f in zip(vector, disagreement, strict=True)]
            for vector in self.found.values()
        ]
        positive = [row for row in gains if min(row) > 0]
        return max(positive, key=math.prod, default=None)

    def efficient(self) -> Efficient:
        points = np.array(list(self.found.values()), dtype=np.int64)
        numbers = np.array([self.scenario.number_of(p) for p in self.found], dtype=object)
        kept = np.flatnonzero(nondominated(np.ascontiguousarray(points.T)))
        some = distinct(points[kept].T, numbers[kept])
        return Efficient(some.points, some.packages, None)


def _zone(efficient: Efficient, disagreement: tuple[int, ...], bound: float) -> Zone:
    """Whether there is room: shown by a package, or ruled out by the bound; else not settled."""
    none = bound < -TOLERANCE
    proof = Proof(
        exact=none,
        method=PROGRAMMED,
        words=mark("A mixed-integer program bounds the smallest gain of every package."),
        bound=None if none else bound,
    )
    zone = agreement_zone(efficient, disagreement, None, proof)
    if zone.exists:
        shown = replace(
            proof, exact=bool(zone.strict), words=mark("A package shows it."), bound=None
        )
        return replace(zone, strict=zone.strict or None, proof=shown)
    # the package that falls least short is the best that was found, not proved to be the best
    unsure = replace(proof, exact=False)
    if none:
        return replace(zone, proof=unsure)
    return Zone(exists=None, strict=None, count=None, proof=unsure)


def _bounded(solution: Solution, bound: float, zone: Zone) -> Solution:
    note = solution.note if solution.package is not None or zone.exists is False else ""
    return replace(
        solution,
        note=note,
        package_count=None,
        all_ties=False,
        proof=Proof(
            exact=False,
            method=PROGRAMMED,
            words="Mixed-integer programs bound what the rule measures for every package; the one "
            "shown is the best that they ended with.",
            bound=bound if math.isfinite(bound) else None,
        ),
    )
