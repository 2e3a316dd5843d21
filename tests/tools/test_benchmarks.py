from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("bench_*.py")), ids=lambda p: p.stem)
def test_each_benchmark_offers_its_subject_and_says_what_it_measures(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert functions.count("subject") == 1


def test_the_plays_of_a_log_are_not_played_again_and_one_cut_short_is(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(FOLDER)
    report = importlib.import_module("elicitation_report")
    first, second = (
        report.Line(f"scenario {k}", "all kinds", k, (0.5, 0.99), ("zone", "zone"), 0.1)
        for k in range(2)
    )
    path = tmp_path / "plays"
    with report.Log(path) as log:
        log.keep(first)
        log.keep(second)
    whole = path.read_text()
    path.write_text(whole[:-20])
    with report.Log(path) as log:
        assert log.lines == {first.key: first}
        log.keep(second)
    assert path.read_text() == whole
    with report.Log(path) as log:
        assert set(log.lines) == {first.key, second.key}
