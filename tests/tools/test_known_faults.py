"""Figure 17 without a network: a copy of the public list is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import audit
from known_faults import is_affected, known_faults, locked

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = """id: PYSEC-2024-1
affected:
- package: {name: PyYAML, ecosystem: PyPI}
  ranges:
  - type: ECOSYSTEM
    events:
    - introduced: "0"
    - fixed: "EDGE"
published: "2024-05-19T14:55:00Z"
"""


def between(*events: dict[str, str]) -> dict[str, Any]:
    return {"ranges": [{"type": "ECOSYSTEM", "events": list(events)}]}


def test_a_lock_file_gives_names_and_versions():
    lock = "Py_YAML==6.0 \\\n    --hash=sha256:00\nuvicorn[standard]==1.10 ; x\n# via\n"
    assert locked(lock) == [("py-yaml", "6.0"), ("uvicorn", "1.10")]


@given(st.tuples(*[st.integers(0, 12)] * 3), st.integers(0, 12))
def test_a_range_holds_what_lies_between_its_ends(ends: tuple[int, int, int], minor: int):
    first, last, again = sorted(ends)
    fault = between(
        {"introduced": f"1.{again}"}, {"introduced": f"1.{first}"}, {"fixed": f"1.{last}"}
    )
    if first < last < again:
        assert is_affected(f"1.{minor}", fault) == (first <= minor < last or minor >= again)


@pytest.mark.parametrize(
    ("version", "fault", "affected"),
    [
        ("1.10", between({"introduced": "0"}, {"last_affected": "1.10"}), True),
        ("1.11", between({"introduced": "0"}, {"last_affected": "1.10"}), False),
        ("1.9", between({"introduced": "1.10"}), False),
        ("1.1", {"versions": ["1.1"]}, True),
        ("1.10", {"versions": ["1.1"]}, False),
        ("1.1", {"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}, False),
        ("1.1", between({"introduced": "of no order"}), True),
    ],
)
def test_the_edges(version: str, fault: dict[str, Any], *, affected: bool):
    assert is_affected(version, fault) is affected


def test_what_was_withdrawn_is_no_fault():
    entry = {
        "id": "PYSEC-1",
        "published": "2024-05-19T14:55:00Z",
        "affected": [{"package": {"name": "One"}, **between({"introduced": "0"})}],
    }
    assert known_faults([("one", "1.0")], [entry]) == (["one 1.0: PYSEC-1"], 1, "2024-05-19")
    assert known_faults([("one", "1.0")], [{**entry, "withdrawn": "2024-06-01"}])[0] == []
    assert known_faults([("two", "1.0")], [entry])[0] == []


def test_the_command_asks_a_copy(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert audit.main(["--list", str(tmp_path)]) == 2
    assert "no entries" in capsys.readouterr().out
    (tmp_path / "vulns" / "pyyaml").mkdir(parents=True)
    entry = tmp_path / "vulns" / "pyyaml" / "PYSEC-2024-1.yaml"
    entry.write_text(ENTRY.replace("EDGE", "999"), encoding="utf-8")
    assert audit.main(["--list", str(tmp_path)]) == 1
    assert "PYSEC-2024-1" in capsys.readouterr().out
    entry.write_text(ENTRY.replace("EDGE", "1.10"), encoding="utf-8")
    assert audit.main(["--list", str(tmp_path)]) == 0
    assert "newest is of 2024-05-19" in capsys.readouterr().out
