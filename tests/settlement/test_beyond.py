"""Results beyond listing: certificates, weighted Nash, and a checker that notices."""

from __future__ import annotations

import dataclasses
import json
import math
from fractions import Fraction

import pytest
import typer
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from negotiations import KNOWN, additive_scenarios, exactly, many
from typer.testing import CliRunner

from goodoffices.cli.settle import register
from goodoffices.errors import InputError
from goodoffices.settlement import Scenario, assess, faults, loads, settle, weighted_nash
from goodoffices.settlement.dominating import search_dominating
from goodoffices.settlement.plain import dominates, settle_plainly


def feasible(scenario: Scenario) -> bool:
    return any(scenario.allows(scenario.package_of(n)) for n in range(scenario.package_count))


@settings(max_examples=15)
@given(additive_scenarios())
def test_what_dominates_is_what_enumeration_says(scenario: Scenario) -> None:
    assume(feasible(scenario))
    plain = settle_plainly(scenario)
    for package, vector in list(plain.worth.items())[:4]:
        found = search_dominating(scenario, package)
        assert found.settled
        assert (found.package is None) == (vector in plain.frontier)
        if found.package is not None:
            assert dominates(plain.worth[found.package], vector)
            pairs = zip(plain.worth[found.package], vector, strict=True)
            added = min(after - before for after, before in pairs)
            margin = max(
                min(a - b for a, b in zip(w, vector, strict=True)) for w in plain.worth.values()
            )
            assert added == max(margin, 0)


@given(additive_scenarios(), st.lists(st.integers(1, 4), min_size=5, max_size=5))
def test_weighted_nash_equals_its_definition(scenario: Scenario, weights: list[int]) -> None:
    assume(feasible(scenario))
    weights = weights[: len(scenario.parties)]
    plain = settle_plainly(scenario)
    solution = weighted_nash(scenario, weights)
    d = tuple(
        Fraction(round(Fraction(p.reservation or 0) * 10**9), 10**9) for p in scenario.parties
    )
    gains = {v: [u - b for u, b in zip(v, d, strict=True)] for v in set(plain.worth.values())}
    acceptable = {v: g for v, g in gains.items() if min(g) >= 0}

    def score(g: list[Fraction]) -> tuple[int, Fraction]:
        powers = [x**w for x, w in zip(g, weights, strict=True) if x > 0]
        return len(powers), math.prod(powers, start=Fraction(1))

    best = max(map(score, acceptable.values()), default=None)
    wanted = {v for v, g in acceptable.items() if score(g) == best}
    assert {exactly(v, settle(scenario).scale) for v in solution.vectors} == wanted


def test_weighted_nash_of_very_many_packages() -> None:
    scenario = many(4, 15, 10)
    settlement = settle(scenario)
    even = weighted_nash(scenario, (2, 2, 2, 2), settlement)
    assert even.package == settlement.solution("nash").package
    tilted = weighted_nash(scenario, (6, 1, 1, 1), settlement)
    assert tilted.proof.exact
    assert tilted.units is not None
    assert even.units is not None
    assert tilted.units[0] > even.units[0]
    with pytest.raises(InputError, match="not positive"):
        weighted_nash(scenario, (1, 0, 1, 1), settlement)
    with pytest.raises(InputError, match="3 bargaining weights for 4 parties"):
        weighted_nash(scenario, (1, 1, 1), settlement)


def test_the_checker_on_solutions_without_a_frontier() -> None:
    scenario = many(4, 13, 4)
    settlement = settle(scenario)
    assert not settlement.frontier.complete
    assert faults(settlement, most=80) == ()
    nash, other = settlement.solution("nash"), settlement.solution("egalitarian")
    assert other.vectors != nash.vectors
    # a solution passed off as another one is noticed
    wrong = dataclasses.replace(nash, vectors=other.vectors, package=other.package)
    others = tuple(s for s in settlement.solutions if s.concept.id != "nash")
    assert faults(dataclasses.replace(settlement, solutions=(wrong, *others)), most=80)
    assert other.package is not None
    assert assess(scenario, other.package, settlement).efficient is True
    worst = (0,) * len(scenario.issues)
    found = assess(scenario, worst, settlement)
    assert found.efficient is False
    assert found.dominated_by is not None


def test_a_dominated_package_does_not_pass_the_checker_as_a_solution() -> None:
    scenario = many(4, 13, 4)
    settlement = settle(scenario)
    worst = (0,) * len(scenario.issues)
    units = tuple(round(scenario.utility(p, worst) * settlement.scale) for p in scenario.parties)
    first, *rest = settlement.solutions
    wrong = dataclasses.replace(first, vectors=(units,), package=worst)
    said = faults(dataclasses.replace(settlement, solutions=(wrong, *rest)), most=100)
    assert any("dominates" in line for line in said)


def test_the_command_line_adds_the_weighted_solution(tmp_path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(KNOWN, encoding="utf-8")
    app = typer.Typer()
    register(app)
    found = json.loads(CliRunner().invoke(app, [str(path), "--json", "--weights", "a=3"]).stdout)
    scenario = loads(KNOWN, "toml")
    wanted = weighted_nash(scenario, (3, 1))
    told = found["solutions"]["weighted_nash"]
    assert told["package"] == scenario.package_values(wanted.package)
    assert told["package"] != found["solutions"]["nash"]["package"]
    assert "bargaining weight" in told["definition"]


@pytest.mark.parametrize("said", ["c=2", "a=x", "a=", "a=0", "a=-1", "a", "a=nan", ""])
def test_what_is_no_bargaining_weight_is_one_line(said, tmp_path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(KNOWN, encoding="utf-8")
    app = typer.Typer()
    register(app)
    result = CliRunner().invoke(app, [str(path), "--weights", said])
    assert isinstance(result.exception, InputError)
    assert "\n" not in str(result.exception)
