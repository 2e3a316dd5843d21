"""People before the real server, each in a browser of its own, and how they come in."""

from __future__ import annotations

import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pytest
from keyboard import press, tab_to
from playwright.sync_api import Page, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser

CASE = "/c/february-2022"


@contextmanager
def browsers(address: str, names: Sequence[str]) -> Iterator[dict[str, Page]]:
    """A page for each, all open at once; what any of them asks elsewhere fails the test."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright, ExitStack() as stack:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield {name: stack.enter_context(_watched(browser, address)) for name in names}
        stack.close()
        browser.close()


@contextmanager
def _watched(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.set_default_timeout(60_000)
    elsewhere: list[str] = []
    page.on("request", lambda r: None if r.url.startswith(address) else elsewhere.append(r.url))
    yield page
    context.close()
    assert elsewhere == []


def sign_in(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Cases").wait_for()


def invite(page: Page, whom: str, seat: str) -> str:
    """Make an invitation by keyboard; return its link."""
    page.goto(f"{CASE}/people/")
    tab_to(page, "whom")
    page.keyboard.type(whom)
    tab_to(page, "seat")
    page.keyboard.type(seat)
    tab_to(page, "days")
    press(page)
    return page.locator(".link code").text_content()


def take_the_seat(page: Page, link: str, name: str) -> None:
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


@dataclass(frozen=True)
class People:
    """The pages of all, by name; a stranger is among them."""

    pages: dict[str, Page]

    def who_read(self, words: str, path: str) -> set[str]:
        """Who is shown the words there; who has no such page is answered as a stranger is."""
        readers = set()
        for name, page in self.pages.items():
            answer = page.request.get(path)
            if answer.status == 404:
                assert answer.body() == self.nothing, (name, path)
                continue
            assert answer.status == 200, (name, path)
            if words in answer.text():
                readers.add(name)
        return readers

    def who_have(self, path: str) -> set[str]:
        return {n for n, page in self.pages.items() if page.request.get(path).status == 200}

    @cached_property
    def nothing(self) -> bytes:
        return self.pages["stranger"].request.get(f"{CASE}/no-such-page/").body()

    def open(self, who: str, path: str) -> Page:
        self.pages[who].goto(path)
        return self.pages[who]

    def press(self, who: str, button: str, path: str = "", /, **typed: str) -> str:
        """Type into the form of a button, by the names of its fields, and press; where it leads."""
        page = self.open(who, path) if path else self.pages[who]
        pressed = page.get_by_role("button", name=button, exact=True).first
        form = page.locator("form").filter(has=pressed).first
        for name, value in typed.items():
            field = form.locator(f"[name={name}]")
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        with page.expect_navigation():
            pressed.click()
        said = page.locator(".refused, .error").all_inner_texts()
        assert said == [], (who, button)
        return "/" + page.url.split("/", 3)[3]
