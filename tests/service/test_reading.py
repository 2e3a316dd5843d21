"""From a pasted report to a contested point in the chronology."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from worlds import make_world

from goodoffices.access.viewers import SeatKind, Viewer
from goodoffices.errors import ConflictingEditError, NotFoundError
from goodoffices.reading import Reader
from goodoffices.record.audiences import PUBLIC, TEAM, Audience
from goodoffices.record.contested import Point
from goodoffices.record.frame import Frame, Side
from goodoffices.record.reports import Report
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.cases import open_case
from goodoffices.service.reading import (
    Decision,
    add_report,
    confirm,
    discard,
    reading_of,
)
from goodoffices.service.record import view
from goodoffices.service.reports import reports
from goodoffices.store.models import Person

pytestmark = pytest.mark.django_db

FRAME = Frame(
    title="The offer of February 2022",
    slug="offer",
    mediator=Side("mediator", "Israel"),
    parties=(Side("russia", "Russia"), Side("ukraine", "Ukraine")),
    observers=(Side("us", "United States"),),
)
_MOMENTS = ("before", "after")
OWN_WORDS = (
    "President Anna Alpha asked the Swiss government to mediate, her ambassador in Bern said.\n\n"
    "Switzerland offered to mediate between the two states in a telephone call with President "
    "Boris Beta on Sunday, his office said in a statement. It said the call had been a Swiss "
    "initiative.\n"
)


@pytest.fixture(scope="module")
def reader():
    return Reader()


@pytest.fixture
def at():
    world, actions = make_world()
    actions.begin("person")
    person = Person.objects.create_person(world.new_id(), "lead")
    actions.begin("case")
    opened = open_case(world, FRAME, person)
    actions.begin("test", 1.0)
    return opened


def test_a_report_is_kept_with_its_drafts(at, reader):
    filed = add_report(at, Report("Note", OWN_WORDS, date(2022, 2, 28)), TEAM, reader)
    reading = reading_of(at, filed.id)
    assert reading.filed.report.text == OWN_WORDS
    assert reading.drafts
    assert reading.undecided == len(reading.drafts)
    assert [r.id for r in reports(at)] == [filed.id]
    for row in reading.drafts:
        for span in row.draft["claim"]:
            assert OWN_WORDS[span["start"] : span["end"]].strip()


def test_each_draft_is_decided_once(at, reader):
    filed = add_report(at, Report("Note", OWN_WORDS, date(2022, 2, 28)), TEAM, reader)
    first, *rest = reading_of(at, filed.id).drafts
    discard(at, filed.id, first.id)
    assert reading_of(at, filed.id).row(first.id).decision is Decision.DISCARDED
    with pytest.raises(ConflictingEditError):
        confirm(at, filed.id, first.id)
    with pytest.raises(NotFoundError):
        confirm(at, filed.id, "no such draft")
    for row in rest:
        confirm(at, filed.id, row.id)
    assert reading_of(at, filed.id).undecided == 0
    told = [f.account.claim.text for act in view(at).acts for f in act.accounts]
    assert len(told) == len(rest)


def test_a_confirmed_account_keeps_the_words_it_rests_on(at, reader):
    filed = add_report(at, Report("Note", OWN_WORDS, date(2022, 2, 28)), PUBLIC, reader)
    row = reading_of(at, filed.id).drafts[0]
    account = confirm(at, filed.id, row.id).account
    assert account.source == filed.id
    assert " … ".join(OWN_WORDS[s.start : s.end] for s in account.spans) == account.claim.text
    assert account.reported is not None
    assert account.reported.value == "2022-02-28"


# RR 16
@pytest.mark.parametrize("backwards", [False, True], ids=["in order", "backwards"])
def test_of_the_offer_of_2022_initiative_briefings_and_standing_are_derived(
    at, reader, shared, backwards
):
    text = (shared / "reports/offer-2022.txt").read_bytes().decode()
    filed = add_report(at, Report("Offer", text, date(2022, 2, 27)), PUBLIC, reader)
    rows = reading_of(at, filed.id).drafts
    for row in reversed(rows) if backwards else rows:
        confirm(at, filed.id, row.id)
    acts = view(at).acts
    contested = [a for a in acts if any(p.point is Point.INITIATOR for p in a.contested)]
    assert contested
    sides = {
        position.value
        for act in contested
        for point in act.contested
        if point.point is Point.INITIATOR
        for position in point.positions
    }
    assert {"Israel", "Ukraine"} <= sides
    kinds = {
        kind for act in acts for f in act.accounts for kind in (f.account.kind, *f.account.also)
    }
    assert {
        ActKind.OFFER_MEDIATION,
        ActKind.REQUEST_MEDIATION,
        ActKind.READY_AT_VENUE,
        ActKind.BRIEF_THIRD_PARTY,
        ActKind.CONDEMN,
    } <= kinds
    record = view(at)
    (offer,) = {a.id for a in contested}
    asked = next(s for s in record.standings if s.act != offer and s.kind.value == "not refused")
    (asking,) = [a for a in acts if a.id == asked.act]
    assert asking.kind is ActKind.REQUEST_MEDIATION
    assert {p.side for p in asking.actors} == {"Ukraine"}
    assert next(s for s in record.standings if s.act == offer).kind.value == "not refused"
    briefed = {(b.who, b.moment.value) for b in record.briefings if b.contact == offer}
    assert briefed == {(who, when) for who in ("Ukraine", "United States") for when in _MOMENTS}


def test_a_report_of_a_caucus_is_not_there_for_others(at, reader):
    filed = add_report(
        at, Report("Note", OWN_WORDS, date(2022, 2, 28)), Audience.parse("caucus:russia"), reader
    )
    other = replace(at, viewer=Viewer(SeatKind.DELEGATE, side="ukraine"))
    assert reports(other) == ()
    with pytest.raises(NotFoundError):
        reading_of(other, filed.id)
