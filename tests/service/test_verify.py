"""`verify` finds every kind of change to what was written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from worlds import make_case, make_world

from goodoffices.journal.chain import Checkpoint
from goodoffices.record.accounts import Account, Words
from goodoffices.record.audiences import PUBLIC, TEAM
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.record import file_account
from goodoffices.service.shredding import shred
from goodoffices.service.verify import verify
from goodoffices.store.models import AudienceRow, Case, Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def written():
    world, actions = make_world()
    lead = make_case(world, actions)["lead"]
    for number in range(6):
        actions.begin(f"account {number}", number)
        account = Account(kind=ActKind.STATE_POSITION, claim=Words(f"statement {number}"))
        file_account(lead, account, TEAM if number % 2 else PUBLIC)
    return lead


def fault(at) -> str | None:
    (verdict,) = verify(at.world.keys)
    return verdict.fault


def test_what_was_written_verifies(written):
    (verdict,) = verify(written.world.keys)
    assert verdict.fault is None
    assert verdict.entries == Entry.objects.count() == 16
    assert verdict.chains == 4


COLUMNS = {
    "genre": "report",
    "subject": "0" * 32,
    "seat": "someone else",
    "entered": datetime(2020, 1, 1, tzinfo=UTC),
    "supersedes": "1" * 32,
    "place": "2020-01-01",
    "attached": b"3" * 32,
    "sealed": b"\x01 other bytes that are long enough to hold a nonce",
    "digest": b"0" * 32,
    "whole_link": b"1" * 32,
    "audience_link": b"2" * 32,
}


@pytest.mark.parametrize("column", COLUMNS)
def test_an_edited_column_is_found(written, column):
    victim = Entry.objects.order_by("whole_position")[8]
    Entry.objects.filter(id=victim.id).update(**{column: COLUMNS[column]})
    assert fault(written) is not None


def test_every_column_is_covered():
    known = {f.attname for f in Entry._meta.get_fields() if hasattr(f, "attname")}
    structural = {"id", "case_id", "audience_id", "whole_position", "audience_position"}
    structural |= {"readers_id"}  # tests/service/test_verify_access.py
    assert known == set(COLUMNS) | structural


def test_a_moved_audience_is_found(written):
    victim = Entry.objects.filter(audience__key="team").last()
    public = AudienceRow.objects.get(key="public")
    Entry.objects.filter(id=victim.id).update(audience=public, audience_position=99)
    assert fault(written) is not None


def test_a_renamed_audience_is_found(written):
    AudienceRow.objects.filter(key="team").update(key="joint")
    assert fault(written) is not None


def test_a_deleted_entry_is_found(written):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM store_searchtext")
    Entry.objects.order_by("whole_position")[9].delete()
    assert fault(written) is not None


def test_a_swap_is_found(written):
    one, other = Entry.objects.order_by("whole_position")[8:10]
    Entry.objects.filter(id=one.id).update(whole_position=999)
    Entry.objects.filter(id=other.id).update(whole_position=one.whole_position)
    Entry.objects.filter(id=one.id).update(whole_position=other.whole_position)
    assert fault(written) is not None


def test_a_cut_tail_is_found_even_with_the_head_rewritten_against_a_checkpoint(written):
    case = Case.objects.get()
    checkpoint = Checkpoint(case.id, case.length, bytes(case.head))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM store_searchtext")
    last, before = Entry.objects.order_by("-whole_position")[:2]
    row = last.audience
    previous = Entry.objects.filter(audience=row).order_by("-audience_position")[1]
    last.delete()
    assert fault(written) is not None
    Case.objects.update(length=case.length - 1, head=before.whole_link)
    AudienceRow.objects.filter(id=row.id).update(length=row.length - 1, head=previous.audience_link)
    assert fault(written) is None
    (verdict,) = verify(written.world.keys, [checkpoint])
    assert "checkpoint" in verdict.fault


def test_a_shredded_text_leaves_the_chains_whole(written):
    victim = Entry.objects.filter(genre="account").first()
    shred(written, victim.id, "at its source’s wish")
    (verdict,) = verify(written.world.keys)
    assert verdict.fault is None
    assert verdict.shredded == 1
