"""Fail if pytest's results (JUnit XML) name a test that was skipped or did not pass.

Tests that need published cases from `../shared` may be skipped where that folder is not there.
How long the tests took is printed beside the ten minutes that they may take on two cores.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
MOST = 600
NO_SHARED = "the folder ../shared is not there"


def not_run(results: Path, *, shared_is_there: bool) -> list[str]:
    """One line for each test that did not run or did not pass."""
    suites = ET.parse(results).getroot()  # noqa: S314 (see above)
    found = []
    tests = list(suites.iter("testcase"))
    for test in tests:
        for child in test:
            if child.tag not in {"skipped", "failure", "error"}:
                continue
            reason = child.get("message") or ""
            if child.tag == "skipped" and NO_SHARED in reason and not shared_is_there:
                continue
            first = (reason.splitlines() or [""])[0]
            found.append(f"{child.tag}: {test.get('classname')}::{test.get('name')}: {first}")
    return found if tests else ["no test was run"]


def seconds(results: Path) -> float:
    """How long the whole run took, by the clock."""
    suites = ET.parse(results).getroot()  # noqa: S314 (see above)
    return sum(float(one.get("time") or 0) for one in suites.iter("testsuite"))


def main(path: str) -> int:
    try:
        print(f"the tests took {seconds(Path(path)):.0f} s; on two cores they may take {MOST}")
        found = not_run(Path(path), shared_is_there=SHARED.is_dir())
    except (OSError, ValueError, ET.ParseError) as error:
        found = [f"there are no results: {error}"]
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
