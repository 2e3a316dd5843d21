"""Shredding: nothing is left to read, the chains hold, its readers see a tombstone."""

from __future__ import annotations

import pytest
from django.db import connection
from worlds import make_case, make_world

from goodoffices.errors import InputError, NotFoundError
from goodoffices.journal.signing import SigningKey, check_signed
from goodoffices.record.accounts import Account, Mention, Words
from goodoffices.record.audiences import JOINT, PUBLIC, TEAM, AudienceKind, caucus
from goodoffices.record.reports import Report
from goodoffices.record.rules import Keep, Rules
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.record import file_account, view, withdraw
from goodoffices.service.reports import keep_report, reports
from goodoffices.service.rules import apply_retention, rules_of, set_rules
from goodoffices.service.search import search
from goodoffices.service.shredding import (
    certificate_of,
    finish_shreddings,
    shred,
    shreddings,
)
from goodoffices.service.verify import verify
from goodoffices.store.models import Entry, Mark, SearchText

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    world, actions = make_world()
    made = make_case(world, actions)
    actions.begin("shred", 1.0)
    made["actions"] = actions
    return made


def account(words: str) -> Account:
    return Account(ActKind.STATE_POSITION, Words(words), actors=(Mention("Zebra"),))


def whole(lead) -> bool:
    (verdict,) = verify(lead.world.keys)
    return verdict.fault is None


def left(word: str) -> bool:
    """Whether a word stands anywhere in the tables, sealed bytes aside."""
    texts = SearchText.objects.filter(words__contains=word).exists()
    return texts or Mark.objects.filter(value__contains=word).exists()


def test_an_account_goes_with_its_revisions_and_the_reasons_for_its_withdrawal(places):
    lead = places["lead"]
    first = file_account(lead, account("zebra one"), caucus("a"))
    second = file_account(lead, account("zebra two"), JOINT, supersedes=first.id)
    withdraw(lead, second.id, "it names zebra")
    other = file_account(lead, account("heron"), JOINT, act=first.act)
    assert left("zebra")
    gone = shred(lead, second.id, "at its source's wish")
    assert len(gone) == 3
    assert lead.world.keys.fetch(gone) == {}
    assert not SearchText.objects.filter(entry__in=gone).exists()
    assert not Mark.objects.filter(entry__in=gone).exists()
    assert not left("zebra one")
    (act,) = view(lead).acts
    assert [f.id for f in act.accounts] == [other.id]
    assert whole(lead)


def test_its_readers_see_a_tombstone_and_nobody_else_does(places):
    lead = places["lead"]
    filed = file_account(lead, account("heard in caucus"), caucus("a"))
    shred(lead, filed.id, "as agreed")
    seen = {name: [s.reason for s in shreddings(places[name])] for name in "abo"}
    assert seen == {"a": ["as agreed"], "b": [], "o": []}


def test_a_report_goes_with_what_was_drafted_from_it(places):
    lead = places["lead"]
    report = keep_report(lead, Report("Cable", "The zebra was sent."), TEAM)
    gone = shred(lead, report.id, "no longer needed")
    assert report.id in gone
    assert reports(lead) == ()
    assert whole(lead)


def test_only_the_lead_mediator_shreds_and_says_why(places):
    lead = places["lead"]
    filed = file_account(lead, account("x"), PUBLIC)
    for name in ("team", "clerk", "a", "o", "public"):
        with pytest.raises(NotFoundError):
            shred(places[name], filed.id, "because")
    with pytest.raises(InputError, match="says why"):
        shred(lead, filed.id, " ")
    with pytest.raises(NotFoundError):
        shred(lead, "0" * 32, "because")
    seat = Entry.objects.filter(genre="seat").first()
    with pytest.raises(InputError, match="decides access"):
        shred(lead, seat.id, "because")


def test_it_is_shredded_once(places):
    lead = places["lead"]
    filed = file_account(lead, account("x"), PUBLIC)
    assert shred(lead, filed.id, "first") == (filed.id,)
    with pytest.raises(NotFoundError):
        shred(lead, filed.id, "again")
    assert finish_shreddings(lead.world.keys) == 0


def test_what_was_begun_is_finished(places):
    """As after a kill between the tombstone and the key; or a key that an older copy brought."""
    lead = places["lead"]
    filed = file_account(lead, account("x"), PUBLIC)
    keys = lead.world.keys.fetch([filed.id])
    shred(lead, filed.id, "first")
    lead.world.keys.keep(keys)
    assert finish_shreddings(lead.world.keys) == 1
    assert lead.world.keys.fetch([filed.id]) == {}


def test_a_key_that_vanished_without_a_tombstone_is_tampering(places):
    lead = places["lead"]
    filed = file_account(lead, account("x"), PUBLIC)
    lead.world.keys.shred([filed.id])
    (verdict,) = verify(lead.world.keys)
    assert filed.id in verdict.fault


def test_nothing_is_found_by_its_words_afterwards(places):
    lead = places["lead"]
    filed = file_account(lead, account("zebra"), PUBLIC)
    assert search(lead, "zebra").hits
    shred(lead, filed.id, "as agreed")
    assert not search(lead, "zebra").hits
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM store_searchtext WHERE words LIKE '%zebra%'")
        assert cursor.fetchone()[0] == 0


def test_the_certificate_says_what_and_repeats_no_word(places, tmp_path):
    lead = places["lead"]
    filed = file_account(lead, account("zebra"), PUBLIC)
    gone = shred(lead, filed.id, "as agreed")
    told = certificate_of(lead, gone, SigningKey.in_file(tmp_path / "signing"))
    check_signed(told, "certificate")
    (entry,) = told["entries"]
    assert (entry["entry"], entry["key_destroyed"], entry["words_removed"]) == (
        filed.id,
        True,
        True,
    )
    assert "zebra" not in repr(told)


def test_what_the_rules_no_longer_keep_is_shredded(places):
    lead, actions = places["lead"], places["actions"]
    short = file_account(lead, account("in caucus"), caucus("a"))
    long = file_account(lead, account("in the open"), PUBLIC)
    set_rules(lead, Rules(keep=(Keep("account", 30), Keep("account", 2, AudienceKind.CAUCUS))))
    assert apply_retention(lead) == ()
    actions.begin("later", 24.0 * 3 + 2)
    assert apply_retention(lead) == (short.id,)
    actions.begin("much later", 24.0 * 31 + 2)
    assert apply_retention(lead) == (long.id,)
    assert apply_retention(lead) == ()
    assert "30 days" in shreddings(lead)[0].reason
    assert whole(lead)


def test_rules_are_set_by_the_lead_alone_and_name_what_can_be_shredded(places):
    assert rules_of(places["a"]) == Rules()
    with pytest.raises(NotFoundError):
        set_rules(places["team"], Rules())
    with pytest.raises(InputError, match="not a kind"):
        set_rules(places["lead"], Rules(keep=(Keep("seat", 3),)))
    with pytest.raises(InputError, match="no time"):
        Keep("report", -1)
