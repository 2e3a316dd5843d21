"""Interventions against the trying of every set, by the plain definitions."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer
from conflict_models import build, graph_models, option_models, option_tree
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from goodoffices.casebook.conflicts import load_conflict
from goodoffices.cli.interventions import register
from goodoffices.conflict import Direction, Option, load
from goodoffices.errors import InputError
from goodoffices.kernels.deadline import Deadline
from goodoffices.stability import check_equilibrium
from goodoffices.stability.interventions import (
    Candidate,
    ForbidMove,
    GiveOption,
    MakeInfeasible,
    MakeIrreversible,
    Placed,
    RaiseStates,
    apply,
    intervene,
    load_candidates,
    read_candidates,
)
from intervention_questions import fitting, tried

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.conflict import Conflict

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "february-2022"


@st.composite
def questions(draw: st.DrawFn, models: st.SearchStrategy[Conflict]) -> tuple[Any, ...]:
    conflict = draw(models)
    candidates = fitting(draw(st.randoms()), conflict, 5)
    state = st.integers(0, len(conflict.states) - 1)
    wanted = draw(st.lists(state, max_size=2, unique=True))
    unwanted = draw(st.lists(state.filter(lambda one: one not in wanted), max_size=2, unique=True))
    if not wanted and not unwanted:
        wanted = [0]
    return conflict, candidates, wanted, unwanted


def agree(question: tuple[Any, ...], concepts: Sequence[str]) -> None:
    conflict, candidates, wanted, unwanted = question
    for concept in concepts:
        result = intervene(conflict, candidates, wanted, unwanted, concept, at_most=100)
        best, sets = tried(conflict, candidates, concept, wanted, unwanted)
        assert result.complete
        assert result.cost == result.at_least == best
        assert result.impossible is (best is None)
        assert sorted(tuple(c.id for c in one.candidates) for one in result.sets) == sorted(sets)
        for one in result.sets:
            check(conflict, result, one)
        for limit in (1, 2, 4):
            ended = intervene(conflict, candidates, wanted, unwanted, concept, looked_at=limit)
            assert ended.looked_at <= limit
            if best is not None:
                assert ended.at_least is not None
                assert ended.at_least <= best
            if ended.at_least is None:
                assert best is None


def check(conflict: Conflict, result: Any, one: Any) -> None:
    """Check one set with the independent checker, on the model as it would be written."""
    after = apply(conflict, one.candidates)
    for target, outcome in zip(result.targets, one.outcomes, strict=True):
        assert outcome.as_asked
        assert outcome.holds == target.wanted
        for view in outcome.states:
            assert after.states.label(view.position) == view.state
            objections = check_equilibrium(after, result.concept, view.position)
            left = {objection.decision_maker for objection in objections}
            assert {name: name not in left for name in view.stable} == dict(view.stable)


# GM 20
@settings(max_examples=25)
@given(st.data())
def test_every_set_tried_option_form(data: st.DataObject) -> None:
    models = option_models(coalesced=True, forbidden=data.draw(st.booleans()))
    concepts = data.draw(st.lists(st.sampled_from(CONCEPTS), min_size=2, max_size=2, unique=True))
    agree(data.draw(questions(models)), concepts)


@settings(max_examples=20)
@given(questions(graph_models()))
def test_every_set_tried_graph_form(question: tuple[Any, ...]) -> None:
    agree(question, CONCEPTS)


def test_the_prisoners_need_a_guarantee_each() -> None:
    # both cooperating is second best for each; one level up, it ties with defecting alone
    conflict = load_conflict("prisoners_dilemma")
    makers = [dm.id for dm in conflict.decision_makers]
    raises = [Candidate(f"for_{name}", RaiseStates(name, "YY")) for name in makers]
    result = intervene(conflict, raises, ["YY"], (), "nash")
    (found,) = result.sets
    assert [one.id for one in found.candidates] == [one.id for one in raises]
    assert result.cost == result.at_least == 2
    alone = intervene(conflict, raises[:1], ["YY"], (), "nash")
    assert alone.impossible
    assert alone.sentences() == ("No set of these candidates brings about what is asked (nash).",)


def test_korea_2017_peace_holds_once_an_invasion_cannot_be_undone() -> None:
    # published: with an irreversible invasion NNYY becomes an equilibrium under SEQ
    result = intervene(load_conflict("korea_2017_base"), None, ["NNYY"], (), "seq")
    assert result.generated
    assert result.cost == 1
    assert "keep_invade_south_korea" in [
        one.id for found in result.sets for one in found.candidates
    ]


def test_an_unwanted_outcome_that_cannot_come_about_is_unmade() -> None:
    conflict = load_conflict("prisoners_dilemma")
    out = [Candidate("out", MakeInfeasible("NN"))]
    result = intervene(conflict, out, (), ["NN"], "nash")
    (found,) = result.sets
    assert not found.outcomes[0].count
    assert result.to_dict()["sets"][0]["sentence"] == (  # type: ignore[index]  # a document
        "With out (cost 1), NN does not hold, as it can no longer come about (today it holds)."
    )
    assert intervene(conflict, out, ["NN"], (), "gmr").cost == 0
    assert intervene(conflict, out, ["YY"], (), "nash").impossible


DETERRED = {
    "forbid": ForbidMove("dm1", "YN", "YY"),
    "irreversible": MakeIrreversible("o1", Direction.DROP),
    "infeasible": MakeInfeasible("YY"),
    "raise_end": RaiseStates("dm0", "YY", 2),
    "raise_start": RaiseStates("dm1", "YN", 1),
}


@pytest.mark.parametrize("name", DETERRED)
@pytest.mark.parametrize("concept", CONCEPTS)
def test_whatever_takes_the_sanction_away_unmakes_the_outcome(name: str, concept: str) -> None:
    # dm0 gains by going from NN to YN, from where dm1 goes to YY, which is worse for dm0
    prefs = {
        "dm0": {"ranking": ["YN", "NN", "YY", "NY"]},
        "dm1": {"ranking": ["NN", "YY", "YN", "NY"]},
    }
    conflict = build(option_tree([0, 1], prefs))
    one = Candidate(name, DETERRED[name])
    result = intervene(conflict, [one], (), ["NN"], concept)
    if concept == "nash":
        assert result.cost == 0
    elif name == "raise_start" and concept in ("gmr", "smr"):
        # dm1 would no longer gain by its answer, and under these concepts need not
        assert result.impossible
    else:
        assert [found.candidates for found in result.sets] == [(one,)]


def test_a_pattern_is_met_by_one_of_its_states() -> None:
    conflict = load_conflict("prisoners_dilemma")
    result = intervene(conflict, (), ["N-"], ["Y-"], "nash")
    assert result.cost == 0
    assert result.today[0].count == 2
    assert result.today[0].states[0].state == "NN"


def test_more_sets_than_are_listed() -> None:
    conflict = load_conflict("prisoners_dilemma")
    same = [
        Candidate(f"c{number}", MakeInfeasible(text))
        for number, text in enumerate(("NN", "N- & NN", "NN"))
        if "&" not in text
    ]
    whole = intervene(conflict, same, (), ["NN"], "nash")
    assert len(whole.sets) == 2
    assert whole.complete
    part = intervene(conflict, same, (), ["NN"], "nash", at_most=1)
    assert len(part.sets) == 1
    assert not part.complete
    assert "there may be more" in part.sentences()[0]


@settings(max_examples=20)
@given(st.one_of(option_models(), graph_models()), st.sampled_from(CONCEPTS), st.data())
def test_generated_candidates_fit_the_model(
    conflict: Conflict, concept: str, data: st.DataObject
) -> None:
    wanted = data.draw(st.integers(0, len(conflict.states) - 1))
    unwanted = [state for state in (0, len(conflict.states) - 1) if state != wanted]
    result = intervene(conflict, None, [wanted], unwanted, concept, looked_at=20)
    assert result.generated
    ids = [one.id for one in result.candidates]
    assert len(set(ids)) == len(ids)
    for one in result.sets:
        check(conflict, result, one)


def test_an_option_that_can_change_nothing_is_not_tried() -> None:
    # nobody cares about it and it rules nothing out, so that whoever leaves leaves still
    conflict = load_conflict("prisoners_dilemma")
    (first, second) = (dm.id for dm in conflict.decision_makers)
    new = [
        Candidate(f"c{number}", GiveOption(owner, Option(f"n{number}", "new")))
        for number, owner in enumerate((first, second, "mediator"))
    ]
    for concept in CONCEPTS:
        for asked in ({"wanted": ["NY"]}, {"unwanted": ["NN"]}):
            result = intervene(conflict, new, concept=concept, **asked)
            assert result.impossible
            assert result.looked_at == 1


FIRST = {"dm0": (Placed("n", "first"),)}
NEW = Option("n", "new")
GIVEN = {
    # its owner goes where it can be taken, which comes before all else
    "gain": (
        GiveOption("dm0", NEW, infeasible=("n & !o0",), priorities=FIRST),
        ["NN", "YN", "YY", "NY"],
        {"unwanted": ["NN"], "concept": "nash"},
    ),
    # where it is taken, whoever leaves would see it dropped
    "threat": (
        GiveOption("dm1", NEW, priorities=FIRST),
        ["YN", "YY", "NN", "NY"],
        {"wanted": ["NN"], "concept": "gmr"},
    ),
    # where it is taken, what is better cannot come about
    "rule": (
        GiveOption("dm1", NEW, infeasible=("n & o0",)),
        ["YN", "YY", "NN", "NY"],
        {"wanted": ["NN"], "concept": "nash"},
    ),
}


@pytest.mark.parametrize("name", GIVEN)
def test_an_option_that_can_change_something_is_tried(name: str) -> None:
    intervention, ranking, question = GIVEN[name]
    prefs = {"dm0": {"ranking": ranking}, "dm1": {"ranking": [["NN", "YY", "YN", "NY"]]}}
    conflict = build(option_tree([0, 1], prefs))
    one = Candidate("given", intervention)
    assert intervene(conflict, [], **question).impossible
    result = intervene(conflict, [one], **question)
    assert [found.candidates for found in result.sets] == [(one,)]


def test_time_that_is_up_is_said_with_the_bound_reached() -> None:
    conflict = load_conflict("prisoners_dilemma")
    raises = [Candidate(dm.id, RaiseStates(dm.id, "YY")) for dm in conflict.decision_makers]
    result = intervene(
        conflict, raises, ["YY"], (), "nash", deadline=Deadline(0, time.process_time)
    )
    assert (result.looked_at, result.at_least, result.ended) == (1, 2, "time")
    assert result.to_dict()["ended_by"] == "time"
    (said,) = result.sentences()
    assert said.startswith("After 1 set the time was up: no set that costs less than 2 brings")
    whole = intervene(conflict, raises, ["YY"], (), "nash", deadline=Deadline.after(60))
    assert whole.cost == 2
    assert whole.to_dict()["ended_by"] is None


TABLE: dict[str, Any] = {
    "infeasible": {"kind": "infeasible", "id": "a", "states": "o0"},
    "forbid": {"kind": "forbid", "id": "a", "decision_maker": "dm0", "from": "Y-"},
    "irreversible": {"kind": "irreversible", "id": "a", "option": "o0", "moves": "N->Y"},
    "raise": {"kind": "raise", "id": "a", "decision_maker": "dm0", "states": "YY", "levels": 2},
    "option": {
        "kind": "option",
        "id": "a",
        "name": "a guarantee",
        "owner": "un",
        "owner_name": "The UN",
        "option": "n",
        "option_name": "Guarantee",
        "moves": "N->Y",
        "infeasible": ["n & !o0"],
        "priorities": {"dm0": ["n", {"statement": "!n", "place": "first"}]},
        "cost": 3,
        "notes": "of no consequence",
    },
}


def read(**changes: Any) -> tuple[Candidate, ...]:
    kind = changes.pop("of", "raise")
    entry = {key: one for key, one in (TABLE[kind] | changes).items() if one is not None}
    return read_candidates({"format": "goodoffices-candidates/1", "candidates": [entry]})


@pytest.mark.parametrize("kind", TABLE)
def test_each_kind_is_read_and_fits(kind: str) -> None:
    conflict = build(option_tree([0, 1], {"dm0": {"priorities": ["o0"]}, "dm1": {}}))
    (one,) = read(of=kind)
    assert apply(conflict, [one]) is not conflict
    assert one.price == {"option": 3, "raise": 2}.get(kind, 1)
    result = intervene(conflict, [one], ["YY"])
    assert result.to_dict()["candidates"][0]["words"]  # type: ignore[index]  # a document


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "rais"}, "candidates[0].kind: no kind of intervention is called 'rais'"),
        ({"kind": None}, "the key 'kind' is missing"),
        ({"levle": 3}, "unknown key 'levle'. Did you mean 'levels'?"),
        ({"option": "o0"}, "unknown key 'option'"),
        ({"id": "A b"}, "cannot be an id"),
        ({"states": None}, "the key 'states' is missing"),
        ({"levels": 0}, "cannot be raised by 0 levels"),
        ({"levels": True}, "expected a whole number, found True"),
        ({"cost": "3"}, "candidates[0].cost: expected a number, found '3'"),
        ({"cost": 0}, "candidates[0]: cost: 0 cannot be a cost"),
        ({"cost": Decimal("0.1234567")}, "has too many digits"),
        ({"of": "forbid", "from": None}, "needs 'from', 'to' or both"),
        ({"of": "irreversible", "moves": "both"}, "changes in one direction"),
        ({"of": "irreversible", "moves": "up"}, "moves cannot be 'up'"),
        ({"of": "option", "priorities": {"dm0": [3]}}, "expected a table, found 3"),
        ({"of": "option", "priorities": {"dm0": [{"statement": "n", "at": 1}]}}, "key 'at'"),
        (
            {"of": "option", "priorities": {"dm0": [{"statement": "n", "place": "top"}]}},
            "candidates[0].priorities.dm0[0].place: a place cannot be 'top'",
        ),
    ],
)
def test_a_wrong_entry_is_one_line_with_its_place(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError) as caught:
        read(**changes)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ({}, "the key 'format' is missing"),
        ({"format": "goodoffices-conflict/1"}, "unknown format 'goodoffices-conflict/1'"),
        ({"format": "goodoffices-candidates/1"}, "there are no candidates"),
        ({"format": "goodoffices-candidates/1", "candidate": []}, "Did you mean 'candidates'?"),
        ([], "expected a table"),
    ],
)
def test_a_wrong_file_is_one_line(tree: Any, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_candidates(tree)
    assert said in str(caught.value)


@settings(max_examples=15)
@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(
                st.sampled_from(["format", "candidates", "id", "kind", "states", "cost", "levels"]),
                inner,
                max_size=4,
            ),
        ),
        max_leaves=12,
    )
)
def test_arbitrary_trees_are_refused_in_one_line(tree: Any) -> None:
    entry = tree if isinstance(tree, dict) else {"kind": "raise", "states": tree}
    with pytest.raises(InputError):
        read_candidates({"format": "goodoffices-candidates/1", "candidates": [entry, tree]})


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ({"wanted": []}, "nothing is wanted and nothing unwanted"),
        ({"wanted": ["YYY"]}, "wanted: 'YYY' has 3 marks"),
        ({"wanted": ["12"]}, "no state number 12"),
        ({"wanted": ["o0 & !o0"]}, "holds in no feasible state"),
        ({"wanted": ["YY"], "unwanted": ["Y-"]}, "wanted, and all of it is unwanted too"),
        ({"wanted": ["YY"], "concept": "sim"}, "no concept is called 'sim'"),
        ({"wanted": ["YY"], "at_most": 0}, "at_most: 0 is too few"),
        ({"wanted": ["YY"], "looked_at": 0}, "looked_at: 0 is too few"),
    ],
)
def test_a_wrong_question_is_one_line(question: dict[str, Any], said: str) -> None:
    conflict = build(option_tree([0, 1], {"dm0": {}, "dm1": {}}))
    with pytest.raises(InputError) as caught:
        intervene(conflict, (), **question)
    assert said in str(caught.value)


def test_a_candidate_that_fits_no_model_is_named() -> None:
    conflict = build(option_tree([0, 1], {"dm0": {}, "dm1": {}}))
    for one, said in (
        (MakeInfeasible("o0 | !o0"), "candidate a: states: every state is made infeasible"),
        (RaiseStates("dm5", "YY"), "candidate a: decision_maker: no decision maker"),
    ):
        with pytest.raises(InputError) as caught:
            intervene(conflict, [Candidate("a", one)], ["YY"])
        assert said in str(caught.value)


def run(*arguments: object) -> Any:
    app = typer.Typer()
    register(app)
    return CliRunner().invoke(app, [str(one) for one in arguments])


def test_the_command() -> None:
    asked = [EXAMPLE / "conflict.toml", "--wanted", "YYNNYYYYN", "--concept", "nash"]
    given_ = [*asked, "--candidates", EXAMPLE / "candidates.toml"]
    document = json.loads(run(*given_, "--json").stdout)
    assert document["format"] == "goodoffices-interventions/1"
    assert document["cost"] == document["at_least"] == 4
    assert [one["candidates"] for one in document["sets"]] == [
        ["hot_line", "fixed_agenda"],
        ["hot_line", "aid"],
    ]
    before, after = document["today"][0], document["sets"][0]["targets"][0]
    assert before["states"][0]["stable"] == {"russia": False, "ukraine": False, "mediator": True}
    assert all(after["states"][0]["stable"].values())
    text = run(*given_).stdout
    assert "Candidates: 7. Sets looked at:" in text
    assert "which leave it today, find nothing better in reach" in text
    assert "made from the model" in run(*asked).stdout
    assert "After 1 set the time was up: no set" in run(*given_, "--time-limit", 0).stdout


def test_the_example_sets_pass_the_checker() -> None:
    conflict = load(EXAMPLE / "conflict.toml")
    candidates = load_candidates(EXAMPLE / "candidates.toml")
    for concept in CONCEPTS:
        result = intervene(
            conflict, candidates, ["travel & attend & pause"], ["--Y------"], concept
        )
        assert result.impossible
        result = intervene(conflict, candidates, ["YYNNYYYYN"], ["NNNNNNNNN"], concept)
        for one in result.sets:
            check(conflict, result, one)


@pytest.mark.parametrize(
    ("arguments", "begins", "said"),
    [
        (["--wanted", "YYNNYYYY"], "conflict.toml: wanted: ", "has 8 marks"),
        (["--wanted", "0", "--concept", "sqe"], "conflict.toml: concept: ", "Did you mean 'seq'"),
        (["--wanted", "0", "--candidates", "nowhere.toml"], "nowhere.toml: ", "cannot read"),
        ([], "conflict.toml: wanted: ", "nothing is wanted"),
    ],
)
def test_wrong_arguments(arguments: list[str], begins: str, said: str) -> None:
    error = run(EXAMPLE / "conflict.toml", *arguments).exception
    assert isinstance(error, InputError)
    assert error.exit_code == 2
    assert begins in str(error)
    assert said in str(error)


def test_an_error_of_a_candidate_begins_with_its_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    entry = {"kind": "infeasible", "id": "a", "states": "nothing_known"}
    path.write_text(
        json.dumps({"format": "goodoffices-candidates/1", "candidates": [entry]}), "utf-8"
    )
    error = run(EXAMPLE / "conflict.toml", "--wanted", 0, "--candidates", path).exception
    assert str(error).startswith(f"{path}: candidate a: states: no option is called")
