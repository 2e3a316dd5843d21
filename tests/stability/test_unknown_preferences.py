"""Unknown comparisons and single pairs against the order: solver, plain twin, checker."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import typer
from conflict_models import build, graph_models, option_models, option_tree, with_stated_pairs
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from goodoffices.cli.stability import register
from goodoffices.conflict.writing import dumps
from goodoffices.errors import InputError
from goodoffices.stability import ALL, EXTENSIONS, analyse, check_equilibrium
from goodoffices.stability.plain import stable_states

if TYPE_CHECKING:
    from pathlib import Path

    from goodoffices.conflict import Conflict

PLAIN = option_models() | option_models(coalesced=True, forbidden=True) | graph_models()


# GM 11
@given(with_stated_pairs(PLAIN), st.sampled_from(EXTENSIONS))
def test_every_cell_agrees_with_the_definitions(conflict: Conflict, extension: str) -> None:
    result = analyse(conflict, extension=extension)
    ids = [dm.id for dm in conflict.decision_makers]
    for concept in ALL:
        found = dict(zip(ids, result.stable[concept].tolist(), strict=True))
        assert found == stable_states(conflict, concept, extension), concept
        equilibria = set(result.equilibria[concept].tolist())
        for state in range(len(conflict.states)):
            objections = check_equilibrium(conflict, concept, state, extension=extension)
            assert (not objections) == (state in equilibria)


@settings(max_examples=20)
@given(with_stated_pairs(PLAIN, signs=">~"))
def test_without_unknown_pairs_no_extension_is_needed(conflict: Conflict) -> None:
    plain = analyse(conflict)
    for concept in ALL:
        rows = list(stable_states(conflict, concept).values())
        assert plain.stable[concept].tolist() == rows
        for extension in EXTENSIONS:
            again = analyse(conflict, [concept], extension=extension)
            assert (again.stable[concept] == plain.stable[concept]).all()


# GM 11
@settings(max_examples=20)
@given(with_stated_pairs(option_models()))
def test_who_leaves_less_and_is_deterred_by_more_is_stabler(conflict: Conflict) -> None:
    by = {one: analyse(conflict, extension=one).stable for one in EXTENSIONS}
    for concept in ALL:
        for less, more in (("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")):
            assert not (by[less][concept] & ~by[more][concept]).any()


def two_by_two(**pairs: Any) -> Conflict:
    """A mover who does not know whether taking up its option is better; one who may answer."""
    prefs = {"dm0": {}, "dm1": {"priorities": ["o1"]}}
    return build(option_tree([0, 1], prefs, pairwise=pairs))


def test_unknown_is_neither_worse_nor_as_good() -> None:
    conflict = two_by_two(dm0=[["NN", "?", "YN"]])
    stable = {one: analyse(conflict, extension=one) for one in EXTENSIONS}
    # leaving NN for YN: a and c do, b and d do not; the answer YY is as good as NN and deters
    for concept, leaving in (("nash", "ac"), ("gmr", ""), ("seq", "")):
        for extension in EXTENSIONS:
            held = stable[extension].is_stable(concept, "dm0", 0)
            assert held == (extension not in leaving), (concept, extension)
    deterred = two_by_two(dm0=[["YN", ">", "NN"], ["YY", "?", "NN"]])
    for extension in EXTENSIONS:
        held = analyse(deterred, extension=extension).is_stable("gmr", "dm0", 0)
        assert held == (extension in "cd")


def test_an_extension_must_be_named_and_known() -> None:
    conflict = two_by_two(dm0=[["NN", "?", "YN"]])
    with pytest.raises(InputError, match="Name one with --extension"):
        analyse(conflict)
    with pytest.raises(InputError, match="no extension is called 'e'"):
        analyse(conflict, extension="e")


def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "model.toml"
    path.write_text(dumps(two_by_two(dm0=[["NN", "?", "YN"]])), encoding="utf-8")
    app = typer.Typer()
    register(app)

    def run(*further: str) -> Any:
        return CliRunner().invoke(app, ["stability", str(path), *further])

    refused = run("--json").exception
    assert isinstance(refused, InputError)
    assert str(refused).startswith(str(path))
    document = json.loads(run("--extension", "a", "--concepts", "nash", "--json").stdout)
    assert document["extension"] == "a"
    assert document["stable"]["nash"]["dm0"] == [False, False, True, True]
