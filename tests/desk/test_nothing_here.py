"""What one may not see and what is not there get the same answer, byte for byte."""

from __future__ import annotations

import dataclasses

import pytest
import worlds

from goodoffices.errors import NotFoundError
from goodoffices.service.cases import open_case, place_of
from goodoffices.store.models import Person


def answer(response):
    return response.status_code, sorted(response.headers.items()), response.content


@pytest.fixture
def private(desk):
    """A second case, without a public page, in which nobody else has a seat."""
    desk.actions.begin("private case")
    person = worlds.make_person(desk.places["lead"].world, "somebody")
    frame = dataclasses.replace(worlds.FRAME, slug="private", title="Hidden away", public=False)
    open_case(desk.places["lead"].world, frame, person)
    return desk


MISSING = "/c/river/acts/00000000000000000000000000000000/"


@pytest.mark.parametrize("who", ["stranger", "a", "b", "o", "lead"])
def test_a_hidden_case_is_a_missing_case(private, who):
    missing = answer(private.get(who, "/c/nowhere/"))
    assert missing[0] == 404
    for path in ("/c/private/", "/c/private/record/", "/c/private/search/?q=x", "/no/such/page"):
        assert answer(private.get(who, path)) == missing


def test_the_frame_is_the_same_for_every_seat_and_for_nobody_else(private):
    """What it tells is the whole of a declassification: it is written once for all."""
    world = private.places["lead"].world
    frames = [place.frame for place in private.places.values()]
    assert all(frame == worlds.FRAME for frame in frames)
    for who in (None, *Person.objects.filter(handle__in=["lead", "a", "o"])):
        with pytest.raises(NotFoundError):
            place_of(world, "private", who)


@pytest.mark.parametrize("who", ["stranger", "b"])
def test_a_hidden_act_is_a_missing_act(desk, who):
    missing = answer(desk.get(who, MISSING))
    assert missing[0] == 404
    hidden = (f"/c/river/acts/{desk.ids['caucus']}/", f"/c/river/acts/{desk.ids['briefing']}/")
    for path in hidden:
        assert answer(desk.get(who, path)) == missing


@pytest.mark.parametrize("who", ["stranger", "a", "o"])
def test_what_only_the_team_does_is_not_there_for_others(desk, who):
    missing = answer(desk.get(who, MISSING))
    act, account = desk.ids["offer"], desk.ids["offer account"]
    team_only = (
        "/c/river/record/file/",
        f"/c/river/acts/{act}/accounts/{account}/revise/",
        f"/c/river/acts/{act}/accounts/{account}/withdraw/",
    )
    for path in team_only:
        assert answer(desk.get(who, path)) == missing
        assert answer(desk.client(who).post(path, {"reason": "x"})) == missing


def test_the_public_has_no_page_on_audiences(desk):
    assert answer(desk.get("public", "/c/river/who-sees-what/")) == answer(
        desk.get("public", MISSING)
    )


def test_outside_cases_a_stranger_is_asked_to_sign_in(desk):
    response = desk.get("stranger", "/")
    assert response.status_code == 302
    assert response["Location"] == "/sign-in/?next=/"


def test_a_nul_in_a_question_or_a_form_is_no_fault_of_the_desk(desk):
    """PostgreSQL refuses what SQLite takes; nobody is told of an error."""
    lead, stranger = desk.client("lead"), desk.client("stranger")
    nul = "a\0b"
    for path in ("record/file/?act=%00", "talks/new/?act=%00", "search/?q=a%00b"):
        assert lead.get(f"/c/river/{path}").status_code in {200, 400, 404}, path
    follow = {"do": "follow", "kind": "topic", "value": nul}
    assert lead.post("/c/river/following/", follow).status_code in {302, 400}
    answer = stranger.post("/sign-in/", {"handle": nul, "password": nul})
    assert answer.status_code in {400, 403}
