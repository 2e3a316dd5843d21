"""Fast solvers and word-for-word definitions agree on every cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conflict_models import graph_models, option_models, shared_case, shared_parameters
from hypothesis import given

from goodoffices.conflict import load
from goodoffices.stability import ALL, analyse
from goodoffices.stability.plain import stable_states

if TYPE_CHECKING:
    from pathlib import Path

    from goodoffices.conflict import Conflict


def agree(conflict: Conflict) -> None:
    result = analyse(conflict)
    ids = [dm.id for dm in conflict.decision_makers]
    for concept in ALL:
        expected = stable_states(conflict, concept)
        found = dict(zip(ids, result.stable[concept].tolist(), strict=True))
        assert found == expected, concept


@given(option_models())
def test_option_form_with_infeasible_irreversible_and_ties(conflict: Conflict) -> None:
    agree(conflict)


@given(option_models(coalesced=True))
def test_coalesced_states(conflict: Conflict) -> None:
    agree(conflict)


@given(option_models(forbidden=True))
def test_forbidden_moves(conflict: Conflict) -> None:
    agree(conflict)


@given(option_models(coalesced=True, forbidden=True))
def test_coalesced_states_and_forbidden_moves(conflict: Conflict) -> None:
    agree(conflict)


@given(graph_models())
def test_graph_form_with_intransitive_moves(conflict: Conflict) -> None:
    agree(conflict)


@given(option_models())
def test_implications_between_concepts(conflict: Conflict) -> None:
    stable = analyse(conflict).stable
    weaker = [("nash", "sseq"), ("sseq", "smr"), ("smr", "gmr"), ("sseq", "seq"), ("seq", "gmr")]
    for stronger, implied in weaker:
        assert not (stable[stronger] & ~stable[implied]).any(), (stronger, implied)


@pytest.mark.parametrize("path", shared_parameters())
def test_published_and_brute_force_cases(path: Path) -> None:
    expected = shared_case(path)["expected"]
    document = analyse(load(path)).to_dict()
    for concept in ALL:
        if concept not in expected:
            continue
        positions = expected[concept].get("equilibria")
        if isinstance(positions, list):
            assert document["equilibria"][concept] == positions
        for name, row in expected[concept].get("stable", {}).items():
            assert document["stable"][concept][name] == row


def test_the_scale_case_has_2256_nash_equilibria() -> None:
    path = next(
        (case.values[0] for case in shared_parameters() if case.id == "gatt_trade_138240"), None
    )
    if path is None:
        pytest.skip("the shared cases stand outside the project")
    result = analyse(load(path))
    assert len(result.conflict.states) == 138_240
    assert len(result.equilibria["nash"]) == 2_256
    assert "states" not in result.to_dict()
    assert "stable" not in result.to_dict()
