from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

from goodoffices.cli import read as command
from goodoffices.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = 'The envoy flew home on Sunday.\n\n"We will talk again tomorrow," said envoy Ana Roe.\n'


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer()
    command.register(app)

    @app.callback()
    def root() -> None:
        pass

    return app


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json_is_one_document(app: typer.Typer, report: Path, tmp_path: Path) -> None:
    out = tmp_path / "text.txt"
    result = CliRunner().invoke(
        app, ["read", str(report), "--published", "2022-02-27", "--json", "--text-out", str(out)]
    )
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert document["format"] == "goodoffices-drafts/1"
    assert document["reference_date"] == "2022-02-27"
    assert out.read_text(encoding="utf-8") == TEXT
    assert any(draft["direct_quote"] for draft in document["drafts"])


def test_table_for_people(app: typer.Typer, report: Path) -> None:
    result = CliRunner().invoke(app, ["read", str(report)])
    assert result.exit_code == 0
    assert "Ana Roe" in result.stdout
    assert "not known" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["--published", "yesterday"], "Write it as"), (["--text-out", "/"], "cannot write")],
)
def test_bad_arguments(app: typer.Typer, report: Path, arguments: list[str], words: str) -> None:
    result = CliRunner().invoke(app, ["read", str(report), *arguments])
    assert isinstance(result.exception, InputError)
    assert words in str(result.exception)


def test_a_file_that_is_not_there(app: typer.Typer) -> None:
    result = CliRunner().invoke(app, ["read", "nowhere.txt"])
    assert isinstance(result.exception, InputError)
    assert "nowhere.txt" in str(result.exception)
