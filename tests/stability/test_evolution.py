"""Status quo analysis: fewest steps and legal ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conflict_models import build, graph_models, option_models, option_tree
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.casebook.conflicts import load_conflict
from goodoffices.errors import InputError
from goodoffices.stability import evolve
from goodoffices.stability.plain import PlainModel

if TYPE_CHECKING:
    from goodoffices.conflict import Conflict

EVERY_FORM = st.one_of(
    option_models(), option_models(coalesced=True, forbidden=True), graph_models()
)


def layers(model: PlainModel, start: int, *, improving: bool) -> dict[int, int]:
    """Fewest moves to each state, by sets of (state, last mover)."""
    moves = model.improvements if improving else model.reach
    fewest = {start: 0}
    layer, seen, depth = {(start, -1)}, {(start, -1)}, 0
    while layer:
        depth += 1
        layer = {
            (end, who)
            for state, last in layer
            for who in model.everybody - {last}
            for end in moves(who, state)
        } - seen
        seen |= layer
        for state, _ in layer:
            fewest.setdefault(state, depth)
    return fewest


# GM 7
@given(EVERY_FORM, st.integers(0, 10**6))
def test_fewest_steps_and_legal_ways(conflict: Conflict, pick: int) -> None:
    start = pick % len(conflict.states)
    model = PlainModel(conflict)
    found = evolve(conflict, start)
    for improving in (False, True):
        expected = layers(model, start, improving=improving)
        steps = found.steps(improving=improving).tolist()
        assert steps == [expected.get(state, -1) for state in model.states]
        for state in model.states:
            way = found.way(state, improving=improving)
            if way is None:
                assert steps[state] == -1
                continue
            assert len(way) == steps[state]
            here, last = start, -1
            for step in way:
                who = model.names.index(step.by)
                assert who != last
                moves = model.improvements if improving else model.reach
                assert step.to in moves(who, here)
                here, last = step.to, who
            assert here == state


# GM 7
def test_elmira_from_its_status_quo() -> None:
    """From the status quo the one improvement is Local Government's (Kinsara 2014, 5.2)."""
    document = evolve(load_conflict("elmira_12state")).to_dict()
    assert document["improvements"]["reached"] == [1, 1]
    way = document["improvements"]["ways"][1]
    assert way["state"] == "NYNNY"
    assert way["path"] == [{"by": "local_government", "position": 6, "state": "NYNNY"}]


# GM 4
def test_nobody_moves_twice_running_in_a_graph() -> None:
    """Three states in a row, all moves one decision maker's: the third is out of reach."""
    edges = {"dm0": [[0, 1], [1, 2]], "dm1": []}
    tree = {
        **option_tree([], {"dm0": {}, "dm1": {}}),
        "states": ["a", "b", "c"],
        "moves": edges,
        "status_quo": "a",
    }
    assert evolve(build(tree)).steps(improving=False).tolist() == [0, 1, -1]


def test_without_a_status_quo_the_way_out_is_named() -> None:
    with pytest.raises(InputError, match="--from STATE"):
        evolve(load_conflict("chicken"))
