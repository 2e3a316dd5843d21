"""A sample of the comparison that `tools/compare_stability.py` makes of thousands of models."""

from __future__ import annotations

from typing import TYPE_CHECKING

import compare_stability
from compare_stability import compare, main, total
from goodoffices.stability.frame import Frame
from stability_models import LARGEST, sample

if TYPE_CHECKING:
    import pytest

    from stability_models import Sample


def test_solvers_agree_with_the_definitions_on_every_cell() -> None:
    whole = total(seed=2022, numbers=range(16))
    assert whole.examples == []
    assert whole.models == 16
    named = set(whole.by_concept)
    for concept in ("nash", "gmr", "smr", "seq", "sseq", "sim", "mixed", "l2", "nonmyopic"):
        assert {concept, f"{concept}, checker"} <= named
    for concept in ("cnash", "cgmr", "csmr", "cseq"):
        assert {f"{concept}, checker", f"{concept}, partition, checker"} <= named
    for extension in "abcd":
        assert f"sseq, extension {extension}, checker" in named
    assert {"strong smr, checker", "seq, hypergame, checker", "seq, by mistake"} <= named
    assert {"states", "preferences", "coalition improvements"} <= named


def test_models_are_the_same_for_the_same_number_and_of_every_kind() -> None:
    models = [sample(1, number) for number in range(300)]
    assert sample(1, 7) == models[7] != sample(2, 7)
    assert {len(one.names) for one in models} == {2, 3, 4, 5, 6}
    assert all(1 <= len(one.keys[one.names[0]]) <= max(LARGEST) for one in models)
    for key in ("infeasible", "coalesce", "forbidden_moves", "moves", "states", "beliefs"):
        assert any(one.tree.get(key) for one in models), key
    text = str([one.tree for one in models])
    for word in ("N->Y", "Y->N", ">>", "'?'", "'~'", "ranking", "priorities", "weights"):
        assert word in text


def test_a_wrong_solver_is_found(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    right = Frame.deterred

    def wrong(frame: Frame, who: int, outcome: object, *, improving: bool) -> object:
        return right(frame, who, outcome, improving=not improving)  # type: ignore[arg-type]

    monkeypatch.setattr(Frame, "deterred", wrong)
    whole = total(seed=1, numbers=range(4))
    assert whole.by_concept["gmr"].wrong > 0
    assert any("gmr" in line for line in whole.examples)
    assert whole.by_concept["nash"].wrong == 0
    monkeypatch.setattr(Frame, "deterred", right)

    def fails(one: Sample) -> None:
        raise KeyError(one.number)

    monkeypatch.setattr(compare_stability, "compare", fails)
    assert total(seed=1, numbers=[3]).examples == ["model 3: raised: KeyError: 3"]
    monkeypatch.setattr(compare_stability, "compare", compare)
    assert main(["--only", "3"]) == 0
    assert '"goodoffices-conflict/1"' in capsys.readouterr().out
    assert main(["--models", "2", "--workers", "1"]) == 0
    assert "CPU seconds" in capsys.readouterr().out
