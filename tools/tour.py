"""Pictures of the desk with the example case, for the manual: docs/tour/NAME-WIDTH.png.

Run from the project's folder: `python tools/tour.py [NAME ...]`. Needs Chromium.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "tour"
WIDTHS = (1280, 375)
CASE = "/c/february-2022"
OFFER = "27c91f8a93efda994bccbafbf7885352"  # ids of the example case are kept
REPORT = ROOT / "examples/february-2022/reports/2022-02-27-agency.txt"
LEAD, RUSSIA, US = "Lead mediator", "Delegate of Russia", "Observer for United States"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Stop:
    """One picture: its name, the address, and the seat from which it is looked at."""

    name: str
    path: str
    seat: str = LEAD
    dark: bool = False
    reads: Path | None = None
    """A report to hand in there; the picture is of what comes of it."""


STOPS = (
    Stop("cases", "/"),
    Stop("overview", f"{CASE}/"),
    Stop("record", f"{CASE}/record/"),
    Stop("record-contested", f"{CASE}/record/?contested=yes"),
    Stop("record-dark", f"{CASE}/record/?contested=yes", dark=True),
    Stop("record-of-a-delegate", f"{CASE}/record/", RUSSIA),
    Stop("record-of-an-observer", f"{CASE}/record/", US),
    Stop("act", f"{CASE}/acts/{OFFER}/"),
    Stop("file-an-account", f"{CASE}/record/file/"),
    Stop("search", f"{CASE}/search/?q=Gomel"),
    Stop("reading", f"{CASE}/reading/"),
    Stop("reading-a-report", f"{CASE}/reading/", reads=REPORT),
    Stop("conflict", f"{CASE}/conflict/"),
    Stop("conflict-builder", f"{CASE}/conflict/model/build/"),
    Stop("conflict-builder-wants", f"{CASE}/conflict/model/build/?part=wants.ukraine"),
    Stop("what-if", f"{CASE}/conflict/what-if/?move=ukraine.3.up&move=ukraine.1.off&state=6"),
    Stop("what-it-takes", f"{CASE}/conflict/what-it-takes/?state=NYNNNNYYN&concept=seq"),
    Stop(
        "how-sure",
        f"{CASE}/conflict/how-sure/?from.russia=3&to.russia=6&from.ukraine=2&to.ukraine=5",
    ),
    Stop("together", f"{CASE}/conflict/together/"),
    Stop("settlement", f"{CASE}/settlement/"),
    Stop("brief", f"{CASE}/brief/"),
    Stop("who-sees-what", f"{CASE}/who-sees-what/"),
)


def main(names: list[str]) -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("tour: there is no Chromium on this machine", file=sys.stderr)
        return 2
    unknown = sorted(set(names) - {stop.name for stop in STOPS})
    if unknown:
        print(f"tour: there is no stop '{unknown[0]}'", file=sys.stderr)
        return 2
    OUT.mkdir(parents=True, exist_ok=True)
    stops = [stop for stop in STOPS if not names or stop.name in names]
    with served() as (address, links), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for seat in dict.fromkeys(stop.seat for stop in stops):
            walk(browser, address, links[seat], [s for s in stops if s.seat == seat])
        browser.close()
    return 0


def walk(browser: Browser, address: str, link: str, stops: list[Stop]) -> None:
    """Sign in once and take the pictures of one seat."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Cases").wait_for()
    for stop in stops:
        page.emulate_media(color_scheme="dark" if stop.dark else "light")
        path = hand_in(page, address + stop.path, stop.reads) if stop.reads else stop.path
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            answer = page.goto(address + path, wait_until="networkidle")
            status = answer.status if answer else 0
            picture = OUT / f"{stop.name}-{width}.png"
            page.screenshot(path=picture)
            print(f"{status} {picture.relative_to(ROOT)}")
    context.close()


def hand_in(page: Page, address: str, report: Path) -> str:
    """Paste a report; the path of the page on which its drafts stand."""
    page.goto(address)
    page.locator("textarea[name=text]").fill(report.read_text(encoding="utf-8"))
    page.locator("input[name=title]").fill("Israel offers to mediate, the Kremlin says")
    page.locator("input[name=published]").fill("2022-02-27")
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("heading", name="Drafts").wait_for()
    return urlsplit(page.url).path


@contextmanager
def served() -> Iterator[tuple[str, dict[str, str]]]:
    """The desk with the example case in a home of its own; its address and a link for each seat."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("goodoffices")), "desk", "--example"]
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(
            [*command, "--home", home, "--port", str(port)], stdout=subprocess.PIPE, text=True
        )
        try:
            yield f"http://127.0.0.1:{port}", printed_links(process, port)
        finally:
            process.terminate()
            process.wait(timeout=30)


def printed_links(process: subprocess.Popen[str], port: int) -> dict[str, str]:
    links = {}
    for line in process.stdout or ():
        found = re.match(r"\s+(.+): (http\S+/sign-in/link/\S+)", line)
        if found:
            links[found[1]] = found[2]
        if line.startswith("Good Offices at"):
            break
    while process.poll() is None:
        with closing(socket.socket()) as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return links
    raise SystemExit("tour: the desk did not start")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
