"""Additive preferences over more packages than can be listed (NB 17).

First the whole frontier by merging, if it can be kept: then every rule is applied to it. If not,
each solution is searched for by itself, with proof, and the frontier that is reported is a part
of it: the solutions and the best packages for many mixes of weights, for two parties a list that
comes within a stated step of every package.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import LimitError
from goodoffices.kernels.deadline import Deadline
from goodoffices.kernels.frontier import nondominated
from goodoffices.kernels.merge import TooManySumsError
from goodoffices.kernels.sweep import swept_frontier
from goodoffices.saying import mark, say
from goodoffices.settlement import egalitarian, kalai_smorodinsky, nash, utilitarian
from goodoffices.settlement.agreement_zone import Zone, agreement_zone
from goodoffices.settlement.answer import Answer
from goodoffices.settlement.bargain import Bargain, Concept, Rule
from goodoffices.settlement.frontier import Efficient, distinct
from goodoffices.settlement.goals import Goal, Product, Smallest, Total, even_shares
from goodoffices.settlement.merging import count_acceptable, merge
from goodoffices.settlement.proof import BOUNDED, MERGED, MERGING, ON_FRONTIER, SEARCHED, Proof
from goodoffices.settlement.result import Solution
from goodoffices.settlement.rules import all_solutions, chosen, none_acceptable
from goodoffices.settlement.search import Found, search
from goodoffices.settlement.separable import Separable, separable
from goodoffices.settlement.supported import supported_by_slope, supported_by_weights

if TYPE_CHECKING:
    from goodoffices.settlement.preferences import Additive
    from goodoffices.settlement.scenario import Scenario

CELLS = 30_000
"""How many steps the first party's range is cut into where a list for two is thinned."""
FEW_PARTS = 20_000
"""How many parts a search keeps where the frontier of two parties is known to be too large."""
MERGING_SHARE = 0.4
NOT_SETTLED = mark("Whether any package is acceptable to all was not settled in the time given.")


def settle_additive(
    scenario: Scenario, preferences: tuple[Additive, ...], deadline: Deadline
) -> Answer:
    """Return the answer by merging, else by bounded search; LimitError if numbers are huge."""
    problem = separable(scenario, preferences)
    try:
        return settle_by_merging(problem, deadline.share(MERGING_SHARE))
    except LimitError as error:
        return search_all(problem, str(error.what), deadline)


def settle_by_merging(problem: Separable, deadline: Deadline) -> Answer:
    """Return the answer from the whole frontier; LimitError where it is too large to keep."""
    scenario = problem.scenario
    efficient = merge(problem, deadline)
    names = tuple(party.id for party in scenario.parties)
    bargain = Bargain(efficient.points, problem.disagreement, names)
    return Answer(
        scale=problem.scale,
        disagreement=problem.disagreement,
        feasible=problem.feasible_count,
        efficient=efficient,
        rational=len(bargain.rational),
        frontier_proof=MERGING,
        zone=agreement_zone(
            efficient, problem.disagreement, count_acceptable(problem), ON_FRONTIER
        ),
        solutions=all_solutions(scenario, efficient, bargain, ON_FRONTIER),
    )


@dataclass(frozen=True, slots=True)
class _Thinned:
    """Two parties: a list of packages with exact vectors, and its precision in units."""

    vectors: NDArray[np.int64]
    choices: NDArray[np.int64]
    precision: int


@dataclass(frozen=True, slots=True)
class _Room:
    """Where searches take place: the problem, what is known before, and the time."""

    problem: Separable
    deadline: Deadline
    thinned: _Thinned | None

    @property
    def parties(self) -> int:
        return len(self.problem.preferences)

    def find(self, goal: Goal, searches_left: int, *, value_only: bool = False) -> Found:
        deadline = self.deadline.share(1 / searches_left)
        if self.thinned is None:
            return search(self.problem, goal, deadline, value_only=value_only)
        gains = self.thinned.vectors - np.array(self.problem.disagreement)
        best = int(goal.score(gains.astype(np.float64)).argmax())
        return search(
            self.problem,
            goal,
            deadline,
            start=self.thinned.choices[:, best : best + 1],
            value_only=value_only,
            most=FEW_PARTS,
        )

    def raised(self, party: int, gain: int) -> Found:
        """Return the largest sum where a party has all that it can gain: its best, efficient."""
        d = self.problem.disagreement
        higher = tuple(v + gain * (i == party) for i, v in enumerate(d))
        task = replace(self.problem, disagreement=higher)
        goal = Total((1.0,) * self.parties)
        return search(task, goal, self.deadline.share(0.3), value_only=True)


def search_all(problem: Separable, why: str, deadline: Deadline) -> Answer:
    """Search each solution by itself; `why` says why the whole frontier is not there."""
    scenario, parties = problem.scenario, len(problem.preferences)
    room = _Room(problem, deadline, _thin(problem, deadline.share(MERGING_SHARE)))
    searches = 4 + parties
    ones = (1.0,) * parties
    even = room.find(Smallest(ones, (True,) * parties, everywhere=True), searches)
    zone = _zone(problem, even)
    total = room.find(Total(ones, everywhere=True), searches - 1)
    solutions = {
        "utilitarian": _solution(problem, total, utilitarian.CONCEPT, utilitarian.solve, None)
    }
    acceptable = (
        nash.CONCEPT,
        kalai_smorodinsky.CONCEPT,
        egalitarian.CONCEPT,
        utilitarian.RATIONAL_CONCEPT,
    )
    best: list[Found] = []
    if zone.exists:
        acceptable_ones, best = _acceptable(room, even, zone, total)
        solutions |= acceptable_ones
    else:
        for concept in acceptable:
            solutions[concept.id] = (
                none_acceptable(concept, zone.proof)
                if zone.exists is False
                else Solution(concept, (), None, None, say(NOT_SETTLED), zone.proof, all_ties=False)
            )
    order = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "utilitarian_rational")
    listed = tuple(solutions[name] for name in order)
    efficient, proof = _known(room, listed, best, why)
    names = tuple(party.id for party in scenario.parties)
    return Answer(
        scale=problem.scale,
        disagreement=problem.disagreement,
        feasible=problem.feasible_count,
        efficient=efficient,
        rational=len(Bargain(efficient.points, problem.disagreement, names).rational),
        frontier_proof=proof,
        zone=zone,
        solutions=listed,
        precision=None if room.thinned is None else (room.thinned.precision, 0),
    )


def _thin(problem: Separable, deadline: Deadline) -> _Thinned | None:
    """Return the thinned list of two parties' packages, if constraints and time allow."""
    if len(problem.preferences) != 2 or problem.late:  # noqa: PLR2004  # two parties are swept
        return None
    try:
        swept = swept_frontier(problem.columns, cells=CELLS, deadline=deadline)
    except TooManySumsError:
        return None
    # rounded up, and one more where sums are rounded to units or columns hold rounded parts
    lost = -(-swept.lost // problem.unit) + (2 if problem.spare else 0)
    return _Thinned(problem.vectors(swept.choices), swept.choices, lost)


def _zone(problem: Separable, even: Found) -> Zone:
    proof = _proof(problem, even, exact=even.value_proved, what="the smallest gain")
    if not even.exists:
        return Zone(exists=None, strict=None, count=None, proof=proof)
    zone = agreement_zone(_efficient(problem, even), problem.disagreement, None, proof)
    if even.value_proved:
        return zone
    if even.score >= 0:
        return Zone(exists=True, strict=True if even.score > 0 else None, count=None, proof=proof)
    if even.bound < 0:
        return zone
    return Zone(exists=None, strict=None, count=None, proof=proof)


def _acceptable(
    room: _Room, even: Found, zone: Zone, total: Found
) -> tuple[dict[str, Solution], list[Found]]:
    """Return the solutions among the packages acceptable to all, and each party's best there."""
    problem, parties = room.problem, room.parties
    ideals = [
        room.find(Total(_alone(i, parties)), 3 + parties - i, value_only=True)
        for i in range(parties)
    ]
    sure = all(ideal.value_proved for ideal in ideals)
    ranges = tuple(max(0, round(ideal.score)) if ideal.exists else 0 for ideal in ideals)
    able = tuple(size > 0 for size in ranges)
    shares = even
    if any(able):
        sizes = tuple(float(max(size, 1)) for size in ranges)
        shares = room.find(Smallest(sizes, able), 3)
    product = _nash(room, zone, able)
    if total.exists and total.proved and _is_acceptable(problem, total):
        rational = total
    else:
        rational = room.find(Total((1.0,) * parties), parties + 2)
    tops = [room.raised(i, size) for i, size in enumerate(ranges) if size and sure]
    best = [found for found in tops if found.value_proved]
    if any(able):
        # the largest sum of shares, which measures of quality refer to
        relative = room.find(Total(tuple(1.0 / max(size, 1) for size in ranges)), 1)
        best += [relative] if relative.proved else []
    solutions = {
        "nash": _solution(problem, product, nash.CONCEPT, nash.solve, ranges),
        "kalai_smorodinsky": _solution(
            problem,
            shares,
            kalai_smorodinsky.CONCEPT,
            kalai_smorodinsky.solve,
            ranges,
            sure=sure,
        ),
        "egalitarian": _solution(problem, even, egalitarian.CONCEPT, egalitarian.solve, ranges),
        "utilitarian_rational": _solution(
            problem, rational, utilitarian.RATIONAL_CONCEPT, utilitarian.solve_rational, ranges
        ),
    }
    return solutions, best


def _alone(party: int, parties: int) -> tuple[float, ...]:
    return tuple(1.0 if i == party else 0.0 for i in range(parties))


def _is_acceptable(problem: Separable, found: Found) -> bool:
    return bool((found.vectors >= np.array(problem.disagreement)).all(axis=1).any())


def _nash(room: _Room, zone: Zone, able: tuple[bool, ...]) -> Found:
    """Search the largest product; where it is always 0, over as many parties as can gain."""
    parties = room.parties
    if zone.strict:
        return room.find(Product(even_shares(parties)), 2)
    ones = (1.0,) * parties
    gaining = [i for i in range(parties) if able[i]]
    for size in range(len(gaining), 0, -1):
        found = []
        for members in itertools.combinations(gaining, size):
            active = tuple(i in members for i in range(parties))
            least = room.find(Smallest(ones, active), 4)
            if least.score > 0:
                shares = even_shares(parties, [float(a) for a in active])
                found.append(room.find(Product(shares), 4))
        if found:
            return _joined(found)
    return room.find(Smallest(ones, (True,) * parties), 2)


def _joined(found: list[Found]) -> Found:
    """Return the best over several searches; those with a lower score drop out."""
    best = max(f.score for f in found)
    near = [f for f in found if f.score >= best - 1e-9 * (1.0 + abs(best))]
    return Found(
        np.concatenate([f.choices for f in near], axis=1),
        np.concatenate([f.vectors for f in near]),
        best,
        max(f.bound for f in found),
        proved=all(f.proved or f.bound < best for f in found),
        counted=all(f.counted for f in near),
    )


def _efficient(problem: Separable, found: Found) -> Efficient:
    efficient = distinct(found.vectors.T, problem.numbers(found.choices))
    if found.counted:
        return efficient
    return Efficient(efficient.points, efficient.packages, None)


def _solution(
    problem: Separable,
    found: Found,
    concept: Concept,
    rule: Rule,
    ranges: tuple[int, ...] | None,
    *,
    sure: bool = True,
) -> Solution:
    totals = concept.id.startswith("utilitarian")
    exact = (found.proved or (totals and found.value_proved)) and sure
    proof = _proof(problem, found, exact=exact, what=MEASURES[concept.id])
    if not found.exists:
        return Solution(concept, (), None, None, say(NOT_SETTLED), proof, all_ties=False)
    efficient = _efficient(problem, found)
    names = tuple(party.id for party in problem.scenario.parties)
    return chosen(
        problem.scenario,
        efficient,
        Bargain(efficient.points, problem.disagreement, names, ranges),
        concept,
        rule,
        proof,
        all_ties=found.proved and sure,
    )


MEASURES = {
    "nash": mark("the mean logarithm of the gains"),
    "kalai_smorodinsky": mark("the smallest share"),
    "egalitarian": mark("the smallest gain"),
    "utilitarian": mark("the sum of gains"),
    "utilitarian_rational": mark("the sum of gains"),
}


def _proof(problem: Separable, found: Found, *, exact: bool, what: str) -> Proof:
    if exact:
        return SEARCHED
    score, bound = (_in_utility(problem, what, value) for value in (found.score, found.bound))
    return Proof(
        exact=False,
        method=BOUNDED,
        words=say(
            "The search was given up (time or number of packages). No package has more than the "
            "bound in {what}; the one shown has {score}.",
            what=say(what),
            score=f"{score:.12g}",
        ),
        bound=bound,
    )


def _in_utility(problem: Separable, what: str, value: float) -> float:
    """Return a score that was measured in units of the scale as people read utilities."""
    if what == MEASURES["kalai_smorodinsky"]:
        return value
    if what == MEASURES["nash"]:
        return value - math.log(problem.scale)
    return value / problem.scale


def _known(
    room: _Room, solutions: tuple[Solution, ...], best: list[Found], why: str
) -> tuple[Efficient, Proof]:
    """Return the part of the frontier that is known, and what it is.

    Only packages proved best by some rule, which nothing dominates; without any the best found.
    """
    problem = room.problem
    answered = [s for s in solutions if s.package is not None]
    sure = [s for s in answered if s.proof.exact] or answered
    vectors = [list(s.vectors[0]) for s in sure]
    packages = [problem.scenario.number_of(s.package) for s in sure if s.package is not None]
    choices = vertices = np.zeros((len(problem.bundles), 0), np.int64)
    if room.thinned is not None:
        vertices = supported_by_slope(problem)
        choices = np.concatenate([room.thinned.choices, vertices], axis=1)
    elif not problem.late:
        choices = supported_by_weights(problem)
    choices = np.concatenate([choices, *(found.choices[:, :1] for found in best)], axis=1)
    points = np.concatenate(
        [np.array(vectors, np.int64).reshape(len(vectors), room.parties), problem.vectors(choices)]
    )
    numbers = np.concatenate([np.array(packages, dtype=object), problem.numbers(choices)])
    kept = np.flatnonzero(nondominated(np.ascontiguousarray(points.T)))
    efficient = distinct(points[kept].T, numbers[kept])
    listed = Efficient(efficient.points, efficient.packages, None)
    if room.thinned is not None:
        words = say(
            "Not the whole frontier: {why}. Every package is matched by a listed one that gives "
            "the second party as much and the first at most the precision less; {count} listed "
            "ones are the best for some mix of weights (supported).",
            why=why,
            count=vertices.shape[1],
        )
        return listed, Proof(exact=False, method=MERGED, words=words)
    words = say(
        "Not the whole frontier: {why}. Listed are the solutions, each party's best, and the best "
        "packages for many mixes of weights (supported).",
        why=why,
    )
    return listed, Proof(exact=False, method=BOUNDED, words=words)
