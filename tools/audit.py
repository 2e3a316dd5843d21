"""Ask for known faults of the packages in the lock file (figure 17): `make audit`.

Exits with 1 if one is known. Where the lists of faults cannot be reached, wholly or for a package,
that is said and counted as nothing: no answer is no good answer.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

__all__ = ["main", "told"]

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"


def told(output: str) -> tuple[list[str], int]:
    """What `pip-audit` found, in lines, and how many packages it could ask about."""
    try:
        packages = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return [], 0
    asked = [one for one in packages if "skip_reason" not in one]
    lines = [
        f"{one['name']} {one['version']}: {fault['id']}; mended in "
        f"{', '.join(fault['fix_versions']) or 'no version'}"
        for one in asked
        for fault in one["vulns"]
    ]
    return lines, len(asked)


def main() -> int:
    wanted = sum(line[:1].isalnum() for line in LOCK.read_text(encoding="utf-8").splitlines())
    program = str(Path(sys.executable).with_name("pip-audit"))
    options = ["--disable-pip", "--require-hashes", "-r", str(LOCK), "--progress-spinner", "off"]
    run = subprocess.run(
        [program, *options, "--format", "json"], capture_output=True, text=True, check=False
    )
    found, asked = told(run.stdout)
    for line in found:
        print(line)
    if not asked:
        why = (run.stderr.strip().splitlines() or ["it knows none of the packages"])[-1]
        print(f"audit skipped: the list of known faults answers for no package here ({why})")
        return 0
    print(f"{len(found)} known faults in {asked} of {wanted} packages of the lock file")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
