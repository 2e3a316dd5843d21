"""Merging issue after issue finds the same frontier as listing, and goes where listing cannot."""

from __future__ import annotations

import dataclasses
import itertools
from decimal import Decimal

import pytest
from hypothesis import assume, given
from negotiations import additive_scenarios, exactly, many, scenarios

from goodoffices.errors import InputError
from goodoffices.kernels.deadline import Deadline
from goodoffices.settlement import (
    Additive,
    Issue,
    Party,
    Scenario,
    assess,
    faults,
    settle,
    worth_tabling,
)
from goodoffices.settlement.engine import list_all
from goodoffices.settlement.merging import count_acceptable, merge
from goodoffices.settlement.plain import settle_plainly
from goodoffices.settlement.separable import separable


# NB 17
@given(scenarios())
def test_merging_equals_plain_enumeration(scenario: Scenario) -> None:
    additive = tuple(p for p in scenario.parties if isinstance(p.preference, Additive))
    assume(len(additive) > 1)
    additive = tuple(p for p in additive if abs(p.reservation or 0) < 10**6)
    assume(len(additive) > 1)
    scenario = dataclasses.replace(scenario, parties=additive)
    preferences = tuple(p.preference for p in additive)
    largest = max(
        abs(w * s)
        for p in preferences
        for w, scores in zip(p.weights, p.scores, strict=True)  # type: ignore[union-attr]  # as above
        for s in scores
    )
    assume(largest < 10**6)
    numbers = range(scenario.package_count)
    if not any(scenario.allows(scenario.package_of(n)) for n in numbers):
        with pytest.raises(InputError, match="no package meets all constraints"):
            separable(scenario, preferences)  # type: ignore[arg-type]  # sifted just above
        return
    plain = settle_plainly(scenario)
    problem = separable(scenario, preferences)  # type: ignore[arg-type]  # as above
    efficient, scale = merge(problem, Deadline()), problem.scale
    assert {exactly(tuple(v), scale) for v in efficient.points.tolist()} == plain.frontier
    assert problem.feasible_count == len(plain.worth)
    pairs = zip(efficient.packages.tolist(), efficient.points.tolist(), strict=True)
    for number, vector in pairs:
        assert plain.worth[scenario.package_of(number)] == exactly(tuple(vector), scale)


def test_ten_to_the_thirty_packages() -> None:
    scenario = dataclasses.replace(many(2, 30, 10), constraints=("i3 = 'v1' -> i20 != 'v2'",))
    settlement = settle(scenario)
    assert scenario.package_count == 10**30
    assert settlement.feasible_count == 99 * 10**28
    assert settlement.zone.exists
    assert settlement.zone.count is None
    nash = settlement.solution("nash").package
    assert nash is not None
    assert assess(scenario, nash, settlement).nash_fraction == 1
    assert worth_tabling(settlement)
    assert settlement.to_dict()["outcome_count"] == 10**30


@pytest.mark.parametrize("parties", [2, 3])
def test_the_checker_agrees_beyond_listing(parties: int) -> None:
    settlement = settle(many(parties, 12, 4))
    assert settlement.scenario.package_count > 16_000_000
    assert faults(settlement, most=300) == ()


def test_three_parties_beyond_listing() -> None:
    settlement = settle(many(3, 10, 10))
    assert settlement.frontier.counts is None
    assert settlement.solution("nash").package is not None


def fixed_pie(issues: int) -> Scenario:
    """Return a pie in which every package is efficient: powers of two, yes or no on each."""
    listed = tuple(Issue(f"i{j}", "", ("no", "yes")) for j in range(issues))
    powers = tuple((Decimal(0), Decimal(2**j)) for j in range(issues))
    ones = (Decimal(1),) * issues
    seller = Additive(ones, powers)
    buyer = Additive(tuple(-w for w in ones), powers)
    return Scenario(listed, (Party("a", "A", seller), Party("b", "B", buyer)))


def test_a_pure_fixed_pie_gets_a_list_with_its_precision() -> None:
    settlement = settle(fixed_pie(30))
    frontier = settlement.frontier
    assert not frontier.proof.exact
    assert "Every package is matched" in frontier.proof.words
    assert frontier.precision is not None
    step, other = frontier.precision
    assert other == 0
    assert step < (2**30) / 1000
    # a package for party a of any worth has a listed one at most a step below it
    listed = sorted(vector[0] for vector in frontier.vectors)
    assert listed[0] <= step
    assert listed[-1] == 2**30 - 1
    assert all(b - a <= step + 1 for a, b in itertools.pairwise(listed))


@given(additive_scenarios())
def test_acceptable_packages_are_counted_by_halves(scenario: Scenario) -> None:
    numbers = range(scenario.package_count)
    assume(any(scenario.allows(scenario.package_of(n)) for n in numbers))
    problem = separable(scenario, tuple(p.preference for p in scenario.parties))  # type: ignore[arg-type]  # additive all
    assume(problem.error == 0)
    assert count_acceptable(problem) == settle_plainly(scenario).zone


def test_two_parties_are_merged_and_counted_without_a_list() -> None:
    scenario = many(2, 5, 10)
    rounded = tuple(
        dataclasses.replace(
            p,
            preference=Additive(
                (Decimal(1),) * 5,
                tuple(tuple(round(s, 3) for s in row) for row in p.preference.scores),  # type: ignore[union-attr]  # additive all
            ),
            reservation=Decimal("2.1"),
        )
        for p in scenario.parties
    )
    scenario = dataclasses.replace(scenario, parties=rounded)
    settlement = settle(scenario)
    assert settlement.frontier.proof.method == "merging"
    listed = list_all(scenario)
    assert settlement.frontier.vectors == tuple(map(tuple, listed.efficient.points.tolist()))
    assert settlement.zone.count == listed.zone.count
    assert [s.vectors for s in settlement.solutions] == [s.vectors for s in listed.solutions]
