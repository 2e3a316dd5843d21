"""The case of February 2022 as five people live it, from invitation to brief.

The lead mediator invites a clerk, a delegate of each side and an observer; each takes the seat by
the link alone. What one side says in caucus about a public act changes no byte of what the other
side, the observer, the public or a stranger is sent.
"""

from __future__ import annotations

import re

import pytest
import worlds
from django.db import transaction
from django.test import Client
from two_worlds import crawl
from worlds import make_world

from goodoffices.desk.server import example_folder
from goodoffices.record.accounts import Account, Words
from goodoffices.record.audiences import caucus
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.cases import place_of
from goodoffices.service.example import open_example
from goodoffices.service.record import file_account
from goodoffices.store.models import Person

pytestmark = pytest.mark.django_db

CASE = "/c/february-2022"
SEATS = {
    "clerk": "clerk",
    "one": "delegate:russia",
    "other": "delegate:ukraine",
    "watcher": "observer:us",
}
WHISPER = "zqwhisper"


@pytest.fixture
def walked(db, in_the_test_world):
    """The case with five people in it: the actions, and a client for each of them."""
    world, actions = make_world()
    worlds.CURRENT["world"] = world
    actions.begin("example")
    open_example(world, example_folder())
    actions.begin("lead signs in", 1.0)
    people = {"lead": Client()}
    people["lead"].force_login(Person.objects.get(handle="lead"))
    for step, (name, seat) in enumerate(SEATS.items()):
        actions.begin(f"invite {name}", 1.1 + step / 10)
        sent = {"whom": name, "seat": seat, "days": "3"}
        page = people["lead"].post(f"{CASE}/people/invite/", sent).content.decode()
        link = re.search(r"<code>http://testserver(/invitation/[^<]+)</code>", page).group(1)
        actions.begin(f"join {name}", 1.15 + step / 10)
        guest = people[name] = Client()
        joined = guest.post(link, {"handle": name, "password": "seven quiet rivers"})
        assert joined["Location"] == f"{CASE}/"
        if seat.startswith("delegate"):
            assert guest.get(f"{CASE}/").status_code == 200
        else:
            assert guest.get(f"{CASE}/")["Location"] == f"{CASE}/interests/"
            guest.post(f"{CASE}/interests/", {"none": "yes"})
    return actions, people


def whispered(actions, act: str) -> None:
    """An account of a public act, told in the caucus of one side and filed by the lead."""
    actions.begin("file", 1.8)
    lead = place_of(worlds.current_world(), "february-2022", Person.objects.get(handle="lead"))
    account = Account(kind=ActKind.STATE_POSITION, claim=Words(f"they would accept {WHISPER}"))
    file_account(lead, account, caucus("russia"), act=act)


def everything(actions, name: str, hours: float) -> dict[str, tuple]:
    actions.begin("look", hours)
    starts = [f"{CASE}/", f"{CASE}/search/?q={WHISPER}", f"{CASE}/search/?q=mediation"]
    with transaction.atomic():
        found = crawl(name, starts, 25)
        transaction.set_rollback(True)
    return found


def each_finds_its_own_rooms_alone(people):
    rooms = {
        name: [
            room
            for room in ("reading", "conflict", "people", "own", "brief", "who-sees-what")
            if client.get(f"{CASE}/{room}/").status_code == 200
        ]
        for name, client in people.items()
    }
    assert rooms == {
        "lead": ["reading", "conflict", "people", "brief", "who-sees-what"],
        "clerk": ["reading", "people", "brief", "who-sees-what"],
        "one": ["own", "brief", "who-sees-what"],
        "other": ["own", "brief", "who-sees-what"],
        "watcher": ["brief", "who-sees-what"],
    }
    stranger = Client()
    missing = stranger.get(f"{CASE}/no-such-page/").content
    for room in ("reading", "people", "brief/brief.html", "who-sees-what", "entries/x"):
        answer = stranger.get(f"{CASE}/{room}/")
        assert (answer.status_code, answer.content) == (404, missing)


def test_five_people_from_invitation_to_brief(walked):
    actions, people = walked
    record = people["other"].get(f"{CASE}/record/").content.decode()
    act = re.search(rf"{CASE}/acts/([0-9a-f]{{32}})/", record).group(1)
    before = {name: everything(actions, name, 2.0) for name in ("other", "public")}
    whispered(actions, act)
    for name, earlier in before.items():
        now = everything(actions, name, 2.0)
        changed = [path for path in earlier if now.get(path) != earlier[path]]
        assert changed == [], name
        assert not any(WHISPER.encode() in b for p, (_, _, b) in now.items() if WHISPER not in p)
    sees = {
        name: WHISPER in client.get(f"{CASE}/acts/{act}/").content.decode()
        for name, client in people.items()
    }
    assert sees == {"lead": True, "clerk": True, "one": True, "other": False, "watcher": False}
    for step, (name, client) in enumerate(people.items()):
        for ending in ("html", "md", "json"):
            actions.begin(f"brief {name} {ending}", 2.1 + step / 10)
            taken = client.get(f"{CASE}/brief/brief.{ending}").content.decode()
            assert (WHISPER in taken) == sees[name], (name, ending)
            assert f"({name})" in taken
    actions.begin("end", 2.9)
    register = people["lead"].get(f"{CASE}/people/exports/").content.decode()
    assert register.count("<code>") == 15

    each_finds_its_own_rooms_alone(people)
