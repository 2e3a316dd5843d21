"""Option prioritisation against its words (GM 2): ranks of one statement and of several."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from conflict_models import build, option_tree
from hypothesis import given
from hypothesis import strategies as st
from statements import STATEMENT, Said

from goodoffices.conflict import loads
from goodoffices.conflict.writing import dumps
from goodoffices.errors import InputError
from goodoffices.stability import analyse
from goodoffices.stability.robust import Doubts, robust

RANKS = st.lists(st.lists(STATEMENT, min_size=1, max_size=5), max_size=6)


def model(written: list[Any]) -> Any:
    return build(option_tree([0, 0, 1, 1], {"dm0": {"priorities": written}, "dm1": {}}))


# GM 2
@given(RANKS, st.booleans())
def test_states_are_compared_rank_by_rank_by_how_many_statements_hold(
    ranks: list[list[Said]],
    bare: bool,  # noqa: FBT001 - Hypothesis gives it
) -> None:
    """A rank of one statement may be written with or without brackets."""
    written: list[Any] = [[text for text, _ in rank] for rank in ranks]
    if bare:
        written = [one[0] if len(one) == 1 else one for one in written]
    conflict = model(written)
    preference = conflict.preferences["dm0"]
    letters = conflict.states.written()
    for one, other in itertools.product(range(len(letters)), repeat=2):
        sign = "~"
        for rank in ranks:
            held = [sum(means(letters[s]) for _, means in rank) for s in (one, other)]
            if held[0] != held[1]:
                sign = ">" if held[0] > held[1] else "<"
                break
        assert preference.compare(one, other) == sign


def test_equally_important_statements_differ_from_both_orders() -> None:
    """Worked by hand: o0 and o1 weigh the same, then !o0 decides."""
    conflict = model([["o0", "o1"], "!o0"])
    label = conflict.states.label
    ranking = [{label(s)[:2] for s in tied} for tied in conflict.preferences["dm0"].ranking()]
    assert ranking == [{"YY"}, {"NY"}, {"YN"}, {"NN"}]
    alone = model([["o0", "o1"]]).preferences["dm0"]
    assert alone.compare(conflict.find("YNNN"), conflict.find("NYNN")) == "~"


def test_a_coalesced_state_makes_true_what_all_its_members_do() -> None:
    tree = option_tree([0, 0], {"dm0": {"priorities": [["o0", "!o0", "o1"]]}}, coalesce=["o1"])
    conflict = build(tree)
    assert [conflict.states.label(state) for state in range(3)] == ["NN", "YN", "-Y"]
    assert conflict.preferences["dm0"].ranking() == ((0, 1, 2),)


@pytest.mark.parametrize("format", ["toml", "json"])
def test_ranks_are_written_and_read_again(format: Any) -> None:  # noqa: A002 - the argument's name
    conflict = model([["o0", "o1 if o2"], "o3", ["!o3"]])
    again = loads(dumps(conflict, format), format)
    assert again.preferences["dm0"].written == conflict.preferences["dm0"].written
    assert (again.preferences["dm0"].levels == conflict.preferences["dm0"].levels).all()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ([[]], r"preferences\.dm0\.priorities\[0\]: a rank of statements is empty"),
        ([["o0", ["o1"]]], r"priorities\[0\]\[1\]: expected text"),
        (["o0", ["o9"]], r"priorities\[1\]\[0\]: no option is called 'o9'"),
        ([{"o0": 1}], r"priorities\[0\]: expected text"),
    ],
)
def test_a_broken_rank_is_one_line_that_names_its_place(written: list[Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        model(written)


def test_worlds_move_a_rank_as_a_whole() -> None:
    ranks: list[Any] = [["o0", "!o1"], "o1", "!o0 | o1"]
    conflict = model(ranks)
    found = robust(conflict, 10, doubts=Doubts(statements={"dm0": None}), workers=1)
    assert found.samples == 6
    expected = [0] * len(conflict.states)
    for order in itertools.permutations(ranks):
        for state in analyse(model(list(order)), ["gmr"]).equilibria["gmr"].tolist():
            expected[state] += 1
    assert found.counts["gmr"].tolist() == expected
