"""What is won by trading across issues, and who gives what to whom."""

from __future__ import annotations

import itertools
import json
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from negotiations import additive_table

from goodoffices.casebook.negotiations import load_negotiation
from goodoffices.errors import InputError
from goodoffices.settlement import (
    Issue,
    Outright,
    Party,
    Scenario,
    load,
    settle,
)
from goodoffices.settlement.logrolling import baseline, logrolling
from goodoffices.settlement.swaps import swap, trades

if TYPE_CHECKING:
    from pathlib import Path


# one minds the first issue most, the other the second; the middle is the compromise
TRADE = additive_table([[[0, 40, 80], [0, 10, 20]], [[20, 10, 0], [80, 40, 0]]])


# NB 14
def test_the_baseline_is_the_compromise_on_each_issue() -> None:
    assert baseline(TRADE) == (1, 1)
    found = logrolling(TRADE, (2, 0))
    # shares of 100: 50% each at the baseline, 80% each by trading; no sum is larger
    assert found.gain == pytest.approx(0.6)
    assert found.product_ratio == pytest.approx((80 * 80) / (50 * 50))
    assert found.captured == 1
    assert logrolling(TRADE, (1, 1)).captured == 0
    json.dumps(found.to_dict())


def test_a_fixed_pie_has_nothing_to_trade() -> None:
    pie = additive_table([[[0, 50, 100]], [[100, 50, 0]]])
    found = logrolling(pie, (2,))
    assert found.captured is None
    assert "nothing to trade" in found.notes[-1]


def test_a_party_that_does_not_mind_an_issue_is_not_counted_on_it() -> None:
    assert baseline(additive_table([[[0, 0], [0, 1]], [[3, 5], [1, 0]]])) == (1, 0)


def test_a_baseline_that_breaks_a_constraint_says_so() -> None:
    rows = [[[0, 40, 80], [0, 10, 20]], [[20, 10, 0], [80, 40, 0]]]
    found = logrolling(additive_table(rows, ("i0 != 'v1'",)), (2, 0))
    assert "breaks a constraint" in found.notes[0]


@st.composite
def tables(draw: st.DrawFn) -> Scenario:
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    rows = [
        [draw(st.lists(st.integers(-3, 5), min_size=n, max_size=n)) for n in sizes]
        for _ in range(draw(st.integers(2, 3)))
    ]
    return additive_table(rows)


@given(tables())
def test_the_baseline_by_looking_at_every_value(scenario: Scenario) -> None:
    """Every value tried, sorted as the definition says."""
    for j, chosen in enumerate(baseline(scenario)):
        worth = [
            [Fraction(p.preference.weights[j]) * Fraction(s) for s in p.preference.scores[j]]  # type: ignore[union-attr]  # all are additive
            for p in scenario.parties
        ]
        minding = [c for c in worth if len(set(c)) > 1]
        parts = [
            sorted((c[v] - min(c)) / (max(c) - min(c)) for c in minding)
            for v in range(len(worth[0]))
        ]
        assert parts[chosen] == max(parts)
        tied = [v for v, part in enumerate(parts) if part == max(parts)]
        sums = [sum(c[v] for c in worth) for v in tied]
        assert sum(c[chosen] for c in worth) == max(sums)
        assert chosen == tied[sums.index(max(sums))]


@given(tables())
def test_no_package_captures_more_than_everything(scenario: Scenario) -> None:
    settlement = settle(scenario)
    captured = [
        logrolling(scenario, package, settlement).captured
        for package in itertools.product(*(range(len(i.values)) for i in scenario.issues))
        if all(scenario.utility(p, package) >= 0 for p in scenario.parties)
    ]
    known = [c for c in captured if c is not None]
    assert len(known) in {0, len(captured)}
    if known:
        assert max(known) == pytest.approx(1)


def test_what_does_not_split_by_issue_cannot_be_rolled() -> None:
    issue = Issue("deal", "Deal", ("a", "b"))
    parties = tuple(Party(n, n.upper(), Outright((Decimal(1), Decimal(2)))) for n in ("a", "b"))
    with pytest.raises(InputError, match="does not split by issue"):
        baseline(Scenario((issue,), parties))


# NB 11
def test_who_gives_what_to_whom() -> None:
    trade = swap(TRADE, (1, 1), (2, 0))
    assert trade.comparison.logroll
    assert trade.words() == (
        "Party 1 (−10) gives way to Party 0 (+40) on Issue 0: v2 instead of v1.",
        "Party 0 (−10) gives way to Party 1 (+40) on Issue 1: v0 instead of v1.",
        "In all: Party 0 +30, Party 1 +30.",
    )


def test_gifts_and_waste_have_their_own_words() -> None:
    both = additive_table([[[0, 5], [1, 0]], [[0, 3], [0, 0]]])
    words = swap(both, (0, 0), (1, 1)).words()
    assert words[0] == "Party 0 (−1) gives way, to nobody's good, on Issue 1: v1 instead of v0."
    assert "at nobody's cost" in words[1]


def test_small_trades_are_logrolls_of_two_issues_and_none_is_missed(shared: Path) -> None:
    scenario = load(shared / "cases" / "negotiation" / "jobs.json")
    settlement = settle(scenario)
    start = baseline(scenario)
    found = trades(scenario, start, settlement, most=10_000)
    expected = set()
    for j, k in itertools.combinations(range(len(scenario.issues)), 2):
        for v in range(len(scenario.issues[j].values)):
            for w in range(len(scenario.issues[k].values)):
                other = list(start)
                other[j], other[k] = v, w
                trade = swap(scenario, start, tuple(other))
                if len(trade.comparison.issues) == 2 and trade.comparison.logroll:
                    expected.add(tuple(other))
    assert {trade.package for trade in found} == expected
    assert expected
    assert len(trades(scenario, start, settlement)) == min(5, len(expected))


def test_nothing_helps_everybody_from_an_efficient_package() -> None:
    barter = load_negotiation("nash_1950_barter")
    settlement = settle(barter)
    nash = settlement.solution("nash").package
    assert nash is not None
    assert trades(barter, nash, settlement) == ()
    assert logrolling(barter, nash, settlement).to_dict()["baseline"]
