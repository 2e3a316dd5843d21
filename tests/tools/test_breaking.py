"""The tools that tamper and let the disk fail, on a few edits and faults."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from worlds import make_case, make_world

from tamper import KINDS, edit_at_random, fill


@pytest.mark.django_db
def test_every_random_edit_is_found():
    world, actions = make_world()
    lead = make_case(world, actions)["lead"]
    actions.begin("edits", 1.0)
    fill(lead)
    edits = edit_at_random(lead, 40)
    assert edits.missed == ()
    assert sum(edits.made.values()) == 40
    assert {kind for kind, many in edits.made.items() if many} == set(KINDS)


def test_nothing_is_lost_where_the_disk_fails(root):
    run = subprocess.run(
        [sys.executable, "tools/disk_faults.py", "--faults", "2"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
        env={k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith("2 writes refused")
