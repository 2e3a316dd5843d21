"""Kill a writer many times while it writes: nothing acknowledged is lost, no chain is broken.

`python tools/kill_writers.py --kills 200`. Each time a fresh process files accounts into one case
of the embedded database, or of the empty one that `DATABASE_URL` names, and says the id of each as
soon as it is acknowledged; after a moment it is killed (SIGKILL). In the end the accounts they
named must be there, and `verify` must find every entry as it was written. A process is killed, not
the machine: the disk is not tested.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.service.at import At

__all__ = ["Outcome", "kill_writers", "lead_of"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How often a writer was killed, what it had acknowledged, what of that was gone, and what
    `verify` found amiss afterwards.
    """

    kills: int
    acknowledged: int
    lost: int
    fault: str


def kill_writers(folder: Path, kills: int, seed: int = 7) -> Outcome:
    """Kill so many writers of a desk in a folder; linear in the kills and in what was written."""
    draw = random.Random(seed)
    acknowledged = [
        told for _ in range(kills) for told in _written_until_killed(folder, draw.uniform(0, 0.2))
    ]
    found, fault = _checked(folder, acknowledged)
    return Outcome(kills, len(acknowledged), len(acknowledged) - found, fault)


def _written_until_killed(folder: Path, seconds: float) -> list[str]:
    """The ids that a writer named before it was killed, so long after the first of them."""
    command = [sys.executable, __file__, "--write", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        if writer.stdout is None:
            raise SystemExit("the writer has no output")
        first = writer.stdout.readline()
        time.sleep(seconds)
        writer.send_signal(signal.SIGKILL)
        # a last line without its end was not said whole
        return [one.strip() for one in (first, *writer.stdout) if one.endswith("\n")]


def _checked(folder: Path, ids: list[str]) -> tuple[int, str]:
    """How many of these accounts are there, and what `verify` finds amiss."""
    command = [sys.executable, __file__, "--count", str(folder)]
    run = subprocess.run(command, input="\n".join(ids), capture_output=True, text=True, check=True)
    found, _, fault = run.stdout.partition("\n")
    return int(found), fault.strip()


def _write(folder: Path) -> None:
    """File accounts until killed, and say the id of each once it is committed."""
    lead = lead_of(folder)
    from goodoffices.record.accounts import Account, Words
    from goodoffices.record.audiences import JOINT, TEAM
    from goodoffices.record.vocabulary import ActKind
    from goodoffices.service.record import file_account

    number = 0
    while True:
        number += 1
        account = Account(ActKind.STATE_POSITION, Words(f"statement {number} " + "word " * 50))
        filed = file_account(lead, account, TEAM if number % 2 else JOINT)
        sys.stdout.write(f"{filed.id}\n")
        sys.stdout.flush()


def _count(folder: Path) -> None:
    lead = lead_of(folder)
    from goodoffices.service.record import view
    from goodoffices.service.verify import verify

    wanted = set(sys.stdin.read().split())
    there = {filed.id for act in view(lead).acts for filed in act.accounts}
    faults = [verdict.fault for verdict in verify(lead.world.keys) if verdict.fault]
    sys.stdout.write(f"{len(wanted & there)}\n{'; '.join(faults)}\n")


def lead_of(folder: Path) -> At:
    """The lead mediator's place in the one case of the desk, which is made if it is not there."""
    from goodoffices.desk.server import prepare

    prepare(folder)
    from goodoffices.desk.wiring import real_world
    from goodoffices.record.frame import Frame, Side
    from goodoffices.service.cases import open_case, place_of_seat, slugs
    from goodoffices.service.sign_in import find_or_create_person

    world = real_world()
    sides = (Side("a", "Side A"), Side("b", "Side B"))
    frame = Frame("A case that is written to", "written", Side("mediator", "Mediator"), sides)
    if frame.slug in slugs():
        return place_of_seat(world, frame.slug, "lead")
    return open_case(world, frame, find_or_create_person(world, "lead"))


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill a writer many times while it writes.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--count", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.write:
        _write(asked.write)
    if asked.count:
        _count(asked.count)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        outcome = kill_writers(Path(folder), asked.kills, asked.seed)
    print(
        f"{outcome.kills} kills, {outcome.acknowledged} accounts acknowledged, "
        f"{outcome.lost} lost; the chains are {outcome.fault or 'whole'}"
    )
    return 1 if outcome.lost or outcome.fault else 0


if __name__ == "__main__":
    sys.exit(main())
