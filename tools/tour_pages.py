"""The pages of which the manual shows pictures, and what each picture was made from.

The example case is opened in a world whose clock stands still and whose ids follow from their
order, so that a page is the same whenever it is asked for. The fingerprint of a page covers its
HTML and the stylesheets it names; `docs/tour/pictures.json` keeps it beside each picture, and a
test compares it with the page as it is served now. How charts are drawn is not in it: that hangs
on the fonts of the machine.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from goodoffices.journal.keyfile import KeyFile
    from goodoffices.service.world import World

__all__ = ["STOPS", "Stop", "client_of", "fingerprint", "path_of", "still_world"]

ROOT = Path(__file__).resolve().parent.parent
CASE = "/c/february-2022"
OFFER = "27c91f8a93efda994bccbafbf7885352"  # ids of the example case are kept
REPORT = ROOT / "examples/february-2022/reports/2022-02-27-agency.txt"
LEAD, RUSSIA, US = "lead", "delegate-russia", "observer-us"
NOW = datetime(2022, 3, 2, 9, 0, tzinfo=UTC)
_TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')
_STYLE = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)"')


@dataclass(frozen=True)
class Stop:
    """One picture: its name, the address, and who looks at it."""

    name: str
    path: str
    person: str = LEAD
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
    Stop("reading-a-report", f"{CASE}/reading/", reads=REPORT),  # last: it adds to the record
)


def still_world(keys: KeyFile) -> World:
    """Its clock stands, and each id is the hash of its number."""
    from goodoffices.service.world import World  # noqa: PLC0415 (once Django is set up)

    numbers = count()

    def new_id() -> str:
        return hashlib.sha256(f"tour {next(numbers)}".encode()).hexdigest()[:32]

    return World(keys, lambda: NOW, new_id)


def client_of(person: str) -> Client:
    from django.test import Client  # noqa: PLC0415 (see still_world)

    from goodoffices.store.models import Person  # noqa: PLC0415 (see still_world)

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Person.objects.get(handle=person))
    return client


def path_of(stop: Stop, client: Client) -> str:
    """Where the picture is taken: the stop's own path, or that of the report handed in there."""
    if stop.reads is None:
        return stop.path
    told = {
        "text": stop.reads.read_text("utf-8"),
        "title": "Israel offers to mediate, the Kremlin says",
        "published": "2022-02-27",
        "language": "en",
        "audience": "team",
    }
    answer = client.post(stop.path, told)
    return str(answer.headers["Location"])


def fingerprint(client: Client, path: str) -> str:
    answer = client.get(path)
    if answer.status_code != 200:  # noqa: PLR2004 (the page is there)
        raise LookupError(f"{path} answers {answer.status_code}")
    html = _TOKEN.sub(r"\1", answer.content.decode())
    found = hashlib.sha256(html.encode())
    for name in _STYLE.findall(html):
        found.update(_stylesheet(name))
    return found.hexdigest()


@cache
def _stylesheet(name: str) -> bytes:
    from django.contrib.staticfiles import finders  # noqa: PLC0415 (see still_world)

    where = finders.find(name)
    return Path(where).read_bytes() if where else b""
