"""`desk`, `verify` and `case` as commands, each in a process of its own."""

from __future__ import annotations

import json
import socket
import subprocess
import sys

import pytest
from databases import database_of, environment_of_a_desk

APP = """
import sys
import typer
from goodoffices.cli import case, desk
from goodoffices.errors import GoodOfficesError
app = typer.Typer(pretty_exceptions_enable=False)
case.register(app)
desk.register(app)
try:
    app()
except GoodOfficesError as error:
    sys.stderr.write(f"goodoffices: {error}\\n")
    sys.exit(error.exit_code)
"""


@pytest.fixture
def environment(tmp_path):
    with environment_of_a_desk() as own:
        yield {**own, "GOODOFFICES_HOME": str(tmp_path / "home")}


@pytest.fixture
def run(environment):
    def run(*arguments, before="", own=environment):
        return subprocess.run(
            [sys.executable, "-c", before + APP, *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env=own,
        )

    return run


def test_a_case_is_opened_listed_and_verified_until_somebody_tampers(run, environment, tmp_path):
    new = ["case", "new", "river", "--title", "A river", "--mediator", "m=Mediator"]
    opened = run(*new, "--party", "a=Side A", "--party", "b=Side B")
    assert opened.returncode == 0, opened.stderr
    assert "/sign-in/link/" in opened.stdout
    twice = run(*new, "--party", "a=Side A", "--party", "b=Side B")
    assert (twice.returncode, twice.stderr.count("\n")) == (2, 1)
    listed = json.loads(run("case", "list", "--json").stdout)
    assert listed["cases"] == ["river"]
    assert json.loads(run("verify", "--json").stdout)["whole"] is True
    labels = tmp_path / "labels.json"
    assert run("case", "labels", "river", str(labels)).returncode == 1  # nobody agreed
    assert not labels.exists()
    assert "0 labels of 0 reports" in run("case", "labels", "river", str(labels), "--agreed").stdout
    assert json.loads(labels.read_text(encoding="utf-8"))["format"] == "goodoffices-labels/1"
    taken = run("case", "export", "river", str(tmp_path / "case"))
    assert (taken.returncode, "the whole case" in taken.stdout) == (0, True), taken.stderr
    with environment_of_a_desk() as elsewhere:
        there = {**elsewhere, "GOODOFFICES_HOME": str(tmp_path / "elsewhere")}
        imported = run("case", "import", str(tmp_path / "case"), own=there)
        assert "lead signs in once" in imported.stdout, imported.stderr
        twice = run("case", "import", str(tmp_path / "case"), own=there)
    assert (twice.returncode, twice.stderr.count("\n")) == (2, 1)
    with database_of(environment) as database:
        database.execute("UPDATE store_entry SET seat = 'x'")
    found = run("verify")
    assert found.returncode == 1
    assert "not what was written" in found.stdout


def test_a_case_with_a_public_page_comes_in_after_a_question(run, root):
    asked = run("case", "import", str(root / "examples" / "february-2022"))
    assert asked.returncode == 1
    assert "Is nobody put at risk?" in asked.stdout
    assert json.loads(run("case", "list", "--json").stdout)["cases"] == []


def test_bad_input_is_one_line(run, environment, tmp_path):
    folder = run("case", "import", str(tmp_path / "nowhere"))
    assert (folder.returncode, folder.stderr.count("\n")) == (2, 1)
    side = run("case", "new", "x", "--title", "X", "--mediator", "nonsense", "--party", "a=A")
    assert "ID=NAME" in side.stderr
    if "DATABASE_URL" in environment:
        environment["DATABASE_URL"] += "_not_there"
    else:
        (tmp_path / "home" / "desk.sqlite3").write_bytes(b"garbage" * 1000)
    broken = run("verify")
    assert (broken.returncode, broken.stderr.count("\n")) == (2, 1), broken.stderr


def test_a_port_that_is_taken_is_said_in_one_line(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        answer = run("desk", "--port", str(taken.getsockname()[1]))
    assert answer.returncode == 2
    assert answer.stderr.count("\n") == 1
    assert "listens there already" in answer.stderr


def test_without_the_extra_the_desk_says_which(run):
    hide = (
        "import importlib.util as u\n"
        "real = u.find_spec\n"
        "u.find_spec = lambda n, *a: None if n == 'django' else real(n, *a)\n"
    )
    answer = run("desk", before=hide)
    assert answer.returncode == 2
    assert "pip install 'goodoffices[desk]'" in answer.stderr
