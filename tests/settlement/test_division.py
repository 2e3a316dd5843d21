"""Adjusted Winner: its promises on random points, published answers, whole items, bad input."""

from __future__ import annotations

import dataclasses
import itertools
import json
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog
from typer.testing import CliRunner

from goodoffices.casebook.divisions import division_text, list_divisions, load_division
from goodoffices.cli.app import build
from goodoffices.errors import InputError
from goodoffices.settlement.division import (
    Claimant,
    Estate,
    Item,
    adjusted_winner,
    divide,
    divide_whole,
    division_faults,
    loads_division,
)

if TYPE_CHECKING:
    from pathlib import Path


def estate(
    first: list[int], second: list[int], owed: tuple[int, int] = (1, 1), whole: tuple[int, ...] = ()
) -> Estate:
    return Estate(
        tuple(Item(f"i{j}", f"Item {j}", j not in whole) for j in range(len(first))),
        (
            Claimant("a", "Ada", tuple(map(Decimal, first)), Decimal(owed[0])),
            Claimant("b", "Ben", tuple(map(Decimal, second)), Decimal(owed[1])),
        ),
    )


@st.composite
def estates(draw: st.DrawFn, most: int = 6, *, equal: bool = False) -> Estate:
    count = draw(st.integers(1, most))
    spread = st.lists(st.integers(0, 12), min_size=count, max_size=count)
    first, second = draw(spread.filter(any)), draw(spread.filter(any))
    owed = (1, 1) if equal else draw(st.tuples(st.integers(1, 3), st.integers(1, 3)))
    return estate(
        [points * sum(second) for points in first], [points * sum(first) for points in second], owed
    )


@given(estates())
def test_efficient_equitable_without_envy_and_one_item_split(one: Estate) -> None:
    assert division_faults(adjusted_winner(one)) == ()


@given(estates(equal=True))
def test_with_equal_entitlements_it_is_always_equitable(one: Estate) -> None:
    division = adjusted_winner(one)
    assert division.equitable
    assert min(division.totals) * 2 >= sum(one.points(0))


# NB 13
@given(estates())
def test_it_is_the_leximin_of_the_linear_program(one: Estate) -> None:
    """max t with a.x >= t p and b.(1 - x) >= t q."""
    a, b = (np.array(one.points(k), dtype=float) for k in (0, 1))
    p, q = (float(one.entitlement(k)) for k in (0, 1))
    found = linprog(
        [*np.zeros(len(a)), -1.0],
        A_ub=[[*-a, p], [*b, q]],
        b_ub=[0.0, b.sum()],
        bounds=[*[(0, 1)] * len(a), (None, None)],
    )
    assert float(min(adjusted_winner(one).levels)) == pytest.approx(-found.fun)


@given(estates())
def test_with_nothing_to_keep_whole_both_ways_agree(one: Estate) -> None:
    assert divide_whole(one, frozenset()).levels == adjusted_winner(one).levels


@given(estates(most=5), st.data())
def test_whole_items_equal_trying_everything(one: Estate, data: st.DataObject) -> None:
    """All ways to give the whole items, then the linear program's exact twin on the rest."""
    items = range(len(one.items))
    whole = frozenset(j for j in items if data.draw(st.booleans()))
    found = divide_whole(one, whole)
    assert all(found.shares[j] in {0, 1} for j in whole)
    if len(whole) < len(one.items):
        return
    best = max(
        sorted(t / one.entitlement(k) for k, t in enumerate(one.totals(tuple(map(Fraction, x)))))
        for x in itertools.product((0, 1), repeat=len(one.items))
    )
    assert sorted(found.levels) == best


@given(estates(most=5))
def test_some_whole_items_never_do_better_than_none_and_not_worse_than_all(one: Estate) -> None:
    half = frozenset(range(0, len(one.items), 2))
    everything = frozenset(range(len(one.items)))
    levels = [
        sorted(divide_whole(one, whole).levels) for whole in (everything, half, frozenset[int]())
    ]
    assert levels == sorted(levels)


def test_the_checker_notices_a_changed_division() -> None:
    division = adjusted_winner(estate([60, 40], [30, 70]))
    for shares, fault in (
        ((Fraction(0), Fraction(1)), "not efficient"),
        ((Fraction(1), Fraction(0)), "not equitable"),
        ((Fraction(1, 2), Fraction(1, 2)), "more than one"),
    ):
        found = division_faults(dataclasses.replace(division, shares=shares))
        assert any(fault in line for line in found)


def published(shared: Path) -> list[dict]:
    book = json.loads((shared / "cases" / "published-negotiations.json").read_text("utf-8"))
    return [e for e in book["examples"] if e["method"] == ["adjusted_winner"]]


# NB 13
def test_published_and_computed_answers(shared: Path) -> None:
    examples = published(shared)
    assert len(examples) == 6
    for example in examples:
        one = estate(*example["points"])
        division = adjusted_winner(one)
        said = {**example.get("published", {}), **example["computed"]}
        names, parties = example["items"], example["parties"]
        wins = [step for step in division.steps if step.kind == "wins"]
        tied = [step for step in division.steps if step.kind == "tied"]
        if "first_allocation_totals" in said:
            assert list(wins[-1].totals) == said["first_allocation_totals"], example["id"]
        if "tie_goes_to" in said:
            assert {parties[step.to] for step in tied} == {said["tie_goes_to"]}
            assert list(tied[-1].totals) == said["totals_after_tie"]
        last = division.steps[-1]
        if "item_split" in said:
            assert names[division.split or 0] == said["item_split"]
            assert last.part == Fraction(said["fraction_moved"])
        if "moved_whole" in said:
            passed = [names[s.item] for s in division.steps if s.kind == "passes" and s.part == 1]
            assert passed == said["moved_whole"]
        if "phil_gets" in said:
            assert {names[j] for j, x in enumerate(division.shares) if x == 0} == set(
                said["phil_gets"]
            )
            assert 1 - division.shares[names.index("Alcohol use")] == Fraction(13, 15)
            assert f"{13 / 15:.0%}" in example["published"]["phil_share_of_alcohol"]
        assert division.totals == (Fraction(said["final_points"]),) * 2
        if "final_points_float" in said:
            assert float(division.totals[0]) == pytest.approx(said["final_points_float"], abs=5e-3)


def test_unequal_entitlements_by_hand() -> None:
    # 2 : 1; Ada holds 60, Ben 70; levels 30 and 70; Ben passes his item in part:
    # x = (70 - 30) / (70/1 + 40/2) = 4/9, so 60 + 160/9 = 700/9 and 70 * 5/9 = 350/9
    division = adjusted_winner(estate([60, 40], [30, 70], owed=(2, 1)))
    assert division.totals == (Fraction(700, 9), Fraction(350, 9))
    assert division.equitable


def test_who_has_all_it_wants_may_stay_behind() -> None:
    division = adjusted_winner(estate([100, 0], [0, 100], owed=(3, 1)))
    assert division.totals == (100, 100)
    assert not division.equitable
    report = divide(estate([100, 0], [0, 100], owed=(3, 1)))
    assert "The side that is lower already has everything it wants." in report.words()


def test_a_whole_item_is_answered_with_what_is_lost() -> None:
    # AW: 13/15 of the second item stays; whole: every way tried, (78, 70) is best for the lower
    report = divide(estate([10, 40, 10, 38, 2], [38, 20, 30, 10, 2], whole=(1,)))
    assert report.whole is not None
    assert report.whole.shares[1] in {0, 1}
    assert min(report.whole.totals) < Fraction(218, 3)
    assert any("must stay whole" in line for line in report.words())
    tree = report.to_dict()
    assert tree["split"] == "i1"
    assert tree["whole_items"]["shares"]["i1"]["a"] in {"0", "1"}  # type: ignore[index]  # a tree for JSON


def test_casebook_divisions_have_their_citation() -> None:
    assert list_divisions()
    for name in list_divisions():
        assert load_division(name).source
        assert json.loads(division_text(name))["published"]
        assert division_faults(adjusted_winner(load_division(name))) == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"items": []}, "there are no items"),
        ({"format": "x"}, "the format is 'x'"),
        ({"parties": []}, "there are no parties"),
        ({"colour": 1}, "the key 'colour' is not known"),
        ({"points": {"x": 50}}, "the points for y are missing"),
        ({"points": {"x": 50, "y": -1}}, "fewer than none"),
        ({"points": {"x": 50, "y": 40}}, "Both spread the same total"),
        ({"points": {"x": 50, "z": 50}}, "the key 'z' is not known"),
        ({"entitlement": 0}, "not positive"),
        ({"divisible": "no"}, "not true or false"),
        ({"third": True}, "for two"),
    ],
)
def test_bad_input_is_one_line(change: dict, message: str) -> None:
    tree: dict = {
        "format": "goodoffices-division/1",
        "items": [{"id": "x"}, {"id": "y"}],
        "parties": [
            {"id": "a", "points": {"x": 50, "y": 50}},
            {"id": "b", "points": {"x": 20, "y": 80}},
        ],
    }
    for key, value in change.items():
        if key in {"points", "entitlement"}:
            tree["parties"][0][key] = value
        elif key == "divisible":
            tree["items"][0][key] = value
        elif key == "third":
            tree["parties"].append({"id": "c", "points": {"x": 50, "y": 50}})
        else:
            tree[key] = value
    with pytest.raises(InputError, match=message) as caught:
        loads_division(json.dumps(tree))
    assert "\n" not in str(caught.value)


def test_the_command_prints_people_and_json(tmp_path: Path) -> None:
    path = tmp_path / "division.json"
    path.write_text(division_text("brams_taylor_1999_divorce"), encoding="utf-8")
    shown = CliRunner().invoke(build(), ["divide", str(path)])
    assert shown.exit_code == 0
    assert "Donald gets 13/15 of Palm Beach mansion, Trump Tower triplex." in shown.stdout
    tree = json.loads(CliRunner().invoke(build(), ["divide", str(path), "--json"]).stdout)
    assert tree["totals"][0]["exact"] == "218/3"
    path.write_text("{", encoding="utf-8")
    failed = CliRunner().invoke(build(), ["divide", str(path)])
    assert isinstance(failed.exception, InputError)
    assert str(failed.exception).count(str(path)) == 1
