"""On PostgreSQL: the tests of the services, and a case that moves there from SQLite and back."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from databases import environment_of_a_desk

ROOT = Path(__file__).parents[2]
ADDRESS = os.environ.get("GOODOFFICES_TEST_POSTGRES")

pytestmark = pytest.mark.skipif(
    not ADDRESS, reason="GOODOFFICES_TEST_POSTGRES names no server; .ci/run starts one"
)
COMMANDS = """
import shlex, sys
from goodoffices.cli.app import build
for line in sys.argv[1:]:
    code = build()(shlex.split(line), standalone_mode=False)
    assert not code, (line, code)
from django.db import connection
print("on", connection.vendor)
"""


def test_the_services_on_postgresql():
    if os.environ.get("DATABASE_URL"):
        pytest.skip("all tests run on PostgreSQL here")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/service"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": str(ADDRESS), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]


def on_a_desk(home: Path, *commands: str, environment: dict[str, str]) -> str:
    run = subprocess.run(
        [sys.executable, "-c", COMMANDS, *commands],
        cwd=ROOT,
        env={**environment, "GOODOFFICES_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def sums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_case_moves_from_sqlite_to_postgresql_and_back(tmp_path, monkeypatch):
    """The folders it travels in are equal, and a checkpoint of the first desk holds on each."""
    embedded = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    monkeypatch.setenv("DATABASE_URL", str(ADDRESS))
    case, kept = "february-2022", tmp_path / "kept.json"
    told = on_a_desk(
        tmp_path / "first",
        "case import examples/february-2022 --yes",
        f"checkpoint --to {kept}",
        f"case export {case} {tmp_path / 'one'}",
        environment=embedded,
    )
    assert told.endswith("on sqlite\n")
    folders, key = ["one", "two", "three"], json.loads(kept.read_text())["signed_by"]
    with environment_of_a_desk() as postgresql:
        for before, after, own in (("one", "two", postgresql), ("two", "three", embedded)):
            told = on_a_desk(
                tmp_path / f"home-{after}",
                f"case import {tmp_path / before} --yes",
                f"verify --checkpoint {kept} --signed-by {key}",
                f"case export {case} {tmp_path / after}",
                environment=own,
            )
            assert "every entry is as written" in told
            assert f"{case}: as written" in told
            assert told.endswith("on postgresql\n" if own is postgresql else "on sqlite\n")
    first, *others = (sums(tmp_path / name) for name in folders)
    assert first
    assert others == [first, first]
