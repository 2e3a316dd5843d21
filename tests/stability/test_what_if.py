"""A changed conflict is answered as if it were new, from what it shares with the old one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from conflict_models import (
    build,
    graph_models,
    option_models,
    option_tree,
    rankings,
    with_stated_pairs,
)
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.conflict import loads
from goodoffices.conflict.model import DecisionMaker
from goodoffices.errors import InputError
from goodoffices.stability import ALL, Analysis, analyse

if TYPE_CHECKING:
    from goodoffices.conflict import Conflict


def changed(conflict: Conflict, data: st.DataObject) -> Conflict:
    """Draw one small change."""
    names = [dm.id for dm in conflict.decision_makers]
    name = data.draw(st.sampled_from(names))
    kinds = ["preference", "status quo", "ruled out", "decision maker"]
    if conflict.states.labels is not None:
        kinds += ["seats", "moves"]
    if conflict.moves is None:
        kinds += ["direction", "forbidden", "option", "owner"]
    kind = data.draw(st.sampled_from(kinds))
    width = conflict.states.width
    options = st.sampled_from(sorted(conflict.option_bits) or [""])
    if kind == "preference":
        form: Any = data.draw(rankings(len(conflict.states)))
        return conflict.with_preference(name, **form)
    if kind == "status quo":
        return conflict.with_status_quo(0)
    if kind in ("decision maker", "seats", "moves"):
        return by_hand(conflict, kind, name)
    if kind == "direction":
        return conflict.with_direction(data.draw(options), "N->Y")
    if kind == "forbidden":
        return conflict.with_forbidden_moves(name, ("-" * width, "Y" + "-" * (width - 1)))
    if kind == "option":
        return conflict.with_option(name, f"fresh{len(conflict.options)}")
    if kind == "owner":
        return conflict.with_owner(data.draw(options), name)
    if len(conflict.states) == 1:
        return conflict
    label = conflict.states.label(len(conflict.states) - 1)
    return conflict.with_infeasible(label)


def by_hand(conflict: Conflict, kind: str, name: str) -> Conflict:
    """About the very same states: other numbers, a move less, a bystander comes or goes."""
    if kind == "moves" and conflict.moves:
        return replace(conflict, moves={**conflict.moves, name: conflict.moves[name][1:]})
    if kind == "seats":
        return replace(conflict, decision_makers=conflict.decision_makers[::-1])
    makers, moves = conflict.decision_makers, conflict.moves
    preferences = dict(conflict.preferences)
    if preferences.pop("bystander", None) is None:
        makers = (*makers, DecisionMaker("bystander", "Bystander"))
        preferences["bystander"] = preferences[makers[0].id]
        moves = moves and {**moves, "bystander": ()}
    else:
        makers = tuple(dm for dm in makers if dm.id != "bystander")
    return replace(conflict, decision_makers=makers, moves=moves, preferences=preferences)


def same_answers(before: Analysis, after: Conflict) -> Analysis:
    shared = before.what_if(after)
    found, fresh = shared.result(), analyse(after, extension=shared.extension)
    for concept in ALL:
        assert found.stable[concept].tolist() == fresh.stable[concept].tolist()
    return shared


MODELS = st.one_of(option_models(coalesced=True, forbidden=True), graph_models())


@given(MODELS, st.data())
def test_what_is_shared_answers_as_if_it_were_new(conflict: Conflict, data: st.DataObject) -> None:
    """One change after the other, each from the analysis before it."""
    analysis = Analysis(conflict)
    analysis.result()
    for _ in range(2):
        analysis = same_answers(analysis, changed(analysis.conflict, data))


@given(with_stated_pairs(MODELS), st.sampled_from("abcd"), st.data())
def test_so_it_is_where_comparisons_are_unknown(
    conflict: Conflict, extension: str, data: st.DataObject
) -> None:
    analysis = Analysis(conflict, extension=extension)
    analysis.result()
    same_answers(analysis, changed(conflict, data))


def four() -> Conflict:
    owners = [0, 0, 1, 1, 2, 3]
    prefs = {f"dm{k}": {"priorities": [f"o{k}", f"!o{5 - k}", f"o{k + 1} & o3"]} for k in range(4)}
    return build(option_tree(owners, prefs))


def test_one_preference_touches_one_mover() -> None:
    before = Analysis(four())
    before.result()
    after = before.what_if(before.conflict.with_preference("dm2", priorities=["!o4", "o0"]))
    after.result()
    for who in range(4):
        assert after.parts.tables[who] is before.parts.tables[who]
        assert (after.parts.movers[who] is before.parts.movers[who]) == (who != 2)
    for who in (0, 1, 3):
        for concept in ("nash", "gmr", "smr"):
            assert after._rows[concept, who] is before._rows[concept, who]
        assert after._rows["seq", who] is not before._rows["seq", who]


def test_one_direction_touches_one_move_table() -> None:
    before = Analysis(four())
    before.result()
    after = before.what_if(before.conflict.with_direction("o2", "N->Y"))
    assert [after.parts.tables[who] is before.parts.tables[who] for who in range(4)] == [
        True,
        False,
        True,
        True,
    ]
    assert [after.parts.movers[who] is before.parts.movers[who] for who in range(4)] == [
        True,
        False,
        True,
        True,
    ]


def test_another_day_touches_nothing() -> None:
    before = Analysis(four())
    before.result()
    after = before.what_if(before.conflict.with_status_quo(3))
    after.result()
    assert all(after._rows[key] is row for key, row in before._rows.items())


def test_a_question_may_be_asked_again_and_another_after_it() -> None:
    analysis = Analysis(four())
    first = analysis.result(["seq"])
    both = analysis.result(["seq", "nash"])
    assert (first.stable["seq"] == both.stable["seq"]).all()
    with pytest.raises(InputError, match="no concept is called"):
        analysis.result(["seqq"])


def test_what_became_unknown_needs_an_extension() -> None:
    analysis = Analysis(four())
    after = four().with_preference("dm0", unknown=[[0, 1]])
    with pytest.raises(InputError, match="--extension"):
        analysis.what_if(after)
    assert analysis.what_if(after, extension="a").result().extension == "a"


def test_who_can_no_longer_be_reached_deters_no_more() -> None:
    """Moves of `a` stay, those of `b` do not: nothing of what they joined may be taken over."""
    conflict = loads(
        """
        format = "goodoffices-conflict/1"
        decision_makers = [{id = "a", options = [{id = "x"}]}, {id = "b", options = [{id = "y"}]}]
        [preferences]
        a = {priorities = ["!y", "x"]}
        b = {}
        """
    )
    before = Analysis(conflict)
    nothing = conflict.states.find("NN")
    assert before.result().stable["gmr"][0][nothing]
    after = same_answers(before, conflict.with_forbidden_moves("b", ("-N", "-Y")))
    assert not after.result().stable["gmr"][0][nothing]


def test_moves_that_are_listed_are_taken_over_only_as_they_stand() -> None:
    conflict = loads(
        """
        format = "goodoffices-conflict/1"
        decision_makers = [{id = "a", options = [{id = "x"}]}, {id = "b"}]
        states = ["N", "Y"]
        moves = {a = [[0, 1]], b = []}
        [preferences]
        a = {priorities = ["x"]}
        b = {}
        """
    )
    before = Analysis(conflict)
    assert before.result().stable["nash"][0].tolist() == [False, True]
    fewer = replace(conflict, moves={"a": (), "b": ()})
    for changed_moves in (fewer, conflict.with_forbidden_moves("a", ("N", "Y"))):
        after = same_answers(before, changed_moves)
        assert after.result().stable["nash"][0].tolist() == [True, True]
