"""Migrations: the models are the schema; up, down and up again, and search finds what it found."""

from __future__ import annotations

import subprocess
import sys

from databases import environment_of_a_desk

SCRIPT = """
from goodoffices.desk.server import prepare

prepare()
from django.core.management import call_command
from django.db import connection

from goodoffices.desk.wiring import real_world
from goodoffices.record.accounts import Account, Mention, Words
from goodoffices.record.audiences import TEAM
from goodoffices.record.frame import Frame, Side
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.cases import open_case
from goodoffices.service.record import file_account
from goodoffices.service.search import search
from goodoffices.service.sign_in import find_or_create_person
from goodoffices.service.verify import verify


def schema():
    with connection.cursor() as cursor:
        described = connection.introspection
        return {
            name: [str(column) for column in described.get_table_description(cursor, name)]
            for name in sorted(described.table_names(cursor))
        }


def migrate(*to):
    call_command("migrate", *to, interactive=False, verbosity=0)


world = real_world()
sides = (Side("a", "Side A"), Side("b", "Side B"))
frame = Frame("A river", "river", Side("m", "Mediator"), sides)
lead = open_case(world, frame, find_or_create_person(world, "lead"))
file_account(lead, Account(ActKind.MEET, Words("met at the lake")), TEAM)
call_command("makemigrations", check=True, dry_run=True, verbosity=0)
first = schema()
assert "store_entry" in first
migrate("store", "0001")
assert schema() != first
migrate()
assert schema() == first
assert [hit.title for hit in search(lead, "lake").hits] == ["Meeting"]
assert [verdict.fault for verdict in verify(world.keys)] == [None]
file_account(lead, Account(ActKind.MEET, Words("met at the mill")), TEAM)
assert search(lead, "mill").hits
migrate("store", "zero")
assert "store_entry" not in schema()
migrate()
assert schema() == first
print("on", connection.vendor)
"""


def test_the_models_are_the_schema_and_migrations_go_down_and_up_again(tmp_path):
    with environment_of_a_desk() as own:
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**own, "GOODOFFICES_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith("on ")
