"""The rooms of the team's work are not there for others; the addresses are walked, not listed."""

from __future__ import annotations

import pytest
from django.urls import reverse
from negotiations import KNOWN

from goodoffices.desk import work_urls
from goodoffices.record.accounts import Mention, Term
from goodoffices.record.models import ModelKind
from goodoffices.record.vocabulary import ActKind

MISSING = "/c/river/acts/00000000000000000000000000000000/"
_SURE = "?from.russia=3&to.russia=6"
ASKED = {"conflict-robustness": _SURE, "conflict-robustness-numbers": _SURE}
"""Pictures of an answer, which are there only where something is asked."""
TEAM_ONLY = [*work_urls.reading_urls, *work_urls.conflict_urls, *work_urls.settlement_urls]


def address(pattern) -> str:
    given = {"draft_id": "0" * 16, "number": 0}
    wanted = {name: given.get(name, "0" * 32) for name in pattern.pattern.converters}
    return reverse(pattern.name, kwargs={"slug": "river", **wanted})


def answer(response):
    return response.status_code, sorted(response.headers.items()), response.content


def test_every_address_is_in_a_list_that_is_walked():
    shared = [
        *work_urls.talks_urls,
        *work_urls.text_urls,
        *work_urls.session_urls,
        *work_urls.agreement_urls,
        *work_urls.own_urls,
        *work_urls.brief_urls,
    ]
    assert [*TEAM_ONLY, *shared] == work_urls.urlpatterns


@pytest.mark.parametrize("who", ["a", "b", "o", "public", "stranger"])
def test_for_others_than_the_team_they_are_a_missing_page(
    rooms, conflict_source, negotiation_source, who
):
    rooms.model(ModelKind.CONFLICT, conflict_source, "joint")
    rooms.model(ModelKind.NEGOTIATION, negotiation_source, "public")
    client = rooms.client(who)
    missing = answer(client.get(MISSING))
    assert missing[0] == 404
    for pattern in TEAM_ONLY:
        form = {"text": "x", "source": "x", "title": "x"}
        answers = [
            answer(client.get(address(pattern))),
            answer(client.post(address(pattern), form)),
        ]
        # an address without a page, or without a form, says so before it looks who asks
        assert [a for a in answers if a != missing and a[0] != 405] == [], pattern.name
        assert missing in answers


@pytest.mark.parametrize("who", ["lead", "team"])
def test_for_the_team_they_are_there(rooms, conflict_source, who):
    rooms.model(ModelKind.CONFLICT, conflict_source)
    rooms.model(ModelKind.NEGOTIATION, KNOWN)
    # how offers come together is drawn once a side made one
    terms = (Term("price", "high"), Term("date", "late"))
    rooms.account("offer", kind=ActKind.PROPOSE, terms=terms, actors=(Mention("Side A"),))
    client = rooms.client(who)
    for pattern in TEAM_ONLY:
        if not pattern.pattern.converters:
            path = address(pattern) + ASKED.get(pattern.name, "")
            # a form that leads to a file has no page of its own
            wanted = 405 if pattern.name == "reading-labels" else 200
            assert client.get(path).status_code == wanted, pattern.name


@pytest.mark.parametrize("who", ["public", "stranger"])
def test_the_brief_is_for_those_with_a_seat(rooms, who):
    missing = answer(rooms.client(who).get(MISSING))
    for pattern in work_urls.brief_urls:
        assert answer(rooms.client(who).get(address(pattern))) == missing


def test_what_is_not_there_is_a_missing_page_for_the_team_too(rooms):
    client = rooms.client("lead")
    missing = answer(client.get(MISSING))
    for pattern in work_urls.urlpatterns:
        if pattern.pattern.converters and "number" not in pattern.pattern.converters:
            got = answer(client.get(address(pattern)))
            assert got == missing or got[0] == 405, pattern.name
    assert answer(client.get("/c/river/brief/figures/99.svg")) == missing
    settling = ("frontier.svg", "frontier/", "offers.svg", "offers/")
    for picture in ("conflict/evolution.svg", *(f"settlement/{name}" for name in settling)):
        assert answer(client.get(f"/c/river/{picture}")) == missing
