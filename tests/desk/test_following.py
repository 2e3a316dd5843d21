"""Following, mail through a real SMTP server on loopback, feeds, events and the API."""

from __future__ import annotations

import csv
import io
import random
import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
import worlds
from django.test import Client
from two_worlds import VIEWERS, make_base, make_pair, playing
from worlds import make_case, make_world

from goodoffices.desk.mailing import send_letters
from goodoffices.errors import InputError, NotFoundError
from goodoffices.record.accounts import Account, Mention, Words
from goodoffices.record.actors import Sameness
from goodoffices.record.audiences import JOINT, PUBLIC, TEAM, caucus
from goodoffices.record.rules import MailCap, Rules
from goodoffices.record.topics import Tag
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.actors import decide
from goodoffices.service.cases import place_of_seat, take_seat_away
from goodoffices.service.following import FollowKind, follow, followed, unfollow
from goodoffices.service.granting import give_grant
from goodoffices.service.notices import (
    Wish,
    make_token,
    mark_seen,
    place_of_token,
    revoke_tokens,
    unseen,
    wish,
)
from goodoffices.service.record import file_account
from goodoffices.service.releases import confirm_release, last_look, propose_release
from goodoffices.service.rules import set_rules
from goodoffices.service.topics import tag
from goodoffices.store.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_the_test_world")]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def places(settings):
    world, actions = make_world()
    made = make_case(world, actions)
    worlds.CURRENT["world"] = world
    settings.ADDRESS = "https://desk.example"
    settings.DEFAULT_FROM_EMAIL = "desk@desk.example"
    made["actions"] = actions
    return made


def told(places, words: str, audience, hours: float, actor: str = "Envoy"):
    places["actions"].begin(words, hours)
    account = Account(ActKind.MEET, Words(words), title=words, actors=(Mention(actor),))
    return file_account(places["lead"], account, audience)


def titles(at) -> list[str]:
    return [one.title for one in unseen(at)]


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(handle=name))
    return client


def test_one_is_told_of_what_one_follows_and_sees(places):
    a, actions = places["a"], places["actions"]
    told(places, "before", JOINT, 1)
    actions.begin("follow", 2)
    follow(a, FollowKind.ACTOR, "ENVOY")
    follow(a, FollowKind.ACTOR, "ENVOY")
    follow(a, FollowKind.TOPIC, "River")
    assert len(followed(a)) == 2
    told(places, "by the envoy", JOINT, 3)
    told(places, "hidden", caucus("b"), 3.1)
    told(places, "by another", JOINT, 3.2, "Omega")
    tagged = told(places, "on the river", JOINT, 3.3, "Omega")
    tag(places["lead"], Tag(tagged.act, "river"), JOINT)
    assert titles(a) == ["on the river", "by the envoy"]
    assert titles(places["b"]) == titles(places["public"]) == []
    actions.begin("seen", 4)
    mark_seen(a)
    assert titles(a) == []
    for one in followed(a):
        unfollow(a, one.id)
    told(places, "later", JOINT, 5)
    assert titles(a) == []
    with pytest.raises(NotFoundError):
        follow(places["public"], FollowKind.CASE)
    with pytest.raises(InputError):
        follow(a, FollowKind.TOPIC, " ")


def test_what_is_released_is_new_for_those_who_read_it_since_and_once(places):
    lead, actions = places["lead"], places["actions"]
    made = told(places, "over lunch", TEAM, 1)
    actions.begin("follow", 2)
    for name in ("team", "a", "o"):
        follow(places[name], FollowKind.CASE)
    for hours, audience in ((3, JOINT), (5, PUBLIC)):
        actions.begin(f"release {hours}", hours)
        proposal = propose_release(lead, made.id, audience, "they should know")
        confirm_release(lead, proposal, last_look(lead, proposal).fingerprint)
        if audience == JOINT:
            assert [(n.title, n.entered) for n in unseen(places["a"])] == [
                ("over lunch", lead.world.clock())
            ]
            assert titles(places["team"]) == titles(places["o"]) == []
            actions.begin("seen", 4)
            mark_seen(places["a"])
    assert titles(places["o"]) == ["over lunch"]
    assert titles(places["team"]) == titles(places["a"]) == []


def seated(places, name: str):
    """The place of a seat as it is at this moment, with what is granted to it now."""
    return place_of_seat(places["lead"].world, "river", places[name].seat)


def test_what_is_granted_is_new_for_that_reader_alone_and_once(places):
    lead, actions = places["lead"], places["actions"]
    made = told(places, "over lunch", TEAM, 1)
    later = told(places, "over dinner", TEAM, 1.1)
    actions.begin("follow", 2)
    for name in ("lead", "team", "a", "b", "o"):
        follow(places[name], FollowKind.CASE)
    actions.begin("grant", 3)
    give_grant(lead, made.id, "side:o", "they asked")
    granted = lead.world.clock()
    give_grant(lead, later.id, "side:o", "they asked", since=granted + timedelta(hours=4))
    assert [(n.title, n.entered) for n in unseen(seated(places, "o"))] == [("over lunch", granted)]
    for name in ("lead", "team", "a", "b"):
        assert titles(seated(places, name)) == [], name
    actions.begin("seen", 4)
    mark_seen(seated(places, "o"))
    assert titles(seated(places, "o")) == []
    # read already by a grant, so a release brings nothing new; the other grant begins by then
    actions.begin("release", 5)
    proposal = propose_release(lead, made.id, PUBLIC, "they should know")
    confirm_release(lead, proposal, last_look(lead, proposal).fingerprint)
    assert titles(seated(places, "o")) == []
    assert titles(seated(places, "a")) == ["over lunch"]
    actions.begin("look", 8)
    assert titles(seated(places, "o")) == ["over dinner"]


def test_names_that_are_joined_are_followed_as_one_by_those_who_know(places):
    lead, a, b = places["lead"], places["a"], places["b"]
    places["actions"].begin("follow", 0.5)
    for at in (a, b):
        follow(at, FollowKind.ACTOR, "Ana Envoy")
    told(places, "by the envoy", JOINT, 1)
    told(places, "by Ana", JOINT, 1.1, "Ana Envoy")
    assert titles(a) == titles(b) == ["by Ana"]
    decide(lead, Sameness("Envoy", "Ana Envoy"), caucus("a"))
    assert titles(a) == ["by Ana", "by the envoy"]
    assert titles(b) == ["by Ana"]


def wanted(places, name: str, how: MailCap) -> None:
    follow(places[name], FollowKind.CASE)
    wish(places[name], Wish(f"{name}@example.org", how))


def sent(places, hours: float) -> int:
    places["actions"].begin("tick", hours)
    many, trouble = send_letters(places["lead"].world)
    assert trouble == ""
    return many


def test_single_letters_one_recipient_each_that_say_nothing(places, inbox):
    places["actions"].begin("wish", 1)
    wanted(places, "a", MailCap.SINGLE)
    wanted(places, "b", MailCap.SINGLE)
    told(places, "zanzibar", caucus("a"), 2)
    told(places, "heron", JOINT, 2.1)
    assert sent(places, 3) == 3
    by_person = {"a@example.org": 0, "b@example.org": 0}
    for recipients, message in inbox.received:
        assert [message["To"]] == recipients
        assert message["Cc"] is None
        assert message["Bcc"] is None
        by_person[recipients[0]] += 1
        whole = message.as_string()
        assert message["Subject"] == "Something new for you"
        assert not re.search("zanzibar|heron", whole)
        assert message.get_content_type() == "text/plain"
        assert "https://desk.example/c/river/following/" in message.get_content()
    assert by_person == {"a@example.org": 2, "b@example.org": 1}
    assert len({m["Message-ID"] for _, m in inbox.received}) == 3
    assert sent(places, 4) == 0


def test_mail_names_what_all_parties_may_know_of_where_the_owner_allows_it(places, inbox):
    places["actions"].begin("rules", 1)
    set_rules(places["lead"], Rules(mail=MailCap.SINGLE, words_in_mail=True))
    wanted(places, "a", MailCap.SINGLE)
    told(places, "zanzibar", caucus("a"), 2)
    told(places, "heron", JOINT, 2.1)
    assert sent(places, 3) == 2
    whole = "".join(m.as_string() for _, m in inbox.received)
    assert "heron" in whole
    assert "zanzibar" not in whole
    assert not any("heron" in m["Subject"] for _, m in inbox.received)


def test_a_digest_comes_once_a_day_and_the_owner_caps_all(places, inbox):
    places["actions"].begin("rules", 1)
    set_rules(places["lead"], Rules(mail=MailCap.DIGEST))
    wanted(places, "a", MailCap.SINGLE)
    told(places, "one", JOINT, 2)
    told(places, "two", JOINT, 3)
    assert sent(places, 20) == 0
    assert sent(places, 26) == 1
    assert sent(places, 60) == 0
    told(places, "three", JOINT, 61)
    assert sent(places, 62) == 1
    set_rules(places["lead"], Rules(mail=MailCap.NONE))
    told(places, "four", JOINT, 90)
    assert sent(places, 120) == 0


def test_what_could_not_be_sent_is_sent_later(places, inbox):
    places["actions"].begin("wish", 1)
    wanted(places, "a", MailCap.SINGLE)
    told(places, "one", JOINT, 2)
    inbox.refusing = True
    places["actions"].begin("tick", 3)
    assert send_letters(places["lead"].world)[1]
    inbox.refusing = False
    assert sent(places, 4) == 1


def test_one_click_ends_the_mail(places, inbox):
    places["actions"].begin("wish", 1)
    wanted(places, "a", MailCap.SINGLE)
    told(places, "one", JOINT, 2)
    sent(places, 3)
    (_, message) = inbox.received[0]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.search("<https://desk.example(.*)>", message["List-Unsubscribe"]).group(1)
    program = Client(enforce_csrf_checks=True)
    assert program.get(address).status_code == 200
    told(places, "two", JOINT, 4)
    answer = program.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert sent(places, 5) == 0
    assert program.post("/unsubscribe/forged/").status_code == 404


def test_a_seat_that_was_taken_away_is_told_nothing(places, inbox):
    places["actions"].begin("wish", 1)
    wanted(places, "a", MailCap.SINGLE)
    token = make_token(places["a"], "feed")
    told(places, "one", JOINT, 2)
    take_seat_away(places["lead"], places["a"].seat)
    assert sent(places, 3) == 0
    with pytest.raises(NotFoundError):
        place_of_token(places["a"].world, token, "feed")


def test_a_feed_holds_what_the_seat_sees_until_its_token_is_revoked(places):
    told(places, "zanzibar", caucus("a"), 1)
    told(places, "heron", PUBLIC, 2)
    token = make_token(places["a"], "feed")
    for address, expected in (
        (f"/feeds/{token}/", {"zanzibar", "heron"}),
        ("/c/river/feed/", {"heron"}),
    ):
        answer = Client().get(address)
        assert answer["Content-Type"].startswith("application/atom+xml")
        feed = ET.fromstring(answer.content)  # noqa: S314 (our own)
        assert {one.text for one in feed.iterfind(f"{ATOM}entry/{ATOM}title")} == expected
        assert feed.find(f"{ATOM}updated") is not None
    revoke_tokens(places["a"], "feed")
    missing = Client().get("/feeds/nothing/")
    assert Client().get(f"/feeds/{token}/").content == missing.content
    assert missing.status_code == 404


def test_events_carry_codes_and_no_formula(places):
    told(places, "met", PUBLIC, 1, "=cmd()")
    told(places, "hidden", TEAM, 2)
    rows = list(csv.DictReader(io.StringIO(Client().get("/c/river/events.csv").content.decode())))
    assert [(r["source"], r["kind"], r["cameo"], r["title"]) for r in rows] == [
        ("'=cmd()", "MEET", ActKind.MEET.cameo.split(";")[0], "met")
    ]


def test_the_api_answers_as_the_seat_of_the_token(places):
    hidden = told(places, "zanzibar", caucus("a"), 1)
    shown = told(places, "heron", PUBLIC, 2)
    token = make_token(places["a"], "api")
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    program = Client()

    def acts(**headers) -> set[str]:
        return {a["title"] for a in program.get("/c/river/api/acts/", **headers).json()["acts"]}

    assert acts(**bearer) == {"zanzibar", "heron"}
    assert acts() == {"heron"}
    assert program.get(f"/c/river/api/acts/{hidden.act}/", **bearer).status_code == 200
    missing = program.get("/c/river/no-such-page/")
    for address, headers in (
        (f"/c/river/api/acts/{hidden.act}/", {}),
        ("/c/river/api/", {"HTTP_AUTHORIZATION": "Bearer wrong"}),
        ("/c/elsewhere/api/", bearer),
    ):
        answer = program.get(address, **headers)
        assert (answer.status_code, answer.content) == (404, missing.content)
    assert program.get(f"/c/river/api/acts/{shown.act}/").json()["comments"] == []
    assert program.post("/c/river/api/acts/", **bearer).status_code in {403, 405}


def test_random_questions_get_documented_answers_and_no_canary(places):
    """Each operation of the description, with parameters drawn at random."""
    told(places, "zanzibar", TEAM, 1)
    known = told(places, "heron", PUBLIC, 2).act
    program = Client()
    described = program.get("/api/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    draw = random.Random(5)
    odd = ["river", known, "0" * 32, "", "é", "%00", "..", "a" * 300, "2022-02-28", "\u202e", "%2F"]
    for path, operations in described["paths"].items():
        for _ in range(25):
            address = re.sub("{slug}", draw.choice(["river", *odd]) or "x", path)
            address = re.sub("{act_id}", draw.choice([known, *odd]) or "x", address)
            answer = program.get(address, {"after": draw.choice(odd)})
            documented = operations["get"]["responses"]
            # an empty or odd segment is another address, which is not there
            assert str(answer.status_code) in documented, (address, answer.status_code)
            assert b"zanzibar" not in answer.content
            if answer.status_code == 200:
                schema = documented["200"]["content"]["application/json"]["schema"]
                assert set(answer.json()) == set(schema["properties"])


@pytest.mark.parametrize("seed", range(6))
def test_letters_are_the_same_in_both_worlds(seed, settings, mailoutbox):
    """Two-world: number, subject, recipients and body of the letters."""
    settings.EMAIL_HOST = "localhost"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    base = make_base()
    places = {**base.places, "actions": base.actions}
    name, viewer = VIEWERS["party"]
    base.actions.begin("wish", 0.1)
    set_rules(places["lead"], Rules(words_in_mail=True))
    wanted(places, name, MailCap.SINGLE)
    seen = []
    for script in make_pair(50_000 + seed, viewer):
        with playing(script, base):
            send_letters(base.world)
        seen.append([(m.subject, m.to, m.body) for m in mailoutbox])
        mailoutbox.clear()
    assert seen[0] == seen[1]
    assert seen[0]
