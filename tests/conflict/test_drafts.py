"""A model that is built by small edits loses nothing: not a key, not a comment, not a meaning."""

from __future__ import annotations

import itertools
import tomllib
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices import conflict
from goodoffices.conflict import editing_makers as makers
from goodoffices.conflict import editing_statements as statements
from goodoffices.conflict.composing import composed
from goodoffices.conflict.counting import count, fault_of, levels, rank_counts
from goodoffices.conflict.draft import Draft
from goodoffices.conflict.expressions import KEYWORDS, Columns, parse
from goodoffices.conflict.model import Direction
from goodoffices.conflict.words import statement_in_words
from goodoffices.errors import InputError
from goodoffices.modelling.comments import comments_of
from goodoffices.modelling.short_names import derived_id
from goodoffices.modelling.toml_text import lists_as_toml, to_toml
from goodoffices.stability import analyse

COMMENTED = """# at the top
format = "goodoffices-conflict/1" # of the format
title = "A # no comment"
infeasible = [ # of the list
  # above a
  "a & b", # beside a
  'b & !a', "--Y", # two on a line
  # before the end
]
status_quo = "NNN"

# above alpha
[[decision_makers]] # beside alpha
id = "alpha"
  # above a's header
  [[decision_makers.options]]
  id = "a"
  name = \"\"\"many # words\"\"\"
  [[decision_makers.options]]
  id = "b" # beside b
[[decision_makers]]
id = "beta"
options = [{id = "c", name = "C"}]  # inline

[preferences.alpha] # of alpha
priorities = ["a", ["b", "c"]] # beside priorities
# above beta's
[preferences]
beta.weights = { a = 1.50, c = -2 }
[expected]
deep = { more = [1, 2.0], when = 2022-02-27T10:00:00Z, "odd key" = "x" }
# at the end
"""


def read(text: str) -> dict:
    return tomllib.loads(text, parse_float=Decimal)


def all_comments(found) -> list[str]:
    return sorted([line for lines in found.above.values() for line in lines]) + sorted(
        found.beside.values()
    )


def test_every_comment_is_found_at_what_it_is_about():
    found = comments_of(COMMENTED, read(COMMENTED))
    assert found.above["infeasible", "a & b"] == ("# above a",)
    assert found.beside["infeasible", "a & b"] == "# beside a"
    assert found.beside["infeasible", "--Y"] == "# two on a line"
    assert found.above["decision_makers", "alpha"] == ("# above alpha",)
    assert found.above["decision_makers", "alpha", "options", "a"] == ("# above a's header",)
    assert found.beside["decision_makers", "alpha", "options", "b", "id"] == "# beside b"
    assert found.beside["preferences", "alpha"] == "# of alpha"
    assert found.above["preferences",] == ("# above beta's",)
    assert found.above[()] == ("# at the end",)
    assert len(all_comments(found)) == COMMENTED.count("# ") - 2  # two stand inside of strings


def test_writing_keeps_every_value_and_every_comment():
    tree = read(COMMENTED)
    written = to_toml(tree, comments_of(COMMENTED, tree))
    again = read(written)
    assert {**again, "decision_makers": 0} == {**tree, "decision_makers": 0}
    assert Draft.opened(written).makers == Draft.opened(COMMENTED).makers
    assert sorted(all_comments(comments_of(written, again))) == sorted(
        all_comments(comments_of(COMMENTED, tree))
    )


def test_the_example_is_written_as_it_stands(conflict_text):
    draft = Draft.opened(conflict_text)
    assert draft.text().split() == conflict_text.split()


@pytest.fixture(scope="module")
def conflict_text(root) -> str:
    return (root / "examples/february-2022/conflict.toml").read_text("utf-8")


PIECES = st.sampled_from(
    [
        "# one",
        "#two\n",
        "x = 1\n",
        'y = "# no"\n',
        "z = [1, # in\n 2]\n",
        "\n",
        "[t]\n",
        "[[l]]\n",
        "w = ['''# a\n''', {b = '#'}]\n",
        "v = 1979-05-27 07:32:00 # then\n",
    ]
)


@given(st.lists(PIECES, max_size=12))
def test_any_toml_is_written_again_with_all_its_comments(pieces):
    text = "\n".join(pieces)
    try:
        tree = read(text)
    except tomllib.TOMLDecodeError:
        return
    found = comments_of(text, tree)
    written = to_toml(tree, found)
    assert read(written) == tree
    assert sorted(all_comments(found)) == sorted(all_comments(comments_of(written, tree)))


TEXTS = st.text(st.characters(codec="utf-8"), max_size=3)
TABLES = st.dictionaries(
    TEXTS,
    st.recursive(
        TEXTS | st.none() | st.integers() | st.booleans(),
        lambda one: st.lists(one, max_size=2) | st.dictionaries(TEXTS, one, max_size=2),
        max_leaves=4,
    ),
    max_size=3,
)


@given(st.dictionaries(TEXTS, st.lists(TABLES, max_size=3), max_size=3))
def test_lists_written_table_by_table_are_the_same_text(lists):
    held = {key: tables for key, tables in lists.items() if tables}
    told = "".join(lists_as_toml({key: iter(tables) for key, tables in lists.items()}))
    assert told == (to_toml(held) if held else "")


def built() -> Draft:
    """Two sides with three options, two conditions, and preferences in two forms."""
    draft = Draft.opened("")
    draft = makers.add_maker(draft, "Side A", "a")
    draft = makers.add_maker(draft, "Side B")
    draft = makers.add_option(draft, "a", "Talk", "talk")
    draft = makers.add_option(draft, "a", "Stop firing")
    draft = makers.add_option(draft, "side_b", "Widen", "widen", Direction.TAKE)
    draft = statements.add_condition(draft, "infeasible", "YY-")
    draft = statements.add_condition(draft, "coalesce", "widen")
    for text in ("talk", "-Y-", "stop_firing iff widen"):
        draft = statements.add_statement(draft, "a", text)
    return statements.equal_to_above(draft, "a", 2)


def meaning(text: str):
    """What a model says, whatever the order of its options: states as sets, and their levels."""
    model = conflict.loads(text)
    ids = [option.id for option in model.options]
    states = [
        frozenset((own, mark) for own, mark in zip(ids, model.states.label(k), strict=True))
        for k in range(len(model.states))
    ]
    levels = {
        name: {state: int(level) for state, level in zip(states, one.levels, strict=True)}
        for name, one in model.preferences.items()
    }
    today = states[model.status_quo] if model.status_quo is not None else None
    moves = {option.id: option.moves for option in model.options}
    return set(states), levels, today, moves


def test_a_model_is_built_from_nothing():
    draft = built()
    assert fault_of(draft) == ""
    model = conflict.loads(draft.text())
    assert [option.id for option in model.options] == ["talk", "stop_firing", "widen"]
    assert model.status_quo == model.states.find("NNN")
    assert draft.ranks("a") == (("talk",), ("-Y-", "stop_firing iff widen"))
    assert Draft.opened(draft.text()).tree == draft.tree


def test_a_new_order_of_sides_and_options_changes_no_meaning():
    draft = makers.set_today(built(), "NYN")
    for edit in (
        lambda d: makers.move_option(d, "talk", 1),
        lambda d: makers.move_maker(d, "side_b", -1),
        lambda d: makers.move_maker(makers.move_option(d, "stop_firing", -1), "a", 1),
    ):
        changed = edit(draft)
        assert changed.tree != draft.tree
        assert meaning(changed.text()) == meaning(draft.text())


def test_one_more_option_leaves_the_others_as_they_were():
    draft = makers.set_today(built(), "NYN")
    more = makers.add_option(draft, "a", "Wait")
    assert more.tree["status_quo"] == "NYNN"
    assert more.tree["infeasible"] == ["YY--"]
    assert more.ranks("a") == (("talk",), ("-Y--", "stop_firing iff widen"))
    assert meaning(makers.remove_option(more, "wait").text()) == meaning(draft.text())


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda d: makers.remove_option(d, "talk"), "“Talk” is named in 'YY-' of infeasible"),
        (
            lambda d: makers.remove_option(d, "widen"),
            "is named in 'widen' of coalesce and in 2 places",
        ),
        (lambda d: makers.remove_maker(d, "a"), "named in 'YY-' of infeasible"),
        (lambda d: makers.add_maker(d, " "), "needs a name"),
        (lambda d: makers.add_maker(d, "C", "Talk"), "cannot be a short name"),
        (lambda d: makers.add_option(d, "a", "C", "talk"), "'talk' is taken"),
        (lambda d: makers.add_option(d, "nobody", "C"), "no decision maker"),
        (lambda d: statements.add_condition(d, "infeasible", "talk &"), "expected an option"),
        (lambda d: statements.add_statement(d, "a", "walk"), "Did you mean 'talk'?"),
        (lambda d: statements.move_rank(d, "a", 9, 1), "no longer there"),
        (lambda d: makers.set_today(d, "NN"), "a letter for each option"),
    ],
)
def test_what_cannot_be_is_one_line_and_changes_nothing(edit, says):
    draft = built()
    before = draft.text()
    with pytest.raises(InputError) as refused:
        edit(draft)
    assert says in str(refused.value)
    assert draft.text() == before


def test_a_file_that_lists_states_keeps_its_options():
    draft = built().having(preferences={"a": {"ranking": [["NNN"]]}, "side_b": {}})
    with pytest.raises(InputError, match="lists states one by one"):
        makers.add_option(draft, "a", "Wait")
    with pytest.raises(InputError, match="written as ranking"):
        statements.add_statement(draft, "a", "talk")
    assert makers.add_maker(draft, "C").tree["preferences"]["a"] == {"ranking": [["NNN"]]}


def test_what_is_said_about_a_place_follows_it():
    draft = built()
    draft = statements.change_statement(draft, "a", 0, 0, "talk | stop_firing")
    draft = statements.change_condition(draft, "infeasible", 0, "talk & stop_firing")
    draft = statements.remove_statement(draft, "a", 1, 1)
    assert draft.moves[-3:] == (
        ("preferences.a.talk", "preferences.a.talk | stop_firing"),
        ("infeasible.YY-", "infeasible.talk & stop_firing"),
        ("preferences.a.stop_firing iff widen", ""),
    )
    assert draft.ranks("a") == (("talk | stop_firing",), ("-Y-",))
    draft = statements.on_its_own(statements.equal_to_above(draft, "a", 1), "a", 0, 0)
    assert draft.ranks("a") == (("-Y-",), ("talk | stop_firing",))
    draft = makers.remove_maker(statements.remove_condition(draft, "coalesce", 0), "side_b")
    assert "decision_makers.side_b" in dict(draft.moves)


def test_counts_are_those_of_a_plain_enumeration(conflict_text):
    draft = Draft.opened(conflict_text)
    counted = count(draft)
    bits = draft.option_bits
    every = ["".join(marks) for marks in itertools.product("NY", repeat=len(bits))]
    for text, found in zip(
        draft.conditions("infeasible"), counted.conditions["infeasible"], strict=True
    ):
        taken = [{own: line[bit] == "Y" for own, bit in bits.items()} for line in every]
        source = text.replace("&", " and ").replace("|", " or ").replace("!", " not ")
        assert found.number == sum(bool(eval(source, {}, one)) for one in taken)  # noqa: S307 - our own example
    model = conflict.loads(conflict_text)
    assert counted.combinations == 512
    assert counted.remaining == len(model.states)
    for maker in draft.makers:
        assert levels(draft, maker.id, counted) == len(model.preferences[maker.id].ranking())
        for (text,), (found,) in zip(
            draft.ranks(maker.id), rank_counts(draft, maker.id, counted), strict=True
        ):
            truth = model.states.holds(parse(text, bits), model.states.columns())
            assert found.number == int(truth.sum())
    (joined,) = counted.conditions["coalesce"]
    assert joined.number == max(len(one) for one in model.states.members.values())


def test_a_condition_that_cannot_be_read_is_counted_as_a_fault():
    draft = built().having(infeasible=["talk &", "YYYY"])
    counted = count(draft)
    assert counted.remaining is None
    assert all(one.number is None and one.fault for one in counted.conditions["infeasible"])
    assert rank_counts(draft, "a", counted)[0][0].number is None
    everything = count(built().having(infeasible=["talk | !talk"]))
    assert "every state is infeasible" in everything.fault


def test_forty_options_are_counted_without_listing_them():
    draft = makers.add_maker(Draft.opened(""), "A")
    for number in range(40):
        draft = makers.add_option(draft, "a", f"O {number}")
    draft = statements.add_condition(draft, "infeasible", "o_0 & o_39")
    counted = count(draft)
    assert counted.conditions["infeasible"][0].number == 1 << 38
    assert "more than" in counted.fault


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("Ministry of the Environment", "ministry_of_the"),
        ("Öffnet die Tür", "offnet_die_tur"),
        ("If", "side"),
        ("٣ الجانب", "side"),
        ("2 side", "side_2"),
        ("talk", "talk_2"),
        ("x" * 40, "x" * 24),
    ],
)
def test_an_id_is_made_of_the_name(name, own):
    taken = {"talk"} | ({"side"} if "2" in name else set())
    assert derived_id(name, taken, "side", KEYWORDS) == own


JOINED = st.sampled_from(["&", "|", "if", "iff"])
NAMES = {"a": "Talk", "b": "Stop", "c": "Wait"}


@given(st.lists(st.tuples(JOINED, st.sampled_from("abc"), st.booleans()), min_size=1, max_size=5))
def test_what_is_composed_means_what_it_says_from_left_to_right(parts):
    text = ""
    for joiner, own, taken in parts:
        text = composed(text, joiner, own, taken=taken)
    bits = {"a": 0, "b": 1, "c": 2}
    held = parse(text, bits).holds(Columns(np.arange(8, dtype=np.uint64)))
    for state in range(8):
        value = None
        for joiner, own, taken in parts:
            one = bool(state >> bits[own] & 1) is taken
            if value is None:
                value = one
            elif joiner == "&":
                value = value and one
            elif joiner == "|":
                value = value or one
            elif joiner == "if":
                value = value or not one
            else:
                value = value == one
        assert bool(held[state]) is value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a", "“Talk”"),
        ("!a & (b | c)", "not “Talk” and (“Stop” or “Wait”)"),
        ("a if !b", "“Talk” if not “Stop”"),
        ("a iff b", "“Talk” just when “Stop”"),
        ("Y-N", "“Talk” and not “Wait”"),
    ],
)
def test_a_statement_is_read_out_with_the_names_of_options(text, words):
    assert statement_in_words(text, NAMES, ["a", "b", "c"]) == words


def test_the_example_built_again_by_edits_has_the_same_equilibria(conflict_text):
    model = conflict.loads(conflict_text)
    draft = Draft.opened("")
    for maker in model.decision_makers:
        draft = makers.add_maker(draft, maker.name, maker.id)
        for option in maker.options:
            draft = makers.add_option(draft, maker.id, option.name, option.id, option.moves)
    for key in ("infeasible", "coalesce"):
        for text in model.written[key]:
            draft = statements.add_condition(draft, key, text)
    for name, preference in model.preferences.items():
        for text in preference.written["priorities"]:
            draft = statements.add_statement(draft, name, text)
    found, wanted = analyse(conflict.loads(draft.text())), analyse(model)
    assert found.conflict.states.written() == model.states.written()
    for concept in wanted.concepts:
        assert found.equilibria[concept].tolist() == wanted.equilibria[concept].tolist()
