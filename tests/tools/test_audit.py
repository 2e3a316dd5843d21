"""Known faults of packages are told; where nobody answers, that is no good answer."""

from __future__ import annotations

import json

from audit import told

FAULT = {"id": "PYSEC-2022-1", "fix_versions": ["2.0"], "aliases": [], "description": ""}
FOUND = [
    {"name": "one", "version": "1.0", "vulns": [FAULT]},
    {"name": "two", "version": "1.0", "vulns": []},
    {"name": "three", "skip_reason": "Dependency not found"},
]


def test_what_is_known_is_told_and_what_was_not_asked_is_not_counted():
    lines, asked, why = told(json.dumps({"dependencies": FOUND}))
    assert lines == ["one 1.0: PYSEC-2022-1; mended in 2.0"]
    assert asked == 2
    assert why == "Dependency not found"
    assert told(json.dumps({"dependencies": FOUND[2:]})) == ([], 0, "Dependency not found")


def test_no_answer_is_none():
    assert told("") == told("no JSON") == told("[]") == ([], 0, "")
