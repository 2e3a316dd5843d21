"""Quality of a package, two packages side by side, and packages worth tabling."""

from __future__ import annotations

import dataclasses
import json
import random
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from negotiations import additive_table, exactly, many, scenarios

from goodoffices.casebook.negotiations import (
    list_negotiations,
    load_negotiation,
    negotiation_text,
)
from goodoffices.errors import InputError, NotFoundError
from goodoffices.settlement import (
    Additive,
    Issue,
    Party,
    Scenario,
    assess,
    compare,
    faults,
    gains,
    load,
    settle,
    worth_tabling,
)
from goodoffices.settlement.dominating import search_dominating
from goodoffices.settlement.plain import dominates, settle_plainly
from goodoffices.settlement.represent import reach

if TYPE_CHECKING:
    from pathlib import Path


def sale(reservations: tuple[str | None, str | None] = ("0", "0")) -> Scenario:
    """Return a sale: the seller minds the price, the buyer the date."""
    issues = (Issue("price", "Price", ("high", "low")), Issue("date", "Date", ("late", "soon")))
    zero, one = Decimal(0), Decimal(1)
    seller = Additive((Decimal(3), one), ((one, zero), (one, zero)))
    buyer = Additive((one, Decimal(3)), ((zero, one), (zero, one)))
    d = [None if r is None else Decimal(r) for r in reservations]
    return Scenario(
        issues, (Party("seller", "Seller", seller, d[0]), Party("buyer", "Buyer", buyer, d[1]))
    )


def test_a_dominated_package_is_shown_the_better_one() -> None:
    # low and late gives (1, 1); high and soon gives (3, 3)
    found = assess(sale(), (1, 0))
    assert found.rational
    assert not found.efficient
    assert found.dominated_by == (0, 1)
    assert found.better_for_all
    assert found.distance == 2
    assert found.nash_fraction == pytest.approx(1 / 9)
    assert found.smallest_share == 0.25
    assert found.share_sum == 0.5
    json.dumps(found.to_dict())


def test_an_efficient_package_has_nothing_above_it() -> None:
    found = assess(sale(), (0, 1))
    assert found.efficient
    assert found.dominated_by is None
    assert found.distance == 0
    assert found.nash_fraction == 1


def test_below_a_fallback_there_is_no_nash_fraction() -> None:
    found = assess(sale(("2", "2")), (1, 0))
    assert not found.rational
    assert found.nash_fraction is None
    assert [gain.gain for gain in found.gains] == [-1, -1]
    assert "below" in found.gains[0].words()


def test_gains_say_whether_the_fallback_is_known() -> None:
    seller, buyer = gains(sale(("1", None)), (0, 1))
    assert (seller.gain, seller.known) == (2, True)
    assert (buyer.gain, buyer.known) == (3, False)
    assert "not being known" in buyer.words()


def test_a_broken_constraint_is_named() -> None:
    base = sale()
    scenario = Scenario(base.issues, base.parties, constraints=("price = 'low'",))
    found = assess(scenario, (0, 0))
    assert found.broken == ("price = 'low'",)
    assert not found.feasible
    assert not found.efficient


# NB 11
def test_a_logroll_is_seen_and_told() -> None:
    found = compare(sale(), (1, 0), (0, 1))
    assert found.gaining == ("seller", "buyer")
    assert found.logroll
    assert [change.effects for change in found.issues] == [
        {"seller": 3.0, "buyer": -1.0},
        {"seller": -1.0, "buyer": 3.0},
    ]
    words = found.words()
    assert words[0] == "Seller goes from 1 to 3, a gain of 2."
    assert words[2] == "Price, from low to high: Seller gains 3, Buyer gives 1."
    assert compare(sale(), (0, 0), (0, 0)).words() == ("The two packages are the same.",)
    json.dumps(found.to_dict())


def test_a_package_of_the_wrong_shape_is_refused() -> None:
    for package in ((0,), (0, 5), (-1, 0)):
        with pytest.raises(InputError):
            assess(sale(), package)


# NB 12
def test_worth_tabling_merges_equal_solutions_and_gives_reasons() -> None:
    listed = worth_tabling(settle(sale()))
    assert listed[0].package == (0, 1)
    assert len(listed[0].reasons) == 5
    assert len({tabled.package for tabled in listed}) == len(listed)
    assert any("the most that Seller can have" in t.reasons[0] for t in listed)
    json.dumps([tabled.to_dict() for tabled in listed])


def test_a_longer_list_reaches_closer_and_the_whole_frontier_is_reached(shared: Path) -> None:
    settlement = settle(load(shared / "cases" / "negotiation" / "jobs.json"))
    reaches = [
        reach(settlement, [t.package for t in worth_tabling(settlement, most)])
        for most in (4, 6, 9, 1000)
    ]
    assert all(found is not None for found in reaches)
    assert reaches == sorted(reaches, reverse=True)  # type: ignore[type-var]  # none is None
    assert reaches[0] > reaches[-1] == 0  # type: ignore[operator]  # none is None
    assert reach(settlement, []) is None
    assert reach(settle(sale(("5", "5"))), [(0, 0)]) is None


def test_worth_tabling_without_a_zone() -> None:
    listed = worth_tabling(settle(sale(("5", "5"))))
    assert not any(tabled.acceptable for tabled in listed)
    assert any("smallest step" in reason for tabled in listed for reason in tabled.reasons)


# NB 10
@given(scenarios())
def test_an_assessment_agrees_with_plain_enumeration(scenario: Scenario) -> None:
    plain = settle_plainly(scenario) if _feasible(scenario) else None
    assume(plain is not None)
    assert plain is not None
    settlement = settle(scenario)
    for package, vector in list(plain.worth.items())[:6]:
        found = assess(scenario, package, settlement)
        assert found.efficient == (vector in plain.frontier)
        if found.dominated_by is not None:
            assert dominates(plain.worth[found.dominated_by], vector)
        distance = max(
            min(a - b for a, b in zip(w, vector, strict=True)) for w in plain.worth.values()
        )
        assert found.distance == pytest.approx(float(max(distance, 0)))
    for tabled in worth_tabling(settlement):
        vector = plain.worth[tabled.package]
        assert list(tabled.utilities) == [float(u) for u in vector]


def _feasible(scenario: Scenario) -> bool:
    return any(scenario.allows(scenario.package_of(n)) for n in range(scenario.package_count))


@pytest.mark.parametrize("name", list_negotiations())
def test_every_published_negotiation_loads_and_answers_as_published(name: str) -> None:
    settlement = settle(load_negotiation(name))
    assert settlement.scenario.source
    assert faults(settlement) == ()
    for concept, answer in json.loads(negotiation_text(name))["published"].items():
        solution = settlement.solution(concept)
        assert solution.units is not None
        assert exactly(solution.units, settlement.scale) == tuple(answer["utilities"])


def test_an_unknown_published_negotiation() -> None:
    with pytest.raises(NotFoundError, match="Did you mean 'nash_1950_barter'"):
        load_negotiation("nash_1950_bartr")


def test_the_integer_programme_finds_a_dominating_package_if_there_is_one() -> None:
    draw = random.Random(3)
    for parties in (2, 2, 3, 3):
        sizes = [draw.randint(1, 3) for _ in range(3)]
        rows = [[[draw.randint(-4, 4) for _ in range(n)] for n in sizes] for _ in range(parties)]
        scenario = additive_table(rows, ("i0 = 'v0' -> i2 = 'v0'",))
        plain = settle_plainly(scenario)
        for package, vector in list(plain.worth.items())[::3]:
            found = search_dominating(scenario, package)
            assert found.settled
            above = [w for w in plain.worth.values() if dominates(w, vector)]
            assert (found.package is not None) == bool(above)
            if found.package is not None:
                assert plain.worth[found.package] in above


def test_without_a_whole_frontier_efficiency_is_searched_for() -> None:
    scenario = many(3, 12, 8)
    settlement = settle(scenario)
    thin = dataclasses.replace(
        settlement,
        frontier=dataclasses.replace(
            settlement.frontier,
            vectors=settlement.frontier.vectors[:1],
            packages=settlement.frontier.packages[:1],
            proof=dataclasses.replace(settlement.frontier.proof, exact=False),
        ),
    )
    nash = settlement.solution("nash").package
    assert nash is not None
    assert assess(scenario, nash, thin).efficient
    worse = assess(scenario, (0,) * 12, thin)
    assert not worse.efficient
    assert worse.dominated_by is not None
    assert compare(scenario, (0,) * 12, worse.dominated_by).losing == ()
