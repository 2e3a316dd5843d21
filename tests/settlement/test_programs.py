"""Mixed-integer programs find the frontier that plain enumeration finds."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from negotiations import box_scenarios, exactly

from goodoffices.errors import InputError, LimitError
from goodoffices.kernels.deadline import Deadline
from goodoffices.settlement import Box, HyperRectangles, Issue, Party, Scenario, settle
from goodoffices.settlement.plain import settle_plainly
from goodoffices.settlement.programming import settle_by_programs


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


def test_three_parties_of_boxes_beyond_listing_are_refused_in_one_line() -> None:
    with pytest.raises(LimitError, match="too many to list"):
        settle(boxes(3))


def test_time_up_before_a_package_was_found() -> None:
    scenario = boxes(2)
    late = dataclasses.replace(scenario, title="late")
    try:
        settlement = settle(late, Deadline.after(0))
    except LimitError as error:
        assert "search ended" in str(error)  # noqa: PT017  # either answer is right on a fast machine
    else:
        assert settlement.frontier.vectors
