"""The case of February 2022 walked by five people at once, each in a browser of its own.

From invitation to brief, on the real server; what is filed is filed by keyboard alone. What one
side says in caucus about a public act reaches the team and that side, and nobody else.
"""

from __future__ import annotations

import re
import shutil
from contextlib import ExitStack, contextmanager

import pytest
from keyboard import press, tab_to
from playwright.sync_api import sync_playwright

CASE = "/c/february-2022"
OFFER = f"{CASE}/acts/27c91f8a93efda994bccbafbf7885352/"
WHISPER = "zqwhisper"
SEATS = {
    "clerk": "Clerk",
    "russia": "Delegate of Russia",
    "ukraine": "Delegate of Ukraine",
    "us": "Observer: United States",
}
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
ROOMS = ("reading", "conflict", "settlement", "own", "talks", "people", "brief", "who-sees-what")


@pytest.fixture
def people(served_anew):
    """A page for each person, all open at once; what any of them asks elsewhere fails the test."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright, ExitStack() as stack:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        pages = {
            name: stack.enter_context(watched(browser, served_anew.address))
            for name in ("lead", *SEATS, "stranger")
        }
        yield served_anew, pages
        stack.close()
        browser.close()


@contextmanager
def watched(browser, address):
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.set_default_timeout(15_000)
    elsewhere: list[str] = []
    page.on("request", lambda r: None if r.url.startswith(address) else elsewhere.append(r.url))
    yield page
    context.close()
    assert elsewhere == []


def sign_in(page, link: str) -> None:
    page.goto(link)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Cases").wait_for()


def invite(page, whom: str, seat: str) -> str:
    """Make an invitation by keyboard; return its link."""
    page.goto(f"{CASE}/people/")
    tab_to(page, "whom")
    page.keyboard.type(whom)
    tab_to(page, "seat")
    page.keyboard.type(seat)
    tab_to(page, "days")
    press(page)
    return page.locator(".link code").text_content()


def take_the_seat(page, link: str, name: str) -> None:
    page.goto(link)
    tab_to(page, "handle")
    page.keyboard.type(name)
    tab_to(page, "password")
    page.keyboard.type("seven quiet rivers")
    press(page)
    if "/interests/" in page.url:
        tab_to(page, "none")
        page.keyboard.press("Space")
        tab_to(page, "Declare")
        press(page)
    page.get_by_role("heading", name="Overview", exact=True).wait_for()


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
    served, pages = people
    lead = pages["lead"]
    sign_in(lead, served.links["Lead mediator"])
    for name, seat in SEATS.items():
        take_the_seat(pages[name], invite(lead, name, seat), name)

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
