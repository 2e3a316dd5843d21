"""The services do on PostgreSQL what they do on SQLite: the same tests, another database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ADDRESS = os.environ.get("GOODOFFICES_TEST_POSTGRES")


@pytest.mark.skipif(
    not ADDRESS, reason="GOODOFFICES_TEST_POSTGRES names no server; .ci/run starts one"
)
def test_the_services_on_postgresql():
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
