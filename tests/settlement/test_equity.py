"""What each side may read: its own numbers, and nothing that depends on another's."""

from __future__ import annotations

import dataclasses
import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from goodoffices.casebook.divisions import load_division
from goodoffices.casebook.negotiations import load_negotiation, negotiation_text
from goodoffices.cli.app import build
from goodoffices.errors import InputError
from goodoffices.settlement import Additive, Issue, Outright, Party, Scenario
from goodoffices.settlement.division import divide
from goodoffices.settlement.equity import own_report

if TYPE_CHECKING:
    from pathlib import Path


def pair(other: tuple[int, ...] = (0, 0, 0, 0), **more: object) -> Scenario:
    issues = (Issue("a", "Aid", ("low", "high")), Issue("b", "Bases", ("stay", "go")))
    first = Additive((Decimal(3), Decimal(1)), ((Decimal(0), Decimal(1)), (Decimal(1), Decimal(0))))
    return Scenario(
        issues,
        (
            Party("p", "P", first, Decimal(2)),
            Party("q", "Q", Outright(tuple(map(Decimal, other))), **more),  # type: ignore[arg-type]  # the test names what it adds
        ),
    )


# NB 20
def test_a_package_in_a_partys_own_terms() -> None:
    found = own_report(pair(), "p", (1, 1))
    assert (found.utility, found.fallback, found.best, found.worst) == (3, 2, 4, 0)
    assert found.share == 0.75
    assert found.better == 0.25
    assert found.fair
    assert [(issue.part, issue.given) for issue in found.issues] == [(1, 0), (0, 1)]
    assert found.words() == (
        "By your own numbers it is worth 1 more than no agreement (3 against 2).",
        "It is 75% of the way from your worst package to your best.",
        "You would like 25% of all packages more.",
        "You have your best on Aid.",
        "You give way on Bases: go instead of stay, 1 of your own scale.",
    )
    assert not own_report(pair(), "p", (0, 0)).fair


# NB 20
@given(
    st.tuples(*[st.integers(-9, 9)] * 4), st.integers(-9, 9), st.sampled_from([(), ("a = 'low'",)])
)
def test_nothing_of_another_partys_numbers_shows(
    other: tuple[int, ...], fallback: int, red_lines: tuple[str, ...]
) -> None:
    changed = pair(other, reservation=Decimal(fallback), red_lines=red_lines)
    for package in ((0, 0), (1, 0), (0, 1), (1, 1)):
        assert own_report(changed, "p", package) == own_report(pair(), "p", package)


def test_red_lines_count_for_their_owner() -> None:
    scenario = pair()
    first = dataclasses.replace(scenario.parties[0], red_lines=("a = 'high'",))
    kept = dataclasses.replace(scenario, parties=(first, scenario.parties[1]))
    assert not own_report(kept, "p", (0, 0)).kept
    assert own_report(kept, "p", (1, 1)).worst == 3


def test_who_cannot_tell_is_told_so() -> None:
    found = own_report(pair((1, 1, 1, 1)), "q", (0, 0))
    assert found.share is None
    assert found.issues == ()
    assert "You have not said" in found.words()[0]
    with pytest.raises(InputError, match="there is no party 'r'"):
        own_report(pair(), "r", (0, 0))


def test_more_packages_than_can_be_listed_are_told_by_their_ends() -> None:
    issues = tuple(Issue(f"i{j}", f"I{j}", tuple(f"v{v}" for v in range(10))) for j in range(6))
    scores = (tuple(map(Decimal, range(10))),) * 6
    parties = tuple(Party(p, p, Additive((Decimal(1),) * 6, scores)) for p in ("p", "q"))
    found = own_report(Scenario(issues, parties), "p", (9, 9, 9, 0, 0, 0))
    assert (found.best, found.worst, found.share, found.better) == (54, 0, 0.5, None)


def test_no_envy_in_a_division_in_each_partys_own_points() -> None:
    report = divide(load_division("brams_taylor_1999_divorce"))
    donald, ivana = report.own_words(0), report.own_words(1)
    # Donald's other part: Connecticut 10, 2/15 of Palm Beach 40, Plaza 10, cash 2: 82/3
    assert "82/3" in donald[2]
    assert "you would not change places" in donald[2]
    assert ivana[0].startswith("You get Connecticut mansion, 2/15 of Palm Beach")
    assert set(report.to_dict()["own_words"]) == {"donald", "ivana"}  # type: ignore[call-overload]  # a tree for JSON


def test_the_command_tells_one_party(tmp_path: Path) -> None:
    path = tmp_path / "barter.json"
    path.write_text(negotiation_text("nash_1950_barter"), encoding="utf-8")
    words = ["settle", str(path), "--offer", "nash", "--for", "jack"]
    shown = CliRunner().invoke(build(), words).stdout
    assert "it is worth 5 more than no agreement (5 against 0)" in shown
    assert "Bill gets" not in shown
    tree = json.loads(CliRunner().invoke(build(), [*words, "--json"]).stdout)
    assert tree["utility"] == 5
    assert load_negotiation("nash_1950_barter").parties[1].id == tree["party"]
    lone = CliRunner().invoke(build(), ["settle", str(path), "--for", "jack"])
    assert isinstance(lone.exception, InputError)
