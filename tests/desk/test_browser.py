"""The real server in a real browser: a walk through the desk, its weight, and axe on each page."""

from __future__ import annotations

import shutil
from contextlib import contextmanager

import pytest
from accessibility import NARROW, faults, faults_by_day_and_night, too_wide
from playwright.sync_api import sync_playwright

ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CASE = "/c/february-2022"
# an act of the example case, and one of its accounts
OFFER = f"{CASE}/acts/27c91f8a93efda994bccbafbf7885352"
TOLD = "e8c3d2d47be245f5e7861a9cb91a9ee3"
LIMIT = 50_000


@pytest.fixture(scope="module")
def browser():
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def state(browser, served):
    """The lead mediator, signed in by the printed link."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(served.links["Lead mediator"])
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Cases").wait_for()
    kept = context.storage_state()
    context.close()
    return kept


@contextmanager
def watched(browser, served, **options):
    """A page that fails the test on any console error or request to another host."""
    context = browser.new_context(**options)
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.on(
        "request",
        lambda r: None if r.url.startswith(served.address) else complaints.append(r.url),
    )
    yield page
    context.close()
    assert complaints == []


def act_with_contest(page) -> str:
    link = page.locator(".act:has(.contested) h3 a").first
    return link.get_attribute("href")


def test_a_walk_from_the_record_to_a_reason(browser, served, state):
    with watched(browser, served, storage_state=state) as page:
        page.goto(served.address)
        page.get_by_role("link", name="The offer of February 2022").click()
        page.get_by_role("heading", name="Overview", exact=True).wait_for()
        page.get_by_role("navigation", name="Rooms").get_by_role("link", name="Record").click()
        page.get_by_label("Contested only").check()
        page.get_by_role("button", name="Show", exact=True).click()
        page.locator(".act h3 a").first.click()
        page.get_by_role("heading", name="Accounts, side by side").wait_for()
        page.get_by_role("searchbox").fill("Gomel")
        page.get_by_role("searchbox").press("Enter")
        page.get_by_role("heading", name="Search").wait_for()
        assert page.locator(".hits li").count() > 0


def test_the_readers_follow_the_audience_and_without_script_all_are_listed(browser, served, state):
    address = f"{served.address}{CASE}/record/file/"
    with watched(browser, served, storage_state=state) as page:
        page.goto(address)
        lines = page.locator("[data-audience]:visible")
        assert lines.count() == 1
        page.get_by_label("Audience").select_option("joint")
        assert "delegation of Ukraine (1 person)" in lines.first.text_content()
        assert lines.count() == 1
    with watched(browser, served, storage_state=state, java_script_enabled=False) as page:
        page.goto(address)
        assert (
            page.locator("[data-audience]").count() == page.locator("#id_audience option").count()
        )
        assert page.locator("[data-audience]").first.is_visible()


PAGES = {
    "overview": f"{CASE}/",
    "record": f"{CASE}/record/",
    "file": f"{CASE}/record/file/",
    "people and bodies": f"{CASE}/record/actors/",
    "one body": f"{CASE}/record/actor/?name=Israel",
    "withdrawn": f"{CASE}/record/withdrawn/",
    "a picture or file": f"{OFFER}/files/add/",
    "topics of an act": f"{OFFER}/topics/",
    "history": f"{OFFER}/accounts/{TOLD}/history/",
    "search": f"{CASE}/search/?q=gomel",
    "open offers": f"{CASE}/offers/",
    "venues": f"{CASE}/venues/",
    "positions": f"{CASE}/positions/",
    "mediator": f"{CASE}/mediator/",
    "declare": f"{CASE}/mediator/declare/",
    "briefings": f"{CASE}/briefings/",
    "plan a briefing": f"{CASE}/briefings/plan/",
    "what a reader may know": f"{CASE}/known/us/",
    "contacts": f"{CASE}/contacts/",
    "contacts in numbers": f"{CASE}/contacts/numbers/",
    "fundamentals": f"{CASE}/fundamentals/",
    "pin": f"{CASE}/fundamentals/pin/",
    "who sees what": f"{CASE}/who-sees-what/",
    "people": f"{CASE}/people/",
    "export register": f"{CASE}/people/exports/",
    "interests": f"{CASE}/interests/",
    "my account": "/account/",
    "one-time codes": "/account/codes/",
    "sign in by passkey": "/sign-in/passkey/",
    "invitation": "/invitation/used/",
    "cases": "/",
    "own password": "/password/",
    "nothing here": "/c/nowhere/",
    "sign in": "/sign-in/",
    "link": "/sign-in/link/used/",
}
WORK = {
    "reading": f"{CASE}/reading/",
    "conflict": f"{CASE}/conflict/",
    "what if": f"{CASE}/conflict/what-if/",
    "what it takes": f"{CASE}/conflict/what-it-takes/?state=YNNNYNYYN",
    "how sure": f"{CASE}/conflict/how-sure/?from.russia=1&to.russia=2",
    "together": f"{CASE}/conflict/together/",
    "builder": f"{CASE}/conflict/model/build/",
    "model": f"{CASE}/conflict/model/",
    "settlement": f"{CASE}/settlement/",
    "trades": f"{CASE}/settlement/trades/",
    "settlement, how sure": f"{CASE}/settlement/how-sure/",
    "brief": f"{CASE}/brief/",
    "numbers": f"{CASE}/conflict/evolution/",
    "what if one number": f"{CASE}/settlement/if/",
    "whose numbers": f"{CASE}/settlement/sides/",
}
# a drawing is part of them
WITH_CHARTS = {"conflict", "how sure", "settlement", "brief"}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_is_accessible_narrow_and_light(browser, served, state, language):
    """No axe violation by day or night, nothing wider than 320 px, under 50 kB without fonts, and
    nothing is asked of another host.
    """
    found = []
    context = browser.new_context(
        storage_state=state,
        color_scheme="light",
        # English pages are looked at wide, and then whether they fit; Arabic ones narrow
        viewport={"width": 1280, "height": 900} if language == "en" else NARROW,
    )
    context.add_cookies([{"name": "django_language", "value": language, "url": served.address}])
    page = context.new_page()
    page.goto(f"{served.address}{CASE}/record/")
    page.route("**/never", lambda route: route.continue_())  # a route switches the cache off
    page.on("request", lambda r: None if r.url.startswith(served.address) else found.append(r.url))
    sizes: list[int] = []
    page.on("response", lambda r: sizes.append(_weight(r)))
    # the rooms of the work have tests of their own, in English
    work = WORK if language != "en" else {}
    for name, path in {**PAGES, **work, "act": act_with_contest(page)}.items():
        sizes.clear()
        page.goto(served.address + path)
        assert page.locator("html").get_attribute("lang") == language
        heavy = sum(sizes) > LIMIT and name not in WITH_CHARTS
        found += [f"{name}: weighs {sum(sizes)}"] if heavy else []
        # only colours differ in the dark, and not by language
        wrong = faults_by_day_and_night if language == "en" else faults
        found += [f"{name}: {fault}" for fault in (*wrong(page), *too_wide(page))]
    context.close()
    assert found == []


def test_the_language_is_chosen_and_a_reason_reached_by_keyboard_alone(browser, served, state):
    with watched(browser, served, storage_state=state) as page:
        page.goto(f"{served.address}{CASE}/")
        _press(page, "[name=language][value=ar]")
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.url == f"{served.address}{CASE}/"
        _press(page, f"nav a[href='{CASE}/record/']")
        _press(page, ".act:has(.contested) h3 a")
        assert page.locator(".facing").count() == 1
        _press(page, "[name=language][value=en]")
        assert page.locator("html").get_attribute("dir") == "ltr"
    with browser.new_context(storage_state=state).new_page() as page:
        page.goto(f"{served.address}{CASE}/")
        # the choice was kept with the person, and taken back
        assert page.locator("html").get_attribute("lang") == "en"


def _press(page, selector: str) -> None:
    """Tab to the first control of this kind and press Enter."""
    wanted = page.locator(selector).first
    for _ in range(200):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    pytest.fail(f"{selector} is not reached by keyboard")


def _weight(response) -> int:
    is_font = response.url.endswith(".woff2")
    return 0 if is_font else int(response.headers.get("content-length", 0))
