"""Utilities that are not additive, over more packages than can be listed (NB 17).

Two parties: the frontier point by point (epsilon-constraint method; Haimes, Lasdon and Wismer
1971), each point by two mixed-integer programs: the most for the first party where the second
has more than before, then the most for the second where the first keeps that. Amounts are whole
numbers and every demand is written half a unit lower, so that what floats and tolerances can err
decides nothing as long as it stays below a quarter; packages are then evaluated exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.errors import InputError, LimitError
from goodoffices.kernels.frontier import nondominated
from goodoffices.saying import mark, say
from goodoffices.settlement.agreement_zone import agreement_zone
from goodoffices.settlement.answer import Answer
from goodoffices.settlement.bargain import Bargain
from goodoffices.settlement.exact import counted, units
from goodoffices.settlement.frontier import Efficient, distinct
from goodoffices.settlement.issues import Package
from goodoffices.settlement.preferences import CertainPreference, Outright
from goodoffices.settlement.program import MOST_ERROR, Program, program
from goodoffices.settlement.programming_many import settle_many_by_programs
from goodoffices.settlement.proof import PROGRAMMED, Proof
from goodoffices.settlement.rules import all_solutions
from goodoffices.settlement.space import common_scale, fallbacks

if TYPE_CHECKING:
    from goodoffices.kernels.deadline import Deadline
    from goodoffices.settlement.scenario import Scenario

MOST_POINTS = 5_000
TRACING = 0.7
"""Which part of the time goes into the frontier; the rest into bounds where it is not complete."""


@dataclass(frozen=True, slots=True)
class _Traced:
    packages: tuple[Package, ...]
    ended: str


def settle_by_programs(
    scenario: Scenario, preferences: tuple[CertainPreference, ...], deadline: Deadline
) -> Answer:
    """Return the frontier of two parties; for more parties solutions with bounds."""
    if any(isinstance(p, Outright) for p in preferences):
        raise LimitError(
            say(
                "there are {count} packages, too many to list, and utilities "
                "that are given package by package",
                count=counted(scenario.package_count),
            ),
            where="issues",
            remedy=say(
                "Settle some issues first, join values that matter little, or use a larger "
                "step for ranges"
            ),
        )
    if len(preferences) != 2:  # noqa: PLR2004  # the method traces a line
        return settle_many_by_programs(scenario, preferences, deadline)
    task = program(scenario, preferences)
    steps = [task.step(i) for i in range(2)]
    traced = _trace(scenario, preferences, task, steps, deadline.share(TRACING))
    scale = common_scale(scenario, preferences)
    proof = _proof(traced.ended, steps)
    if traced.ended != "complete":
        # what was found on the way is kept, and each rule gets a bound
        return settle_many_by_programs(scenario, preferences, deadline, traced.packages, proof)
    points = np.array(
        [
            [units(p.utility(package, scenario.issues), scale) for p in preferences]
            for package in traced.packages
        ],
        dtype=np.int64,
    )
    numbers = np.array([scenario.number_of(p) for p in traced.packages], dtype=object)
    # rounding may have made a point dominated
    kept = np.flatnonzero(nondominated(np.ascontiguousarray(points.T)))
    efficient = distinct(points[kept].T, numbers[kept])
    efficient = Efficient(efficient.points, efficient.packages, None)
    disagreement = fallbacks(scenario, scale)
    names = tuple(party.id for party in scenario.parties)
    bargain = Bargain(efficient.points, disagreement, names)
    return Answer(
        scale=scale,
        disagreement=disagreement,
        feasible=None if scenario.constraints else scenario.package_count,
        efficient=efficient,
        rational=len(bargain.rational),
        frontier_proof=proof,
        zone=agreement_zone(efficient, disagreement, None, proof),
        solutions=all_solutions(scenario, efficient, bargain, proof),
    )


def _trace(
    scenario: Scenario,
    preferences: tuple[CertainPreference, ...],
    task: Program,
    steps: list[int],
    deadline: Deadline,
) -> _Traced:
    """Return the packages of the frontier, the first party's best first, and how it ended."""

    def amount(party: int, package: Package) -> int:
        exact = preferences[party].utility(package, scenario.issues)
        return int(Fraction(exact) / task.per_unit[party])

    packages: list[Package] = []
    demand: dict[int, float] = {}
    while len(packages) < MOST_POINTS:
        most = task.most(0, demand, deadline)
        if most.status == "infeasible":
            if not packages:
                raise InputError(
                    say("no package meets all constraints"),
                    where="constraints",
                    remedy=say("Loosen or drop one of them"),
                )
            return _Traced(tuple(packages), "complete")
        if most.package is None:
            return _stopped(packages)
        first = amount(0, most.package)
        if most.status != "optimal" or most.bound > first + steps[0] * (1 - MOST_ERROR):
            return _stopped([*packages, most.package])
        kept = {**demand, 0: first - steps[0] / 2}
        then = task.most(1, kept, deadline)
        if then.package is None or then.status != "optimal":
            return _stopped([*packages, then.package or most.package])
        second = amount(1, then.package)
        if then.bound > second + steps[1] * (1 - MOST_ERROR) or amount(0, then.package) < first:
            return _stopped([*packages, then.package])
        packages.append(then.package)
        demand = {1: second + steps[1] / 2}
    return _stopped(packages)


def _stopped(packages: list[Package]) -> _Traced:
    return _Traced(tuple(packages), "stopped")


def _proof(ended: str, steps: list[int]) -> Proof:
    if ended == "complete" and steps == [1, 1]:
        return Proof(
            exact=True,
            method=PROGRAMMED,
            words=mark(
                "Each point by two programs solved to optimality over whole amounts, demands half "
                "a unit lower than meant; after the last no package gives the second party more. "
                "Packages were evaluated exactly."
            ),
        )
    if ended == "complete":
        return Proof(
            exact=False,
            method=PROGRAMMED,
            words=mark(
                "The numbers are too long for the solver's tolerance, so points closer than that "
                "may be missing; packages were evaluated exactly."
            ),
        )
    return Proof(
        exact=False,
        method=PROGRAMMED,
        words=mark(
            "The search was ended (time, or a program not solved to optimality); listed is what "
            "was found from the first party's best downwards, and what bounds for the rules led "
            "to; nothing is said of the rest."
        ),
    )
