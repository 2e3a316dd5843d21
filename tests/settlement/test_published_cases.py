"""Agreement with the published and independently computed answers kept beside the project."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

from check_cases import case_differences, published_differences
from goodoffices.cli.settle import register
from goodoffices.settlement import assess, faults, load, settle

if TYPE_CHECKING:
    from pathlib import Path

MOST_PACKAGES = 10_000_000_000


def test_every_case_but_the_two_slowest_agrees(shared: Path) -> None:
    """The two of 10^30 packages take longer: `tools/check_cases.py` checks them all."""
    seen = 0
    for path in sorted((shared / "cases" / "negotiation").glob("*.json")):
        if json.loads(path.read_text(encoding="utf-8"))["outcome_count"] <= MOST_PACKAGES:
            assert case_differences(path) == [], path.name
            seen += 1
    assert seen >= 72


def test_every_published_answer_is_worked_out(shared: Path) -> None:
    book = json.loads((shared / "cases" / "published-negotiations.json").read_text("utf-8"))
    for example in book["examples"]:
        assert published_differences(example) == [], example["id"]


def test_an_answer_that_differs_is_told(shared: Path, tmp_path: Path) -> None:
    case = json.loads((shared / "cases" / "negotiation" / "jobs.json").read_text("utf-8"))
    case["expected"]["nash"]["utilities"] = [[0.81, 0.6556]]
    case["expected"]["frontier"]["distinct_vectors"] += 1
    path = tmp_path / "jobs.json"
    path.write_text(json.dumps(case), encoding="utf-8")
    size, nash = case_differences(path)
    assert "size of the frontier" in size
    assert nash.startswith("nash")


@pytest.mark.parametrize("name", ["niceordie-2012b", "fifty-2013", "bankrobbery-2015-3p", "jobs"])
def test_the_checker_agrees_on_published_domains(shared: Path, name: str) -> None:
    assert faults(settle(load(shared / "cases" / "negotiation" / f"{name}.json"))) == ()


def test_published_barter_answers(shared: Path) -> None:
    from goodoffices.casebook.negotiations import load_negotiation

    book = json.loads((shared / "cases" / "published-negotiations.json").read_text("utf-8"))
    example = next(e for e in book["examples"] if e["id"] == "nash-1950-barter")
    published, computed = example["published"], example["computed"]
    settlement = settle(load_negotiation("nash_1950_barter"))
    assert settlement.solution("nash").vectors == (
        (published["gain_bill"], published["gain_jack"]),
    )
    assert published["nash_product"] == 60
    scenario = settlement.scenario
    worth = {
        tuple(int(scenario.utility(p, scenario.package_of(n))) for p in scenario.parties)
        for n in range(scenario.package_count)
    }
    assert len(worth) > 1
    for row in published["other_outcomes_in_source_table"]:
        assert (row["gain_bill"], row["gain_jack"]) in worth
    frontier = {tuple(v) for v in settlement.frontier.vectors}
    assert len(frontier) == computed["pareto_gain_vectors"]
    assert {v for v in frontier if min(v) >= 0} == {tuple(v) for v in computed["pareto_rational"]}
    assert list(settlement.solution("egalitarian").vectors[0]) == computed["leximin"]
    assert (
        list(settlement.solution("kalai_smorodinsky").vectors[0])
        == computed["kalai_smorodinsky_leximin"]
    )
    tied = {tuple(v) for v in computed["utilitarian_gain_vectors"]}
    assert set(settlement.solution("utilitarian_rational").vectors) == tied
    # what the second source calls fair attains the largest smallest gain, and is dominated
    fair = tuple(published["egalitarian_named_in_second_source"]["gains"])
    rational = {v for v in worth if min(v) >= 0}
    assert min(fair) == computed["maximin_value"] == max(map(min, rational))
    tied = {v for v in rational if min(v) == computed["maximin_value"]}
    assert tied == {tuple(v) for v in computed["maximin_gain_vectors"]}
    assert fair not in frontier
    assert [max(v[i] for v in rational) for i in (0, 1)] == computed["ideal"]
    assert max(map(sum, rational)) == computed["utilitarian_value"]
    assert settlement.solution("nash").package_count == computed["nash_outcomes"]
    assert scenario.package_count == computed["allocations"]
    named = published["egalitarian_named_in_second_source"]
    moved = {*named["bill_gives"], *named["jack_gives"]}
    package = tuple(int(issue.id in moved) for issue in scenario.issues)
    found = assess(scenario, package, settlement)
    assert [gain.gain for gain in found.gains] == list(fair)
    assert not found.efficient


def test_a_time_limit_is_kept_and_said(shared: Path) -> None:
    app = typer.Typer()
    register(app)
    path = shared / "cases" / "negotiation" / "anac2014-30issues.json"
    result = CliRunner().invoke(app, [str(path), "--json", "--time-limit", "1.5"])
    found = json.loads(result.stdout)
    assert not found["frontier"]["exact"]
    assert "The search was ended" in found["frontier"]["proof"]
    assert all(found["solutions"][rule]["bound"] is not None for rule in ("egalitarian", "nash"))
