"""One reader or writer of a desk, in a process of its own: `desk_client.py JOB`, JOB as JSON.

A reader opens a page every so many seconds (0: as fast as it is answered), as somebody does who
pages through the record, looks at the overview, opens acts and searches. A writer files accounts
through the form. It begins when JOB says (`begin`, of the monotonic clock), not before the
processes of all are there: their start is no load of the desk. Prints the seconds of each answer
and what went wrong, as one JSON document.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import sys
import time
from functools import partial
from http.cookies import SimpleCookie
from itertools import cycle
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NEXT = re.compile(r'rel="next" href="([^"]+)"')
_ACT = re.compile(r'<h3><a href="([^"]+)"')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_WORDS = ("ka", "rimo", "tensul", "verad", "وساطة", "мир", "和平", "niad polgra", '"ka ri"')
_OK, _MOVED = 200, 302


class Person:
    """Somebody signed in, with one connection kept open."""

    def __init__(self, job: dict[str, str]) -> None:
        self.draw = random.Random(job["seed"])
        self.case = job["case"]
        self.cookies = SimpleCookie({"sessionid": job["session"]})
        self.sent = self._cookies()
        self.connection = http.client.HTTPConnection("127.0.0.1", int(job["port"]), timeout=60)
        self.seconds: dict[str, list[float]] = {}
        self.errors: list[str] = []
        self.largest = 0

    def _cookies(self) -> str:
        return self.cookies.output(attrs=[], header="", sep=";").strip()

    def ask(self, kind: str, path: str, form: dict[str, str] | None = None) -> str:
        """The page, empty where something went wrong."""
        headers = {"Cookie": self.sent}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        method, body = ("GET", None) if form is None else ("POST", urlencode(form))
        begun = time.perf_counter()
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            self.errors.append(f"{kind} {path}: {error!r}")
            return ""
        self.seconds.setdefault(kind, []).append(time.perf_counter() - begun)
        self.largest = max(self.largest, len(text))
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            self.cookies.load(cookie)
            self.sent = self._cookies()
        if answer.status != (_OK if form is None else _MOVED):
            self.errors.append(f"{kind} {path}: {answer.status}")
            return ""
        return text

    def reads(self) -> Iterator[Callable[[], object]]:
        """What a reader does, one page at a time, without end."""
        page = ""

        def record(path: str) -> None:
            nonlocal page
            page = self.ask("record", path)

        for what in cycle(("record", "next", "act", "next", "search", "overview", "next", "act")):
            if what == "overview":
                yield partial(self.ask, "overview", self.case)
            elif what == "search":
                query = urlencode({"q": self.draw.choice(_WORDS)})
                yield partial(self.ask, "search", f"{self.case}search/?{query}")
            elif what == "act" and (acts := _ACT.findall(page)):
                yield partial(self.ask, "act", self.draw.choice(acts))
            elif what == "next" and (later := _NEXT.search(page)):
                path = later.group(1).replace("&amp;", "&")
                yield partial(record, path)
            else:
                day = f"{self.draw.choice((2022, 2023, 2024))}-{self.draw.randint(1, 12):02}-01"
                yield partial(record, f"{self.case}record/?after={day}")

    def writes(self) -> Iterator[Callable[[], object]]:
        """What a writer does: one account after the other."""
        while True:
            yield self._file

    def _file(self) -> None:
        path = f"{self.case}record/file/"
        token = _TOKEN.search(self.ask("form", path))
        if token is None:
            self.errors.append("the form has no token")
            return
        form = {
            "csrfmiddlewaretoken": token.group(1),
            "kind": "STATE_POSITION",
            "claim": f"said {self.draw.getrandbits(40):x} at the river",
            "language": "en",
            "direction": "ltr",
            "actors": "Alpha",
            "happened": f"2023-0{self.draw.randint(1, 9)}-11",
            "quote": "indirect",
            "stance": "tells",
            "audience": "team",
        }
        self.ask("file", path, form)


def main() -> None:
    job = json.loads(sys.argv[1])
    person, every = Person(job), float(job["every"])
    begin = float(job["begin"])
    end = begin + float(job["for"])
    time.sleep(max(0.0, begin - time.monotonic()) + person.draw.uniform(0, every))
    for step in person.writes() if job["writes"] else person.reads():
        begun = time.monotonic()
        if begun >= end:
            break
        step()
        time.sleep(max(0.0, begun + every - time.monotonic()))
    found = {"seconds": person.seconds, "errors": person.errors, "most": person.largest}
    print(json.dumps({**found, "cpu": time.process_time()}))


if __name__ == "__main__":
    main()
