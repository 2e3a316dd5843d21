"""Fast solvers and word-for-word definitions agree on every cell."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from conflict_models import SCALE_CASE, graph_models, option_models, shared_case, shared_parameters
from hypothesis import given

from goodoffices.conflict import load
from goodoffices.stability import ALL, analyse, check_equilibrium
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


# GM 5
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


# GM 5
@given(option_models())
def test_implications_between_concepts(conflict: Conflict) -> None:
    stable = analyse(conflict).stable
    weaker = [("nash", "sseq"), ("sseq", "smr"), ("smr", "gmr"), ("sseq", "seq"), ("seq", "gmr")]
    for stronger, implied in weaker:
        assert not (stable[stronger] & ~stable[implied]).any(), (stronger, implied)


# GM 6
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
    shared_case(SCALE_CASE)
    result = analyse(load(SCALE_CASE))
    assert len(result.conflict.states) == 138_240
    assert len(result.equilibria["nash"]) == 2_256
    assert not {"states", "stable"} & set(result.to_dict())
    rng = random.Random(2022)
    for concept in ("gmr", "seq"):
        state = rng.choice(result.equilibria[concept].tolist())
        assert check_equilibrium(result.conflict, concept, state) == ()
