"""The case of February 2022 walked by five people at once, each in a browser of its own.

On the real server, from invitation to brief, and then from a first proposal to an agreement that is
followed up. What one side says in caucus, answers, holds or signs reaches the team and that side,
and nobody else before its time; a stranger meets the answer of what is not there.
"""

from __future__ import annotations

import re

import pytest
from accessibility import faults
from keyboard import press, tab_to
from people import CASE, People, browsers, invite, sign_in, take_the_seat

from goodoffices.agreement.bundle import check_bundle, unpacked

OFFER = f"{CASE}/acts/27c91f8a93efda994bccbafbf7885352/"
WHISPER = "zqwhisper"
SEATS = {
    "clerk": "Clerk",
    "russia": "Delegate of Russia",
    "ukraine": "Delegate of Ukraine",
    "us": "Observer: United States",
}
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
SIDES = ("russia", "ukraine")
TALKS = f"{CASE}/talks/"
ROOMS = ("reading", "conflict", "settlement", "own", "talks", "people", "brief", "who-sees-what")


@pytest.fixture(scope="module")
def people(served_anew):
    """Everybody at the desk, by invitation; who had no seat stays a stranger."""
    with browsers(served_anew.address, ("lead", *SEATS, "stranger")) as pages:
        sign_in(pages["lead"], served_anew.links["Lead mediator"])
        for name, seat in SEATS.items():
            take_the_seat(pages[name], invite(pages["lead"], name, seat), name)
        yield People(pages)


def whisper_in_caucus(page) -> None:
    """File another account of the public offer, for one side's caucus, by keyboard."""
    page.goto(OFFER)
    tab_to(page, "File another account of this act")
    press(page)
    tab_to(page, "claim")
    page.keyboard.type(f"they would accept it, said {WHISPER}")
    tab_to(page, "audience")
    page.keyboard.type("Caucus of Russia")
    tab_to(page, "Go on")
    press(page)
    tab_to(page, "confirmed")
    press(page)


def rooms_of(page) -> list[str]:
    return [room for room in ROOMS if page.request.get(f"{CASE}/{room}/").status == 200]


def bodies(page) -> dict[str, bytes]:
    """Lists, counts, searches, charts and exports of a seat, as they are sent."""
    paths = (
        "",
        "record/",
        "offers/",
        "venues/",
        "positions/",
        "mediator/",
        "contacts/numbers/",
        "contacts/contacts.svg",
        f"search/?q={WHISPER}",
        "search/?q=mediation",
        "brief/figures/0.svg",
        "who-sees-what/",
    )
    sent = {path: page.request.get(f"{CASE}/{path}").body() for path in paths}
    return {path: TOKEN.sub(b"", body) for path, body in sent.items()}


def test_five_people_at_once_from_invitation_to_brief(people):
    pages, lead = people.pages, people.pages["lead"]
    before = {name: bodies(pages[name]) for name in ("ukraine", "us", "stranger")}
    whisper_in_caucus(lead)
    for name, page in pages.items():
        page.goto(OFFER)
        sees = name in {"lead", "clerk", "russia"}
        assert (WHISPER in page.content()) == sees, name
        assert (WHISPER in page.request.get(f"{CASE}/brief/brief.html").text()) == sees, name
    for name, earlier in before.items():
        now = bodies(pages[name])
        assert [path for path in now if now[path] != earlier[path]] == [], name

    assert {name: rooms_of(page) for name, page in pages.items()} == {
        "lead": ["reading", "conflict", "settlement", "talks", "people", "brief", "who-sees-what"],
        "clerk": ["reading", "people", "brief", "who-sees-what"],
        "russia": ["own", "talks", "brief", "who-sees-what"],
        "ukraine": ["own", "talks", "brief", "who-sees-what"],
        "us": ["brief", "who-sees-what"],
        "stranger": [],
    }
    stranger = pages["stranger"].request
    missing = stranger.get(f"{CASE}/no-such-page/").body()
    for room in ("reading/", "people/", "own/", "talks/", "acts/0/", "brief/"):
        answer = stranger.get(f"{CASE}/{room}")
        assert (answer.status, answer.body()) == (404, missing), room


def test_from_a_first_proposal_to_an_agreement_that_is_followed_up(people):
    a_session_is_planned_and_opened(people)
    a_proposal_is_accepted_by_both(people)
    a_text_is_agreed_after_a_bracket_is_lifted(people)
    an_agreement_is_signed_and_followed_up(people)


def complaints(people: People, *paths: str) -> list[str]:
    """What axe finds wrong with these pages for the mediator and a delegate, in two languages."""
    found: list[str] = []
    for who in ("lead", "russia"):
        for language in ("en", "ar"):
            people.pages[who].set_extra_http_headers({"Accept-Language": language})
            for path in paths:
                page = people.open(who, path)
                assert page.locator("html").get_attribute("lang") == language
                wrong = faults(page)
                found += [f"{who}, {language}, {path}: {one}" for one in wrong]
        people.pages[who].set_extra_http_headers({"Accept-Language": "en"})
    return found


def a_session_is_planned_and_opened(people: People) -> None:
    page = people.press(
        "lead",
        "Keep the plan",
        f"{TALKS}sessions/new/",
        begins="2022-02-28T09:00",
        venue="Gomel",
        agenda="Quiet for the corridors",
    )
    assert people.who_read("Quiet for the corridors", page) == {"lead"}
    people.press("lead", "Invite them now", f"{page}?look=invite")
    assert people.who_read("Quiet for the corridors", page) == {"lead", *SIDES}
    for side in SIDES:
        people.open(side, page).get_by_label("that we come").check()
        people.press(side, "Confirm what is ticked")
        people.press(side, "Name our delegation", names=f"Envoy of {side}")
    assert people.who_read("Envoy of russia", page) == {"lead", "russia"}
    people.press("lead", "Open the session", page)
    assert people.who_read("Envoy of russia", page) == {"lead", *SIDES}
    assert complaints(people, page, TALKS) == []


def a_proposal_is_accepted_by_both(people: People) -> None:
    words = "No fire along the corridors from noon"
    page = people.press(
        "lead", "Keep it as a draft", f"{TALKS}new/", title="Corridors first", text=words
    )
    assert people.who_read(words, page) == {"lead"}
    people.press("lead", "Go on to the last look", deadline="2099-01-01T12:00")
    people.press("lead", "Convey it to them now")
    assert people.who_read(words, page) == {"lead", *SIDES}

    assert complaints(people, page) == []
    asked = people.open("russia", page)
    asked.get_by_label("Yes, if").check()
    people.press("russia", "Give this answer", words="if monitors stand there")
    assert people.who_read("if monitors stand there", page) == {"russia"}
    assert people.who_read("Ukraine has not answered yet", page) == {"lead"}
    people.open("russia", page).get_by_label("Yes, we accept it").check()
    people.press("russia", "Give this answer", words="")
    assert people.who_read("Accepted by all", page) == set()
    people.open("ukraine", page).get_by_label("Yes, we accept it").check()
    people.press("ukraine", "Give this answer")
    assert people.who_read("Accepted by all", page) == {"lead", *SIDES}
    assert people.who_read("if monitors stand there", page) == set()


def a_text_is_agreed_after_a_bracket_is_lifted(people: People) -> None:
    page = people.press(
        "lead",
        "Begin the text",
        f"{TALKS}texts/new/",
        title="Terms of the corridors",
        text="Monitors stand at both ends of each corridor.",
    )
    assert people.who_read("Monitors stand", page) == {"lead"}
    people.press("lead", "Put it before them now", f"{page}?look=table")
    assert people.who_read("Monitors stand", page) == {"lead", *SIDES}
    clause = people.open("ukraine", page).locator(".clauses h2 a").first.get_attribute("href")

    held = {"words": "at both ends", "audience": "joint"}
    people.press("ukraine", "Put them in brackets", clause, **held)
    assert people.who_read("held by Ukraine", clause) == {"lead", *SIDES}
    people.press("ukraine", "Tell the mediator", clause, words="one end would do")
    assert people.who_read("one end would do", clause) == {"lead", "ukraine"}
    assert complaints(people, page, clause) == []
    people.press("russia", "Accept this clause as it stands", clause)
    assert people.who_read("Accepted by: Russia", clause) == {"lead", "russia"}
    for _held in range(2):
        people.press("ukraine", "Lift it", clause)
    people.press("ukraine", "Accept this clause as it stands")
    people.press("lead", "Close the text as agreed", page)
    assert people.who_read("Agreed by all, clause by clause", page) == {"lead", *SIDES}


def an_agreement_is_signed_and_followed_up(people: People) -> None:
    room = f"{CASE}/agreement/"
    new = people.open("lead", f"{room}new/")
    for box in new.get_by_role("checkbox").all():
        box.check()
    page = people.press("lead", "Put it together", title="Agreement on the corridors")
    owed = {"who": "russia", "what": "clears the road of mines", "due": "2022-03-05"}
    people.press("lead", "Write it down", **owed)
    assert people.who_read("clears the road of mines", page) == {"lead"}
    assert people.who_read("Agreement on the corridors", room) == {"lead"}
    people.press("lead", "Lay it before them now", f"{page}?look=lay")
    assert people.who_read("clears the road of mines", page) == {"lead", *SIDES}

    outcome = {"o-pause": "yes", "o-travel": "yes", "o-attend": "yes", "o-status": "no"}
    people.press("lead", "Keep this outcome", page, **outcome)
    for words in ("Who would leave state", "cannot be dropped again"):
        assert people.who_read(words, page) == {"lead"}
    assert complaints(people, page) == []

    people.press("russia", "Sign the agreement as it stands", page, names="First envoy")
    assert people.who_read("First envoy", page) == {"lead", "russia"}
    assert people.who_read("Concluded on", page) == set()
    people.press("ukraine", "Sign the agreement as it stands", page, names="Second envoy")
    for words in ("First envoy", "Second envoy", "Concluded on"):
        assert people.who_read(words, page) == {"lead", *SIDES}

    told = {"on": "2022-03-06", "words": "mines lie there still", "audience": "caucus:ukraine"}
    people.press("ukraine", "Tell it", page, **told)
    assert people.who_read("mines lie there still", page) == {"lead", "ukraine"}
    due = people.who_read("DTSTART;VALUE=DATE:20220305", f"{page}obligations.ics")
    assert due == {"lead", *SIDES}

    bundles = [people.pages[who].request.get(f"{page}settlement.zip").body() for who in SIDES]
    assert bundles[0] == bundles[1]
    assert check_bundle(unpacked(bundles[0], "settlement.zip")).faults == ()
    assert people.who_have(f"{page}settlement.zip") == {"lead", *SIDES}
