"""Put thousands of generated questions to the API of a real desk, with schemathesis.

`python tools/try_api.py --schemathesis PATH` takes the command of schemathesis, which is no part of
the lock file (`python -m venv X && X/bin/pip install schemathesis`). A desk with the example case
and a hidden word in an entry for every audience is served on loopback (from the empty database that
`DATABASE_URL` names, if it does); each seat asks with its token, and a stranger without one. Exits
with 1 on an error of the server, an answer that is not as described, or a hidden word in an answer
to a seat that may not read it.
"""

from __future__ import annotations

import argparse
import json
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CASE = "february-2022"
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)


@dataclass(frozen=True, slots=True)
class Seat:
    """Who asks: with which token, and the words that it may not be told."""

    name: str
    token: str
    hidden: tuple[str, ...]


def filled(folder: Path) -> tuple[tuple[Seat, ...], str]:
    """A desk with the example and a word for every audience; its seats, and an act of it."""
    from goodoffices.desk.server import example_folder, prepare

    prepare(folder)
    from goodoffices.access.decisions import may_see
    from goodoffices.access.viewers import PUBLIC_VIEWER
    from goodoffices.desk.wiring import real_world
    from goodoffices.record.accounts import Account, Words
    from goodoffices.record.vocabulary import ActKind
    from goodoffices.service.cases import place_of_seat
    from goodoffices.service.example import open_example
    from goodoffices.service.notices import make_token
    from goodoffices.service.readers import audiences_for
    from goodoffices.service.record import file_account, view

    world = real_world()
    lead = open_example(world, example_folder())
    words = {}
    for number, audience in enumerate(audiences_for(lead)):
        words[audience] = f"zq{number:02}canary"
        file_account(lead, Account(ActKind.MEET, Words(f"met {words[audience]}")), audience)
    sides = (*lead.frame.parties, *lead.frame.observers)
    places = [place_of_seat(world, CASE, named) for named in ("lead", *(s.id for s in sides))]
    found = []
    for at in places:
        hidden = tuple(word for one, word in words.items() if not may_see(at.viewer, one))
        found.append(Seat(at.viewer.side or "lead", make_token(at, "api"), hidden))
    unseen = tuple(word for one, word in words.items() if not may_see(PUBLIC_VIEWER, one))
    return (*found, Seat("stranger", "", unseen)), view(lead).acts[0].id


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = Path(sys.executable).with_name("goodoffices")
    options = ["--home", str(folder), "--port", str(port)]
    server = subprocess.Popen(
        [str(command), "desk", *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as first:
            first.request("GET", "/api/openapi.json")  # all is loaded once
            first.getresponse().read()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def asked(
    program: Path, address: str, seat: Seat, fixed: dict[str, str], examples: int
) -> tuple[int, str]:
    """How many questions this seat put, and what was wrong (empty where nothing was); what is not
    fixed is generated.
    """
    with tempfile.TemporaryDirectory() as made:
        settings, report = Path(made, "schemathesis.toml"), Path(made, "asked.har")
        lines = (f'{name} = "{value}"\n' for name, value in fixed.items())
        settings.write_text("".join(["[parameters]\n", *lines]))
        command = [str(program), "--config-file", str(settings), "run"]
        command += [f"{address}/api/openapi.json", "--checks", ",".join(CHECKS), "--seed", "7"]
        command += ["--max-examples", str(examples), "--report", "har"]
        command += ["--report-har-path", str(report), "--no-color"]
        if seat.token:
            command += ["--header", f"Authorization: Bearer {seat.token}"]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if not report.exists():
            return 0, run.stdout + run.stderr
        answers = report.read_text(encoding="utf-8")
    many = len(json.loads(answers)["log"]["entries"])
    told = [word for word in seat.hidden if word in answers]
    wrong = f"{seat.name} was told {', '.join(told)}" if told else ""
    return many, wrong or (run.stdout if run.returncode else "")


def main() -> int:
    parser = argparse.ArgumentParser(description="Ask the API of a desk with schemathesis.")
    parser.add_argument("--schemathesis", type=Path, required=True, help="its command")
    parser.add_argument("--examples", type=int, default=300, help="of each operation")
    given = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as made:
        seats, act = filled(Path(made))
        with serving(Path(made)) as address:
            for seat in seats:
                for fixed in ({"slug": CASE, "act_id": act}, {"slug": CASE}, {}):
                    many, wrong = asked(given.schemathesis, address, seat, fixed, given.examples)
                    failed |= bool(wrong) or not many
                    said = f"{seat.name:14} {many:6} questions, {len(fixed)} parts of them fixed"
                    print(f"{said}: {wrong or 'as described'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
