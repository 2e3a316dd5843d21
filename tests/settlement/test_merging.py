"""Merging issue after issue finds the same frontier as listing, and goes where listing cannot."""

from __future__ import annotations

import dataclasses
import random
from decimal import Decimal

import pytest
from hypothesis import assume, given
from negotiations import exactly, scenarios

from goodoffices.errors import InputError, LimitError
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
from goodoffices.settlement.merging import merge
from goodoffices.settlement.plain import settle_plainly
from goodoffices.settlement.space import common_scale


@given(scenarios())
def test_merging_equals_plain_enumeration(scenario: Scenario) -> None:
    additive = tuple(p for p in scenario.parties if isinstance(p.preference, Additive))
    assume(len(additive) > 1)
    scenario = dataclasses.replace(scenario, parties=additive)
    preferences = tuple(p.preference for p in additive)
    numbers = range(scenario.package_count)
    if not any(scenario.allows(scenario.package_of(n)) for n in numbers):
        with pytest.raises(InputError, match="no package meets all constraints"):
            merge(scenario, preferences, 1)  # type: ignore[arg-type]  # sifted just above
        return
    scale = common_scale(scenario, preferences)  # type: ignore[arg-type]  # sifted just above
    largest = max(
        abs(w * s)
        for p in preferences
        for w, scores in zip(p.weights, p.scores, strict=True)  # type: ignore[union-attr]  # as above
        for s in scores
    )
    assume(largest * scale < 10**16)
    plain = settle_plainly(scenario)
    efficient, feasible = merge(scenario, preferences, scale)  # type: ignore[arg-type]  # as above
    assert {exactly(tuple(v), scale) for v in efficient.points.tolist()} == plain.frontier
    assert feasible == len(plain.worth)
    pairs = zip(efficient.packages.tolist(), efficient.points.tolist(), strict=True)
    for number, vector in pairs:
        assert plain.worth[scenario.package_of(number)] == exactly(tuple(vector), scale)


def many(parties: int, issues: int, values: int) -> Scenario:
    """Return a large random negotiation with sixteen-digit weights and scores."""
    rng = random.Random(11)
    listed = tuple(
        Issue(f"i{j}", f"Issue {j}", tuple(f"v{v}" for v in range(values))) for j in range(issues)
    )
    return Scenario(
        listed,
        tuple(
            Party(
                f"p{i}",
                f"Party {i}",
                Additive(
                    tuple(Decimal(str(rng.random() / issues)) for _ in listed),
                    tuple(tuple(Decimal(str(rng.random())) for _ in range(values)) for _ in listed),
                ),
                Decimal("0.2"),
            )
            for i in range(parties)
        ),
    )


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


def test_a_pure_fixed_pie_is_too_large_and_says_so() -> None:
    issues = tuple(Issue(f"i{j}", "", ("no", "yes")) for j in range(30))
    powers = tuple((Decimal(0), Decimal(2**j)) for j in range(30))
    ones = (Decimal(1),) * 30
    seller = Additive(ones, powers)
    buyer = Additive(tuple(-w for w in ones), powers)
    with pytest.raises(LimitError, match="are efficient, too many to keep"):
        settle(Scenario(issues, (Party("a", "A", seller), Party("b", "B", buyer))))
