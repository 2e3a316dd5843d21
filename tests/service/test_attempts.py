"""Guesses are counted for all workers together, and one who guesses holds nobody else up."""

from __future__ import annotations

import subprocess
import sys

import pytest
from databases import environment_of_a_desk
from worlds import make_world

from goodoffices.service.attempts import begin, succeeded


@pytest.mark.django_db
def test_five_guesses_in_five_minutes_for_one_account_from_wherever():
    world, actions = make_world()
    answers = [begin(world, "Anna", f"10.0.0.{n}") is not None for n in range(8)]
    assert answers == [True] * 5 + [False] * 3
    assert begin(world, "anna", "10.9.9.9") is None
    assert begin(world, "boris", "10.0.0.1") is not None
    actions.begin("later", 5.01 / 60)
    assert begin(world, "anna", "10.0.0.1") is not None


@pytest.mark.django_db
def test_thirty_guesses_a_minute_from_one_address_whatever_the_account():
    world, actions = make_world()
    answers = [begin(world, f"name {n}", "10.0.0.1") is not None for n in range(33)]
    assert answers == [True] * 30 + [False] * 3
    assert begin(world, "name 1", "10.0.0.2") is not None
    actions.begin("later", 1.01 / 60)
    assert begin(world, "name 2", "10.0.0.1") is not None


@pytest.mark.django_db
def test_who_was_right_is_not_counted():
    world, _ = make_world()
    for _ in range(40):
        noted = begin(world, "anna", "10.0.0.1")
        assert noted is not None
        succeeded(noted)


WORKER = """
import sys
from pathlib import Path
from goodoffices.desk.server import prepare
prepare(Path(sys.argv[1]))
if len(sys.argv) == 2:
    sys.exit()
from goodoffices.desk.wiring import real_world
from goodoffices.service.attempts import begin
print(sum(begin(real_world(), "anna", f"10.0.{sys.argv[2]}.{n}") is not None for n in range(8)))
"""


def test_workers_that_come_at_once_share_the_count(tmp_path):
    command = [sys.executable, "-c", WORKER, str(tmp_path)]
    with environment_of_a_desk() as own:
        subprocess.run(command, check=True, env=own)
        workers = [
            subprocess.Popen([*command, str(n)], stdout=subprocess.PIPE, text=True, env=own)
            for n in range(2)
        ]
        assert sum(int(worker.communicate()[0]) for worker in workers) == 5
