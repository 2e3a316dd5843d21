"""Backup, restoration, checkpoint and shredding as commands, on files of their own."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from databases import environment_of_a_desk

SCRIPT = '''
import sys
from goodoffices.cli.app import build
from goodoffices.errors import GoodOfficesError

def run(*arguments):
    """The command's exit code, in this process; an error is its one line."""
    try:
        code = build()(list(arguments), standalone_mode=False)
    except GoodOfficesError as error:
        print("error:", error)
        return error.exit_code
    except SystemExit as end:
        return end.code
    return code or 0
'''
FIRST = (
    SCRIPT
    + '''
folder = sys.argv[1]
new = ["case", "new", "river", "--title", "A river", "--mediator", "m=Mediator"]
assert not run(*new, "--party", "a=Side A", "--party", "b=Side B")
from goodoffices.desk.wiring import real_world
from goodoffices.record.accounts import Account, Mention, Words
from goodoffices.record.audiences import TEAM
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.cases import place_of_seat
from goodoffices.service.record import file_account

lead = place_of_seat(real_world(), "river", "lead")
told = Account(ActKind.MEET, Words("met zwarteplas in the mill"), actors=(Mention("Zwarteplas"),))
filed = file_account(lead, told, TEAM)
kept = file_account(lead, Account(ActKind.MEET, Words("met heron by the river")), TEAM)
assert not run("checkpoint", "--to", folder + "/kept.json")
assert not run("checkpoint", "--to", folder + "/of-b.json", "--case", "river", "--as", "public")
assert not run("backup", "--to", folder + "/one.backup")
assert not run("backup", "--keys", "--to", folder + "/one.keys")
assert run("backup", "--to", folder + "/one.backup") == 2
import pathlib
from django.db import connection
from goodoffices.store.machine import log_that_stays
home = pathlib.Path(folder, "home")

def places():
    """The files of the home, and those of the database server where it lets go of its log."""
    yield home
    if connection.vendor == "postgresql" and not log_that_stays():
        with connection.cursor() as cursor:
            cursor.execute("SHOW data_directory")
            yield pathlib.Path(cursor.fetchone()[0])

def bytes_of(path):
    try:
        return path.read_bytes().lower()
    except FileNotFoundError:
        return b""  # the server took it away meanwhile

def holding(word):
    """Files in which the word stands, in either case."""
    files = [p for place in places() for p in place.rglob("*") if p.is_file()]
    return {str(p) for p in files if word in bytes_of(p)}

if log_that_stays():
    print("where the server keeps its log, nothing is shown:", *log_that_stays())
    raise SystemExit(77)
assert holding(b"zwarteplas"), "the search table holds plain words"
assert not run("shred", "river", filed.id, "--reason", "as agreed", "--yes",
               "--certificate", folder + "/certificate.json")
assert holding(b"zwarteplas") == set(), holding(b"zwarteplas")
with connection.cursor() as cursor:
    cursor.execute("ANALYZE")
assert holding(b"zwarteplas") == set(), "the planner keeps samples"
assert holding(b"heron")
assert not run("backup", "--to", folder + "/two.backup")
from goodoffices.journal.envelope import Passphrase, open_file
lock = Passphrase("some words in a row")
for name in ("one", "two"):
    opened = pathlib.Path(folder, name + ".opened")
    with open(folder + f"/{name}.backup", "rb") as file, opened.open("wb") as plain:
        open_file(file, plain, lock, "backup", name)
    words = bytes_of(opened)
    assert b"goodoffices-copy/1" in words, "it is not what was encrypted"
    assert b"zwarteplas" not in words, name
    assert b"heron" not in words, name
assert not run("verify", "--checkpoint", folder + "/kept.json")
assert not run("retention", "river", "--keep", "report:caucus=30")
assert not run("tick")
print("first done", filed.id, kept.id)
'''
)
SECOND = (
    SCRIPT
    + """
import os
folder = sys.argv[1]
right = os.environ["GOODOFFICES_PASSPHRASE"]
os.environ["GOODOFFICES_PASSPHRASE"] = "not the passphrase"
assert run("restore", folder + "/two.backup", "--keys", folder + "/one.keys") == 2
os.environ["GOODOFFICES_PASSPHRASE"] = right
assert not run("restore", folder + "/two.backup", "--keys", folder + "/one.keys")
kept = ["--checkpoint", folder + "/kept.json", "--checkpoint", folder + "/of-b.json"]
assert not run("verify", *kept)
from goodoffices.desk.wiring import real_world
from goodoffices.service.cases import place_of_seat
from goodoffices.service.record import view
from goodoffices.service.search import search
lead = place_of_seat(real_world(), "river", "lead")
assert [f.account.claim.text for act in view(lead).acts for f in act.accounts] == [
    "met heron by the river"
]
assert search(lead, "heron").hits
assert run("restore", folder + "/one.backup") == 2
print("second done")
"""
)


NOT_SHOWN_HERE = 77


def run(script, folder, home, environment):
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        env={
            **environment,
            "GOODOFFICES_HOME": str(folder / home),
            "GOODOFFICES_PASSPHRASE": "some words in a row",
        },
    )
    if done.returncode == NOT_SHOWN_HERE:
        pytest.skip(done.stdout.splitlines()[-1])
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_desk_is_backed_up_shredded_and_restored(tmp_path):
    with environment_of_a_desk() as own:
        told = run(FIRST, tmp_path, "home", own)
    shredded = told.split()[-2]
    for name in ("one.backup", "two.backup", "one.keys"):
        assert b"warteplas" not in (tmp_path / name).read_bytes()
    certificate = json.loads((tmp_path / "certificate.json").read_text(encoding="utf-8"))
    assert [one["entry"] for one in certificate["entries"]] == [shredded]
    with environment_of_a_desk() as own:
        told = run(SECOND, tmp_path, "restored", own)
    assert "not the key that it was encrypted for" in told
    assert "1 texts were shredded again" in told
    assert "every entry is as written" in told
    assert "has a database already" in told
