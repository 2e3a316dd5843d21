"""Statements and levels moved: the model that comes of it, and its text."""

from __future__ import annotations

import tomllib

import pytest
from conflict_models import option_models
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.conflict import loads
from goodoffices.conflict.reordering import (
    Kind,
    Shift,
    Way,
    orders_of,
    reordered,
    rewritten,
    shifted,
)
from goodoffices.conflict.words import statement_in_words
from goodoffices.errors import InputError

TEXT = """
format = "goodoffices-conflict/1"  # stays
title = "Two sides"

[[decision_makers]]
id = "a"
name = "Side A"
  [[decision_makers.options]]
  id = "talk"
  name = "Talk"

[[decision_makers]]
id = "b"
name = "Side B"
  [[decision_makers.options]]
  id = "stop"
  name = "Stop # firing"

[preferences.a]
# what it said ] in March
priorities = ["stop", "!talk", ["talk", "talk & stop"]]  # "three ]"
[preferences.b]
ranking = [["YN"], ">>", ["NN", "YY"], ["NY"]]
"""


def after(text: str, *moves: str):
    model = loads(text)
    orders = orders_of(model)
    for move in moves:
        orders = shifted(orders, Shift.parse(move))
    return reordered(model, orders), [name for name, one in orders.items() if one.changed]


def wanted(text: str, preferences: str):
    return loads(text[: text.index("[preferences.a]")] + preferences)


@pytest.mark.parametrize(
    ("moves", "preferences"),
    [
        (["a.1.up"], 'a.priorities = ["!talk", "stop", ["talk", "talk & stop"]]'),
        (["a.2.up", "a.2.up"], 'a.priorities = [["talk", "talk & stop"], "stop", "!talk"]'),
        (["a.0.off"], 'a.priorities = ["!talk", ["talk", "talk & stop"]]'),
        # what is left out is passed by, and comes back where it stood
        (["a.1.off", "a.2.up"], 'a.priorities = [["talk", "talk & stop"], "stop"]'),
        (
            ["a.1.off", "a.1.off", "a.0.down"],
            'a.priorities = ["!talk", "stop", ["talk", "talk & stop"]]',
        ),
        (["a.0.off", "a.1.off", "a.2.off"], "a.priorities = []"),
    ],
)
def test_statements_move_and_are_left_out(moves, preferences):
    model, names = after(TEXT, *moves)
    same = 'b.ranking = [["YN"], ">>", ["NN", "YY"], ["NY"]]'
    expected = wanted(TEXT, f"[preferences]\n{preferences}\n{same}\n")
    assert names == ["a"]
    assert model.preferences["a"].ranking() == expected.preferences["a"].ranking()


def test_levels_move_and_what_stands_far_above_stays_a_place():
    model, names = after(TEXT, "b.0.down")
    expected = wanted(
        TEXT,
        '[preferences]\na.priorities = ["stop"]\n'
        'b.ranking = [["NN", "YY"], ">>", ["YN"], ["NY"]]\n',
    )
    assert names == ["b"]
    assert model.preferences["b"].ranking() == expected.preferences["b"].ranking()
    assert model.preferences["b"].strong == expected.preferences["b"].strong


def test_whoever_is_not_touched_keeps_the_same_preferences():
    before = loads(TEXT)
    orders = shifted(orders_of(before), Shift("a", 1, Way.UP))
    model = reordered(before, orders)
    assert model.preferences["b"] is before.preferences["b"]
    assert model.states is before.states
    back = shifted(orders, Shift("a", 1, Way.DOWN))
    assert reordered(before, back) is before


@pytest.mark.parametrize(
    "move",
    ["", "a", "a.1", "a.1.left", "a.x.up", "c.0.up", "a.9.up", "a.0.up", "a.2.down", "b.0.off"],
)
def test_a_move_that_cannot_be_made_is_one_line(move):
    with pytest.raises(InputError) as caught:
        after(TEXT, move)
    assert "\n" not in str(caught.value)


def test_the_text_keeps_all_but_the_lists_that_moved():
    model, names = after(TEXT, "a.1.up", "b.0.down")
    text = rewritten(TEXT, model, names)
    for kept in ("# stays", "# what it said ] in March", '# "three ]"', "Stop # firing"):
        assert kept in text
    read = loads(text)
    for name in ("a", "b"):
        assert read.preferences[name].ranking() == model.preferences[name].ranking()
    assert text.index("[preferences.a]") < text.index('["!talk"') < text.index('"stop", [')


def test_a_text_that_is_written_otherwise_is_written_anew():
    inline = (
        'preferences = {a = {priorities = ["stop", "!talk"]}, b = {weights = {talk = 2, stop = 1}}}'
    )
    source = TEXT[: TEXT.index("[preferences.a]")].replace('title = "Two sides"', inline)
    model, names = after(source, "a.0.down", "b.1.up")
    text = rewritten(source, model, names)
    read = loads(text)
    assert tomllib.loads(text)["preferences"]["a"]["priorities"] == ["!talk", "stop"]
    assert read.preferences["b"].ranking() == model.preferences["b"].ranking()


@given(option_models(), st.data())
def test_any_move_is_a_swap_of_neighbours_and_is_undone_by_its_counterpart(model, data):
    orders = orders_of(model)
    name = data.draw(st.sampled_from(sorted(orders)))
    order = orders[name]
    if len(order.items) > 1:
        item = data.draw(st.integers(0, len(order.items) - 2))
        down = shifted(orders, Shift(name, item, Way.DOWN))
        assert shifted(down, Shift(name, item, Way.UP)) == orders
        changed = reordered(model, down).preferences[name]
        if order.kind is Kind.LEVELS:
            levels = list(model.preferences[name].ranking())
            levels[item], levels[item + 1] = levels[item + 1], levels[item]
            assert changed.ranking() == tuple(levels)


NAMES = {"talk": "Talk", "stop": "Stop firing"}


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("talk", "“Talk”"),
        ("!talk", "not “Talk”"),
        ("talk&!stop", "“Talk” and not “Stop firing”"),
        ("!( talk | stop )", "not (“Talk” or “Stop firing”)"),
        ("talk if stop", "“Talk” if “Stop firing”"),
        ("talk  iff\nstop", "“Talk” just when “Stop firing”"),
        ("Y-", "Y-"),
        (["talk", "!stop"], "as many as possible of: “Talk”; not “Stop firing”"),
    ],
)
def test_statements_in_words(written, words):
    assert statement_in_words(written, NAMES) == words
