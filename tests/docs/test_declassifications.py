"""What the documents promise names tests that are there; who reads across rooms is listed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
LIST = (DOCS / "declassifications.md").read_text(encoding="utf-8")
FIGURES = (DOCS / "security.md").read_text(encoding="utf-8")
LOOK = re.compile(r"`(tests/[^`]+|test_\w+|python tools/[^`]+)`")


def rows_of(page: str) -> list[str]:
    return [line for line in page.splitlines() if line.startswith("| ")][1:]


@cache
def defined(path: Path) -> frozenset[str]:
    files = [path] if path.is_file() else sorted(path.rglob("test_*.py"))
    found = (
        re.findall(r"^def (test_\w+)", f.read_text(encoding="utf-8"), re.MULTILINE) for f in files
    )
    return frozenset(name for names in found for name in names)


@pytest.mark.parametrize("row", [*rows_of(LIST), *rows_of(FIGURES)])
def test_every_row_names_tests_that_are_there(row):
    told = LOOK.findall(row.rstrip("| ").rpartition(" | ")[2])
    if "the command below" in row:
        assert ".venv/bin/coverage report --fail-under=100" in FIGURES
        return
    assert told, row
    paths = [ROOT / one.removeprefix("python ") for one in told if not one.startswith("test_")]
    assert all(path.exists() for path in paths), row
    names = {one for one in told if one.startswith("test_")}
    assert names <= {name for path in paths for name in defined(path)}, row


def test_every_figure_that_the_desk_is_held_to_has_a_row():
    numbers = {int(row.split("|")[1]) for row in rows_of(FIGURES) if row.split("|")[1].strip()}
    assert set(range(1, 21)) == numbers


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
