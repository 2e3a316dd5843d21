"""The desk under load: `python benchmarks/desk_load.py` (make bench-desk).

Makes a case of 100,000 entries, serves it with the real server, lets 50 readers each open a page
every 5 seconds while 5 writers file accounts, each a process of its own; then pushes with a few
readers that never wait; then verifies the journal. Exits with 1 if anything went wrong. Where
other work runs on the machine, the clock tells of that too: `--home` keeps the case for another
run. On PostgreSQL where `DATABASE_URL` names a database: an empty one, or that of the home.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from figures import Figure

from goodoffices.access.viewers import SeatKind
from goodoffices.desk.server import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.desk.home import Home

HERE = Path(__file__).resolve().parent
CASE = "large"
READERS, WRITERS, EVERY = 50, 5, 5.0
SEATS: dict[str, tuple[SeatKind, str | None]] = {
    "team": (SeatKind.TEAM, None),
    "delegate a": (SeatKind.DELEGATE, "a"),
    "delegate b": (SeatKind.DELEGATE, "b"),
    "observer": (SeatKind.OBSERVER, "o"),
}
PUSHING = 8
_START = 0.15
"""Seconds that a client is given to start, before any of them asks."""
COMMAND = str(Path(sys.executable).with_name("goodoffices"))
Clients = list[subprocess.Popen[bytes]]
Times = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Seats:
    """The sessions of those who read and of those who write."""

    readers: tuple[str, ...]
    writers: tuple[str, ...]


def case_in(folder: Path, entries: int) -> Home:
    """The desk in the folder, its case made if it is not there."""
    home = prepare(folder)
    from large_case import FRAME, fill

    from goodoffices.desk.wiring import real_world
    from goodoffices.service.cases import open_case, slugs
    from goodoffices.service.sign_in import find_or_create_person

    world = real_world()
    if CASE not in slugs():
        lead = open_case(world, FRAME, find_or_create_person(world, "lead"))
        begun = time.process_time()
        fill(lead.case_id, world.keys, entries)
        _settled()
        print(f"made {entries:,} entries in {time.process_time() - begun:.0f} s of CPU", flush=True)
    return home


def _settled() -> None:
    """PostgreSQL looks at what a table holds once a minute; what was made in bulk, now."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def seated() -> Seats:
    """Somebody in each seat, signed in."""
    kinds = tuple(SEATS.values())
    sessions: dict[bool, list[str]] = {True: [], False: []}
    for number in range(READERS + WRITERS):
        is_writer = number >= READERS
        kind, side = kinds[0 if is_writer else number % len(kinds)]
        session = session_of(f"person-{os.getpid()}-{number}", kind, side)
        sessions[is_writer].append(session)
    return Seats(tuple(sessions[False]), tuple(sessions[True]))


def session_of(handle: str, kind: SeatKind, side: str | None) -> str:
    """The key of a session of somebody in such a seat, signed in and with no interests."""
    from django.contrib.auth import login
    from django.contrib.sessions.backends.db import SessionStore
    from django.http import HttpRequest

    from goodoffices.desk.wiring import real_world
    from goodoffices.service.cases import give_seat, place_of, place_of_seat
    from goodoffices.service.interests import declare_interests
    from goodoffices.service.sign_in import find_or_create_person

    world = real_world()
    person = find_or_create_person(world, handle)
    if not person.seat_set.exists():
        lead = place_of_seat(world, CASE, SeatKind.LEAD)
        if give_seat(lead, person, kind, side).undeclared:
            declare_interests(place_of(world, CASE, person), "", none=True)
    request = HttpRequest()
    request.session = SessionStore()
    login(request, person)
    request.session.save()
    return str(request.session.session_key)


@contextmanager
def serving(home: Home, workers: int) -> Iterator[int]:
    """The real server on a free port, until the block is left."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    options = ["--home", str(home.folder), "--port", str(port), "--workers", str(workers)]
    server = subprocess.Popen([COMMAND, "desk", *options], stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def after_start(clients: int) -> float:
    """When so many clients that are started now are there, on the monotonic clock."""
    return time.monotonic() + _START * clients


def let(
    sessions: tuple[str, ...],
    port: int,
    begin: float,
    *,
    every: float,
    seconds: float,
    writes: bool = False,
) -> Clients:
    """Start a client for each session; they ask from `begin` on."""
    jobs = [
        {"session": s, "port": port, "every": every, "for": seconds, "writes": writes}
        | {"begin": begin}
        | {"case": f"/c/{CASE}/", "seed": f"{s} {every}"}
        for s in sessions
    ]
    client = str(HERE / "desk_client.py")
    return [
        subprocess.Popen([sys.executable, client, json.dumps(job)], stdout=subprocess.PIPE)
        for job in jobs
    ]


@dataclass(slots=True)
class Spent:
    """CPU-seconds of clients, and the answers they had."""

    by_clients: float = 0.0
    answers: int = 0


def of_children() -> float:
    """The CPU-seconds of all processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def gathered(clients: Clients, spent: Spent) -> tuple[Times, list[str], int]:
    """Wait for clients: how long answers took by kind, what went wrong, the largest page."""
    seconds: Times = {}
    errors: list[str] = []
    largest = 0
    for client in clients:
        out, _ = client.communicate()
        found = json.loads(out)
        errors += found["errors"]
        largest = max(largest, found["most"])
        spent.by_clients += found["cpu"]
        spent.answers += sum(map(len, found["seconds"].values()))
        for kind, times in found["seconds"].items():
            seconds.setdefault(kind, []).extend(times)
    return seconds, errors, largest


def nearly_all(times: list[float], share: float = 0.99) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def told(read: Times, written: Times, pushed: Times, seconds: float, largest: int) -> None:
    pages = [one for times in read.values() for one in times]
    for kind, times in sorted({**read, **written}.items()):
        middle, most = 1000 * median(times), 1000 * nearly_all(times)
        print(f"  {kind:10} {len(times):6} answers, median {middle:5.0f} ms, 99 % {most:5.0f} ms")
    rate = sum(map(len, pushed.values())) / seconds
    print(Figure("a page, median", 1000 * median(pages), 50, "ms"))
    print(Figure("a page, 99 of 100", 1000 * nearly_all(pages), 250, "ms"))
    print(Figure("pages a second when pushed", rate, 100, "", at_least=True))
    print(Figure("accounts filed a second", len(written.get("file", [])) / seconds, unit=""))
    print(Figure("largest page", largest / 1000, 50, "kB"))


def verified(home: Home) -> bool:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run([COMMAND, "verify", "--home", str(home.folder)], check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(Figure("verify, CPU", after.ru_utime - before.ru_utime, 3, "s"))
    return run.returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Load the desk, and print what it did.")
    parser.add_argument("--home", type=Path, help="keep the desk here; else it is made anew")
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=60.0, help="of each of the two parts")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        home = case_in(asked.home or Path(made), asked.entries)
        seats = seated()
        spent, before = Spent(), of_children()
        with serving(home, asked.workers) as port:
            # all is loaded once
            gathered(let(seats.readers[:4], port, after_start(4), every=0, seconds=3), spent)
            begin, seconds = after_start(READERS + WRITERS), asked.seconds
            readers = let(seats.readers, port, begin, every=EVERY, seconds=seconds)
            writers = let(seats.writers, port, begin, every=EVERY, seconds=seconds, writes=True)
            read, errors, largest = gathered(readers, spent)
            written, not_written, _ = gathered(writers, spent)
            begin = after_start(PUSHING)
            pushing = let(seats.readers[:PUSHING], port, begin, every=0, seconds=seconds)
            pushed, when_pushed, _ = gathered(pushing, spent)
        errors += not_written + when_pushed
        told(read, written, pushed, seconds, largest)
        by_server = of_children() - before - spent.by_clients
        print(
            Figure(
                "the server, CPU an answer, start included", by_server / spent.answers, 0.02, "s"
            )
        )
        print("load average:", *(f"{one:.1f}" for one in os.getloadavg()))
        print(Figure("errors", len(errors), 0, ""))
        for line in errors[:10]:
            print("  ", line)
        return 0 if verified(home) and not errors else 1


if __name__ == "__main__":
    sys.exit(main())
