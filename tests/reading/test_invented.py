"""The invented reports of the benchmarks: their marks hold, and the reader gets through them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from annotated_reports import Annotated, Scores, load_folder, score
from fuzz_reading import KINDS, run
from goodoffices.reading import Reader, Report
from goodoffices.record.vocabulary import ActKind

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks" / "invented"
EACH = 45
"""So many reports are passed over for one that is read."""
LEAST = 0.6
ACTS = {kind.value for kind in ActKind}


@pytest.fixture(scope="module")
def invented() -> tuple[Annotated, ...]:
    return tuple(load_folder(FOLDER))


def test_every_mark_of_the_invented_reports_holds(invented: tuple[Annotated, ...]) -> None:
    assert len(invented) == len(list(FOLDER.glob("*.txt")))
    for report in invented:
        assert report.published is not None
        assert report.entries
        assert "[[" not in report.text
        assert "]]" not in report.text
        for entry in report.entries:
            assert set(entry.acts) <= ACTS
            words = [report.text[start:end] for start, end in entry.spans]
            assert all(part and part == part.strip() and "\n\n" not in part for part in words)


def test_most_claims_of_invented_reports_are_found(
    invented: tuple[Annotated, ...], reader: Reader
) -> None:
    """Far below what is measured (see the benchmarks): a step that breaks is seen, no more."""
    found = Scores()
    for report in invented[::EACH]:
        score(report, reader.read(Report(report.text, report.published)), found)
    assert found.f1("claim") > LEAST


@pytest.mark.parametrize("seed", range(12))
def test_sentences_put_together_anew_are_read(seed: int, rules: Reader) -> None:
    data, name = KINDS["report"](random.Random(seed))
    result, _ = run(data, name, rules)
    assert result == "read"
