"""The engine equals plain enumeration with fractions, and passes the independent checker."""

from __future__ import annotations

import dataclasses

from hypothesis import assume, given
from negotiations import exactly, scenarios

from goodoffices.settlement import Scenario, faults, settle
from goodoffices.settlement.plain import settle_plainly


def feasible(scenario: Scenario) -> bool:
    return any(scenario.allows(scenario.package_of(n)) for n in range(scenario.package_count))


# NB 5, NB 6, NB 7, NB 8
@given(scenarios())
def test_every_solution_equals_plain_enumeration(scenario: Scenario) -> None:
    assume(feasible(scenario))
    settlement = settle(scenario)
    plain = settle_plainly(scenario)
    scale = settlement.scale
    assert {exactly(v, scale) for v in settlement.frontier.vectors} == plain.frontier
    assert settlement.feasible_count == len(plain.worth)
    assert settlement.zone.count == plain.zone
    assert settlement.zone.strict == plain.strict
    if not plain.zone:
        assert exactly((max(settlement.zone.shortfalls),), scale) == (plain.relaxation,)
    for solution in settlement.solutions:
        found = {exactly(v, scale) for v in solution.vectors}
        assert found == plain.solutions[solution.concept.id], solution.concept.id
        if solution.package is not None and solution.units is not None:
            assert plain.worth[solution.package] == exactly(solution.units, scale)
            tied = [p for p, v in plain.worth.items() if v in found]
            assert solution.package_count == len(tied)


# NB 4
@given(scenarios())
def test_the_checker_finds_nothing(scenario: Scenario) -> None:
    assume(feasible(scenario))
    assert faults(settle(scenario)) == ()


@given(scenarios())
def test_the_checker_notices_a_changed_answer(scenario: Scenario) -> None:
    assume(feasible(scenario))
    settlement = settle(scenario)
    assume(len(settlement.frontier.vectors) > 1)
    frontier = dataclasses.replace(
        settlement.frontier,
        vectors=settlement.frontier.vectors[1:],
        packages=settlement.frontier.packages[1:],
        counts=settlement.frontier.counts[1:],
    )
    assert faults(dataclasses.replace(settlement, frontier=frontier))
    first, *rest = settlement.solutions
    swapped = [v for v in settlement.frontier.vectors if v not in first.vectors]
    if first.vectors and swapped:
        wrong = dataclasses.replace(first, vectors=(swapped[0],))
        assert faults(dataclasses.replace(settlement, solutions=(wrong, *rest)))
