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


def test_whoever_makes_up_a_viewer_to_read_entries_is_listed():
    """A query for another viewer than the one who asks is a declassification."""
    making = re.compile(r"Viewer\(\s*SeatKind\.DELEGATE")
    found = {
        path.stem
        for path in (ROOT / "src" / "goodoffices" / "service").glob("*.py")
        if making.search(path.read_text(encoding="utf-8")) and "queries." in path.read_text("utf-8")
    }
    assert found == {name for name in found if f"service.{name}" in LIST}
