"""Sending an entry or the brief by mail, through a real SMTP server on loopback."""

from __future__ import annotations

import re

import pytest
import worlds
from django.test import Client
from worlds import make_case, make_world

from goodoffices.brief.watermark import marks_in
from goodoffices.record.accounts import Account, Mention, Words
from goodoffices.record.audiences import JOINT, PUBLIC, TEAM, caucus
from goodoffices.record.rules import MailCap, MailHolds, Rules
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.exports import copies, whose_copy
from goodoffices.service.granting import give_grant
from goodoffices.service.notices import Wish, wish
from goodoffices.service.readable import readable
from goodoffices.service.record import file_account
from goodoffices.service.rules import set_rules
from goodoffices.service.sending import addressees, errands
from goodoffices.store.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_the_test_world")]
PEOPLE = ("lead", "team", "clerk", "a", "b", "o")
INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060]")


@pytest.fixture
def places(settings):
    world, actions = make_world()
    made = make_case(world, actions)
    worlds.CURRENT["world"] = world
    settings.ADDRESS = "https://desk.example"
    settings.DEFAULT_FROM_EMAIL = "desk@desk.example"
    made["actions"] = actions
    for hours, name in enumerate(PEOPLE):
        actions.begin(f"wish {name}", 0.1 + hours / 100)
        wish(made[name], Wish(f"{name}@example.org", MailCap.SINGLE))
    return made


def told(places, words: str, audience) -> str:
    places["actions"].begin(words, 1)
    account = Account(ActKind.MEET, Words(words), title=words, actors=(Mention("Envoy"),))
    return file_account(places["lead"], account, audience).id


def rules(places, sending: MailHolds, mail: MailCap = MailCap.SINGLE) -> None:
    places["actions"].begin(f"rules {sending} {mail}", 2)
    set_rules(places["lead"], Rules(mail=mail, sending=sending))


def post(places, who: str, path: str, *to: str, **more: str):
    client = Client()
    places["sent"] = places.get("sent", 0) + 1
    places["actions"].begin(f"{who} sends {places['sent']}", 3)
    with places["actions"].aside(f"{who} signs in"):
        client.force_login(Person.objects.get(handle=who))
    seats = [places[name].seat for name in to]
    return client.post(f"/c/river/{path}", {"to": seats, **more})


def named(places, who: str, entry: str | None = None) -> set[str]:
    at = places[who]
    seats = {places[name].seat: name for name in PEOPLE}
    return {seats[a.seat] for a in addressees(at, readable(at, entry) if entry else None)}


def words_in(message) -> str:
    """All of a message as it is read: its headers, its text and its file."""
    parts = [part.get_content() for part in message.walk() if not part.is_multipart()]
    told = [one if isinstance(one, str) else one.decode() for one in parts]
    return "\n".join([*map(str, message.values()), *told])


def test_one_chooses_among_those_who_may_see_it_and_want_mail(places):
    joint, private = told(places, "heron", JOINT), told(places, "zanzibar", caucus("a"))
    for_team = told(places, "millrace", TEAM)
    assert named(places, "lead", joint) == {"lead", "team", "clerk", "a", "b"}
    assert named(places, "team", private) == {"lead", "team", "clerk", "a"}
    assert named(places, "team") == set(PEOPLE)
    for who in ("clerk", "a", "o"):
        assert named(places, who) == {who}
    assert named(places, "a", private) == {"a"}
    places["actions"].begin("grant", 2)
    give_grant(places["lead"], for_team, "side:o", "they asked")
    # nobody but the lead mediator learns to whom an entry was granted
    assert named(places, "lead", for_team) == {"lead", "team", "clerk", "o"}
    assert named(places, "team", for_team) == {"lead", "team", "clerk"}
    wish(places["a"], Wish("a@example.org", MailCap.NONE))
    assert "a" not in named(places, "lead", joint)
    assert named(places, "a", joint) == {"a"}
    rules(places, MailHolds.SEEN, MailCap.NONE)
    assert named(places, "lead") == set()


def test_by_default_a_letter_holds_a_link_alone(places, inbox):
    joint = told(places, "heron", JOINT)
    answer = post(places, "team", f"entries/{joint}/send/", "team", "a", "b")
    assert answer.status_code == 302
    assert post(places, "lead", "brief/send/", "a", form="md").status_code == 302
    assert len(inbox.received) == 4
    for recipients, message in inbox.received:
        assert [message["To"]] == recipients
        assert message["Cc"] is message["Bcc"] is None
        assert message["Subject"] == "Something for you at the desk"
        assert "heron" not in words_in(message)
        assert message.get_content_type() == "text/plain"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"https://desk.example/c/river/entries/{joint}/" in words_in(inbox.received[0][1])
    to_a = [words_in(m) for (who,), m in inbox.received if who == "a@example.org"]
    assert all("the mediator’s team sends you" in one for one in to_a)
    assert copies(places["lead"]) == ()


def test_an_entry_goes_as_far_as_the_rules_let_it_marked_for_its_reader(places, inbox):
    joint, private = told(places, "heron", JOINT), told(places, "zanzibar", caucus("a"))
    rules(places, MailHolds.JOINT)
    post(places, "lead", f"entries/{joint}/send/", "a", "b")
    post(places, "lead", f"entries/{private}/send/", "a")
    held = [words_in(message) for _, message in inbox.received]
    assert ["heron" in one for one in held] == [True, True, False]
    assert not any("zanzibar" in one for one in held)
    register = copies(places["lead"])
    assert {(c.name, c.form, c.sent_by) for c in register} == {
        ("a", "mail", "lead"),
        ("b", "mail", "lead"),
    }
    for (recipient,), message in inbox.received[:2]:
        body = words_in(message)
        (found,) = whose_copy(places["lead"], body)
        assert recipient == f"{found.name}@example.org"
        assert f"copy {found.number}" in body
        assert not marks_in(message["Subject"])
    rules(places, MailHolds.SEEN)
    post(places, "lead", f"entries/{private}/send/", "a")
    assert "zanzibar" in words_in(inbox.received[-1][1])


def test_each_gets_the_brief_of_their_own_seat(places, inbox):
    told(places, "zanzibar", caucus("a"))
    told(places, "heron", JOINT)
    told(places, "kingfisher", PUBLIC)
    seen = {
        MailHolds.SEEN: {
            "a": {"zanzibar", "heron", "kingfisher"},
            "b": {"heron", "kingfisher"},
            "o": {"kingfisher"},
        },
        MailHolds.JOINT: {
            "a": {"heron", "kingfisher"},
            "b": {"heron", "kingfisher"},
            "o": {"kingfisher"},
        },
    }
    for sending, by_seat in seen.items():
        rules(places, sending)
        inbox.received.clear()
        assert post(places, "team", "brief/send/", *by_seat, form="md").status_code == 302
        for (recipient,), message in inbox.received:
            body = INVISIBLE.sub("", words_in(message))
            found = {word for word in ("zanzibar", "heron", "kingfisher") if word in body}
            assert found == by_seat[recipient.partition("@")[0]], sending
    assert len(copies(places["lead"])) == 6
    inbox.received.clear()
    for form in ("pdf", "docx"):
        assert post(places, "o", "brief/send/", "o", form=form).status_code == 302
    files = [next(message.iter_attachments()) for _, message in inbox.received]
    assert [one.get_filename() for one in files] == ["brief.pdf", "brief.docx"]
    assert [one.get_content()[:4] for one in files] == [b"%PDF", b"PK\x03\x04"]


def test_who_may_not_be_sent_it_cannot_be_chosen_and_nothing_leaves(places, inbox):
    joint, private = told(places, "heron", JOINT), told(places, "zanzibar", caucus("a"))
    for who, path, to, status in (
        ("a", f"entries/{joint}/send/", ("b",), 404),
        ("b", f"entries/{private}/send/", ("b",), 404),
        ("lead", f"entries/{private}/send/", ("a", "b"), 404),
        ("o", "brief/send/?length=page", ("lead",), 404),
        ("lead", f"entries/{joint}/send/", (), 422),
        ("lead", "brief/send/", ("a",), 422),
    ):
        form = "" if who == "lead" else "md"
        assert post(places, who, path, *to, form=form).status_code == status, (who, path)
    assert inbox.received == []
    for _ in range(60):
        errands(places["a"], [places["a"].seat])
    assert post(places, "a", f"entries/{joint}/send/", "a").status_code == 429


def test_what_the_server_refuses_is_said(places, inbox, settings):
    joint = told(places, "heron", JOINT)
    inbox.refusing = True
    answer = post(places, "a", f"entries/{joint}/send/", "a")
    assert answer.status_code == 302
    assert "not now" in answer.client.get(answer.url).content.decode()
    settings.EMAIL_HOST = ""
    assert post(places, "a", f"entries/{joint}/send/", "a").status_code == 422
