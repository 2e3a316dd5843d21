"""The public page and all that belongs to it: closed until its owner opens it after a question."""

from __future__ import annotations

import dataclasses

import pytest
import worlds
from django.test import Client
from uploads import photo
from worlds import make_case, make_world

from goodoffices.record.accounts import Account, Words
from goodoffices.record.audiences import JOINT, PUBLIC, TEAM
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.attachments import About, attach
from goodoffices.service.cases import place_of_seat
from goodoffices.service.record import file_account
from goodoffices.service.verify import verify
from goodoffices.store.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_the_test_world")]
SWITCH = "/c/river/people/public/"


@pytest.fixture
def made():
    world, actions = make_world()
    frame = dataclasses.replace(worlds.FRAME, public=False)
    places = make_case(world, actions, frame)
    worlds.CURRENT["world"] = world
    actions.begin("told", 1.0)
    lead = places["lead"]
    shown = file_account(lead, Account(ActKind.MEET, Words("met"), title="They met"), PUBLIC)
    picture = attach(
        lead,
        shown.act,
        ("table.jpg", photo()),
        About(Words("A table"), alternative="A table"),
        PUBLIC,
    )
    file_account(lead, Account(ActKind.MEET, Words("zanzibar"), title="zanzibar"), TEAM)
    hidden = file_account(lead, Account(ActKind.MEET, Words("heron")), JOINT)
    addresses = [
        "/c/river/",
        "/c/river/record/",
        f"/c/river/acts/{shown.act}/",
        f"/c/river/acts/{shown.act}/comment/",
        f"/c/river/acts/{shown.act}/files/{picture.id}/",
        f"/c/river/acts/{shown.act}/files/{picture.id}/preview/",
        "/c/river/feed/",
        "/c/river/events.csv",
        "/c/river/api/",
        "/c/river/api/acts/",
        f"/c/river/api/acts/{shown.act}/",
        "/c/river/search/?q=met",
    ]
    actions.begin("switch", 2.0)
    return world, addresses, hidden.act


def lead() -> Client:
    client = Client()
    client.force_login(Person.objects.get(handle="lead"))
    return client


def found(client: Client) -> str:
    return client.get(SWITCH).context["fingerprint"]


def test_a_stranger_opens_it_and_all_that_belongs_to_it_only_while_it_is_open(made):
    world, addresses, hidden = made
    stranger, owner = Client(), lead()
    missing = stranger.get("/c/nowhere/")

    def closed() -> bool:
        answers = [stranger.get(address) for address in addresses]
        return all((a.status_code, a.content) == (404, missing.content) for a in answers)

    assert closed()
    page = owner.get(SWITCH)
    assert b"They met" in page.content
    assert b"zanzibar" not in page.content
    told = {"because": "it is in every newspaper", "looked": "yes", "found": found(owner)}
    for wrong, status in (
        ({**told, "because": " "}, 422),
        ({**told, "looked": ""}, 422),
        ({**told, "found": "0" * 32}, 409),
    ):
        assert owner.post(SWITCH, wrong).status_code == status
        assert closed()
    assert owner.post(SWITCH, told).status_code == 302
    for address in addresses:
        answer = stranger.get(address)
        assert answer.status_code == 200, address
        content = answer.getvalue()
        assert not any(word in content for word in (b"zanzibar", b"heron", b"newspaper"))
    assert stranger.get(f"/c/river/acts/{hidden}/").status_code == 404
    first = stranger.get("/c/river/").content.decode()
    assert "What the mediator has made public" in first
    assert "Briefings to give" not in first
    assert owner.post(SWITCH, {"do": "close"}).status_code == 302
    assert closed()
    assert not place_of_seat(world, "river", "lead").frame.public
    assert [v.fault for v in verify(world.keys)] == [None]


def test_what_is_told_meanwhile_is_looked_at_first(made):
    world, _, _ = made
    owner = lead()
    told = {"because": "it is known", "looked": "yes", "found": found(owner)}
    at = place_of_seat(world, "river", "lead")
    file_account(at, Account(ActKind.MEET, Words("and met again")), PUBLIC)
    assert owner.post(SWITCH, told).status_code == 409
    assert Client().get("/c/river/").status_code == 404
