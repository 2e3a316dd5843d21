"""Attractors against the closure of improvements, state by state."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer
from conflict_models import graph_models, option_models
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from goodoffices.casebook.conflicts import conflict_text, load_conflict
from goodoffices.cli.stability import register
from goodoffices.stability import analyse
from goodoffices.stability.attractors import attractors
from goodoffices.stability.plain import PlainModel

if TYPE_CHECKING:
    from pathlib import Path

    from goodoffices.conflict import Conflict


def closure(model: PlainModel, state: int) -> frozenset[int]:
    seen, waiting = {state}, [state]
    while waiting:
        here = waiting.pop()
        for who in model.everybody:
            fresh = model.improvements(who, here) - seen
            seen |= fresh
            waiting += fresh
    return frozenset(seen)


# GM 18
@given(st.one_of(option_models(), option_models(coalesced=True, forbidden=True), graph_models()))
def test_sets_that_improvements_run_through_and_never_leave(conflict: Conflict) -> None:
    model = PlainModel(conflict)
    reached = [closure(model, state) for state in model.states]
    expected = {
        tuple(sorted(states)) for states in reached if all(reached[s] == states for s in states)
    }
    found = attractors(conflict)
    assert len(found) == len(set(found))
    assert set(found) == expected
    single = [states[0] for states in found if len(states) == 1]
    assert single == analyse(conflict, ["nash"]).equilibria["nash"].tolist()


def test_pennies_turn_for_ever(tmp_path: Path) -> None:
    assert attractors(load_conflict("matching_pennies")) == ((0, 1, 2, 3),)
    path = tmp_path / "pennies.json"
    path.write_text(conflict_text("matching_pennies"), encoding="utf-8")
    app = typer.Typer()
    register(app)
    asked = ["evolution", str(path), "--from", "0"]
    document = json.loads(CliRunner().invoke(app, [*asked, "--attractors", "--json"]).stdout)
    assert document["attractors"] == [[0, 1, 2, 3]]
    assert "attractors" not in json.loads(CliRunner().invoke(app, [*asked, "--json"]).stdout)
    assert "4 states in turn" in CliRunner().invoke(app, [*asked, "--attractors"]).stdout
