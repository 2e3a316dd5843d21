"""Why a state holds: every verdict rests on moves that the definitions allow."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from conflict_models import build, graph_models, option_models, option_tree
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.casebook.conflicts import load_conflict
from goodoffices.errors import InputError
from goodoffices.stability import ALL, analyse, check_equilibrium, explain
from goodoffices.stability.plain import PlainModel

if TYPE_CHECKING:
    from goodoffices.conflict import Conflict
    from goodoffices.stability.why import Sanction

EVERY_FORM = st.one_of(
    option_models(), option_models(coalesced=True, forbidden=True), graph_models()
)


def follow(model: PlainModel, start: int, sanction: Sanction, *, improving: bool) -> int:
    """Walk a sanction move by move; fail where the definitions forbid one."""
    here, last = start, -1
    for step in sanction.path:
        who = model.names.index(step.by)
        assert who != last
        allowed = model.improvements(who, here) if improving else model.reach(who, here)
        assert step.to in allowed
        here, last = step.to, who
    return here


# GM 8
@given(EVERY_FORM, st.integers(0, 10**6))
def test_explanations_agree_with_the_definitions(conflict: Conflict, pick: int) -> None:
    state = pick % len(conflict.states)
    model = PlainModel(conflict)
    explanation = explain(conflict, state)
    for who, view in enumerate(explanation.views):
        improvements = model.improvements(who, state)
        assert {one.to for one in view.improvements} == improvements
        for concept in ALL:
            assert view.stable[concept] == model.stable(who, concept, state)
        for one in view.improvements:
            assert set(one.sanctions) == {"gmr", "smr", "seq", "sseq"}
            for concept, sanction in one.sanctions.items():
                deterring = model.sanctions(who, concept, state, one.to)
                if sanction is None:
                    assert not deterring
                    continue
                improving = concept in ("seq", "sseq")
                assert model.names[who] not in {step.by for step in sanction.path}
                end = follow(model, one.to, sanction, improving=improving)
                assert end in deterring
                assert sanction.tie == (not model.prefers(who, state, end))


# GM 8
@given(EVERY_FORM)
def test_the_checker_agrees_with_the_solvers(conflict: Conflict) -> None:
    result = analyse(conflict)
    for concept in ALL:
        found = set(result.equilibria[concept].tolist())
        for state in range(len(conflict.states)):
            assert (check_equilibrium(conflict, concept, state) == ()) == (state in found)


def test_sentences_speak_the_words_of_the_case() -> None:
    explanation = explain(load_conflict("elmira_12state"), "NYNNN")
    sentences = " ".join(explanation.sentences())
    assert "Local Government gains by moving to NYNNY (takes up Insist)" in sentences
    assert "MoE takes up Modify (to YYNNY), which is worse for Local Government" in sentences
    assert "under SEQ and SSEQ nothing that the others do deters it" in sentences
    assert explanation.is_equilibrium("gmr")
    assert not explanation.is_equilibrium("seq")
    json.dumps(explanation.to_dict())


def test_a_sanction_may_need_the_same_opponent_twice() -> None:
    """A, B, A is a legal sequence; only the same mover twice running is not."""
    conflict = load_conflict("semantics_seq_repeat_mover")
    paths = [
        [step.by for step in sanction.path]
        for state in range(len(conflict.states))
        for view in explain(conflict, state).views
        for one in view.improvements
        for sanction in one.sanctions.values()
        if sanction is not None
    ]
    assert any(len(path) == 3 and path[0] == path[2] != path[1] for path in paths)


def test_a_tie_sanctions() -> None:
    ranking = {"dm0": {"ranking": [["YN"], ["NN", "YY"], ["NY"]]}}
    conflict = build(option_tree([0, 1], {**ranking, "dm1": {}}))
    view = explain(conflict, "NN", ["gmr", "seq"]).views[0]
    deterrent = view.improvements[0].sanctions["gmr"]
    assert deterrent is not None
    assert deterrent.tie
    assert view.improvements[0].sanctions["seq"] is None


def test_unknown_states_and_concepts_are_refused() -> None:
    conflict = load_conflict("chicken")
    with pytest.raises(InputError, match="3 marks"):
        explain(conflict, "NNN")
    with pytest.raises(InputError, match="no state number 99"):
        explain(conflict, "99")
    with pytest.raises(InputError, match=r"no concept is called .nsh..* Did you mean .nash."):
        analyse(conflict, ["nsh"])
    with pytest.raises(InputError, match="no concept is named"):
        analyse(conflict, [])
