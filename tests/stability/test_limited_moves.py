"""Limited moves and non-myopic stability of two decision makers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conflict_models import graph_models, option_models
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.casebook.conflicts import load_conflict
from goodoffices.errors import InputError
from goodoffices.stability import analyse
from goodoffices.stability.plain import PlainModel

if TYPE_CHECKING:
    from goodoffices.conflict import Conflict

PAIRS = st.one_of(option_models(), option_models(coalesced=True), graph_models()).filter(
    lambda conflict: len(conflict.decision_makers) == 2
)


# GM 17
@settings(max_examples=25)
@given(PAIRS)
def test_each_horizon_by_recursion(conflict: Conflict) -> None:
    model = PlainModel(conflict)
    concepts = [f"l{moves}" for moves in range(1, 5)]
    stable = analyse(conflict, ["nash", *concepts]).stable
    for moves, concept in enumerate(concepts, 1):
        for who in (0, 1):
            expected = [model.anticipates(who, s, moves) == s for s in model.states]
            assert stable[concept][who].tolist() == expected
    assert (stable["l1"] == stable["nash"]).all()


# GM 17
@settings(max_examples=10)
@given(PAIRS)
def test_non_myopic_is_every_long_horizon(conflict: Conflict) -> None:
    found = analyse(conflict, ["nonmyopic"]).stable["nonmyopic"]
    # of so few states what is anticipated has long come round before the first of these
    far = analyse(conflict, [f"l{moves}" for moves in range(72, 96)]).stable
    every = sum((~table).astype(int) for table in far.values()) == 0
    assume(len(conflict.states) <= 8)
    assert (found == every).all()


def test_prisoners_who_look_ahead_keep_their_word() -> None:
    """From mutual cooperation the dilemma tempts whoever looks one move ahead, not two."""
    conflict = load_conflict("prisoners_dilemma")
    found = analyse(conflict, ["nash", "l1", "l2", "nonmyopic"]).equilibria
    best = max(
        range(4),
        key=lambda s: min(
            int(conflict.preferences[d.id].levels[s]) for d in conflict.decision_makers
        ),
    )
    assert best not in found["nash"]
    assert best not in found["l1"]
    assert best in found["l2"]
    assert best in found["nonmyopic"]


@pytest.mark.parametrize("name", ["l0", "l100", "l12345", "l-1", "lx"])
def test_horizons_have_limits(name: str) -> None:
    with pytest.raises(InputError, match=r"too many or too few|no concept is called"):
        analyse(load_conflict("chicken"), [name])


def test_three_are_one_too_many() -> None:
    with pytest.raises(InputError, match="two decision makers, not 3"):
        analyse(load_conflict("elmira_12state"), ["l2"])
