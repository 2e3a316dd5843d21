"""Pictures of the desk with the example case, for the manual: docs/tour/NAME-WIDTH.png.

Run from the project's folder: `make tour`, or `python tools/tour.py [NAME ...]` for some. Needs
Chromium. `docs/tour/pictures.json` keeps what each picture was made from (tools/tour_pages.py).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

import tour_pages
from tour_pages import ROOT, STOPS, Stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from goodoffices.service.world import World

OUT = ROOT / "docs" / "tour"
KEPT = OUT / "pictures.json"
WIDTHS = (1280, 375)
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PATIENCE = 300_000
"""Milliseconds: a machine may be busy with other work."""
_WORLDS: dict[str, World] = {}


def current() -> World:
    """The world that the served desk answers from; named by its settings."""
    return _WORLDS["tour"]


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
    kept = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    with opened_desk() as address, sync_playwright() as playwright:
        told = dict(address[1])
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for stop in STOPS:
            if not names or stop.name in names:
                path, page, session = told[stop.name]
                pictures = take(browser, address[0], stop, path, session)
                kept[stop.name] = {"page": page, **pictures}
                order = {one.name: kept[one.name] for one in STOPS if one.name in kept}
                KEPT.write_text(json.dumps(order, indent=1) + "\n", encoding="utf-8")
        browser.close()
    return 0


def take(browser: Browser, address: str, stop: Stop, path: str, session: str) -> dict[str, str]:
    """One stop at both widths; the hash of each picture."""
    from django.conf import settings  # noqa: PLC0415 (a home first)

    context = browser.new_context(color_scheme="dark" if stop.dark else "light")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": session, "url": address}])
    page = context.new_page()
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address + path, wait_until="networkidle", timeout=_PATIENCE)
        picture = OUT / f"{stop.name}-{width}.png"
        page.screenshot(path=picture)
        found[str(width)] = hashlib.sha256(picture.read_bytes()).hexdigest()
        print(picture.relative_to(ROOT))
    context.close()
    return found


@contextmanager
def opened_desk() -> Iterator[tuple[str, dict[str, tuple[str, str, str]]]]:
    """The desk in this process, its clock standing still: its address, and of each stop where it
    is, its fingerprint and the session of whoever looks at it.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodoffices.desk.settings")
    with tempfile.TemporaryDirectory() as home:
        from goodoffices.desk.server import example_folder, prepare  # noqa: PLC0415 (a home first)

        prepare(Path(home))
        from django.core.management import call_command  # noqa: PLC0415 (once it is prepared)

        call_command("collectstatic", interactive=False, verbosity=0)
        from django.conf import settings  # noqa: PLC0415 (once it is prepared)
        from django.core.servers.basehttp import (  # noqa: PLC0415 (the same)
            ThreadedWSGIServer,
            WSGIRequestHandler,
        )
        from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 (the same)

        from goodoffices.desk.wiring import real_world  # noqa: PLC0415 (the same)
        from goodoffices.service.example import open_example  # noqa: PLC0415 (the same)

        settings.WORLD = "tour.current"
        sys.modules["tour"] = sys.modules[__name__]
        _WORLDS["tour"] = tour_pages.still_world(real_world().keys)
        open_example(current(), example_folder())
        told = {}
        for stop in STOPS:
            client = tour_pages.client_of(stop.person)
            path = tour_pages.path_of(stop, client)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            told[stop.name] = path, tour_pages.fingerprint(client, path), session
        handler = type("Quiet", (WSGIRequestHandler,), {"log_message": lambda *_: None})
        server = ThreadedWSGIServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        server.set_app(get_wsgi_application())
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", told
        server.shutdown()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
