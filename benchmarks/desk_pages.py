"""What each page of the desk costs: `python benchmarks/desk_pages.py --home FOLDER`.

Opens the pages that `desk_load.py` opens, and the mediator's tools, in one process and one after
the other, over the case that `desk_load.py --home FOLDER` made (or makes it); prints for each the
least CPU time of a few answers, that of the process of PostgreSQL that served them if there is one
on this machine, the statements sent to the database and the size. `--profile` prints where the time
of a page goes.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desk_load import CASE, SEATS, case_in, session_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

ROOT = f"/c/{CASE}/"
TIMES = 5
_ACT = re.compile(r'<h3><a href="([^"]+)"')
PAGES = {
    "record, the first": "record/",
    "record": "record/?after=2023-06-01",
    "record, before": "record/?before=2023-06-01",
    "record, last": "record/?before=9999-99-99",
    "record, one kind": "record/?after=2023-06-01&kind=MEET",
    "record, one side": "record/?after=2023-06-01&by=a",
    "record, contested": "record/?after=2023-06-01&contested=yes",
    "record, open offers": "record/?after=2023-06-01&open=yes",
    "search, many hits": "search/?q=ka",
    "search, two words": "search/?q=niad+polgra",
    "search, Arabic": "search/?q=%D9%88%D8%B3%D8%A7%D8%B7%D8%A9",
    "search, a phrase": "search/?q=%22ka+ri%22",
    "overview": "",
    "offers": "offers/",
    "venues": "venues/",
    "positions": "positions/",
    "mediator": "mediator/",
    "briefings": "briefings/",
    "known": "known/a/",
    "contacts": "contacts/",
    "fundamentals": "fundamentals/",
    "people and bodies": "record/actors/",
    "topics": "record/topics/",
    "withdrawn": "record/withdrawn/",
    "brief": "brief/",
    "file an account": "record/file/",
}


class Cost(NamedTuple):
    seconds: float
    in_database: float
    statements: int
    size: int
    status: int


def cost_of(client: Client, path: str, times: int = TIMES) -> Cost:
    """The least of some answers to one address, the first not counted."""
    from django.db import connection

    sent = Counter[str]()

    def count(execute: Callable[..., object], sql: str, *rest: object) -> object:
        sent[sql] += 1
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        answer = client.get(path)
    own, served = [], []
    for _ in range(times):
        begun, there = time.process_time(), by_postgresql()
        client.get(path)
        own.append(time.process_time() - begun)
        served.append(by_postgresql() - there)
    return Cost(min(own), min(served), sent.total(), len(answer.content), answer.status_code)


def by_postgresql() -> float:
    """The CPU-seconds of the process of PostgreSQL that serves this one; 0 where there is none."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    number = connection.connection.info.backend_pid
    used = Path(f"/proc/{number}/schedstat")
    return int(used.read_text().split()[0]) / 1e9 if used.exists() else 0.0


def clients(asked: list[str]) -> Iterator[tuple[str, Client]]:
    """A browser signed in as somebody in each of these seats."""
    from django.test import Client

    for name in asked:
        client = Client(SERVER_NAME="127.0.0.1")
        client.cookies["sessionid"] = session_of(f"pages-{name}", *SEATS[name])
        yield name, client


def main() -> int:
    parser = argparse.ArgumentParser(description="Print what each page costs.")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--seat", action="append", help=f"of: {', '.join(SEATS)}")
    parser.add_argument("--page", action="append", help=f"of: {', '.join(['act', *PAGES])}")
    parser.add_argument("--profile", action="store_true", help="and where the time goes")
    parser.add_argument("--times", type=int, default=TIMES)
    asked = parser.parse_args()
    case_in(asked.home, 100_000)
    for seat, client in clients(asked.seat or list(SEATS)):
        record = client.get(ROOT + PAGES["record"]).content.decode()
        pages = {"act": _ACT.findall(record)[3].removeprefix(ROOT), **PAGES}
        for name in asked.page or pages:
            cost = cost_of(client, ROOT + pages[name], asked.times)
            told = f"{cost.seconds:7.4f} s + {cost.in_database:6.4f} s"
            told += f" {cost.statements:4} statements {cost.size:7} bytes"
            print(f"{seat:9} {name:20} {told}  {cost.status}", flush=True)
            if asked.profile:
                with cProfile.Profile(time.process_time) as profile:
                    for _ in range(3):
                        client.get(ROOT + pages[name])
                pstats.Stats(profile).sort_stats("tottime").print_stats(45)
                pstats.Stats(profile).sort_stats("cumtime").print_stats(110)
    return 0


if __name__ == "__main__":
    sys.exit(main())
