"""Bounded search finds what plain enumeration finds, with proof, and goes where it cannot."""

from __future__ import annotations

import dataclasses
import itertools
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from negotiations import additive_scenarios, exactly, fixed_pie, many

from goodoffices.kernels.deadline import Deadline
from goodoffices.kernels.sweep import swept_frontier
from goodoffices.kernels.within import within
from goodoffices.settlement import Scenario, egalitarian, nash, settle
from goodoffices.settlement.bargain import Bargain
from goodoffices.settlement.beyond_listing import search_all
from goodoffices.settlement.goals import Product, Smallest, even_shares
from goodoffices.settlement.plain import settle_plainly
from goodoffices.settlement.search import search
from goodoffices.settlement.separable import separable

small_columns = st.integers(2, 4).flatmap(
    lambda parties: st.lists(
        st.integers(1, 4).flatmap(
            lambda width: st.lists(
                st.lists(st.integers(-5, 5), min_size=width, max_size=width),
                min_size=parties,
                max_size=parties,
            )
        ),
        min_size=1,
        max_size=5,
    )
)


@given(
    small_columns,
    st.lists(st.integers(0, 3), min_size=8, max_size=8),
    st.integers(-9, 9),
    st.sampled_from([0, 3, 2_000]),
)
def test_within_is_every_package_that_reaches_the_floors(
    rows: list[list[list[int]]], weights: list[int], floor: int, whole: int
) -> None:
    """`whole`: in one piece, or in two halves that are joined."""
    columns = [np.array(row, dtype=np.int64) for row in rows]
    parties = len(rows[0])
    cuts = np.array([weights[:parties], weights[-parties:], *np.eye(parties)], dtype=np.float64)
    floors = np.array([floor, floor - 3, *[-4] * parties], dtype=np.float64)
    found = within(columns, cuts, floors, whole=whole)
    assert found.complete
    wanted = set()
    for choice in itertools.product(*(range(c.shape[1]) for c in columns)):
        sums = sum(c[:, v] for c, v in zip(columns, choice, strict=True))
        if (cuts @ sums >= floors).all():
            wanted.add(choice)
    assert {tuple(c) for c in found.choices.T.tolist()} == wanted
    for choice, sums in zip(found.choices.T.tolist(), found.sums.T.tolist(), strict=True):
        parts = [c[:, v] for c, v in zip(columns, choice, strict=True)]
        assert sums == np.sum(parts, axis=0).tolist()


@settings(max_examples=40)
@given(additive_scenarios(), st.integers(1, 6))
def test_what_a_search_calls_proved_is_so_however_few_parts_it_may_keep(
    scenario: Scenario, most: int
) -> None:
    """Given up early, it draws at random, and may still prove by counting that it has the best."""
    low = tuple(dataclasses.replace(p, reservation=Decimal(-100)) for p in scenario.parties)
    scenario = dataclasses.replace(scenario, parties=low)
    numbers = range(scenario.package_count)
    assume(any(scenario.allows(scenario.package_of(n)) for n in numbers))
    plain = settle_plainly(scenario)
    problem = separable(scenario, tuple(p.preference for p in scenario.parties))  # type: ignore[arg-type]  # additive all
    parties = len(scenario.parties)
    ones = (1.0,) * parties
    for goal, rule in (
        (Smallest(ones, (True,) * parties, everywhere=True), egalitarian),
        (Product(even_shares(parties)), nash),
    ):
        found = search(problem, goal, Deadline(), most=most)
        if found.proved:
            names = tuple(party.id for party in scenario.parties)
            bargain = Bargain(found.vectors, problem.disagreement, names)
            best = {tuple(found.vectors[k].tolist()) for k in rule.solve(bargain).best}
            wanted = plain.solutions[rule.CONCEPT.id]
            assert {exactly(v, problem.scale) for v in best} == wanted


@pytest.mark.parametrize("parties", [2, 4])
def test_pies_that_tie_by_the_million_are_settled_by_counting(parties: int) -> None:
    """What one party gains the others lose: half of the pie each, as near as whole units allow."""
    scenario = fixed_pie(parties, 40, 10)
    settlement = settle(scenario)
    assert settlement.feasible_count == 10**40
    even, nash_point = settlement.solution("egalitarian"), settlement.solution("nash")
    assert even.proof.exact
    assert set(settlement.utilities(even.units or ())) == {20.0}
    assert nash_point.proof.exact
    first, *others = settlement.utilities(nash_point.units or ())
    # the largest product of one share and the power of the others is where their weights put it
    assert first == pytest.approx(40 / parties, abs=1e-6)
    assert others == pytest.approx([40 - first] * (parties - 1), abs=1e-9)
    assert settlement.solution("kalai_smorodinsky").proof.exact


@given(small_columns, st.integers(1, 6))
def test_a_thinned_sweep_keeps_its_promise(rows: list[list[list[int]]], cells: int) -> None:
    columns = [np.array(row[:2], dtype=np.int64) for row in rows]
    whole = swept_frontier(columns)
    thinned = swept_frontier(columns, cells=cells)
    assert whole.lost == 0
    for a, b in whole.sums.T.tolist():
        assert any(q >= b and p >= a - thinned.lost for p, q in thinned.sums.T.tolist())


# NB 17
@given(additive_scenarios())
def test_search_equals_plain_enumeration(scenario: Scenario) -> None:
    numbers = range(scenario.package_count)
    assume(any(scenario.allows(scenario.package_of(n)) for n in numbers))
    plain = settle_plainly(scenario)
    problem = separable(scenario, tuple(p.preference for p in scenario.parties))  # type: ignore[arg-type]  # additive all
    answer = search_all(problem, "not asked for", Deadline())
    assert answer.zone.exists == (plain.zone > 0)
    assert answer.zone.strict == plain.strict
    assert answer.zone.proof.exact
    if not plain.zone:
        assert exactly((max(answer.zone.shortfalls),), answer.scale) == (plain.relaxation,)
    for solution in answer.solutions:
        name = solution.concept.id
        assert solution.proof.exact, name
        assert solution.all_ties
        found = {exactly(v, answer.scale) for v in solution.vectors}
        assert found == plain.solutions[name], name
        if solution.package is not None and solution.units is not None:
            assert plain.worth[solution.package] == exactly(solution.units, answer.scale)
            tied = [p for p, v in plain.worth.items() if v in found]
            assert solution.package_count == len(tied), name
    for vector in answer.efficient.points.tolist():
        assert exactly(tuple(vector), answer.scale) in plain.frontier


def test_every_solution_of_very_many_packages_is_proved() -> None:
    settlement = settle(many(5, 30, 10))
    assert not settlement.frontier.proof.exact
    assert settlement.zone.exists
    for solution in settlement.solutions:
        assert solution.proof.exact
        assert solution.package is not None
    tree = settlement.to_dict()
    assert tree["frontier"]["exact"] is False  # type: ignore[index]  # a tree for JSON
    assert tree["solutions"]["nash"]["exact"] is True  # type: ignore[index]  # a tree for JSON


def test_no_package_acceptable_to_all_gets_the_smallest_relaxation() -> None:
    scenario = many(4, 15, 10)
    high = tuple(dataclasses.replace(p, reservation=Decimal("0.9")) for p in scenario.parties)
    settlement = settle(dataclasses.replace(scenario, parties=high))
    assert settlement.zone.exists is False
    assert settlement.zone.proof.exact
    assert settlement.zone.nearest is not None
    # nobody could be promised more with the fallbacks lowered by a little less
    least = max(settlement.zone.shortfalls)
    lowered = tuple(
        dataclasses.replace(p, reservation=Decimal("0.9") - Decimal(least - 1) / 10**9)
        for p in scenario.parties
    )
    assert settle(dataclasses.replace(scenario, parties=lowered)).zone.exists is False


def test_time_that_is_up_is_said_with_the_bound_reached() -> None:
    settlement = settle(many(5, 30, 10), Deadline.after(0))
    nash = settlement.solution("nash")
    assert not nash.proof.exact
    assert nash.proof.bound is not None
    assert nash.package is not None
    assert "given up" in nash.proof.words
    even = settlement.solution("egalitarian")
    assert even.proof.bound is not None
    assert even.units is not None
    # the bound stands in utilities: above what is shown, below what one party could have at most
    assert min(settlement.utilities(even.units)) - 0.2 <= even.proof.bound < 1
