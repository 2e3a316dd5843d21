"""Who asks is found from a cookie that holds; whatever else it holds makes a stranger of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from goodoffices.record.accounts import Account, Carrier, Mention, Words
from goodoffices.record.vocabulary import ActKind
from goodoffices.store.models import Person

TEAM_PAGE = "/c/river/people/"


@pytest.fixture
def in_the_database(desk, settings):
    """The desk with the sessions that it has outside of tests."""
    settings.SESSION_ENGINE = "goodoffices.desk.signed_in"
    return desk


def test_a_session_is_found_until_it_expires(in_the_database):
    client = in_the_database.client("lead")
    assert client.get(TEAM_PAGE).status_code == 200
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get(TEAM_PAGE).status_code == 404


def test_who_was_shut_out_is_no_longer_signed_in(in_the_database):
    client = in_the_database.client("lead")
    Person.objects.filter(handle="lead").update(is_active=False)
    assert client.get(TEAM_PAGE).status_code == 404


@pytest.mark.parametrize(
    "key", ["0" * 32, "", "a\0" + "b" * 30, "é" * 32, "' OR 1=1 -- " + "x" * 20]
)
def test_another_cookie_is_a_stranger_s(in_the_database, key):
    in_the_database.client("lead")
    client = Client()
    client.cookies["sessionid"] = key
    assert client.get(TEAM_PAGE).status_code == 404


def test_nothing_that_is_told_is_read_as_part_of_the_page(desk):
    evil = "<script>alert('x')</script>&\""
    account = Account(
        kind=ActKind.OFFER_MEDIATION,
        claim=Words(evil),
        title=evil,
        actors=(Mention(evil),),
        initiator=Mention(evil),
        venue=evil,
        chain=(Carrier(evil),),
    )
    act = desk.file("evil", account)
    other = Account(ActKind.OFFER_MEDIATION, Words("b"), initiator=Mention(evil + "2"), venue="b")
    desk.file("other", other, act=act)
    for path in ("/c/river/record/", "/c/river/"):
        page = desk.get("lead", path).content.decode()
        assert "&lt;script&gt;" in page
        assert "<script>alert" not in page
        assert '&"' not in page
