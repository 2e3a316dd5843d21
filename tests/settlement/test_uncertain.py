"""Preferences known only roughly: what is proved holds in every world, and what to ask."""

from __future__ import annotations

import itertools
import json
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from goodoffices.cli.app import build
from goodoffices.errors import InputError, LimitError
from goodoffices.kernels.frontier import nondominated
from goodoffices.settlement import (
    Additive,
    Interval,
    Issue,
    Outright,
    Party,
    Scenario,
    Uncertain,
    load,
    loads,
    settle,
)
from goodoffices.settlement.uncertain import (
    Dominance,
    best_guess,
    knowledge,
    on_one_scale,
    only_grades,
    only_ranks,
    random_parts,
    settle_uncertain,
    utilities,
)
from goodoffices.settlement.uncertain.choices import wilson
from goodoffices.settlement.uncertain.plain import largest_difference
from goodoffices.settlement.uncertain.questions import _after

if TYPE_CHECKING:
    from pathlib import Path

EPS = 1e-9


@st.composite
def levels(draw: st.DrawFn, count: int) -> tuple[tuple[int, ...], ...]:
    order = draw(st.permutations(range(count)))
    cuts = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    found: list[list[int]] = []
    for position, cut in zip(order, cuts, strict=True):
        if cut or not found:
            found.append([position])
        else:
            found[-1].append(position)
    return tuple(tuple(level) for level in found)


@st.composite
def intervals(draw: st.DrawFn, count: int) -> tuple[Interval, ...]:
    ends = st.tuples(st.integers(0, 4), st.integers(0, 2))
    drawn = draw(st.lists(ends, min_size=count, max_size=count))
    return tuple(Interval(Decimal(low) / 4, Decimal(low + more) / 4) for low, more in drawn)


@st.composite
def rough(draw: st.DrawFn, sizes: list[int]) -> Uncertain:
    ranked = draw(st.booleans())
    columns = [
        (None, draw(levels(n))) if draw(st.booleans()) else (draw(intervals(n)), None)
        for n in sizes
    ]
    return Uncertain(
        None if ranked else draw(intervals(len(sizes))),
        draw(levels(len(sizes))) if ranked else None,
        tuple(column[0] for column in columns),
        tuple(column[1] for column in columns),
    )


@st.composite
def rough_scenarios(draw: st.DrawFn) -> Scenario:
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    issues = tuple(
        Issue(f"i{j}", f"Issue {j}", tuple(f"v{v}" for v in range(n))) for j, n in enumerate(sizes)
    )
    parties = tuple(
        Party(f"p{i}", f"Party {i}", draw(rough(sizes))) for i in range(draw(st.integers(2, 3)))
    )
    return Scenario(issues, parties)


def packages(scenario: Scenario) -> list[tuple[int, ...]]:
    return list(itertools.product(*(range(len(issue.values)) for issue in scenario.issues)))


def worlds(scenario: Scenario, count: int, seed: int = 0) -> np.ndarray:
    draw = np.random.default_rng(seed)
    known = knowledge(scenario)
    return np.array(
        [[utilities(party, random_parts(party, draw)) for party in known] for _ in range(count)]
    )


# NB 16
@settings(max_examples=25)
@given(rough_scenarios(), st.data())
def test_what_can_be_better_equals_the_linear_programme(
    scenario: Scenario, data: st.DataObject
) -> None:
    every = packages(scenario)
    dominance = Dominance.of(knowledge(scenario), np.array(every).T)
    a = data.draw(st.integers(0, len(every) - 1))
    for party, comparer in zip(scenario.parties, dominance.comparers, strict=True):
        preference = party.preference
        assert isinstance(preference, Uncertain)
        better, as_good = comparer.against(a)
        worse, as_bad = comparer.against(a, reverse=True)
        ordered = preference.weights is None and all(s is None for s in preference.scores)
        for b, package in enumerate(every[:9]):
            most = largest_difference(preference, scenario.issues, package, every[a])
            least = -largest_difference(preference, scenario.issues, every[a], package)
            assert better[b] == (most > EPS)
            assert worse[b] == (least < -EPS)
            # strict orders reach an even difference only where there is never any
            if ordered:
                assert as_good[b] == (most > EPS or abs(most) + abs(least) < EPS)
                assert as_bad[b] == (least < -EPS or abs(most) + abs(least) < EPS)
            else:
                assert as_good[b] or most < EPS
                assert as_bad[b] or least > -EPS


# NB 16
@settings(max_examples=25)
@given(rough_scenarios())
def test_what_is_proved_holds_in_every_drawn_world(scenario: Scenario) -> None:
    every = packages(scenario)
    dominance = Dominance.of(knowledge(scenario), np.array(every).T)
    drawn = worlds(scenario, 30)
    for k in range(len(every)):
        by = dominance.dominator(k)
        if by is not None:
            over = drawn[:, :, by] - drawn[:, :, k]
            assert (over >= 0).all()
            assert (over > 0).any(axis=1).all()
        if not dominance.may_be_dominated(k):
            assert all(nondominated(table)[k] for table in drawn)


@given(rough_scenarios())
def test_drawn_worlds_and_the_middle_are_consistent(scenario: Scenario) -> None:
    drawn = [random_parts(known, np.random.default_rng(5)) for known in knowledge(scenario)]
    guess = best_guess(scenario)
    for i, party in enumerate(scenario.parties):
        preference, middle = party.preference, guess.parties[i].preference
        assert isinstance(preference, Uncertain)
        assert isinstance(middle, Additive)
        weights = [float(w) for w in middle.weights]
        if preference.weights is None:
            assert sum(weights) == pytest.approx(1)
            tops = [weights[level[0]] for level in preference.weight_ranks or ()]
            assert tops == sorted(tops, reverse=True)
        else:
            pairs = zip(weights, preference.weights, strict=True)
            assert all(float(b.low) - EPS <= w <= float(b.high) + EPS for w, b in pairs)
        for j, ranks in enumerate(preference.score_ranks):
            if ranks is not None:
                for parts in (drawn[i][j], [float(s) for s in middle.scores[j]]):
                    means = [[parts[v] for v in level] for level in ranks]
                    assert all(len(set(level)) == 1 for level in means)
                    firsts = [level[0] for level in means]
                    assert firsts == sorted(firsts, reverse=True)


def test_the_middle_of_ranked_weights_is_the_published_centroid() -> None:
    # Barron and Barrett 1996: 11/18, 5/18, 2/18 for three
    three = loads(json.dumps(ranked(["a", "b", "c"])))
    weights = best_guess(three).parties[0].preference.weights  # type: ignore[union-attr]  # additive
    assert [float(w) for w in weights] == pytest.approx([11 / 18, 5 / 18, 2 / 18])
    known = knowledge(three)[0]
    draw = np.random.default_rng(1)
    drawn = np.array([[part.max() for part in random_parts(known, draw)] for _ in range(4000)])
    assert drawn.mean(axis=0) / 1e9 == pytest.approx([11 / 18, 5 / 18, 2 / 18], abs=0.01)


def ranked(order: list, **more: object) -> dict:
    """Return a file in which the first party gives ranks only, the second numbers."""
    ids = ["a", "b", "c"]
    first = {"id": "p", "weight_ranks": order, "score_ranks": {i: [1, 0] for i in ids}, **more}
    second = {"id": "q", "weights": dict.fromkeys(ids, 1), "scores": {i: [1, 0] for i in ids}}
    return {
        "format": "goodoffices-negotiation/1",
        "issues": [{"id": i, "values": ["no", "yes"]} for i in ids],
        "parties": [first, second],
    }


def test_efficient_whatever_the_weights_are_by_hand() -> None:
    # the second minds all three alike, the first a most, then b, then c: of the packages with one
    # 'yes' only a is never beaten; with two, only a and b; none and all are the ends
    found = settle_uncertain(loads(json.dumps(ranked(["a", "b", "c"]))), worlds=60)
    assert set(found.necessary) == {(0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1)}
    never = dict(found.efficiency.never or ())
    assert len(never) == 4
    tied = settle_uncertain(loads(json.dumps(ranked([["a", "b"], "c"]))), worlds=60)
    assert set(tied.necessary) == {(0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 0), (1, 1, 1)}


def test_intervals_grades_and_ranks_beside_them_are_read() -> None:
    tree = ranked(["a", "b", "c"], weights={"a": [0.2, 0.6], "b": 0.3, "c": [0.3, 0.4]})
    preference = loads(json.dumps(tree)).parties[0].preference
    assert isinstance(preference, Uncertain)
    known = knowledge(loads(json.dumps(tree)))[0]
    assert (known.low, known.high) == ((0.3, 0.3, 0.3), (0.6, 0.3, 0.3))
    tree = ranked(["a", "b", "c"])
    party = tree["parties"][0]
    for key in ("weight_ranks", "score_ranks"):
        del party[key]
    party |= {"weights": {"a": 0.5, "b": 0.3, "c": 0}, "scores": {i: [0, 0.95] for i in "abc"}}
    party["graded"] = {"weights": 0.1, "scores": 0.1}
    graded = loads(json.dumps(tree)).parties[0].preference
    assert isinstance(graded, Uncertain)
    assert graded.weights is not None
    assert graded.weights[2] == Interval(Decimal(0), Decimal("0.05"))
    assert graded.scores[0] == (
        Interval(Decimal(0), Decimal("0.05")),
        Interval(Decimal("0.9"), Decimal(1)),
    )


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"weights": {"a": [0, 0.1], "b": 0.5, "c": 0}}, "the ranks contradict the numbers"),
        ({"weights": {"a": [0.5, 0.1], "b": 0.05, "c": 0}}, "is empty"),
        ({"weights": {"a": [-1, 0.1], "b": 0.05, "c": 0}}, "may be below 0"),
        ({"weights": {"a": [0, 1, 2], "b": 0.05, "c": 0}}, "two ends"),
        ({"graded": {"weights": -1}}, "a step is below 0"),
        ({"graded": {"colour": 1}}, "the key 'colour' is not known"),
        ({"weight_ranks": ["a", ["b", "b"]]}, "name every issue once"),
        ({"score_ranks": {"a": [0, 1], "b": [[0, 2]], "c": [0, 1]}}, "each position from 0 to 1"),
        ({"score_ranks": {"a": [0, 1], "b": [["x"]], "c": [0, 1]}}, "is not a position"),
    ],
)
def test_bad_rough_preferences_are_one_line(more: dict, message: str) -> None:
    with pytest.raises(InputError, match=message):
        loads(json.dumps(ranked(["a", "b", "c"], **more)))


def test_a_certain_scenario_is_sure() -> None:
    issue = Issue("deal", "Deal", ("a", "b", "c"))
    parties = tuple(
        Party(f"p{i}", f"P{i}", Outright(tuple(map(Decimal, worth))), Decimal(0))
        for i, worth in enumerate(((1, 2, 4), (4, 3, 1)))
    )
    scenario = Scenario((issue,), parties)
    found = settle_uncertain(scenario, worlds=10)
    assert found.guess == settle(scenario).solution("nash").package
    assert found.guess_sureness is not None
    assert found.guess_sureness.mean_fraction == 1
    assert set(found.necessary) == {(0,), (1,), (2,)}
    assert found.questions == ()


def test_worlds_without_a_zone_are_counted() -> None:
    tree = ranked(["a", "b", "c"], reservation=0.55)
    tree["parties"][1]["reservation"] = 1.5
    found = settle_uncertain(loads(json.dumps(tree)), worlds=300)
    # only 'a: yes' alone can please both: the first needs w_a >= 0.55
    assert 0 < found.open_worlds < 1
    assert found.guess_sureness is None or found.guess_sureness.acceptable < 1
    assert any("no package gives every party a gain" in line for line in found.words())


def test_an_answer_never_lowers_what_is_expected_and_a_telling_one_raises_it() -> None:
    table = np.array([[1.0, 0.0, 0.6], [1.0, 0.0, 0.6], [0.0, 1.0, 0.6], [0.0, 1.0, 0.6]])
    assert _after(table, np.array([True, True, False, False])) == 1.0
    assert _after(table, np.array([True, False, True, False])) == pytest.approx(0.6)
    assert _after(table, np.array([True] * 4)) == pytest.approx(0.6)


def test_the_interval_of_a_share_is_the_published_one() -> None:
    # Newcombe, Statistics in Medicine 17, 1998: 81 of 263 and 0 of 20
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)


def test_one_scale_keeps_frontier_and_nash(shared: Path) -> None:
    scenario = load(shared / "cases" / "negotiation" / "laptop-2012b.json")
    plain, scaled = settle(scenario), settle(on_one_scale(scenario))
    assert set(plain.frontier.packages) == set(scaled.frontier.packages)
    assert plain.solution("nash").package == scaled.solution("nash").package
    assert all(0 <= u <= 1 for v in scaled.frontier.vectors for u in scaled.utilities(v))


def test_the_truth_is_among_what_ranks_and_grades_leave(shared: Path) -> None:
    scenario = load(shared / "cases" / "negotiation" / "jobs.json")
    for party, rough_one, graded in zip(
        on_one_scale(scenario).parties,
        only_ranks(scenario).parties,
        only_grades(scenario, Decimal("0.05"), Decimal("0.1")).parties,
        strict=True,
    ):
        truth, ranks, grades = party.preference, rough_one.preference, graded.preference
        assert isinstance(truth, Additive)
        assert isinstance(ranks, Uncertain)
        assert isinstance(grades, Uncertain)
        assert grades.weights is not None
        tops = [truth.weights[level[0]] for level in ranks.weight_ranks or ()]
        assert tops == sorted(tops, reverse=True)
        pairs = zip(truth.weights, grades.weights, strict=True)
        assert all(b.low <= w <= b.high for w, b in pairs)


@pytest.mark.parametrize("name", ["laptop-2012b", "bankrobbery-2015-3p", "rentalhouse-2012a"])
def test_proved_efficient_on_shared_scenarios_is_never_dominated(shared: Path, name: str) -> None:
    rough_one = only_ranks(load(shared / "cases" / "negotiation" / f"{name}.json"))
    found = settle_uncertain(rough_one, worlds=50)
    assert found.necessary
    assert found.guess_sureness is not None
    assert found.guess_sureness.mean_fraction > 0.5
    for table in worlds(rough_one, 100, seed=7):
        keep = nondominated(table)
        assert all(keep[rough_one.number_of(package)] for package in found.necessary)


def test_too_many_packages_are_refused_in_one_line() -> None:
    tree = ranked(["a", "b", "c"])
    for issue in tree["issues"]:
        issue["values"] = [str(v) for v in range(80)]
    tree["parties"][0]["score_ranks"] = {i: list(range(80)) for i in "abc"}
    tree["parties"][1]["scores"] = {i: list(range(80)) for i in "abc"}
    with pytest.raises(LimitError, match="512,000 packages"):
        settle_uncertain(loads(json.dumps(tree)))


def test_the_command_answers_instead_of_refusing(tmp_path: Path) -> None:
    path = tmp_path / "rough.json"
    path.write_text(json.dumps(ranked(["a", "b", "c"])), encoding="utf-8")

    def run(*words: str) -> str:
        result = CliRunner().invoke(build(), ["settle", str(path), *words])
        assert result.exit_code == 0, result.output
        return result.stdout

    shown = run()
    assert "its weights are known only as ranks" in shown
    assert "4 are efficient whatever the numbers are (proved)" in shown
    tree = json.loads(run("--json"))
    assert tree["format"] == "goodoffices-uncertain-settlement/1"
    assert len(tree["efficient"]["in_every_world"]) == 4
    assert run("--offer", "nash").startswith("On the best guess")
