"""Reading models: states in their order, preferences, graph form, coalesced states."""

from __future__ import annotations

import itertools
import json
from typing import Any

import numpy as np
import pytest
from conflict_models import build, option_models, option_tree
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.conflict import Conflict, load, loads
from goodoffices.conflict.words import move_in_words, state_in_words
from goodoffices.conflict.writing import dumps
from goodoffices.errors import InputError
from goodoffices.kernels.states import lexicographic

EXAMPLE = """
format = "goodoffices-conflict/1"
title = "Groundwater"
infeasible = ["delay & accept", "!delay & !accept & !abandon", "abandon & (delay | accept)"]
coalesce = ["abandon"]
status_quo = "NYNNN"

[[decision_makers]]
id = "moe"
name = "Ministry"
  [[decision_makers.options]]
  id = "modify"
  name = "modify the order"
  moves = "N->Y"
[[decision_makers]]
id = "uniroyal"
options = [{id = "delay", moves = "Y->N"}, {id = "accept"}, {id = "abandon", moves = "N->Y"}]
[[decision_makers]]
id = "local"
options = [{id = "insist"}]

[preferences.moe]
priorities = ["!abandon", "accept & !modify", "delay if insist", "modify iff accept"]
[preferences.uniroyal]
weights = {modify = -1.5, accept = 0.25, abandon = -3}
[preferences.local]
"""


# GM 1
def test_the_example_of_the_format() -> None:
    conflict = loads(EXAMPLE)
    assert conflict.states.written() == [
        "NYNNN",
        "YYNNN",
        "NNYNN",
        "YNYNN",
        "-NNY-",
        "NYNNY",
        "YYNNY",
        "NNYNY",
        "YNYNY",
    ]
    assert conflict.status_quo == 0
    assert conflict.preferences["moe"].ranking()[-1] == (4,)
    assert conflict.preferences["local"].ranking() == (tuple(range(9)),)
    assert conflict.find("YNNYY") == 4
    assert state_in_words(conflict, 1) == (
        "Ministry: modify the order; uniroyal: delay; local: none of its options"
    )
    assert state_in_words(conflict, 4).startswith("Ministry: (modify the order left open)")
    assert move_in_words(conflict, 0, 2) == "takes up accept and drops delay"


def test_weights_are_added_exactly() -> None:
    weights = {"o0": 0.1, "o1": 0.2, "o2": 0.3}
    conflict = build(option_tree([0, 0, 0], {"dm0": {"weights": weights}}))
    ranks = conflict.preferences["dm0"]
    assert ranks.compare(conflict.find("YYN"), conflict.find("NNY")) == "~"


# GM 2
@given(st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=1, max_size=150))
def test_priorities_compare_truth_vectors_lexicographically(rows: list[list[bool]]) -> None:
    """Any number of statements: well past the 63 that weights of 2^k could hold."""
    columns = [np.array(row) for row in rows]
    levels = lexicographic(columns, 6).tolist()
    vectors = [tuple(row[state] for row in rows) for state in range(6)]
    for one, other in itertools.product(range(6), repeat=2):
        assert (levels[one] > levels[other]) == (vectors[one] > vectors[other])


def test_ranking_with_ties_strength_and_letters() -> None:
    ranking = [["NN"], ">>", ["YN", 2], "YY"]
    conflict = build(option_tree([0, 0], {"dm0": {"ranking": ranking}}))
    preference = conflict.preferences["dm0"]
    assert preference.ranking() == ((0,), (1, 2), (3,))
    assert preference.strong == {2}
    assert preference.compare(0, 3) == ">"


def test_unknown_is_neither_worse_nor_equal() -> None:
    tree = option_tree([0], {"dm0": {"ranking": [[0], [1]], "unknown": [["N", "Y"]]}})
    preference = build(tree).preferences["dm0"]
    assert preference.compare(0, 1) == preference.compare(1, 0) == "?"
    assert not preference.ordered
    assert preference.unknown == {(0, 1)}


def test_pairwise_statements_stand_beside_the_order() -> None:
    tree = option_tree([0, 0], {"dm0": {"ranking": [[0], [1], [2], [3]]}})
    agreeing = build({**tree, "pairwise": {"dm0": [[0, ">", 1]]}})
    assert agreeing.preferences["dm0"].ordered
    against = build({**tree, "pairwise": {"dm0": [[3, ">", 0]]}}).preferences["dm0"]
    assert against.compare(0, 3) == "<"
    assert not against.ordered


def test_listed_states_keep_their_order() -> None:
    tree = option_tree([0, 1], {"dm0": {}, "dm1": {}}, states=["YY", "NN", "YN"])
    conflict = build(tree)
    assert conflict.states.written() == ["YY", "NN", "YN"]
    assert conflict.find("NN") == conflict.find("1") == conflict.find(1) == 1


def test_listed_coalesced_states() -> None:
    further: dict[str, Any] = {"infeasible": ["YYN"], "coalesce": ["o2"]}
    tree = option_tree([0, 0, 1], {"dm0": {}, "dm1": {}}, **further)
    generated = build(tree)
    listed = build({**tree, "states": ["--Y", "NNN", "YNN", "NYN"]})
    assert sorted(generated.states.written()) == sorted(listed.states.written())
    assert listed.states.written()[0] == "--Y"


def test_beliefs_are_carried() -> None:
    tree = option_tree([0, 1], {"dm0": {}, "dm1": {}})
    held = {"priorities": ["o0"]}
    conflict = build({**tree, "beliefs": {"dm0": {"dm1": held}}})
    assert conflict.beliefs["dm0"]["dm1"].compare(1, 0) == ">"


@given(option_models(coalesced=True, forbidden=True), st.sampled_from(["toml", "json"]))
def test_a_model_written_and_read_again_is_the_same(conflict: Conflict, format: str) -> None:  # noqa: A002 - the argument's name
    again = loads(dumps(conflict, format), format)
    assert again.states.written() == conflict.states.written()
    assert again.decision_makers == conflict.decision_makers
    assert dict(again.forbidden_moves) == dict(conflict.forbidden_moves)
    for name, preference in conflict.preferences.items():
        assert again.preferences[name].levels.tolist() == preference.levels.tolist()
    assert dumps(again, format) == dumps(conflict, format)


def test_the_example_written_and_read_again() -> None:
    conflict = loads(EXAMPLE)
    for format in ("toml", "json"):  # noqa: A001 - the argument's name
        again = loads(dumps(conflict, format), format)
        assert again.states.written() == conflict.states.written()
        assert again.status_quo == 0


def test_every_ending_is_read(tmp_path: Any) -> None:
    conflict = loads(EXAMPLE)
    for ending in ("toml", "json"):
        path = tmp_path / f"model.{ending}"
        path.write_text("\ufeff" + dumps(conflict, ending), encoding="utf-8")
        assert load(path).title == "Groundwater"


GMCR = {
    "program": "gmcr-py",
    "version": "0.3.6",
    "useManualPreferenceRanking": False,
    "options": [
        {"name": "Release Water", "permittedDirection": "both"},
        {"name": "Attack", "permittedDirection": "fwd"},
        {"name": "Escalate", "permittedDirection": "back"},
    ],
    "decisionMakers": [
        {
            "name": "Syria",
            "options": [0, 2],
            "preferences": [
                [[1, "N"]],
                {"compound": True, "members": [[[0, "Y"], [2, "N"]], [[2, "Y"]]]},
            ],
        },
        {"name": "Iraq", "options": [1], "preferences": []},
    ],
    "infeasibles": [[[0, "Y"], [2, "Y"]]],
}


def test_gmcr_plus_files_open() -> None:
    conflict = loads(json.dumps(GMCR), "gmcr")
    assert [dm.name for dm in conflict.decision_makers] == ["Syria", "Iraq"]
    assert [(o.id, o.moves.value) for o in conflict.options] == [
        ("release_water", "both"),
        ("escalate", "Y->N"),
        ("attack", "N->Y"),
    ]
    assert conflict.states.written() == ["NNN", "YNN", "NYN", "NNY", "YNY", "NYY"]
    assert conflict.preferences["syria"].ranking() == ((1, 2), (0,), (4, 5), (3,))


def test_gmcr_plus_rankings_count_from_one() -> None:
    tree = {
        "useManualPreferenceVectors": True,
        "options": [{"name": "Same", "permittedDirection": "both"}],
        "decisionMakers": [{"name": "Same", "options": [0], "preferenceVector": [2, 1]}],
        "infeasibles": [],
    }
    conflict = loads(json.dumps(tree), "json")
    assert conflict.preferences["same"].ranking() == ((1,), (0,))


@pytest.mark.parametrize(
    "change",
    [
        {"options": []},
        {"decisionMakers": "x"},
        {"decisionMakers": [{"name": "A", "options": [9]}]},
        {"decisionMakers": [{"name": "A", "options": [0]}]},
        {"infeasibles": [[]]},
        {"infeasibles": [[[0, "X"]]]},
        {"useManualPreferenceRanking": True},
    ],
)
def test_a_broken_gmcr_plus_file_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        loads(json.dumps({**GMCR, **change}), "gmcr")
