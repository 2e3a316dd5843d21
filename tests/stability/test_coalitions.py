"""Coalition concepts: solver against plain twin, known games, the command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import typer
from conflict_models import graph_models, option_models
from hypothesis import given, settings
from typer.testing import CliRunner

from goodoffices.casebook.conflicts import conflict_text, load_conflict
from goodoffices.cli.coalitions import register
from goodoffices.conflict import loads
from goodoffices.errors import InputError, LimitError
from goodoffices.stability import analyse
from goodoffices.stability.coalitions import (
    COALITION_CONCEPTS,
    analyse_coalitions,
    improvements,
    upsets,
)
from goodoffices.stability.coalitions.improvements import coalition_improvements
from goodoffices.stability.coalitions.plain import PlainCoalitions
from goodoffices.stability.frame import Frame
from goodoffices.stability.parts import move_tables

if TYPE_CHECKING:
    from pathlib import Path

    from goodoffices.conflict import Conflict


def agree(conflict: Conflict) -> None:
    model = PlainCoalitions(conflict)
    result = analyse_coalitions(conflict)
    assert len(result.coalitions) == 2 ** len(model.names) - 1
    for number, coalition in enumerate(result.coalitions):
        members = frozenset(model.names.index(name) for name in coalition)
        start, end = result.improvements[number]
        pairs = list(zip(start.tolist(), end.tolist(), strict=True))
        assert pairs == [(s, q) for s in model.states for q in sorted(model.gains(members, s))]
        for concept in COALITION_CONCEPTS:
            expected = [model.coalition_stable(members, concept, s) for s in model.states]
            assert result.stable[concept][number].tolist() == expected, (concept, coalition)


# GM 12
@settings(max_examples=20)
@given(option_models())
def test_option_form(conflict: Conflict) -> None:
    agree(conflict)


@settings(max_examples=20)
@given(option_models(coalesced=True, forbidden=True))
def test_coalesced_states_and_forbidden_moves(conflict: Conflict) -> None:
    agree(conflict)


@settings(max_examples=20)
@given(graph_models())
def test_graph_form(conflict: Conflict) -> None:
    agree(conflict)


# GM 3
@settings(max_examples=20)
@given(option_models())
def test_one_alone_has_the_individual_improvements(conflict: Conflict) -> None:
    alone = [[dm.id] for dm in conflict.decision_makers]
    result = analyse_coalitions(conflict, alone)
    stable = analyse(conflict).stable
    assert (result.stable["cnash"] == stable["nash"]).all()
    # with two decision makers there is no coalition of opponents: all four are the known ones
    if len(alone) == 2:
        for concept in ("gmr", "smr", "seq"):
            assert (result.stable[f"c{concept}"] == stable[concept]).all()


# GM 12
def test_prisoners_leave_their_dilemma_together() -> None:
    conflict = load_conflict("prisoners_dilemma")
    result = analyse_coalitions(conflict)
    individual = analyse(conflict)
    nash = individual.equilibria["nash"].tolist()
    assert len(nash) == 1
    assert result.equilibria["cnash"].size == 0
    (upset,) = [one for one in result.upsets(individual) if one.state == nash[0]]
    assert len(upset.coalition) == 2
    # both cooperate: where nobody improves on the other's loss, and SEQ holds
    ((end, kinds),) = upset.to.items()
    assert "seq" in kinds
    assert result.equilibria["cgmr"].tolist() == [end]


def test_a_partition_names_everybody_once() -> None:
    conflict = load_conflict("elmira_12state")
    result = analyse_coalitions(conflict, [["moe", "local_government"], ["uniroyal"]])
    assert result.coalitions == (("moe", "local_government"), ("uniroyal",))
    for blocks, said in [
        ([["moe"]], "uniroyal, local_government left out"),
        ([["moe", "uniroyal"], ["moe", "local_government"]], "'moe' stands twice"),
        ([["moe", "uniroyal", "local_government"], []], "a block is empty"),
        ([["mo"]], "Did you mean 'moe'"),
    ]:
        with pytest.raises(InputError, match=said):
            analyse_coalitions(conflict, blocks)


def run(*arguments: object) -> Any:
    app = typer.Typer()
    register(app)
    return CliRunner().invoke(app, [str(one) for one in arguments])


def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "pd.json"
    path.write_text(conflict_text("prisoners_dilemma"), encoding="utf-8")
    document = json.loads(run(path, "--json").stdout)
    assert document["format"] == "goodoffices-coalitions/1"
    assert len(document["coalitions"]) == 3
    assert document["upsets"][0]["coalition"] == ["prisoner_one", "prisoner_2"]
    assert set(document["stable"]["cseq"]) == {
        "prisoner_one",
        "prisoner_2",
        "prisoner_one+prisoner_2",
    }
    assert "would move to" in run(path).stdout
    alone = run(path, "--partition", "prisoner_one, prisoner_2", "--json")
    assert json.loads(alone.stdout)["upsets"] == []
    error = run(path, "--partition", "prisoner_one").exception
    assert isinstance(error, InputError)
    assert str(error).startswith(str(path))


@settings(max_examples=15)
@given(option_models())
def test_upsets_of_some_states_are_those_of_the_whole(conflict: Conflict) -> None:
    individual = analyse(conflict)
    whole = analyse_coalitions(conflict).upsets(individual)
    held = sorted({s for found in individual.equilibria.values() for s in found.tolist()})
    some = held[::2]
    assert upsets(individual, some) == tuple(one for one in whole if one.state in some)


def test_improvements_are_counted_up_to_the_limit_and_none_is_lost() -> None:
    """All states of two who can undo every move; whatever the limit is, all or nothing."""
    conflict = loads(
        """
        format = "goodoffices-conflict/1"
        decision_makers = [
            {id = "a", options = [{id = "x"}, {id = "y"}]},
            {id = "b", options = [{id = "z"}]},
        ]
        [preferences]
        a = {priorities = ["x", "y", "z"]}
        b = {}
        """
    )
    tables, levels = move_tables(conflict), Frame(conflict).levels
    every = coalition_improvements(tables, levels, (0,))
    count = every[0].size
    assert count == 12
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(improvements, "_PAIRS", count)
        again = coalition_improvements(tables, levels, (0,))
        assert [part.tolist() for part in again] == [part.tolist() for part in every]
        # six stand in the first half already
        for limit in (6, count - 1):
            patch.setattr(improvements, "_PAIRS", limit)
            with pytest.raises(LimitError, match=f"more than {limit} improvements"):
                coalition_improvements(tables, levels, (0,))
