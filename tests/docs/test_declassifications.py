"""The list of declassifications names tests that exist, and the code that reads across rooms."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIST = (ROOT / "docs" / "declassifications.md").read_text(encoding="utf-8")


def test_every_row_names_a_test_that_is_there():
    rows = [line for line in LIST.splitlines() if line.startswith("| ")][1:]
    assert rows
    for row in rows:
        tests = re.findall(r"`(tests/[^`]+)`", row.rpartition(" | ")[2])
        assert tests, row
        assert all((ROOT / path).exists() for path in tests)


def test_whoever_reads_across_rooms_is_listed():
    """A query for another viewer than the one who asks is a declassification."""
    making = re.compile(r"Viewer\(\s*SeatKind\.DELEGATE")
    service = {
        path.stem: path.read_text(encoding="utf-8")
        for path in (ROOT / "src" / "goodoffices" / "service").glob("*.py")
    }
    found = {n for n, text in service.items() if making.search(text) and "queries." in text}
    # it only lends the door: whoever goes through it is listed
    assert found == {"talk_log"}
    through = {
        name for name, text in service.items() if re.search(r"(of_own_room|as_delegate)\(", text)
    } - found
    assert through
    assert through == {name for name in through if f"service.{name}" in LIST}
