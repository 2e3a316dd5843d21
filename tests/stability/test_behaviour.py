"""Mixed behaviour, beliefs and strength of preference."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import typer
from conflict_models import build, graph_models, option_models, option_tree, rankings
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from goodoffices.casebook.conflicts import conflict_text, load_conflict
from goodoffices.cli.stability import register
from goodoffices.conflict.writing import dumps, to_tree
from goodoffices.errors import InputError
from goodoffices.stability import ALL, analyse
from goodoffices.stability.hypergame import hypergame
from goodoffices.stability.mixed import analyse_mixed
from goodoffices.stability.plain import PlainModel, StrongModel, stable_states
from goodoffices.stability.strength import STRENGTH_CONCEPTS, analyse_strength

if TYPE_CHECKING:
    from pathlib import Path

    from goodoffices.conflict import Conflict

MODELS = st.one_of(option_models(), option_models(coalesced=True), graph_models())


# GM 14
@settings(max_examples=25)
@given(option_models(), st.data())
def test_everybody_keeps_to_a_concept_of_its_own(conflict: Conflict, data: st.DataObject) -> None:
    ids = [dm.id for dm in conflict.decision_makers]
    behaviour = {name: data.draw(st.sampled_from([*ALL, "sim"])) for name in ids}
    result = analyse_mixed(conflict, behaviour)
    for who, name in enumerate(ids):
        expected = stable_states(conflict, behaviour[name])[name]
        assert result.stable["mixed"][who].tolist() == expected
    assert result.to_dict()["behaviour"] == behaviour


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        ({"moe": "seq"}, "'uniroyal' has no concept"),
        ({"mo": "seq"}, "Did you mean 'moe'"),
        ({"moe": "sec"}, "no concept is called 'sec'"),
    ],
)
def test_everybody_needs_a_concept(behaviour: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        analyse_mixed(load_conflict("elmira_12state"), behaviour)


@st.composite
def hypergames(draw: st.DrawFn) -> Conflict:
    conflict = draw(MODELS)
    count = len(conflict.states)
    ids = [dm.id for dm in conflict.decision_makers]
    beliefs = {
        holder: {
            other: draw(rankings(count)) for other in ids if other != holder and draw(st.booleans())
        }
        for holder in ids
    }
    return build({**to_tree(conflict), "beliefs": beliefs})


# GM 15
@settings(max_examples=25)
@given(hypergames())
def test_each_is_judged_in_its_own_game(conflict: Conflict) -> None:
    result = hypergame(conflict)
    true = analyse(conflict)
    for concept in ALL:
        rows = []
        for who, dm in enumerate(conflict.decision_makers):
            held = {**conflict.preferences, **conflict.beliefs.get(dm.id, {})}
            tree = to_tree(conflict) | {"beliefs": {}}
            tree["preferences"] = {name: dict(one.written) for name, one in held.items()}
            model = PlainModel(build(tree))
            rows.append([model.stable(who, concept, state) for state in model.states])
        assert result.seen.stable[concept].tolist() == rows
        holds = {state for state in range(len(rows[0])) if all(row[state] for row in rows)}
        mistaken = holds - set(true.equilibria[concept].tolist())
        assert set(result.by_mistake[concept].tolist()) == mistaken


# GM 15
def test_a_bluff_that_is_believed_holds_by_mistake() -> None:
    """The first would strike, but believes that the second would strike back."""
    truly = {"ranking": ["NN", "YN", "NY", "YY"]}
    bluff = {"ranking": ["NN", "YY", "NY", "YN"]}
    first = {"ranking": ["YN", "NN", "NY", "YY"]}
    tree = option_tree([0, 1], {"dm0": first, "dm1": truly}, beliefs={"dm0": {"dm1": bluff}})
    result = hypergame(build(tree), ["seq"])
    assert result.by_mistake["seq"].tolist() == [0]
    assert 0 not in result.true.equilibria["seq"]


@st.composite
def with_strength(draw: st.DrawFn) -> Conflict:
    conflict = draw(MODELS)
    tree = to_tree(conflict)
    for name, preference in conflict.preferences.items():
        entries: list[Any] = []
        for tied in preference.ranking():
            if entries and draw(st.booleans()):
                entries.append(">>")
            entries.append(list(tied))
        tree["preferences"][name] = {"ranking": entries}
    return build(tree)


# GM 16
@settings(max_examples=30)
@given(with_strength())
def test_strong_sanctions_are_far_worse(conflict: Conflict) -> None:
    result = analyse_strength(conflict)
    model = StrongModel(conflict)
    for concept in STRENGTH_CONCEPTS:
        expected = [
            [model.stable(who, concept, state) for state in model.states]
            for who in range(len(model.names))
        ]
        assert result.strong[concept].tolist() == expected
        assert not (result.strong[concept] & ~result.result.stable[concept]).any()


# GM 16
def test_strength_by_hand() -> None:
    prefs = {"dm0": {"ranking": ["YN", "NN", ">>", "YY", "NY"]}, "dm1": {"priorities": ["o1"]}}
    strong = analyse_strength(build(option_tree([0, 1], prefs)))
    assert strong.strong["seq"][0].tolist()[0]
    prefs["dm0"] = {"ranking": ["YN", "NN", "YY", ">>", "NY"]}
    weak = analyse_strength(build(option_tree([0, 1], prefs)))
    assert weak.result.stable["seq"][0].tolist()[0]
    assert not weak.strong["seq"][0].tolist()[0]
    with pytest.raises(InputError, match="no concept is called 'nash'"):
        analyse_strength(load_conflict("chicken"), ["nash"])


def run(*arguments: object) -> Any:
    app = typer.Typer()
    register(app)
    return CliRunner().invoke(app, ["stability", *map(str, arguments)])


def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "elmira.json"
    path.write_text(conflict_text("elmira_12state"), encoding="utf-8")
    mixed = "moe=seq,uniroyal=nash,local_government=gmr"
    document = json.loads(run(path, "--concepts", mixed, "--json").stdout)
    assert document["concepts"] == ["mixed"]
    assert document["behaviour"]["uniroyal"] == "nash"
    assert "Mixed behaviour (mixed)" in run(path, "--concepts", mixed).stdout
    for wrong in ("moe=seq,moe=nash", "moe=", "moe=seq,nash"):
        assert isinstance(run(path, "--concepts", wrong).exception, InputError)
    assert "Strongly stable under seq" in run(path, "--strength").stdout
    document = json.loads(run(path, "--strength", "--json").stdout)
    assert set(document["strong"]) == {"gmr", "smr", "seq"}
    assert isinstance(run(path, "--strength", "--beliefs").exception, InputError)


def test_the_command_with_beliefs(tmp_path: Path) -> None:
    tree = option_tree(
        [0, 1],
        {
            "dm0": {"ranking": ["YN", "NN", "NY", "YY"]},
            "dm1": {"ranking": ["NN", "YN", "NY", "YY"]},
        },
        beliefs={"dm0": {"dm1": {"ranking": ["NN", "YY", "NY", "YN"]}}},
    )
    path = tmp_path / "bluff.toml"
    path.write_text(dumps(build(tree)), encoding="utf-8")
    document = json.loads(run(path, "--beliefs", "--concepts", "seq", "--json").stdout)
    assert document["format"] == "goodoffices-hypergame/1"
    assert document["stable_by_mistake"] == {"seq": [0]}
    assert "Stable by mistake under seq: NN" in run(path, "--beliefs", "--concepts", "seq").stdout
