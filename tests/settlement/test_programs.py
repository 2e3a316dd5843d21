"""Mixed-integer programs find the frontier that plain enumeration finds."""

from __future__ import annotations

import dataclasses
import math
import time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from negotiations import box_scenarios, exactly

from goodoffices.errors import InputError, LimitError
from goodoffices.kernels.deadline import Deadline
from goodoffices.settlement import (
    Box,
    HyperRectangles,
    Issue,
    Outright,
    Party,
    Scenario,
    faults,
    settle,
)
from goodoffices.settlement.plain import settle_plainly
from goodoffices.settlement.programming import settle_by_programs

if TYPE_CHECKING:
    from collections.abc import Callable


# NB 17
@settings(max_examples=15)
@given(box_scenarios())
def test_programs_equal_plain_enumeration(scenario: Scenario) -> None:
    preferences = tuple(p.preference for p in scenario.parties)
    numbers = range(scenario.package_count)
    if not any(scenario.allows(scenario.package_of(n)) for n in numbers):
        with pytest.raises(InputError, match="no package meets all constraints"):
            settle_by_programs(scenario, preferences, Deadline())  # type: ignore[arg-type]  # boxes and sums
        return
    plain = settle_plainly(scenario)
    answer = settle_by_programs(scenario, preferences, Deadline())  # type: ignore[arg-type]  # boxes and sums
    assume(answer.frontier_proof.exact)
    found = {exactly(tuple(v), answer.scale) for v in answer.efficient.points.tolist()}
    assert found == plain.frontier
    pairs = zip(answer.efficient.packages, answer.efficient.points.tolist(), strict=True)
    for number, vector in pairs:
        assert plain.worth[scenario.package_of(number)] == exactly(tuple(vector), answer.scale)
    for solution in answer.solutions:
        vectors = {exactly(v, answer.scale) for v in solution.vectors}
        assert vectors == plain.solutions[solution.concept.id]


def boxes(parties: int) -> Scenario:
    """Return 10^20 packages; each party wants one half of the issues high and the rest low."""
    issues = tuple(Issue(f"i{j}", "", tuple(Decimal(v) for v in range(10))) for j in range(20))
    people = []
    for i in range(parties):
        wanted = [
            Box(Decimal(3 + (i + j) % 4), ((j, Decimal(5 * ((i + j) % 2)), Decimal(7)),))
            for j in range(20)
        ]
        people.append(Party(f"p{i}", "", HyperRectangles(Decimal(1), tuple(wanted)), Decimal(1)))
    return Scenario(issues, tuple(people))


def test_very_many_packages_of_boxes() -> None:
    # every value from 5 to 7 lies in all boxes, so one package is best for both
    settlement = settle(boxes(2))
    assert settlement.frontier.proof.exact
    best = sum(3 + j % 4 for j in range(20))
    assert settlement.frontier.vectors == ((best, best),)
    assert settlement.zone.exists


MEASURES: dict[str, Callable[[list[float], list[float]], float]] = {
    "nash": lambda g, _: sum(map(math.log, g)) / len(g) if min(g) > 0 else -math.inf,
    "kalai_smorodinsky": lambda g, r: (
        min(v / size for v, size in zip(g, r, strict=True) if size) if any(r) else -math.inf
    ),
    "egalitarian": lambda g, _: min(g),
    "utilitarian": lambda g, _: sum(g),
    "utilitarian_rational": lambda g, _: sum(g),
}
"""What each rule maximises, as its definition says it."""


@settings(max_examples=12)
@given(box_scenarios(3))
def test_bounds_for_three_parties_hold_for_every_package(scenario: Scenario) -> None:
    preferences = tuple(p.preference for p in scenario.parties)
    plain_list = [scenario.package_of(n) for n in range(scenario.package_count)]
    feasible = [package for package in plain_list if scenario.allows(package)]
    if not feasible:
        with pytest.raises(InputError, match="no package meets all constraints"):
            settle_by_programs(scenario, preferences, Deadline())  # type: ignore[arg-type]  # boxes and sums
        return
    answer = settle_by_programs(scenario, preferences, Deadline())  # type: ignore[arg-type]  # boxes and sums
    plain = settle_plainly(scenario)
    d = [v / answer.scale for v in answer.disagreement]
    gains = {
        package: [float(v) - f for v, f in zip(plain.worth[package], d, strict=True)]
        for package in feasible
    }
    acceptable = [g for g in gains.values() if min(g) >= -1e-12]
    ranges = [max((g[i] for g in acceptable), default=0.0) for i in range(3)]
    for solution in answer.solutions:
        name = solution.concept.id
        assert not solution.proof.exact
        of = list(gains.values()) if name in {"utilitarian", "egalitarian"} else acceptable
        reached = max((MEASURES[name](g, ranges) for g in of), default=-math.inf)
        if solution.proof.bound is not None:
            assert reached <= solution.proof.bound + 1e-6 * (1 + abs(reached))
        if solution.package is not None:
            assert solution.package in gains
    if answer.zone.exists is not None:
        assert answer.zone.exists is bool(acceptable)
    for number in answer.efficient.packages:
        assert scenario.package_of(number) in gains
    # the smallest gain was solved to optimality: no package is better for the worst off
    even = next(s for s in answer.solutions if s.concept.id == "egalitarian")
    if even.package is not None:
        assert min(gains[even.package]) == pytest.approx(max(map(min, gains.values())), abs=1e-6)


def test_three_parties_of_boxes_beyond_listing_get_bounds_in_time() -> None:
    settlement = settle(boxes(3), Deadline.after(8.0, time.process_time))
    assert settlement.zone.exists
    assert not settlement.frontier.proof.exact
    for solution in settlement.solutions:
        assert solution.package is not None
        assert solution.proof.bound is not None
    assert faults(settlement) == ()


def test_packages_worth_one_by_one_beyond_listing_are_refused_in_one_line() -> None:
    three = boxes(3)
    outright = dataclasses.replace(three.parties[0], preference=Outright((Decimal(1),)))
    with pytest.raises(InputError, match="utilities for"):
        dataclasses.replace(three, parties=(outright, *three.parties[1:]))


def test_time_up_before_a_package_was_found() -> None:
    scenario = boxes(2)
    late = dataclasses.replace(scenario, title="late")
    try:
        settlement = settle(late, Deadline.after(0))
    except LimitError as error:
        assert "search ended" in str(error)  # noqa: PT017  # either answer is right on a fast machine
    else:
        assert settlement.frontier.vectors
