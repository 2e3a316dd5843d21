"""Check a settlement against the definitions, sharing no code with the solvers.

It works out utilities afresh from the scenario with fractions, then asks of each claim what the
definition asks: is each frontier package worth what is said, does nothing dominate it, is every
other package matched by one, does no package score higher by a rule than the one chosen. All
packages are looked at up to `most`; beyond that an even spread of them, counts are skipped, and
`checker_beyond` asks further questions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from goodoffices.settlement.checker_beyond import bound_faults, program_faults, swap_faults
from goodoffices.settlement.preferences import Additive, HyperRectangles, Outright

if TYPE_CHECKING:
    from goodoffices.settlement.issues import Package
    from goodoffices.settlement.result import Frontier, Settlement, Solution
    from goodoffices.settlement.scenario import Party, Scenario

Vector = tuple[int, ...]
Score = Callable[[Vector], list[Fraction]]
MOST = 20_000


def faults(settlement: Settlement, most: int = MOST) -> tuple[str, ...]:
    """Return what is wrong with a settlement, in words; empty if every claim holds."""
    return tuple(_faults(settlement, most))


def _faults(settlement: Settlement, most: int) -> Iterator[str]:
    scenario = settlement.scenario
    complete = scenario.package_count <= most
    seen = _look(scenario, settlement.scale, most)
    claimed = {p: _worth(scenario, settlement.scale, p) for p in _claimed(settlement)}
    d = tuple(
        round(Fraction(party.reservation or 0) * settlement.scale) for party in scenario.parties
    )
    if d != settlement.disagreement():
        yield "the disagreement values are not the reservation values"
    yield from _frontier_faults(settlement, {**seen, **claimed}, claimed, complete=complete)
    rational = {p: v for p, v in {**seen, **claimed}.items() if _at_least(v, d)}
    if settlement.zone.exists is not None and settlement.zone.exists != bool(rational):
        yield "whether there is an agreement zone is said wrongly"
    if complete and settlement.zone.count != len(rational):
        yield f"the zone holds {len(rational)} packages, not {settlement.zone.count}"
    if settlement.zone.exists is False:
        yield from _relaxation_faults(settlement, {**seen, **claimed}, d)
    for concept, score, pool in _rules({**seen, **claimed}, rational, d):
        solution = settlement.solution(concept)
        yield from _solution_faults(scenario, solution, score, pool, claimed, complete=complete)
        if not complete and solution.proof.exact:
            floor = None if concept == "utilitarian" else d
            yield from swap_faults(scenario, settlement.scale, solution, score, floor)
    yield from bound_faults(settlement)
    if not complete:
        yield from program_faults(settlement)


def _look(scenario: Scenario, scale: int, most: int) -> dict[Package, Vector]:
    step = max(1, scenario.package_count // most)
    conditions = scenario.conditions()
    found = {}
    for number in range(0, scenario.package_count, step):
        rest, positions = number, []
        for issue in reversed(scenario.issues):
            positions.append(rest % len(issue.values))
            rest //= len(issue.values)
        package = tuple(reversed(positions))
        if all(condition.holds(package) for condition in conditions):
            found[package] = _worth(scenario, scale, package)
    return found


def _claimed(settlement: Settlement) -> list[Package]:
    packages = [settlement.scenario.package_of(n) for n in settlement.frontier.packages]
    return packages + [s.package for s in settlement.solutions if s.package is not None]


def _worth(scenario: Scenario, scale: int, package: Package) -> Vector:
    return tuple(round(_utility(scenario, party, package) * scale) for party in scenario.parties)


def _utility(scenario: Scenario, party: Party, package: Package) -> Fraction:
    chosen = [issue.values[v] for issue, v in zip(scenario.issues, package, strict=True)]
    match party.preference:
        case Additive(weights, scores):
            triples = zip(weights, scores, package, strict=True)
            return sum((Fraction(w) * Fraction(s[v]) for w, s, v in triples), start=Fraction(0))
        case Outright(utilities):
            place, stride = 0, 1
            for issue, v in zip(reversed(scenario.issues), reversed(package), strict=True):
                place += v * stride
                stride *= len(issue.values)
            return Fraction(utilities[place])
        case HyperRectangles(divisor, boxes):
            total = Fraction(0)
            for box in boxes:
                values = [(Decimal(chosen[j]), low, high) for j, low, high in box.within]
                outside = [v for v, low, high in values if v < low or v > high]
                total += 0 if outside else Fraction(box.worth)
            return total / Fraction(divisor)
        case _:
            return Fraction(0)


def _at_least(vector: Vector, other: Vector) -> bool:
    return all(a >= b for a, b in zip(vector, other, strict=True))


def _frontier_faults(
    settlement: Settlement,
    seen: dict[Package, Vector],
    claimed: dict[Package, Vector],
    *,
    complete: bool,
) -> Iterator[str]:
    scenario, frontier = settlement.scenario, settlement.frontier
    vectors = frontier.vectors
    if len(set(vectors)) != len(vectors):
        yield "a frontier vector stands twice"
    for vector, number in zip(vectors, frontier.packages, strict=True):
        package = scenario.package_of(number)
        if claimed[package] != vector:
            yield f"package {package} is not worth what the frontier says"
        if not scenario.allows(package):
            yield f"frontier package {package} breaks a constraint"
    yield from _membership_faults(frontier, set(seen.values()))
    if complete and frontier.counts is not None:
        for vector, count in zip(vectors, frontier.counts, strict=True):
            if sum(v == vector for v in seen.values()) != count:
                yield f"the number of packages worth {vector} is not {count}"


def _membership_faults(frontier: Frontier, seen: set[Vector]) -> Iterator[str]:
    """Nothing seen dominates what is listed; what is seen is matched as far as is claimed."""
    vectors = frontier.vectors
    if frontier.precision is not None:
        yield from _thinned_faults(frontier, seen)
        return
    if not frontier.complete:
        for vector in vectors:
            if any(_at_least(w, vector) and w != vector for w in seen):
                yield f"frontier vector {vector} is dominated"
        return
    for vector in seen:
        above = [w for w in vectors if _at_least(w, vector)]
        if not above:
            yield f"nothing on the frontier matches {vector}"
        if vector in vectors and above != [vector]:
            yield f"frontier vector {vector} is dominated"


def _thinned_faults(frontier: Frontier, seen: set[Vector]) -> Iterator[str]:
    """Every package is matched by a listed one up to the precision."""
    precision = frontier.precision or ()
    for vector in seen:
        lowered = tuple(u - step for u, step in zip(vector, precision, strict=True))
        if not any(_at_least(w, lowered) for w in frontier.vectors):
            yield f"nothing listed matches {vector} up to the precision"


def _relaxation_faults(
    settlement: Settlement, seen: dict[Package, Vector], d: Vector
) -> Iterator[str]:
    zone = settlement.zone
    if zone.nearest is None:
        yield "there is no zone and no smallest relaxation either"
        return
    nearest = settlement.scenario.package_of(zone.nearest)
    worth = _worth(settlement.scenario, settlement.scale, nearest)
    short = tuple(max(0, b - u) for u, b in zip(worth, d, strict=True))
    if short != zone.shortfalls:
        yield "the shortfalls of the smallest relaxation are wrong"
    if min(max(b - u for u, b in zip(v, d, strict=True)) for v in seen.values()) < max(short):
        yield "a smaller relaxation exists"


def _rules(
    everything: dict[Package, Vector], rational: dict[Package, Vector], d: Vector
) -> list[tuple[str, Score, dict[Package, Vector]]]:
    ideal = [max((v[i] for v in rational.values()), default=d[i]) for i in range(len(d))]

    def product(vector: Vector) -> list[Fraction]:
        gains = [u - b for u, b in zip(vector, d, strict=True) if u > b]
        return [Fraction(len(gains)), Fraction(math.prod(gains))]

    def shares(vector: Vector) -> list[Fraction]:
        parts = zip(vector, d, ideal, strict=True)
        return sorted(Fraction(u - b, top - b) for u, b, top in parts if top > b)

    def least(vector: Vector) -> list[Fraction]:
        return sorted(Fraction(u - b) for u, b in zip(vector, d, strict=True))

    def total(vector: Vector) -> list[Fraction]:
        return [Fraction(sum(vector))]

    return [
        ("nash", product, rational),
        ("kalai_smorodinsky", shares, rational),
        ("egalitarian", least, rational),
        ("utilitarian", total, everything),
        ("utilitarian_rational", total, rational),
    ]


def _solution_faults(
    scenario: Scenario,
    solution: Solution,
    score: Score,
    pool: dict[Package, Vector],
    claimed: dict[Package, Vector],
    *,
    complete: bool,
) -> Iterator[str]:
    name = solution.concept.id
    if solution.package is None or solution.units is None:
        if pool and solution.proof.exact:
            yield f"{name}: there is a package to choose, and none was chosen"
        return
    if not scenario.allows(solution.package):
        yield f"{name}: the package breaks a constraint"
    if claimed[solution.package] != solution.units:
        yield f"{name}: the package is not worth what is said"
    if solution.package not in pool:
        yield f"{name}: the package leaves a party below its fallback"
        return
    if solution.proof.exact:
        yield from _optimality_faults(solution, score, pool)
    if complete:
        count = sum(vector in solution.vectors for vector in pool.values())
        if count != solution.package_count:
            yield f"{name}: {count} packages are optimal, not {solution.package_count}"


def _optimality_faults(
    solution: Solution, score: Score, pool: dict[Package, Vector]
) -> Iterator[str]:
    name = solution.concept.id
    best = score(solution.vectors[0])
    for vector in set(pool.values()):
        found = score(vector)
        if found > best:
            yield f"{name}: {vector} scores higher"
        if found == best and vector not in solution.vectors and solution.all_ties:
            yield f"{name}: the tied vector {vector} is missing"
    for vector in solution.vectors:
        if score(vector) != best:
            yield f"{name}: {vector} is not optimal"
