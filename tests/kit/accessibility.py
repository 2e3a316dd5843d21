"""What is wrong with the page that a browser shows: what axe finds, and what is too wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Page

NARROW = {"width": 320, "height": 640}


def faults(page: Page, *rules: str) -> list[str]:
    """Violations of these rules (of all, where none is named): the rule and its first place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    run = "options => axe.run(options).then(found => found.violations)"
    return [f"{v['id']}: {v['nodes'][0]['html']}" for v in page.evaluate(run, options)]


def faults_by_day_and_night(page: Page) -> list[str]:
    """By day all, by night what differs there, which is colours."""
    found = faults(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {fault}" for fault in faults(page, "color-contrast")]
    sources = "[...document.querySelectorAll('source')]"
    if not page.evaluate(f"{sources}.every(s => matchMedia(s.media).matches)"):
        found.append("by night a picture drawn for the day")
    page.emulate_media(color_scheme="light")
    return found


def too_wide(page: Page) -> list[str]:
    """Whether one has to scroll sideways in a narrow window; the window is left as it was."""
    before, most = page.viewport_size, NARROW["width"]
    if before != NARROW:
        page.set_viewport_size(NARROW)
    wide = page.evaluate("document.documentElement.scrollWidth")
    if before != NARROW:
        page.set_viewport_size(before)
    return [f"{wide} px wide at {most}"] if wide > most else []
