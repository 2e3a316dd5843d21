"""Ask for known faults of the packages in the lock file (figure 17): `make audit`.

Exits with 1 if one is known. Where the lists of faults cannot be reached, wholly or for a package,
that is said and counted as nothing: no answer is no good answer. Without a network, `--list FOLDER`
asks a copy of https://github.com/pypa/advisory-database instead, and says how old it is.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from known_faults import known_faults, locked, read_list

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main", "told"]

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"


def told(output: str) -> tuple[list[str], int, str]:
    """What `pip-audit` found, in lines, how many packages it could ask about, why not the first."""
    try:
        packages = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return [], 0, ""
    asked = [one for one in packages if "skip_reason" not in one]
    lines = [
        f"{one['name']} {one['version']}: {fault['id']}; mended in "
        f"{', '.join(fault['fix_versions']) or 'no version'}"
        for one in asked
        for fault in one["vulns"]
    ]
    why = next((one["skip_reason"] for one in packages if "skip_reason" in one), "")
    return lines, len(asked), why


def from_copy(folder: Path) -> int:
    """Ask a copy of the list that lies in a folder."""
    packages = locked(LOCK.read_text(encoding="utf-8"))
    found, read, newest = known_faults(packages, read_list(folder))
    if not read:
        print(f"no entries in {folder}/vulns: give a copy of the advisory database")
        return 2
    for line in found:
        print(line)
    print(
        f"{len(found)} known faults in {len(packages)} packages of the lock file, by {read:,} "
        f"entries of a list whose newest is of {newest}; what is newer it does not know"
    )
    return 1 if found else 0


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Known faults of the packages in the lock file.")
    parser.add_argument("--list", type=Path, metavar="FOLDER", help="a copy of the list, offline")
    asked_for = parser.parse_args(argv)
    if asked_for.list:
        return from_copy(asked_for.list)
    wanted = len(locked(LOCK.read_text(encoding="utf-8")))
    program = str(Path(sys.executable).with_name("pip-audit"))
    options = ["--disable-pip", "--require-hashes", "-r", str(LOCK), "--progress-spinner", "off"]
    run = subprocess.run(
        [program, *options, "--format", "json"], capture_output=True, text=True, check=False
    )
    found, asked, why = told(run.stdout)
    for line in found:
        print(line)
    if not asked:
        why = why or (run.stderr.strip().splitlines() or ["it said nothing"])[-1]
        print(f"audit skipped: the list of known faults answers for no package here ({why})")
        return 0
    print(f"{len(found)} known faults in {asked} of {wanted} packages of the lock file")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
