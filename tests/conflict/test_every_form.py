"""Everything a model may say, each checked against its words (GM 1 and GM 2)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conflict_models import build, option_tree
from hypothesis import given
from statements import STATEMENT, WIDTH, Said

from goodoffices.conflict import Conflict, loads
from goodoffices.errors import InputError
from goodoffices.stability import EXTENSIONS, analyse, hypergame, strength
from goodoffices.stability.plain import PlainModel

LETTERS = [
    "".join("Y" if value >> bit & 1 else "N" for bit in range(WIDTH)) for value in range(1 << WIDTH)
]


def model(width: int = WIDTH, prefs: dict[str, Any] | None = None, **further: Any) -> Conflict:
    return build(option_tree([0] * width, {"dm0": prefs or {}}, **further))


def order(conflict: Conflict, name: str = "dm0") -> list[list[str]]:
    """The ranking in letters, best first."""
    label = conflict.states.label
    return [[label(state) for state in tied] for tied in conflict.preferences[name].ranking()]


def reach(conflict: Conflict, start: str, who: int = 0) -> set[str]:
    states = PlainModel(conflict).reach(who, conflict.find(start))
    return {conflict.states.label(state) for state in states}


# GM 1
@given(STATEMENT)
def test_states_in_which_a_condition_of_any_form_holds_are_infeasible(said: Said) -> None:
    text, means = said
    left = [letters for letters in LETTERS if not means(letters)]
    if not left:
        with pytest.raises(InputError, match="every state is infeasible"):
            model(infeasible=[text])
        return
    assert model(infeasible=[text]).states.written() == left


@given(STATEMENT)
def test_states_in_which_a_condition_of_any_form_holds_are_one(said: Said) -> None:
    text, means = said
    inside = [letters for letters in LETTERS if means(letters)]
    if not inside:
        with pytest.raises(InputError, match="holds in no feasible state"):
            model(coalesce=[text])
        return
    conflict = model(coalesce=[text])
    assert len(conflict.states) == len(LETTERS) - len(inside) + 1
    assert len({conflict.find(letters) for letters in inside}) == 1


@pytest.mark.parametrize(
    ("moves", "ends"),
    [("both", {"NN", "YY", "NY"}), ("N->Y", {"YY"}), ("Y->N", {"NN", "YY", "NY"})],
)
def test_an_irreversible_option_goes_one_way(moves: str, ends: set[str]) -> None:
    """From YN: the first option may be dropped or not, the second is free."""
    assert reach(build(option_tree([0, 0], {"dm0": {}}, [moves, "both"])), "YN") == ends


def test_a_transition_between_patterns_is_forbidden_one_way() -> None:
    conflict = model(2, forbidden_moves={"dm0": [["Y-", "N-"]]})
    assert reach(conflict, "YN") == {"YY"}
    assert reach(conflict, "NN") == {"YN", "NY", "YY"}


def graph(**moves: Any) -> Conflict:
    return build(
        {
            "format": "goodoffices-conflict/1",
            "decision_makers": [{"id": name} for name in moves],
            "states": ["war", "truce", "peace"],
            "moves": moves,
            "preferences": {name: {"ranking": ["peace", "truce", "war"]} for name in moves},
        }
    )


def test_moves_of_a_graph_need_not_be_transitive() -> None:
    """Nobody can go from war to peace alone; two may, taking turns: a sanction is found so."""
    conflict = graph(a=[[0, 1]], b=[[1, 2]])
    assert reach(conflict, "war") == {"truce"}
    plain = PlainModel(conflict)
    assert plain.sequences({0, 1}, 0, plain.reach) == {1, 2}
    assert analyse(conflict, ["nash"]).equilibria["nash"].tolist() == [2]
    alone = graph(a=[[0, 1], [1, 2]])
    plain = PlainModel(alone)
    assert plain.sequences({0}, 0, plain.reach) == {1}  # nobody moves twice running


def test_a_graph_of_option_states_has_the_moves_that_are_listed() -> None:
    tree = option_tree([0], {"dm0": {}}, states=["N", "Y"])
    conflict = build({**tree, "moves": {"dm0": [[1, 0]]}})
    assert reach(conflict, "N") == set()
    assert reach(conflict, "Y") == {"N"}


def test_any_number_of_statements() -> None:
    """Two hundred that say nothing new, and the last one decides."""
    idle = ["o0 | !o0"] * 200
    assert order(model(2, {"priorities": [*idle, "o1"]})) == [["NY", "YY"], ["NN", "YN"]]


def test_if_and_iff() -> None:
    assert order(model(2, {"priorities": ["o0 if o1"]})) == [["NN", "YN", "YY"], ["NY"]]
    assert order(model(2, {"priorities": ["o0 iff o1"]})) == [["NN", "YY"], ["YN", "NY"]]
    assert order(model(2, {"priorities": ["-Y"]})) == [["NY", "YY"], ["NN", "YN"]]


def test_a_ranking_with_ties_in_letters_and_numbers() -> None:
    assert order(model(2, {"ranking": ["YY", ["NN", 1], 2]})) == [["YY"], ["NN", "YN"], ["NY"]]


def test_weights() -> None:
    """Sums: NN 0, YN -0.1, NY 0.3, YY 0.2."""
    assert order(model(2, {"weights": {"o0": -0.1, "o1": 0.3}})) == [["NY"], ["YY"], ["NN"], ["YN"]]


def test_nothing_said_is_indifference_and_nobody_may_be_left_out() -> None:
    assert order(model(1)) == [["N", "Y"]]
    tree = {**option_tree([0, 1], {"dm0": {}, "dm1": {}}), "preferences": {"dm0": {}}}
    with pytest.raises(InputError, match=r"'dm1' has no preferences.*preferences\.dm1 = \{\}"):
        build(tree)


@pytest.mark.parametrize(
    ("sign", "forward", "back"), [(">", ">", "<"), ("~", "~", "~"), ("?", "?", "?")]
)
def test_pairs(sign: str, forward: str, back: str) -> None:
    """Of no order: N > Y by the ranking of the others, and one pair is stated apart."""
    prefs = {"ranking": ["NN", "YN", "NY", "YY"]}
    conflict = model(2, prefs, pairwise={"dm0": [["YY", sign, "NN"]]})
    preference = conflict.preferences["dm0"]
    assert preference.compare(3, 0) == forward
    assert preference.compare(0, 3) == back
    assert preference.compare(0, 1) == ">"


def test_unknown_pairs_count_as_the_extension_says() -> None:
    conflict = model(1, {"unknown": [["N", "Y"]]})
    stable = {one: analyse(conflict, ["nash"], extension=one) for one in EXTENSIONS}
    held = {one: found.equilibria["nash"].tolist() for one, found in stable.items()}
    assert held == {"a": [], "b": [0, 1], "c": [], "d": [0, 1]}


def test_strong_preference() -> None:
    """dm0 gains by taking o0; dm1 answers, and what follows is far worse, or only worse."""
    far = {"ranking": ["YN", "NN", ">>", "YY", "NY"]}
    near = {"ranking": ["YN", "NN", "YY", "NY"]}
    for prefs, strong in ((far, True), (near, False)):
        tree = option_tree([0, 1], {"dm0": prefs, "dm1": {"priorities": ["o1 iff o0"]}})
        found = strength.analyse_strength(build(tree), ["seq"])
        assert found.result.is_stable("seq", "dm0", 0)
        assert bool(found.strong["seq"][0, 0]) is strong


@pytest.mark.parametrize(
    "held",
    [{"priorities": ["o1"]}, {"ranking": [["NY", "YY"], ["NN", "YN"]]}, {"weights": {"o1": 1}}],
)
def test_beliefs_in_every_form(held: dict[str, Any]) -> None:
    """dm0 fears that dm1 answers; dm1 has no such wish, so NN holds by mistake."""
    prefs = {"dm0": {"ranking": ["YN", "NN", "NY", "YY"]}, "dm1": {"priorities": ["!o1"]}}
    tree = option_tree([0, 1], prefs, beliefs={"dm0": {"dm1": held}})
    found = hypergame.hypergame(build(tree), ["seq"])
    assert found.seen.is_stable("seq", "dm0", 0)
    assert 0 in found.by_mistake["seq"]


def test_compound_infeasibles_of_gmcr_plus_files() -> None:
    tree = {
        "options": [{"name": name, "permittedDirection": "both"} for name in ("Go", "Stay")],
        "decisionMakers": [{"name": "One", "options": [0, 1], "preferences": []}],
        "infeasibles": [
            {"compound": True, "members": [[[0, "Y"], [1, "Y"]], [[0, "N"], [1, "N"]]]}
        ],
    }
    assert loads(json.dumps(tree), "gmcr").states.written() == ["YN", "NY"]
