"""Kernels against loops: sorting, grouping, sweeps in both integer widths."""

from __future__ import annotations

import random
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from conflict_models import option_models
from hypothesis import example, given
from hypothesis import strategies as st

from goodoffices.conflict import loads
from goodoffices.errors import LimitError
from goodoffices.kernels import sweeps
from goodoffices.kernels.moves import OptionRules, moves_by_options
from goodoffices.kernels.reach import components, least_reached, least_within
from goodoffices.kernels.states import dense, expand, group, lexicographic
from goodoffices.kernels.sweeps import NONE, Mover, _sorted
from goodoffices.kernels.walk import walk
from goodoffices.stability.frame import Frame
from goodoffices.stability.parts import Parts, move_tables
from goodoffices.stability.plain import PlainModel

if TYPE_CHECKING:
    from goodoffices.conflict import Conflict

KEYS = st.lists(st.integers(0, 2**40) | st.integers(0, 5), max_size=30)


@given(KEYS)
def test_levels_and_groups_number_distinct_keys_in_order(keys: list[int]) -> None:
    order = sorted(set(keys))
    expected = [order.index(key) for key in keys]
    assert dense(np.array(keys, dtype=np.int64)).tolist() == expected
    numbers, count = group(np.array(keys, dtype=np.uint64))
    assert numbers.tolist() == expected
    assert count == len(order)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=30), st.sampled_from([51, 2**62]))
def test_both_ways_of_sorting_are_stable(keys: list[int], top: int) -> None:
    order, ordered = _sorted(np.array(keys, dtype=np.int64), top)
    assert order.tolist() == sorted(range(len(keys)), key=lambda place: keys[place])
    assert ordered.tolist() == sorted(keys)


# GM 3, GM 4
@given(option_models(coalesced=True), st.sampled_from([40, 2**33]))
def test_least_reached_is_the_least_over_legal_sequences(conflict: Conflict, span: int) -> None:
    """Up to the state itself, which may count; 2^33 needs 64-bit lifts."""
    model = PlainModel(conflict)
    levels = Frame(conflict).levels
    movers = [
        Mover(table, own, span) for table, own in zip(move_tables(conflict), levels, strict=True)
    ]
    coalition = range(1, len(movers))
    for improving in (False, True):
        moves = model.improvements if improving else model.reach
        found = least_reached(movers[1:], levels[0], improving=improving).tolist()
        for state in model.states:
            ends = model.sequences(coalition, state, moves)
            least = min((int(levels[0][end]) for end in ends), default=NONE)
            own = int(levels[0][state])
            assert min(found[state], own) == min(least, own)
        for who, mover in enumerate(movers):
            steps = mover.step(levels[0], improving=improving).tolist()
            ends = [moves(who, state) for state in model.states]
            assert steps == [
                min((int(levels[0][end]) for end in one), default=NONE) for one in ends
            ]


_ROUND = loads(
    """
    format = "goodoffices-conflict/1"
    infeasible = ["!x & !y & z"]
    decision_makers = [
        {id = "a", options = [{id = "x"}, {id = "y"}]},
        {id = "b", options = [{id = "z"}]},
    ]
    [preferences]
    a = {}
    b = {}
    """
)
"""Two states of one class are reached at once, and lead to one another."""


@given(option_models(coalesced=True, forbidden=True), st.booleans())
@example(_ROUND, False)
def test_a_walk_takes_the_fewest_moves_to_each_state_by_each_mover(
    conflict: Conflict,
    improving: bool,  # noqa: FBT001 - drawn
) -> None:
    model = PlainModel(conflict)
    moves = model.improvements if improving else model.reach
    tables = move_tables(conflict)
    found = walk(tables, 0, Frame(conflict).levels if improving else None)
    fewest: dict[tuple[int, int], int] = {}
    layer, depth = {(-1, 0)}, 0
    while layer:
        depth += 1
        layer = {
            (who, end)
            for last, state in layer
            for who in range(len(tables))
            if who != last
            for end in moves(who, state)
        } - fewest.keys()
        fewest |= dict.fromkeys(layer, depth)
    for who, steps in enumerate(found.steps.tolist()):
        assert steps == [fewest.get((who, state), -1) for state in model.states]


@given(option_models(), st.sampled_from([1, 3, 1 << 15]))
def test_blocks_and_components_change_nothing(conflict: Conflict, block: int) -> None:
    """However few states a block has; and where moves can be undone, R_H is a component."""
    tables = move_tables(conflict)
    levels = Frame(conflict).levels
    whole = [Mover(table, own, 40) for table, own in zip(tables, levels, strict=True)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweeps, "_BLOCK", block)
        parted = [Mover(table, own, 40) for table, own in zip(tables, levels, strict=True)]
    values = levels[0]
    for improving in (False, True):
        expected = least_reached(whole, values, improving=improving)
        assert (least_reached(parted, values, improving=improving) == expected).all()
        for one, other in zip(whole, parted, strict=True):
            single = one.step(values, improving=improving)
            assert (other.step(values, improving=improving) == single).all()
            assert (one.highest(values) == other.highest(values)).all()
    labels = components(tables)
    assert labels is not None or any(option.moves != "both" for option in conflict.options)
    if labels is not None:
        expected = least_reached(whole, values, improving=False)
        assert (least_within(labels, values) == expected).all()


@pytest.mark.parametrize("columns", [0, 1, 62, 63, 130, 200])
def test_any_number_of_truths_is_compared_one_after_another(columns: int) -> None:
    """Many truths that all states share stand between the first and the last."""
    draw = random.Random(columns)
    telling = [*range(5), *range(columns - 5, columns)]
    rows = [
        tuple(column not in telling or draw.random() < 1 / 2 for column in range(columns))
        for _ in range(60)
    ]
    truths = np.array(rows, dtype=np.bool_).reshape(len(rows), columns)
    ordered = sorted(set(rows))
    assert lexicographic(truths.T, len(rows)).tolist() == [ordered.index(row) for row in rows]


def test_one_mover_moves_once() -> None:
    masks = np.arange(4, dtype=np.uint64)
    owner = np.arange(4, dtype=np.int32)
    table = moves_by_options(masks, owner, 4, OptionRules(own=3, take_only=3))
    reach = [
        {int(end) for end in table.targets[table.offsets[kind] : table.offsets[kind + 1]]}
        for kind in table.class_of
    ]
    for start, end in product(range(4), repeat=2):
        assert (end in reach[start]) == (start & ~end == 0)


_Pattern = tuple[int, int]
_OWN, _OTHERS = 0b0011, 0b1100


@st.composite
def _patterns(draw: st.DrawFn) -> _Pattern:
    fixed = draw(st.integers(0, 15))
    return fixed, fixed & draw(st.integers(0, 15))


@given(st.lists(st.tuples(_patterns(), _patterns()), max_size=3))
@example([((1, 0), (2, 2)), ((4, 0), (4, 4))])
def test_moves_are_called_transitive_only_where_two_are_one(
    forbidden: list[tuple[_Pattern, _Pattern]],
) -> None:
    masks = np.arange(16, dtype=np.uint64)
    owner = np.arange(16, dtype=np.int32)
    rules = OptionRules(own=_OWN, forbidden=tuple(forbidden))
    table = moves_by_options(masks, owner, 16, rules)
    leads = {
        (start, end)
        for start, end in product(range(16), repeat=2)
        if start != end and start & _OTHERS == end & _OTHERS
        if not any(
            start & fixed == value and end & to_fixed == to_value
            for (fixed, value), (to_fixed, to_value) in forbidden
        )
    }
    if table.transitive:
        for (start, middle), (again, end) in product(leads, repeat=2):
            assert middle != again or start == end or (start, end) in leads


def test_states_ruled_out_early_are_never_listed() -> None:
    """60 options of which at most the first may be taken: two states, not 2^60."""
    filters = [
        (bit, lambda masks, bit=bit: (masks >> np.uint64(bit)) & np.uint64(1) == 1)
        for bit in range(1, 60)
    ]
    assert expand(60, filters).tolist() == [0, 1]
    with pytest.raises(LimitError, match="more than 33,554,432 states"):
        expand(60, [])


def test_values_beyond_32_bits_are_spanned_by_their_levels() -> None:
    """Too many classes for a span as wide as there are states."""
    many = ", ".join(f'{{id = "p{number}"}}' for number in range(16))
    parts = Parts.of(
        loads(
            f"""
            format = "goodoffices-conflict/1"
            decision_makers = [
                {{id = "a", options = [{{id = "o"}}]}},
                {{id = "b", options = [{many}]}},
            ]
            [preferences]
            a = {{priorities = ["o", "p1", "p2"]}}
            b = {{}}
            """
        )
    )
    assert parts.tables[0].classes * len(parts.levels[0]) > NONE
    assert parts.span == 8
