"""Trades between packages: who gives what, what trading adds, why rules differ, what is proved."""

from __future__ import annotations

import html
import re

import pytest
from negotiations import written
from questions import flat

from goodoffices import settlement
from goodoffices.desk.methods import method_of
from goodoffices.desk.packages import query_of
from goodoffices.kernels.deadline import Deadline
from goodoffices.record.models import ModelKind
from goodoffices.settlement.proof import LISTING, Proof


def told(page: str) -> str:
    return html.unescape(flat(page))


@pytest.fixture
def solved(negotiation_source):
    return settlement.settle(settlement.loads(negotiation_source, "toml"))


def test_without_a_model_the_page_says_what_belongs_there(rooms):
    page = rooms.get("settlement/trades/")
    assert "There is no model yet" in page
    assert "/c/river/settlement/model/" in page


def test_who_gives_what_to_whom_is_the_engine_s(rooms, negotiation_source, solved):
    rooms.model(ModelKind.NEGOTIATION, negotiation_source)
    scenario = solved.scenario
    package = (0,) * len(scenario.issues)
    other = solved.solution("egalitarian").package
    query = query_of(scenario, package, beside="egalitarian")
    page = told(rooms.get(f"settlement/trades/?{query}"))
    for sentence in settlement.swap(scenario, package, other).words():
        assert sentence in page
    for one in (package, other):
        rolled = settlement.logrolling(scenario, one, solved)
        worse = "none: each issue settled by itself gives more in all"
        assert (worse if rolled.captured < 0 else f"{rolled.captured:.0%}") in page
        assert f"{rolled.gain:+.0%}".replace("-", "−") in page
    small = settlement.trades(scenario, package, solved, 3)
    assert small
    for trade in small:
        assert trade.words()[-1] in page


def test_why_the_rules_differ_is_the_engine_s(rooms, negotiation_source, solved):
    rooms.model(ModelKind.NEGOTIATION, negotiation_source)
    page = told(rooms.get("settlement/trades/"))
    found = settlement.differences(solved)
    assert len(found.chosen) > 1
    for sentence in found.words:
        assert sentence in page
    for one in found.chosen:
        assert f"{one.product:.4g}" in page


def test_the_solution_is_held_against_another_package_first(rooms, negotiation_source):
    rooms.model(ModelKind.NEGOTIATION, negotiation_source)
    page = told(rooms.get("settlement/trades/"))
    assert "The two are the same package" not in page
    same = told(rooms.get("settlement/trades/?beside=nash"))
    assert "The two are the same package" in same


def test_where_nothing_can_be_gained_trading_is_not_measured(rooms, negotiation_source):
    rooms.model(
        ModelKind.NEGOTIATION, negotiation_source.replace("reservation = 0.5", "reservation = 0.99")
    )
    page = told(rooms.get("settlement/trades/"))
    assert "Without an agreement zone in which a party gains there is no measure." in page
    assert "Added by trading" not in page


def test_what_is_no_package_is_said(rooms, negotiation_source):
    rooms.model(ModelKind.NEGOTIATION, negotiation_source)
    page = rooms.get("settlement/trades/?is.venue=99&beside=nobody")
    assert 'class="refused" role="alert"' in page


def test_the_pages_of_the_room_look_at_the_same_package(rooms, negotiation_source, solved):
    rooms.model(ModelKind.NEGOTIATION, negotiation_source)
    package = (0,) * len(solved.scenario.issues)
    query = query_of(solved.scenario, package)
    page = html.unescape(rooms.get(f"settlement/?{query}"))
    tabs = re.search(r'<nav class="questions".*?</nav>', page, re.DOTALL).group(0)
    assert re.findall(r'<a href="([^"]*)"', tabs) == [
        f"/c/river/settlement/?{query}",
        f"/c/river/settlement/trades/?{query}",
        f"/c/river/settlement/if/?{query}",
        f"/c/river/settlement/sides/?{query}",
    ]
    assert re.search(r'aria-current="page">([^<]*)', tabs).group(1) == "Packages"


def test_packages_worth_tabling_say_each_side_s_share_and_how_far_they_reach(
    rooms, negotiation_source, solved
):
    rooms.model(ModelKind.NEGOTIATION, negotiation_source)
    page = told(rooms.get("settlement/"))
    tabled = settlement.worth_tabling(solved)
    within = settlement.reach(solved, [one.package for one in tabled])
    assert f"comes within {within:.0%} of each side’s possible gain" in page
    names = [party.name for party in solved.scenario.parties]
    tops = [
        max(v[k] - d for v in solved.frontier.vectors if acceptable(v, solved.disagreement()))
        for k, d in enumerate(solved.disagreement())
    ]
    for one in tabled:
        gains = [g.gain for g in settlement.gains(solved.scenario, one.package)]
        words = " · ".join(
            f"{name} {worth:g} ({round(100 * gain * solved.scale / top)}%)"
            for name, worth, gain, top in zip(names, one.utilities, gains, tops, strict=True)
        )
        assert words in page


def acceptable(vector, fallbacks) -> bool:
    return all(u >= d for u, d in zip(vector, fallbacks, strict=True))


def test_every_solution_says_how_it_was_found_and_that_it_is_proved(
    rooms, negotiation_source, solved
):
    rooms.model(ModelKind.NEGOTIATION, negotiation_source)
    page = told(rooms.get("settlement/"))
    assert page.count("Exact, by enumeration") == len(solved.solutions) + 1
    assert solved.solution("nash").proof.words in page
    assert "The frontier is not complete" not in page


def test_a_frontier_that_is_not_complete_is_said_with_what_is_proved(rooms, monkeypatch):
    """No time at all, so that it is the same on every machine."""
    monkeypatch.setattr("goodoffices.desk.bargaining.SECONDS", 0.0)
    source = written(10, 5, 5, 0.7)
    rooms.model(ModelKind.NEGOTIATION, source)
    page = told(rooms.get("settlement/"))
    found = settlement.settle(settlement.loads(source, "toml"), Deadline.after(0.0))
    assert not found.frontier.complete
    assert f"The frontier is not complete. {found.frontier.proof.words}" in page
    assert "goodoffices settle MODEL" in page
    proofs = [found.zone.proof, *(one.proof for one in found.solutions)]
    assert not all(proof.exact for proof in proofs)
    assert any(proof.bound is not None for proof in proofs)
    for proof in proofs:
        assert method_of(proof).words in page.replace("Exact", "exact").replace("Not", "not")
        assert proof.words in page


def test_what_is_not_proved_says_the_bound_that_was_reached():
    open_ended = Proof(exact=False, method="bounded search", words="Time was up.", bound=0.25)
    found = method_of(open_ended)
    assert not found.exact
    assert found.words == "not proved, by bounded search; bound reached: at most 0.25"
    assert found.because == "Time was up."
    assert method_of(LISTING).words == "exact, by enumeration"
