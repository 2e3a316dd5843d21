"""The casebook: every model says where it is from and what was verified, and that is so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import typer
from typer.testing import CliRunner

from goodoffices.casebook.conflicts import SHELF as CONFLICTS
from goodoffices.casebook.conflicts import load_conflict
from goodoffices.casebook.divisions import SHELF as DIVISIONS
from goodoffices.casebook.negotiations import SHELF as NEGOTIATIONS
from goodoffices.cli import casebook, divide, settle, stability
from goodoffices.errors import NotFoundError
from goodoffices.stability import ALL, analyse
from goodoffices.stability.coalitions import analyse_coalitions
from goodoffices.stability.plain import PlainModel, stable_states

if TYPE_CHECKING:
    from click.testing import Result

SHELVES = (CONFLICTS, NEGOTIATIONS, DIVISIONS)
EVERY = [pytest.param(shelf, name, id=name) for shelf in SHELVES for name in shelf.names()]
PUBLISHED = [name for name in CONFLICTS.names() if not CONFLICTS.entry(name).constructed]


def tree(name: str) -> dict[str, Any]:
    return json.loads(CONFLICTS.text(name))


@pytest.mark.parametrize(("shelf", "name"), EVERY)
def test_every_model_has_source_licence_and_what_was_verified(shelf: Any, name: str) -> None:
    entry = shelf.entry(name)
    assert len(entry.source) > 20
    assert "cop" in entry.licence or "citation" in entry.licence
    assert entry.verified
    assert entry.title
    assert entry.constructed == (not entry.published)


def test_a_dozen_conflicts_are_published() -> None:
    assert len(PUBLISHED) >= 12


@pytest.mark.parametrize("name", CONFLICTS.names())
def test_the_verdicts_on_every_state_are_those_expected(name: str) -> None:
    expected = tree(name)["expected"]
    document = analyse(load_conflict(name)).to_dict()
    for concept in ALL:
        assert document["stable"][concept] == expected[concept]["stable"]
        assert document["equilibria"][concept] == expected[concept]["equilibria"]


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_was_verified_by_brute_force_is_so(name: str) -> None:
    """Worked out once more, word for word, for the small models."""
    conflict = load_conflict(name)
    assert len(conflict.states) <= 16
    for concept in ALL:
        assert stable_states(conflict, concept) == tree(name)["expected"][concept]["stable"]


@pytest.mark.parametrize(
    "name", [name for name in PUBLISHED if "nash_equilibria" in CONFLICTS.entry(name).published]
)
def test_published_nash_equilibria(name: str) -> None:
    printed = CONFLICTS.entry(name).published["nash_equilibria"]
    assert analyse(load_conflict(name), ["nash"]).equilibria["nash"].tolist() == printed


@pytest.mark.parametrize("name", [name for name in PUBLISHED if name.startswith("korea")])
def test_published_equilibria_of_korea(name: str) -> None:
    """The first post lets each state be stable under SEQ or SIM; the notes tell the rest.

    What the later post prints of the pacifist variants is plain SEQ, where invasion
    cannot be undone; where it can, 4 is not stable.
    """
    conflict = load_conflict(name)
    printed: Any = CONFLICTS.entry(name).published["equilibria_by_label"]
    result = analyse(conflict, ["smr", "seq", "sim"])
    sequential = result.stable["seq"]
    if "pacifist" not in name:
        sequential = sequential | result.stable["sim"]
    found = {
        "smr": result.equilibria["smr"],
        "seq_with_simultaneous": sequential.all(axis=0).nonzero()[0],
    }
    differs = {
        ("korea_2017_irreversible_invasion", "seq_with_simultaneous"): {12},
        ("korea_2017_pacifist", "seq_with_simultaneous"): {4},
    }
    for concept, labels in printed.items():
        held = set(conflict.states.values[found[concept]].tolist())
        assert held ^ set(labels) == differs.get((name, concept), set())
    if differs.keys() & {(name, concept) for concept in printed}:
        assert CONFLICTS.entry(name).notes


def test_published_statements_on_elmira() -> None:
    conflict = load_conflict("elmira_12state")
    plain = PlainModel(conflict)
    ids = [dm.id for dm in conflict.decision_makers]
    seventh = 6  # the guide numbers states from 1
    result = analyse(conflict)
    assert all(seventh in result.equilibria[concept] for concept in ALL)
    together = analyse_coalitions(conflict)
    pair = together.coalitions.index(("moe", "uniroyal"))
    assert not together.stable["cnash"][pair, seventh]
    start, end = together.improvements[pair]
    assert end[start == seventh].tolist() == [9]
    reached = plain.sequences({0, 1}, seventh, plain.reach) - {seventh}
    assert len(reached) == 5
    assert [(ids[who], to) for who in range(3) for to in plain.improvements(who, 0)] == [
        ("local_government", 6)
    ]
    assert not any(9 in plain.reach(who, seventh) for who in range(3))


def run(*words: str) -> Result:
    app = typer.Typer()
    for commands in (casebook, stability, settle, divide):
        commands.register(app)
    return CliRunner().invoke(app, list(words))


def test_the_list_and_what_is_shown() -> None:
    listed = run("casebook", "list").stdout
    headings = [line for line in listed.splitlines() if line.endswith(":")]
    assert headings[0] == "Published conflicts:"
    assert headings[-1] == "Constructed to show or try something:"
    assert len(json.loads(run("casebook", "list", "--json").stdout)) == len(EVERY)
    shown = run("casebook", "show", "deadlock").stdout
    assert "Source: W. Poundstone" in shown
    assert "Published, nash equilibria: [0]" in shown
    assert "Verified. Every verdict on every state: brute force" in shown
    assert shown.endswith("Use it: goodoffices stability casebook:deadlock\n")
    document = json.loads(run("casebook", "show", "nash_1950_barter", "--json").stdout)
    assert document["genre"] == "negotiation"


def test_a_model_of_the_casebook_is_used_by_name() -> None:
    assert "Deadlock" in run("stability", "casebook:deadlock").stdout
    assert "Agreement zone" in run("settle", "casebook:nash_1950_barter").stdout
    assert "Step by step" in run("divide", "casebook:fapp_2016_roommates").stdout


def test_an_unknown_name_is_one_line() -> None:
    for words in (("casebook", "show", "deadlok"), ("stability", "casebook:deadlok")):
        error = run(*words).exception
        assert isinstance(error, NotFoundError)
        assert "Did you mean 'deadlock'" in str(error)
