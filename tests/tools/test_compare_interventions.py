"""A sample of the comparison that `tools/compare_interventions.py` makes of thousands of models."""

from __future__ import annotations

from typing import TYPE_CHECKING

import compare_interventions
from compare_interventions import main, total

if TYPE_CHECKING:
    import pytest


def test_the_search_finds_what_trying_every_set_finds() -> None:
    whole = total(seed=2022, numbers=range(12))
    assert whole.wrong == []
    assert whole.questions == 60
    answered = whole.questions - whole.holds_today - whole.impossible
    assert answered >= 5
    assert 0 < whole.looked_at < whole.subsets


def test_a_difference_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(compare_interventions, "tried", lambda *_: (None, [("none", "such")]))
    assert main(["--models", "1"]) == 1
    assert "questions: 5; differ: 5" in capsys.readouterr().out
