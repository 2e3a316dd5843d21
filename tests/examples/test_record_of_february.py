"""What the record of the example says to the public and to the others."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from goodoffices.record.briefings import BriefingState, Moment, ledger
from goodoffices.record.contested import Point
from goodoffices.record.standing import Standing, StandingKind, standings

if TYPE_CHECKING:
    from conftest import ExampleCase
    from goodoffices.record.acts import Act

LAST_DAY = date(2022, 2, 28)


def standing_of(acts: tuple[Act, ...], act: Act) -> Standing:
    return next(s for s in standings(acts, LAST_DAY) if s.act == act.id)


def sides(act: Act, point: Point) -> set[str]:
    return {p.value for c in act.contested if c.point is point for p in c.positions}


@pytest.fixture
def public(february: ExampleCase) -> tuple[Act, ...]:
    return february.seen_in("public")


def test_the_public_sees_the_initiative_contested(
    february: ExampleCase, public: tuple[Act, ...]
) -> None:
    offer = february.act(public, "offer")
    assert sides(offer, Point.INITIATOR) == {"Israel", "Ukraine"}
    told_by = {
        position.value: {
            filed.account.chain[0].name
            for filed in (*offer.accounts, *offer.bearing)
            if filed.id in position.accounts and filed.account.chain
        }
        for contested in offer.contested
        for position in contested.positions
    }
    assert "Kremlin" in told_by["Israel"]
    assert "The New York Times" in told_by["Ukraine"]


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("condemnation", Point.DATE),
        ("refusal", Point.FACT),
        ("agreement", Point.PLACE),
        ("call", Point.NUMBER),
    ],
)
def test_other_contested_points(
    february: ExampleCase, public: tuple[Act, ...], name: str, point: Point
) -> None:
    assert len(sides(february.act(public, name), point)) == 2


def test_request_and_offer_stand_not_refused(
    february: ExampleCase, public: tuple[Act, ...]
) -> None:
    request, offer = (february.act(public, name) for name in ("request", "offer"))
    assert standing_of(public, request).kind is StandingKind.NOT_REFUSED
    assert standing_of(public, request).since == date(2022, 2, 25)
    assert standing_of(public, offer).kind is StandingKind.NOT_REFUSED
    assert standing_of(public, offer).since == date(2022, 2, 27)


def test_the_team_has_an_offer_of_every_standing(february: ExampleCase) -> None:
    found = {s.kind for s in standings(february.seen_in(), LAST_DAY)}
    assert found == set(StandingKind)


@pytest.mark.parametrize("audiences", [("public",), ("public", "briefed:us"), ()])
def test_ukraine_and_the_united_states_were_briefed_before_and_after(
    february: ExampleCase, audiences: tuple[str, ...]
) -> None:
    acts = february.seen_in(*audiences)
    call = february.act(acts, "call")
    rows = ledger(acts, february.duties, LAST_DAY)
    done = {
        (row.who, row.moment)
        for row in rows
        if row.contact == call.id and row.state is BriefingState.DONE
    }
    assert done == {(who, when) for who in ("United States", "Ukraine") for when in Moment}


def test_duties_are_done_due_and_overdue(february: ExampleCase) -> None:
    rows = ledger(february.seen_in(), february.duties, LAST_DAY)
    assert {row.state for row in rows} == set(BriefingState)


def test_a_delegation_waits_in_gomel(february: ExampleCase, public: tuple[Act, ...]) -> None:
    ready = february.act(public, "readiness")
    assert ready.leading.venue == "Gomel, Belarus"
    assert {a.account.claim.language for a in ready.accounts} == {"en", "ru"}


def test_what_was_superseded_or_withdrawn_is_gone(february: ExampleCase) -> None:
    gone = {w.entry for w in february.withdrawals}
    gone |= {a.supersedes for a in february.accounts if a.supersedes}
    kept = {filed.id for act in february.seen_in() for filed in act.accounts}
    assert len(gone) == 2
    assert not gone & kept


def test_no_invented_word_is_public(february: ExampleCase, public: tuple[Act, ...]) -> None:
    assert not [act.title for act in public if "illustrative" in act.title.casefold()]
    assert len(public) < len(february.seen_in())
