"""A changed conflict is a new value: what it says, what it shares, what it refuses."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import TYPE_CHECKING, Any

import pytest
from conflict_models import build, graph_models, option_models, option_tree, with_stated_pairs
from hypothesis import given
from hypothesis import strategies as st
from statements import STATEMENT, WIDTH, Said

from goodoffices.conflict import Conflict, loads
from goodoffices.conflict.expressions import parse
from goodoffices.conflict.writing import dumps, to_tree
from goodoffices.errors import GoodOfficesError, InputError
from goodoffices.stability.plain import PlainModel

if TYPE_CHECKING:
    from collections.abc import Callable

IDS = {f"o{bit}": bit for bit in range(WIDTH)}


def plainly(conflict: Conflict, renamed: Callable[[str], str] = lambda label: label) -> Any:
    """Say everything that matters of a model, by the labels of its states."""
    plain = PlainModel(conflict)
    labels = [renamed(line) for line in conflict.states.written()]
    pairs = [(s, q) for s in plain.states for q in plain.states if s != q]
    return (
        set(labels),
        {
            (name, labels[s], labels[q]): (
                q in plain.reach(who, s),
                conflict.preferences[name].compare(s, q),
            )
            for who, name in enumerate(plain.names)
            for s, q in pairs
        },
        None if conflict.status_quo is None else labels[conflict.status_quo],
    )


def small() -> Conflict:
    tree = option_tree(
        [0, 0, 1],
        {
            "dm0": {"priorities": ["o0 & !o2", ["o1", "o2"]]},
            "dm1": {"ranking": [["NNN", "YNN"], ">>", ["NYN", "YYN", "NNY"], ["YNY", "YYY"]]},
        },
        infeasible=["!o0 & o1 & o2"],
        status_quo="NYN",
        expected={"equilibria": {"nash": []}},
        notes="kept",
    )
    return build(tree)


def test_a_preference_is_changed_and_nothing_else() -> None:
    before = small()
    after = before.with_preference("dm1", priorities=["o2", "!o0"])
    assert after.preferences["dm1"].compare(after.find("NNY"), after.find("YNY")) == ">"
    assert after.states is before.states
    assert after.preferences["dm0"] is before.preferences["dm0"]
    assert before.preferences["dm1"].compare(0, 1) == "~"
    assert after.carried == {"notes": "kept"}  # what was expected was of the other model
    with pytest.raises(FrozenInstanceError):
        after.title = "x"  # type: ignore[misc] - just that is refused


def test_pairwise_statements_are_replaced_with_the_preference() -> None:
    tree = option_tree([0, 0], {"dm0": {"weights": {"o0": 1}}}, pairwise={"dm0": [[0, "?", 3]]})
    before = build(tree)
    ordered = before.with_preference("dm0", weights={"o0": 2.5})
    assert ordered.preferences["dm0"].ordered
    assert "pairwise" not in to_tree(ordered)
    stated = ordered.with_preference("dm0", ranking=[3, 2, 1, 0], pairwise=[["NN", "~", "YN"]])
    assert loads(dumps(stated)).preferences["dm0"].compare(0, 1) == "~"


@given(with_stated_pairs(option_models(coalesced=True, forbidden=True)))
def test_the_same_preferences_given_again_change_nothing(conflict: Conflict) -> None:
    pairs: Any = to_tree(conflict)["pairwise"] if "pairwise" in conflict.written else {}
    again = conflict
    for name, preference in conflict.preferences.items():
        form: Any = {**preference.written, "pairwise": pairs.get(name, ())}
        again = again.with_preference(name, **form)
    assert plainly(again) == plainly(conflict)
    assert plainly(loads(dumps(again))) == plainly(conflict)


@given(with_stated_pairs(option_models(coalesced=True, forbidden=True)), st.data())
def test_an_option_that_comes_and_goes_leaves_the_model_as_it_was(
    conflict: Conflict, data: st.DataObject
) -> None:
    """New, it makes no difference; settled either way, the old model is left."""
    owner = data.draw(st.sampled_from([dm.id for dm in conflict.decision_makers]))
    taken = data.draw(st.booleans())
    wider = conflict.with_option(owner, "fresh", name="Something new")
    place = wider.option_bits["fresh"]

    def old(state: int) -> int:
        letters = wider.states.label(state)
        return conflict.find(letters[:place] + letters[place + 1 :])

    last = len(wider.states) - 1
    pairs = data.draw(st.lists(st.tuples(*[st.integers(0, last)] * 2), max_size=8))
    for name, preference in wider.preferences.items():
        for one, other in pairs:
            alike = old(one) == old(other)
            before = conflict.preferences[name].compare(old(one), old(other))
            assert preference.compare(one, other) == ("~" if alike else before)
    assert plainly(wider.without_option("fresh", taken=taken)) == plainly(conflict)


@given(option_models(coalesced=True, forbidden=True), st.data())
def test_an_option_changes_hands_and_back(conflict: Conflict, data: st.DataObject) -> None:
    option = data.draw(st.sampled_from(sorted(conflict.option_bits)))
    owner = next(dm for dm in conflict.decision_makers if option in [o.id for o in dm.options])
    other = data.draw(st.sampled_from([dm.id for dm in conflict.decision_makers]))
    given_away = conflict.with_owner(option, other)
    assert option in [one.id for one in given_away.decision_maker(other).options]
    back = given_away.with_owner(option, owner.id)
    order = [back.option_bits[name] for name in conflict.option_bits]

    def as_before(letters: str) -> str:
        return "".join(letters[bit] for bit in order)

    assert plainly(back, as_before) == plainly(conflict)


@given(with_stated_pairs(option_models(coalesced=True, forbidden=True)), st.data())
def test_states_ruled_out_are_gone_and_the_rest_stays(
    conflict: Conflict, data: st.DataObject
) -> None:
    width = conflict.states.width
    pattern = data.draw(st.text("YN---", min_size=width, max_size=width))
    masks, owner = conflict.states.underlying()
    inside = {
        int(mask)
        for mask in masks
        if all(mark in ("-", "NY"[int(mask) >> bit & 1]) for bit, mark in enumerate(pattern))
    }
    if len(inside) == masks.size:
        with pytest.raises(InputError, match="every state is infeasible"):
            conflict.with_infeasible(pattern)
        return
    after = conflict.with_infeasible(pattern)
    left, belongs = after.states.underlying()
    assert set(left.tolist()) == set(masks.tolist()) - inside
    former = dict(zip(masks.tolist(), owner.tolist(), strict=True))
    stands_for = {int(s): former[int(mask)] for mask, s in zip(left, belongs, strict=True)}
    for name, preference in after.preferences.items():
        for s, old in stands_for.items():
            for q, was in stands_for.items():
                assert preference.compare(s, q) == conflict.preferences[name].compare(old, was)


@given(with_stated_pairs(graph_models()), st.data())
def test_labelled_states_are_ruled_out_with_their_moves(
    conflict: Conflict, data: st.DataObject
) -> None:
    labels = list(conflict.states.labels or ())
    gone = data.draw(st.lists(st.sampled_from(labels), unique=True, max_size=len(labels) - 1))
    states, facts, _ = plainly(conflict)
    left = {key: said for key, said in facts.items() if not {key[1], key[2]} & set(gone)}
    assert plainly(conflict.with_infeasible(*gone)) == (states - set(gone), left, None)


@given(STATEMENT, st.integers(0, WIDTH - 1), st.booleans())
def test_a_settled_statement_says_what_it_said(
    said: Said,
    bit: int,
    taken: bool,  # noqa: FBT001 - Hypothesis gives it
) -> None:
    text, means = said
    left = parse(text, IDS).settled(bit, taken=taken)
    again = left if isinstance(left, bool) else parse(left.written(tuple(IDS)), IDS)
    assert isinstance(again, bool) or f"o{bit}" not in again.written(tuple(IDS))
    for value in range(1 << WIDTH):
        letters = "".join("Y" if value >> one & 1 else "N" for one in range(WIDTH))
        if (letters[bit] == "Y") != taken:
            continue
        conflict = _ONE_STATE[letters]
        held = again if isinstance(again, bool) else again.holds(conflict.states.columns())[0]
        assert held == means(letters)


_ONE_STATE = {
    letters: build(option_tree([0] * WIDTH, {"dm0": {}}, states=[letters]))
    for letters in (
        "".join("Y" if value >> bit & 1 else "N" for bit in range(WIDTH))
        for value in range(1 << WIDTH)
    )
}


def test_long_chains_do_not_nest_without_end() -> None:
    names = {f"o{bit}": bit for bit in range(64)}
    text = " & ".join([*names] * 4)
    left = parse(text, names).settled(0, taken=True)
    assert not isinstance(left, bool)
    assert parse(left.written(tuple(names)), names).last() == 63


def test_statements_lose_a_settled_option() -> None:
    before = small()
    never = before.without_option("o2")
    assert never.preferences["dm0"].written == {"priorities": ["o0", ["o1"]]}
    assert never.states.written() == ["NN", "YN", "NY", "YY"]
    always = before.with_status_quo("YYY").without_option("o2", taken=True)
    assert always.preferences["dm0"].written == {"priorities": [["o1"]]}
    assert always.states.written() == ["NN", "YN", "YY"]
    assert always.written["infeasible"] == ["!o0 & o1"]


def test_strength_is_kept_where_levels_vanish() -> None:
    before = small().with_status_quo("YNY")
    alone = before.with_infeasible("N-N", "YNN")
    assert alone.preferences["dm1"].written == {"ranking": [["YYN", "NNY"], ["YNY", "YYY"]]}
    apart = before.with_infeasible("-YN", "NNY")
    assert apart.preferences["dm1"].written == {"ranking": [["NNN", "YNN"], ">>", ["YNY", "YYY"]]}


def test_listed_states_follow() -> None:
    tree = option_tree([0, 1], {"dm0": {"weights": {"o0": 1}}, "dm1": {}}, states=["-Y", "NN"])
    before = build(tree)
    wider = before.with_option("dm0", "fresh")
    assert wider.states.written() == ["--Y", "NNN", "NYN"]
    assert before.with_infeasible("-Y").states.written() == ["NN"]
    with pytest.raises(InputError, match="rule out a part of '-Y' only"):
        before.with_infeasible("YY")


def test_today_and_directions_and_forbidden_moves() -> None:
    before = small()
    assert before.with_status_quo("YYY").status_quo == before.find("YYY")
    assert before.with_status_quo(None).status_quo is None
    one_way = before.with_direction("o0", "N->Y")
    plain = PlainModel(one_way)
    assert before.find("NNN") not in plain.reach(0, before.find("YNN"))
    assert before.find("YNN") in plain.reach(0, before.find("NNN"))
    assert plainly(one_way.with_direction("o0", "both")) == plainly(before)
    barred = before.with_forbidden_moves("dm1", ("--N", "Y-Y"))
    assert not PlainModel(barred).reach(1, barred.find("YYN"))
    assert barred.states is before.states
    assert plainly(loads(dumps(barred))) == plainly(barred)


def test_a_listed_move_is_forbidden() -> None:
    before = build(
        {
            "format": "goodoffices-conflict/1",
            "decision_makers": [{"id": "a"}],
            "states": ["war", "peace"],
            "moves": {"a": [[0, 1], [1, 0]]},
            "preferences": {"a": {}},
        }
    )
    after = before.with_forbidden_moves("a", ("peace", "war"))
    assert after.moves == {"a": ((0, 1),)}


def test_beliefs_are_given() -> None:
    after = small().with_belief("dm0", "dm1", priorities=["o2"])
    assert loads(dumps(after)).beliefs["dm0"]["dm1"].compare(after.find("YNY"), 0) == ">"
    wider = after.with_option("dm1", "fresh")
    assert wider.beliefs["dm0"]["dm1"].compare(wider.find("YNYN"), wider.find("NNNN")) == ">"


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda c: c.with_preference("dm9"), "preferences: no decision maker is called 'dm9'"),
        (lambda c: c.with_preference("dm0", prioritys=["o0"]), "Did you mean 'priorities'"),
        (lambda c: c.with_preference("dm0", priorities=["o7"]), r"preferences.dm0.priorities\[0\]"),
        (lambda c: c.with_preference("dm0", ranking=[0]), "is not ranked"),
        (lambda c: c.with_preference("dm0", pairwise=[[0, "!", 1]]), r"pairwise\.dm0\[0\]"),
        (lambda c: c.with_belief("dm0", "dm0"), "beliefs are about the others"),
        (lambda c: c.with_belief("dm0", "dm1", pairwise=[]), "unknown key 'pairwise'"),
        (lambda c: c.with_status_quo("NYY"), "not a feasible state"),
        (lambda c: c.with_direction("o9", "both"), "no option is called 'o9'"),
        (lambda c: c.with_direction("o0", "up"), "Write 'both'"),
        (lambda c: c.with_forbidden_moves("dm0", ("--N", "-Y")), "has 2 marks"),
        (lambda c: c.with_forbidden_moves("dm7"), "no decision maker is called 'dm7'"),
        (lambda c: c.with_infeasible("o0 &"), "infeasible.*expected an option"),
        (lambda c: c.with_infeasible("o1 | !o1"), "every state is infeasible"),
        (lambda c: c.with_infeasible("NYN"), "today's state, 'NYN', would not be feasible"),
        (lambda c: c.with_option("dm0", "o1"), "the id 'o1' is used twice"),
        (lambda c: c.with_option("dm0", "Bad Id"), "cannot be an id"),
        (lambda c: c.with_option("dm5", "fresh"), "no decision maker is called 'dm5'"),
        (lambda c: c.with_option("dm0", "fresh", moves="x"), "moves cannot be 'x'"),
        (lambda c: c.without_option("o5"), "no option is called 'o5'"),
        (lambda c: c.without_option("o1"), "today's state"),
        (lambda c: c.with_owner("o1", "dm4"), "no decision maker is called 'dm4'"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    edit: Callable[[Conflict], Conflict], said: str
) -> None:
    with pytest.raises(GoodOfficesError, match=said) as error:
        edit(small())
    assert isinstance(error.value, InputError)
    assert "\n" not in str(error.value)


def test_what_nothing_is_left_of_is_no_longer_coalesced() -> None:
    tree = option_tree([0, 0], {"dm0": {}}, coalesce=["o1"])
    for after in (build(tree).with_infeasible("o1"), build(tree).without_option("o1")):
        assert not after.written["coalesce"]
        assert len(after.states) == 2


def test_what_would_hold_everywhere_is_refused() -> None:
    tree = option_tree([0, 0], {"dm0": {}}, coalesce=["o1"])
    with pytest.raises(InputError, match=r"coalesce\[0\]: 'o1' would hold in every state"):
        build(tree).without_option("o1", taken=True)
    with pytest.raises(InputError, match="every state is infeasible"):
        build(option_tree([0], {"dm0": {}}, infeasible=["o0"])).with_infeasible("!o0")
