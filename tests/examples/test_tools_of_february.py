"""What the mediator's tools say of the example: facts of the story, none of them typed in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from goodoffices.record.asked import open_offers
from goodoffices.record.contacts import Means, balance_of
from goodoffices.record.issues import PositionKind, positions
from goodoffices.record.readiness import ChanceState, chances
from goodoffices.record.stance import Tone, said_in_public
from goodoffices.record.standing import standings
from goodoffices.record.venues import WordKind, venues

if TYPE_CHECKING:
    from conftest import ExampleCase

ON = date(2022, 3, 1)


def test_one_delegation_waited_in_gomel_and_the_other_did_not_come(february: ExampleCase) -> None:
    acts = february.seen_in("public")
    (chance,) = chances(acts, february.frame, ON)
    assert (chance.ready.party, chance.ready.place, chance.other) == ("russia", "Gomel", "ukraine")
    assert (chance.state, chance.since) == (ChanceState.MISSED, date(2022, 2, 28))
    titles = {act.id: act.title for act in acts}
    assert "Zelensky refuses Belarus as the venue" in {titles[one] for one in chance.rests_on}


def test_who_proposed_gomel_is_told_in_two_ways(february: ExampleCase) -> None:
    found = {v.name: v for v in venues(february.seen_in("public"), february.frame, ON)}
    assert set(found["Gomel"].sides(WordKind.PROPOSES)) == {"russia", "ukraine"}
    assert found["Gomel"].sides(WordKind.REFUSES) == ("ukraine",)
    cities = {"Warsaw", "Bratislava", "Budapest", "Istanbul", "Baku"}
    assert all(found[city].sides(WordKind.PROPOSES) == ("ukraine",) for city in cities)


def test_each_side_had_a_call_and_one_was_briefed_before_and_after(february: ExampleCase) -> None:
    found = balance_of(february.seen_in("public"), february.frame, ON)
    assert [found.count(p, Means.CALL) for p in ("russia", "ukraine")] == [1, 1]
    assert [found.count(p, Means.BRIEFING) for p in ("russia", "ukraine")] == [0, 2]
    assert found.months == (date(2022, 2, 1),)


def test_the_mediator_condemned_one_side_and_was_praised_by_the_other(
    february: ExampleCase,
) -> None:
    said = said_in_public(february.seen_in("public"), february.frame, ON)
    assert [s.toward for s in said if s.tone is Tone.CONDEMNATION] == [("russia",)]
    assert [s.by for s in said if s.tone is Tone.PRAISE] == ["ukraine"]


def test_positions_on_the_venue_have_changed(february: ExampleCase) -> None:
    found = {i.name: i for i in positions(february.seen_in("public"), february.frame, ON)}
    cell = found["venue"].cell("ukraine")
    assert cell is not None
    assert PositionKind.REFUSES in {held.kind for held in cell.history}
    assert cell.history[0].kind is PositionKind.STATES


def test_the_request_was_not_answered_by_the_mediator_in_public(february: ExampleCase) -> None:
    acts = february.seen_in("public")
    rows = {row.act: row for row in open_offers(acts, standings(acts, ON), ON)}
    request = rows[february.acts_by_name["request"]]
    assert request.venue == "Jerusalem"
    assert [m.side for m in request.of] == ["Israel"]
