"""Let the disk fail while a desk writes: nothing is acknowledged, what was written stays readable.

`python tools/disk_faults.py --faults 50`. The system refuses this process every write beyond a
size drawn at random (RLIMIT_FSIZE), as a full disk does: in the database, in its log or in the
key file. After each refusal all earlier accounts must be readable and every chain whole.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Faults", "fail_at_random"]

_WITHOUT = resource.RLIM_INFINITY


@dataclass(frozen=True, slots=True)
class Faults:
    """Writes refused, those that went through, earlier accounts that were gone, and what
    `verify` found amiss.
    """

    refused: int
    written: int
    lost: int
    faults: tuple[str, ...]


def fail_at_random(folder: Path, faults: int, seed: int = 7) -> Faults:
    """Write until the disk has failed so often."""
    from kill_writers import lead_of

    lead = lead_of(folder)
    from django.db import DatabaseError

    from goodoffices.errors import GoodOfficesError
    from goodoffices.record.accounts import Account, Words
    from goodoffices.record.audiences import TEAM
    from goodoffices.record.vocabulary import ActKind
    from goodoffices.service.record import file_account, view
    from goodoffices.service.verify import verify

    # without it the signal that comes with the refusal would end the process
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    draw = random.Random(seed)
    acknowledged: set[str] = set()
    refused, lost, found = 0, 0, []
    while refused < faults:
        # in between it writes as it should
        acknowledged.add(file_account(lead, Account(ActKind.MEET, Words("met")), TEAM).id)
        sizes = [path.stat().st_size for path in folder.glob("*.sqlite3*")]
        account = Account(ActKind.STATE_POSITION, Words("word " * draw.randrange(10, 4000)))
        resource.setrlimit(
            resource.RLIMIT_FSIZE, (draw.choice(sizes) + draw.randrange(40_000), _WITHOUT)
        )
        try:
            acknowledged.add(file_account(lead, account, TEAM).id)
        except (DatabaseError, GoodOfficesError, OSError):
            refused += 1
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (_WITHOUT, _WITHOUT))
        there = {filed.id for act in view(lead).acts for filed in act.accounts}
        lost = max(lost, len(acknowledged - there))
        found += [v.fault for v in verify(lead.world.keys) if v.fault]
    return Faults(refused, len(acknowledged), lost, tuple(found))


def main() -> int:
    parser = argparse.ArgumentParser(description="Let the disk fail while a desk writes.")
    parser.add_argument("--faults", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory() as folder:
        told = fail_at_random(Path(folder), asked.faults, asked.seed)
    print(
        f"{told.refused} writes refused, {told.written} acknowledged, {told.lost} of them lost; "
        f"the chains are {'; '.join(told.faults[:3]) or 'whole'}"
    )
    return 1 if told.lost or told.faults else 0


if __name__ == "__main__":
    sys.exit(main())
