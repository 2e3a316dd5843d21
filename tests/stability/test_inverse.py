"""The inverse problem against the listing of every profile of orders."""

from __future__ import annotations

import json
from collections import Counter
from itertools import permutations, product
from math import factorial, prod
from operator import mul
from typing import TYPE_CHECKING, Any

import pytest
import typer
from conflict_models import SHARED, build, graph_models, option_models, option_tree
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from goodoffices.casebook.conflicts import conflict_text, load_conflict
from goodoffices.cli.inverse import register
from goodoffices.conflict import Conflict, load
from goodoffices.errors import InputError
from goodoffices.stability import check_equilibrium
from goodoffices.stability.inverse import (
    INVERSE_CONCEPTS,
    analysis,
    by_statements,
    counting,
    inverse,
    parse_costs,
    parse_vary,
)
from goodoffices.stability.inverse.orders import blocks_of, kendall, with_orders
from goodoffices.stability.inverse.terms import Work, power, times
from goodoffices.stability.plain import PlainModel

if TYPE_CHECKING:
    from pathlib import Path

REFERENCE = SHARED.parent / "inverse.json"


def listed(
    conflict: Conflict,
    states: list[int],
    concept: str,
    vary: dict[str, Any] | None,
    costs: dict[str, int],
) -> tuple[int, int, tuple[int, int] | None]:
    """Try every profile: how many there are, how many do, (cost, changed) of the nearest."""
    known = PlainModel(conflict)
    every = blocks_of(conflict, vary)
    each = [costs.get(one.name, 1) for one in every]
    count, best = 0, None
    profiles = list(product(*(permutations(one.movable) for one in every)))
    for profile in profiles:
        orders = {
            one.name: one.whole(order) for one, order in zip(every, profile, strict=True) if order
        }
        model = PlainModel(with_orders(conflict, every, orders), known.reach)
        if all(model.stable(who, concept, state) for who in model.everybody for state in states):
            count += 1
            swaps = [kendall(order) for order in profile]
            cost = sum(map(mul, swaps, each)), sum(map(bool, swaps))
            best = cost if best is None else min(best, cost)
    return len(profiles), count, best


@st.composite
def questions(draw: st.DrawFn, models: st.SearchStrategy[Conflict]) -> tuple[Any, ...]:
    conflict = draw(models)
    positions = st.integers(0, len(conflict.states) - 1)
    states = draw(st.lists(positions, min_size=1, max_size=2, unique=True))
    names = st.sampled_from([dm.id for dm in conflict.decision_makers])
    costs = draw(st.dictionaries(names, st.integers(1, 4), max_size=2))
    vary: dict[str, tuple[int, int]] = {}
    left = 120
    for dm in conflict.decision_makers:
        levels = len(conflict.preferences[dm.id].ranking())
        start = draw(st.integers(0, levels - 1))
        end = draw(st.integers(start + 1, min(levels, start + 5)))
        if factorial(end - start) <= left:
            left //= factorial(end - start)
            vary[dm.id] = start, end
    return conflict, states, vary, costs


def agree(question: tuple[Any, ...]) -> None:
    conflict, states, vary, costs = question
    for concept in INVERSE_CONCEPTS:
        result = inverse(conflict, states, concept, vary, costs)
        profiles, count, best = listed(conflict, states, concept, vary, costs)
        assert (result.profiles, result.count) == (profiles, count), concept
        change = result.least_change
        if change is None:
            assert best is None
        else:
            assert change.proved
            assert (change.cost, len(change.orders)) == best, concept


# GM 9
@settings(max_examples=25)
@given(questions(option_models(coalesced=True)))
def test_every_order_listed_option_form(question: tuple[Any, ...]) -> None:
    agree(question)


# GM 10
@settings(max_examples=25)
@given(questions(graph_models()))
def test_every_order_listed_graph_form(question: tuple[Any, ...]) -> None:
    agree(question)


@settings(max_examples=15)
@given(questions(option_models(coalesced=True)))
def test_inclusion_and_exclusion_against_every_order_listed(question: tuple[Any, ...]) -> None:
    conflict, states, vary, _ = question
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_SPLIT", 0)
        result = inverse(conflict, states[0], "smr", vary)
    assert (result.profiles, result.count) == listed(conflict, states[:1], "smr", vary, {})[:2]


@st.composite
def statement_models(draw: st.DrawFn) -> Conflict:
    """Four options of two or three decision makers, some irreversible, each with statements."""
    makers = draw(st.integers(2, 3))
    owners = [*range(makers), *draw(st.lists(st.integers(0, makers - 1), min_size=1, max_size=2))]
    owners.sort()
    names = [f"o{bit}" for bit in range(len(owners))]
    name = st.sampled_from(names)
    shapes = st.sampled_from(["{}", "!{}", "{} & {}", "{} | !{}", "{} iff {}"])
    one = st.builds(lambda shape, a, b: shape.format(a, b), shapes, name, name)
    moves = st.sampled_from(["both", "both", "both", "N->Y", "Y->N"])
    lists = st.lists(one, min_size=1, max_size=4, unique=True)
    preferences = {f"dm{who}": {"priorities": draw(lists)} for who in range(makers)}
    return build(option_tree(owners, preferences, [draw(moves) for _ in owners]))


@settings(max_examples=12)
@given(statement_models(), st.data())
def test_every_order_of_statements_listed(conflict: Conflict, data: st.DataObject) -> None:
    position = st.integers(0, len(conflict.states) - 1)
    states = data.draw(st.lists(position, min_size=1, max_size=2, unique=True))
    concept = data.draw(st.sampled_from(INVERSE_CONCEPTS))
    names = [dm.id for dm in conflict.decision_makers]
    written = [list(conflict.preferences[name].written["priorities"]) for name in names]  # type: ignore[call-overload]  # a list, as written
    known = PlainModel(conflict)
    best = None
    for profile in product(*(permutations(range(len(one))) for one in written)):
        swaps = [kendall(order) for order in profile]
        cost = 2 * swaps[0] + sum(swaps[1:]), sum(map(bool, swaps))
        if best is not None and cost >= best:
            continue
        after = conflict
        for name, one, order in zip(names, written, profile, strict=True):
            after = after.with_preference(name, priorities=[one[number] for number in order])
        model = PlainModel(after, known.reach)
        if all(model.stable(who, concept, state) for who in model.everybody for state in states):
            best = cost
    result = by_statements(conflict, states, concept, costs={names[0]: 2})
    if best is None:
        assert result.least_change is None
        assert result.at_least is None
    else:
        assert result.least_change is not None
        assert (result.least_change.cost, len(result.least_change.orders)) == best
        assert result.at_least == best[0]


def test_statements_are_looked_for_up_to_a_limit() -> None:
    statements = ["o0 & o1", "o2", "!o1 | o2", "o0 iff o2", "!o0", "!o2", "o1"]
    conflict = build(
        option_tree([0, 0, 1], {f"dm{who}": {"priorities": statements} for who in (0, 1)})
    )
    exact = by_statements(conflict, "NNN", "nash")
    stopped = by_statements(conflict, "NNN", "nash", tried=5)
    assert exact.least_change is not None
    assert exact.at_least == exact.least_change.cost
    assert stopped.least_change is None
    assert stopped.at_least is not None
    assert 0 < stopped.at_least < exact.least_change.cost
    with pytest.raises(InputError, match="nobody's preferences"):
        by_statements(load_conflict("elmira_12state"), 0, "nash")


# GM 9
def test_reference_counts(shared: Path) -> None:
    for case in json.loads(REFERENCE.read_text("utf-8"))["cases"]:
        conflict = load(SHARED / f"{case['case']}.json")
        vary = {name: tuple(span) for name, span in case["vary"].items()}
        for concept, count in case["reference_counts"].items():
            result = inverse(conflict, case["desired_state"], concept, vary)
            assert (result.profiles, result.count) == (case["profiles"], count)


def random_ranking(count: int, factor: int) -> dict[str, Any]:
    """States in an order that looks like none: a multiplier prime to their number."""
    return {"ranking": [state * factor % count for state in range(count)]}


def test_a_thousand_states_are_counted_without_listing() -> None:
    factors = (367, 211, 523, 641)
    owners = [0, 0, 0, 1, 1, 1, 2, 2, 3, 3]
    prefs = {f"dm{who}": random_ranking(1024, factor) for who, factor in enumerate(factors)}
    conflict = build(option_tree(owners, prefs))
    for concept in ("nash", "gmr", "smr"):
        result = inverse(conflict, 17, concept)
        assert result.profiles == factorial(1024) ** 4
        assert result.count is not None
        assert 0 < result.count < result.profiles
        assert_holds(result, conflict)
    # the wanted state must stand before the 7, 7, 3 and 3 others that each could move to
    nash = inverse(conflict, 17, "nash")
    assert nash.count == factorial(1024) ** 4 // (8 * 8 * 4 * 4)
    document = nash.to_dict()
    assert isinstance(document["count"], str)
    assert document["count"].isdigit()
    assert len(document["count"]) > 10_000


def one_way_model(options: int) -> Conflict:
    """Two decision makers, the first with three options of which two are irreversible."""
    owners = [0] * 3 + [1] * (options - 3)
    count = 1 << options
    prefs = {f"dm{who}": random_ranking(count, factor) for who, factor in enumerate((45, 77))}
    moves = ["both", "N->Y", "N->Y", *["both"] * (options - 3)]
    return build(option_tree(owners, prefs, moves))


def test_counting_stops_after_its_work_and_the_least_change_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    conflict = one_way_model(9)
    counted = inverse(conflict, 8, "smr")
    monkeypatch.setattr(analysis, "_WORK", 1_000)
    stopped = inverse(conflict, 8, "smr")
    assert counted.count
    assert stopped.count is None
    assert stopped.least_change == counted.least_change
    assert stopped.least_change is not None
    assert stopped.least_change.proved


def test_conditions_that_hang_together_deeply_are_not_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counting, "_CONDITIONS", 0)
    result = inverse(one_way_model(9), 8, "smr")
    assert result.count is None
    assert result.least_change is not None


@given(
    st.dictionaries(st.integers(0, 5), st.integers(-9, 9).filter(bool), min_size=1),
    st.integers(1, 40),
)
def test_powers_of_polynomials_against_repeated_products(
    terms: dict[int, int], exponent: int
) -> None:
    expected = {0: 1}
    for _ in range(exponent):
        total: Counter[int] = Counter()
        for (one, many), (other, more) in product(expected.items(), terms.items()):
            total[one + other] += many * more
        expected = {powers: many for powers, many in total.items() if many}
    assert power(terms, exponent, Work(10**9)) == expected
    assert times(power(terms, exponent, Work(10**9)), terms, Work(10**9)) == power(
        terms, exponent + 1, Work(10**9)
    )


def assert_holds(result: Any, conflict: Conflict) -> None:
    change = result.least_change
    every = blocks_of(conflict, None)
    orders = {
        one.name: tuple(int(one.of[tied[0]]) for tied in change.orders[one.name].ranking)
        for one in every
        if one.name in change.orders
    }
    changed = with_orders(conflict, every, orders)
    assert check_equilibrium(changed, result.concept, result.state) == ()


def test_a_model_beyond_the_limits_is_answered() -> None:
    owners = [0, 0, 1, 1, 2, 2, 3]
    prefs = {f"dm{who}": random_ranking(128, factor) for who, factor in enumerate((45, 77, 91, 29))}
    conflict = build(option_tree(owners, prefs))
    result = inverse(conflict, 5, "sseq")
    assert result.count is None
    assert result.least_change is not None
    assert_holds(result, conflict)


def test_profiles_are_orders_of_the_levels() -> None:
    conflict = load_conflict("elmira_12state")
    result = inverse(conflict, "YNYNY", "nash")
    levels = [len(conflict.preferences[dm.id].ranking()) for dm in conflict.decision_makers]
    assert result.profiles == prod(map(factorial, levels))


@pytest.fixture
def syria(tmp_path: Path) -> Path:
    path = tmp_path / "syria.json"
    path.write_text(conflict_text("syria_iraq_1975"), encoding="utf-8")
    return path


def run(*arguments: object) -> Any:
    app = typer.Typer()
    register(app)
    return CliRunner().invoke(app, [str(one) for one in arguments])


def test_the_command(syria: Path) -> None:
    wanted = [syria, "--state", 0, "--concept", "seq", "--vary", "syria:0-6"]
    document = json.loads(run(*wanted, "--json").stdout)
    assert document["format"] == "goodoffices-inverse/1"
    assert (document["profiles"], document["count"]) == (720, 150)
    assert document["least_change"]["swaps"] == document["least_change"]["at_least"]
    assert "150" in run(*wanted).stdout
    assert (
        "Under no order of these levels it holds"
        in run(syria, "--state", 0, "--concept", "nash", "--vary", "syria:0-6").stdout
    )


def test_the_command_by_statements(syria: Path) -> None:
    wanted = [syria, "--state", 0, "--concept", "nash", "--by", "statements"]
    document = json.loads(run(*wanted, "--json").stdout)
    assert document["format"] == "goodoffices-inverse-statements/1"
    change = document["least_change"]
    swaps = sum(one["swaps"] for one in change["decision_makers"].values())
    assert change["swaps"] == change["cost"] == document["at_least"] == swaps > 0
    assert "Fewest adjacent swaps of statements" in run(*wanted).stdout
    assert isinstance(
        run(syria, "--state", 0, "--concept", "nash", "--by", "x").exception, InputError
    )


# GM 10
def test_several_states_and_costs(syria: Path) -> None:
    wanted = [syria, "--state", 1, "--state", 3, "--concept", "nash", "--cost", "syria=3"]
    document = json.loads(run(*wanted, "--json").stdout)
    assert document["positions"] == [1, 3]
    assert len(document["states"]) == 2
    change = document["least_change"]
    swaps = {name: one["swaps"] for name, one in change["decision_makers"].items()}
    assert change["swaps"] == sum(swaps.values())
    assert change["cost"] == change["swaps"] + 2 * swaps.get("syria", 0)
    assert "all of them hold" in run(*wanted).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--state", "0", "--concept", "sequ"], "Did you mean 'seq'"),
        (["--state", "99", "--concept", "seq"], "no state number 99"),
        (["--state", "0", "--concept", "seq", "--vary", "syra"], "Did you mean 'syria'"),
        (["--state", "0", "--concept", "seq", "--vary", "syria:4-2"], "no levels 4 to 1"),
        (["--state", "0", "--concept", "seq", "--vary", "syria:0-99"], "no levels 0 to 98"),
        (["--state", "0", "--concept", "seq", "--cost", "syra=2"], "Did you mean 'syria'"),
        (["--state", "0", "--concept", "seq", "--cost", "syria=0"], "cannot cost 0"),
    ],
)
def test_wrong_arguments(syria: Path, arguments: list[str], said: str) -> None:
    error = run(syria, *arguments).exception
    assert isinstance(error, InputError)
    assert said in str(error)


@pytest.mark.parametrize("entry", ["", ":0-3", "a:", "a:3", "a:x-y", "a:-1-3", "a:0-99999999999"])
def test_wrong_spans(entry: str) -> None:
    with pytest.raises(InputError, match="cannot read"):
        parse_vary([entry])
    with pytest.raises(InputError, match="twice"):
        parse_vary(["a", "a:0-3"])


@pytest.mark.parametrize("entry", ["", "a", "=2", "a=", "a=x", "a=-1", "a=99999999999"])
def test_wrong_costs(entry: str) -> None:
    with pytest.raises(InputError, match="cannot read"):
        parse_costs([entry])
    with pytest.raises(InputError, match="twice"):
        parse_costs(["a=1", "a=2"])
