"""The commands as one runs them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import typer
from conflict_models import build, option_tree, shared_case, shared_parameters
from typer.testing import CliRunner

from goodoffices.casebook.conflicts import conflict_text, load_conflict
from goodoffices.cli.stability import register
from goodoffices.conflict.writing import dumps
from goodoffices.errors import InputError
from goodoffices.stability import ALL, analyse, evolve, tableau

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


def run(*arguments: object) -> Result:
    app = typer.Typer()
    register(app)
    return CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture
def elmira(tmp_path: Path) -> Path:
    path = tmp_path / "elmira.json"
    path.write_text(conflict_text("elmira_12state"), encoding="utf-8")
    return path


@pytest.mark.parametrize("path", shared_parameters())
def test_json_agrees_with_every_case(path: Path) -> None:
    expected: dict[str, Any] = shared_case(path)["expected"]
    outcome = run("stability", path, "--json")
    assert outcome.exit_code == 0
    document = json.loads(outcome.stdout)
    assert document["format"] == "goodoffices-stability/1"
    assert document["concepts"] == list(ALL)
    for concept in set(ALL) & set(expected):
        for name, row in expected[concept].get("stable", {}).items():
            assert document["stable"][concept][name] == row
        positions = expected[concept].get("equilibria")
        if isinstance(positions, list):
            assert document["equilibria"][concept] == positions
            states = [document["states"][position] for position in positions]
            assert document["equilibrium_states"][concept] == states


def test_chosen_concepts_and_text(elmira: Path) -> None:
    document = json.loads(run("stability", elmira, "--concepts", "seq, nash", "--json").stdout)
    assert document["concepts"] == ["seq", "nash"]
    text = run("stability", elmira).stdout
    assert "Nash stability (nash): 6 equilibria" in text
    assert "MoE: Modify; Uniroyal: Accept; Local Government: Insist" in text


def test_why(elmira: Path) -> None:
    text = run("stability", elmira, "--why", "NYNNN").stdout
    assert "MoE takes up Modify" in text
    assert "seq: left by Local Government" in text
    document = json.loads(run("stability", elmira, "--why", "0", "--json").stdout)
    assert document["state"] == "NYNNN"
    assert document["equilibrium"]["gmr"] is True


def test_evolution(elmira: Path) -> None:
    text = run("evolution", elmira).stdout
    assert "YNYNY" in text
    assert "not by improvements alone, Local Government to NYNNY" in text
    document = json.loads(run("evolution", elmira, "--from", "YNYNY", "--json").stdout)
    assert document["format"] == "goodoffices-evolution/1"
    assert document["from"] == {"position": 9, "state": "YNYNY"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--concepts", "nsh"], "no concept is called 'nsh'"),
        (["--concepts", ","], "no concept is named"),
        (["--why", "YYYYY"], "not a feasible state"),
    ],
)
def test_wrong_arguments(elmira: Path, arguments: list[str], said: str) -> None:
    error = run("stability", elmira, *arguments).exception
    assert isinstance(error, InputError)
    assert error.exit_code == 2
    assert said in str(error)
    assert str(error).startswith(str(elmira))


@pytest.mark.parametrize(
    "further",
    [
        {"preferences": {"dm0": {"unknown": [["N", "Y"]]}}},
        {"pairwise": {"dm0": [["N", "?", "Y"]]}},
        {"pairwise": {"dm0": [["N", ">", "Y"]]}},
    ],
)
def test_preferences_that_are_no_order_are_never_guessed(further: dict[str, Any]) -> None:
    conflict = build({**option_tree([0], {"dm0": {}}), **further})
    with pytest.raises(InputError, match="does not take"):
        evolve(conflict, 0)


def test_large_models_list_states_only_if_asked(tmp_path: Path) -> None:
    owners = [bit // 6 for bit in range(17)]
    tree = option_tree(owners, {f"dm{who}": {"priorities": [f"o{who}"]} for who in range(3)})
    path = tmp_path / "large.toml"
    path.write_text(dumps(build(tree)), encoding="utf-8")
    document = json.loads(run("stability", path, "--concepts", "nash", "--json").stdout)
    assert not {"states", "stable"} & set(document)
    assert len(document["equilibria"]["nash"]) == 2**16
    whole = json.loads(run("stability", path, "--concepts", "nash", "--full", "--json").stdout)
    assert len(whole["states"]) == len(whole["stable"]["nash"]["dm0"]) == 2**17


def test_tableau_puts_options_in_rows_and_states_in_columns() -> None:
    table = tableau(analyse(load_conflict("elmira_12state")))
    assert len(table.rows) == 5
    assert len(table.columns) == 12
    for place, row in enumerate(table.rows):
        assert row.marks == tuple(column.label[place] for column in table.columns)
    assert table.columns[6].equilibrium == ("nash", "gmr", "smr", "seq", "sseq")
    assert table.columns[8].ranks["moe"] == 1
    assert table.columns[0].stable_for["nash"] == ("moe", "uniroyal")
    assert tableau(analyse(load_conflict("elmira_12state")), ["NYNNY"]).left_out == 11
