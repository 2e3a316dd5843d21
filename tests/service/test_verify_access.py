"""`verify` finds a row that decides access and does not follow from the journal."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from worlds import make_case, make_world

from goodoffices.record.accounts import Account, Words
from goodoffices.record.audiences import PUBLIC, TEAM
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.cases import place_of_seat, take_seat_away
from goodoffices.service.groups import make_group, set_members
from goodoffices.service.record import file_account
from goodoffices.service.verify import verify
from goodoffices.store.models import AudienceRow, Entry, GrantRow, GroupMember, Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    world, actions = make_world()
    made = make_case(world, actions)
    lead = made["lead"]
    for name, audience in (("open", PUBLIC), ("closed", TEAM)):
        actions.begin(name, 1.0)
        file_account(lead, Account(kind=ActKind.MEET, claim=Words(name)), audience)
    actions.begin("group", 2.0)
    make_group(lead, "Drafters", [made["team"].seat])
    return made


def fault(places) -> str:
    (verdict,) = verify(places["lead"].world.keys)
    return verdict.fault or ""


def test_what_was_given_verifies(places):
    assert fault(places) == ""
    lead = place_of_seat(places["lead"].world, "river", "lead")
    set_members(lead, lead.groups[0].id, [])
    assert fault(places) == ""
    take_seat_away(lead, places["o"].seat)
    assert fault(places) == ""


def widened(places):
    public = AudienceRow.objects.get(key="public")
    Entry.objects.filter(genre="account", audience__key="team").update(readers=public)


def narrowed(places):
    team = AudienceRow.objects.get(key="team")
    Entry.objects.filter(genre="account", audience__key="public").update(readers=team)


def nobody(places):
    """Readers that are not there: whoever has the file can switch its checks off."""
    with connection.constraint_checks_disabled():
        Entry.objects.filter(genre="account", audience__key="team").update(readers="0" * 32)


def seat_added(places):
    one = Seat.objects.get(id=places["a"].seat)
    one.left = one.case.entry_set.first().entered
    one.save()


def seat_changed(places):
    Seat.objects.filter(id=places["o"].seat).update(kind="lead", side="")


def member_added(places):
    lead = places["lead"]
    group = GroupMember.objects.get().group
    GroupMember.objects.create(case_id=lead.case_id, group=group, seat_id=places["lead"].seat)


def member_dropped(places):
    GroupMember.objects.all().delete()


def grant_added(places):
    lead = places["lead"]
    now = lead.world.clock()
    GrantRow.objects.create(
        id="f" * 32, case_id=lead.case_id, entry="e" * 32, side="o", since=now - timedelta(hours=1)
    )


@pytest.mark.parametrize(
    "tamper",
    [
        widened,
        narrowed,
        nobody,
        seat_added,
        seat_changed,
        member_added,
        member_dropped,
        grant_added,
    ],
)
def test_a_row_that_the_journal_does_not_know_is_found(places, tamper):
    with transaction.atomic():
        tamper(places)
        assert fault(places)
        transaction.set_rollback(True)
