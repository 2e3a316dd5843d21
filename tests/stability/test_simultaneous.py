"""Simultaneous sanctions: solver against plain twin, and by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conflict_models import build, graph_models, option_models, option_tree
from hypothesis import given, settings

from goodoffices.errors import InputError
from goodoffices.stability import analyse, explain
from goodoffices.stability.plain import stable_states

if TYPE_CHECKING:
    from goodoffices.conflict import Conflict


def agree(conflict: Conflict) -> None:
    found = analyse(conflict, ["sim"]).stable["sim"].tolist()
    assert found == list(stable_states(conflict, "sim").values())


@settings(max_examples=30)
@given(option_models())
def test_option_form(conflict: Conflict) -> None:
    agree(conflict)


@settings(max_examples=30)
@given(option_models(coalesced=True, forbidden=True))
def test_coalesced_states_and_forbidden_moves(conflict: Conflict) -> None:
    agree(conflict)


@settings(max_examples=30)
@given(option_models())
def test_nash_states_are_stable(conflict: Conflict) -> None:
    stable = analyse(conflict, ["nash", "sim"]).stable
    assert not (stable["nash"] & ~stable["sim"]).any()


# GM 13
def test_every_improvement_is_held_against_every_joint_reply() -> None:
    """Both want to act alone: acting together is worst for both, so neither leaves NN."""
    tree = option_tree(
        [0, 1],
        {
            "dm0": {"ranking": ["YN", "NN", "NY", "YY"]},
            "dm1": {"ranking": ["NY", "NN", "YN", "YY"]},
        },
    )
    result = analyse(build(tree), ["nash", "sim"])
    assert result.is_stable("sim", "dm0", 0)
    assert not result.is_stable("nash", "dm0", 0)
    assert 0 in result.equilibria["sim"]


def test_an_infeasible_combination_is_no_reply() -> None:
    tree = option_tree(
        [0, 1],
        {"dm0": {"ranking": ["YN", "NN", "NY"]}, "dm1": {"ranking": ["NY", "NN", "YN"]}},
        infeasible=["YY"],
    )
    assert not analyse(build(tree), ["sim"]).is_stable("sim", "dm0", 0)


@given(graph_models())
@settings(max_examples=3)
def test_graph_form_is_refused(conflict: Conflict) -> None:
    with pytest.raises(InputError, match="simultaneous sanctions need moves by options"):
        analyse(conflict, ["sim"])
    with pytest.raises(InputError, match="'sim' is not explained"):
        explain(conflict, 0, ["sim"])
