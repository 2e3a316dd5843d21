"""Every example that `--help` shows goes as it stands; those of the desk in one process."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from typer.main import get_command

from goodoffices.cli.app import build
from goodoffices.cli.examples import EXAMPLES

ROOT = Path(__file__).resolve().parents[2]
ON_A_DESK = {"brief", "case", "mediator", "verify", "checkpoint", "retention", "checkup", "tick"}
SERVES = "desk"  # goes on until it is stopped: tests/desk starts it
LINES = [(name, line) for name, lines in EXAMPLES.items() for line in lines if name != SERVES]
ONE_AFTER_ANOTHER = """
import json, sys
from pathlib import Path
from goodoffices.cli.app import build
from goodoffices.desk.server import example_folder, prepare
prepare()
from goodoffices.desk.wiring import real_world
from goodoffices.service.example import open_example
open_example(real_world(), example_folder())
for words in json.loads(sys.argv[1]):
    ended = build()(words, standalone_mode=False)
    assert ended in {None, 0, 1}, (words, ended)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files that the examples name."""
    example = ROOT / "examples" / "february-2022"
    shutil.copy(example / "reports/2022-02-27-agency.txt", tmp_path / "report.txt")
    shutil.copy(example / "negotiation.toml", tmp_path)
    shutil.copy(ROOT / "examples/offers-february-2022.toml", tmp_path / "offers.toml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_examples_of_the_engines_go_as_they_stand(folder: Path) -> None:
    for name, line in LINES:
        if name.split()[0] not in ON_A_DESK:
            program, *words = shlex.split(line)
            assert program == "goodoffices"
            build()(words, standalone_mode=False)


def test_examples_of_the_desk_go_one_after_another(folder: Path) -> None:
    words = [shlex.split(line)[1:] for name, line in LINES if name.split()[0] in ON_A_DESK]
    told = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-c", ONE_AFTER_ANOTHER, json.dumps(words)],
        env={**told, "GOODOFFICES_HOME": str(folder / "home")},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    kept = [path for path in (folder / "home").iterdir() if path.is_file()]
    assert not [path.name for path in kept if path.stat().st_mode & 0o077], "others may read it"
    assert (folder / "brief.pdf").read_bytes().startswith(b"%PDF")
    assert (folder / "page.docx").read_bytes().startswith(b"PK")


def test_help_shows_the_examples_of_its_command() -> None:
    commands = get_command(build())
    for name, lines in EXAMPLES.items():
        told = CliRunner().invoke(commands, [*name.split(), "--help"])
        assert told.exit_code == 0, f"there is no command {name}"
        shown = [line.strip() for line in told.output.partition("Try:")[2].splitlines()]
        assert set(lines) <= set(shown)
