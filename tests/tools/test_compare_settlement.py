"""A sample of the comparison that `tools/compare_settlement.py` makes of thousands of problems."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import compare_settlement
from compare_settlement import main, problem, total
from goodoffices.settlement import Outright, settle

if TYPE_CHECKING:
    import pytest

    from goodoffices.settlement import Scenario, Settlement


def test_every_way_of_solving_agrees_with_plain_enumeration() -> None:
    compared, wrong = total(seed=2026, numbers=range(20))
    assert wrong == []
    ways = {what.split(":")[0] for what in compared}
    assert ways >= {"listing", "merging", "search", "search, constraints aside", "checker"}
    assert ways >= {"programs"}


def test_problems_are_the_same_for_the_same_number_and_of_every_kind() -> None:
    problems = [problem(1, number) for number in range(200)]
    assert problem(1, 7) == problems[7] != problem(2, 7)
    assert {len(one.parties) for one in problems} == {2, 3, 4, 5}
    assert any(one.constraints for one in problems)
    parties = [party for one in problems for party in one.parties]
    assert any(party.reservation is None for party in parties)
    assert any(isinstance(party.preference, Outright) for party in parties)


def test_a_wrong_answer_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def wrongly(scenario: Scenario) -> Settlement:
        found = settle(scenario)
        zone = dataclasses.replace(found.zone, exists=not found.zone.exists)
        return dataclasses.replace(found, zone=zone)

    monkeypatch.setattr(compare_settlement, "settle", wrongly)
    assert main(["--problems", "3"]) == 1
    assert "listing: zone" in capsys.readouterr().out
