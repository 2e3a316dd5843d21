from __future__ import annotations

from pathlib import Path

import pytest

import measure_reading
import polnear_reports
from ablate_reading import ways
from annotated_reports import Scores, load_folder, pairs, score
from goodoffices.reading import STEPS, Reader, Report
from goodoffices.reading.second_opinion import ask_the_tagger

FOLDER = Path(__file__).parent / "reports"
# the targets of the definitions, on reports of our own that the tagger was trained on too
TARGETS = {
    "claim": 0.85,
    "claim and speaker": 0.75,
    "anonymous": 0.80,
    "mediation acts": 0.80,
}
SHARES = {"act of found": 0.65, "undated": 0.90}


@pytest.fixture(scope="module")
def scores(reader: Reader) -> Scores:
    found = Scores()
    for report in load_folder(FOLDER):
        score(report, reader.read(Report(report.text, report.published)), found)
    return found


# RR 10
@pytest.mark.parametrize("measure", TARGETS)
def test_reports_of_our_own_reach_the_targets(scores: Scores, measure: str) -> None:
    assert scores.f1(measure) >= TARGETS[measure]


# RR 3
@pytest.mark.parametrize("measure", SHARES)
def test_acts_and_open_dates_of_found_claims_are_right(scores: Scores, measure: str) -> None:
    assert scores.share(measure) >= SHARES[measure]


def test_marks_are_read_as_spans_of_the_bare_text() -> None:
    report = next(load_folder(FOLDER, ["river"]))
    assert "[[" not in report.text
    first = report.entries[0]
    assert [report.text[a:b] for a, b in first.spans] == [
        "Algeria is ready to act as a go-between in the dispute over the upper Kasma river"
    ]
    broken = next(e for e in report.entries if len(e.spans) > 1)
    assert report.text[slice(*broken.spans[1])].endswith('our door is open."')


def test_a_draft_pairs_with_one_entry_and_only_by_half_of_the_words(reader: Reader) -> None:
    report = next(load_folder(FOLDER, ["truce"]))
    drafts = reader.read(Report(report.text, report.published)).drafts
    found = pairs(report, drafts)
    assert len({i for i, _ in found}) == len({j for _, j in found}) == len(found)


# RR 10
def test_what_only_the_tagger_finds_is_less_sure(reader: Reader) -> None:
    text = "The scientists estimated by 2050, growing cities would need twice as much water."
    without = Reader(
        tuple(step for step in STEPS if step is not ask_the_tagger), pipelines=reader.pipelines
    )
    known = {draft.claim for draft in without.read(Report(text)).drafts}
    added = [d for d in reader.read(Report(text)).drafts if d.claim not in known]
    assert all(not draft.sure for draft in added)


def test_every_step_but_the_first_four_can_be_left_out(reader: Reader) -> None:
    report = next(load_folder(FOLDER, ["line"]))
    for steps in ways().values():
        drafts = Reader(steps, pipelines=reader.pipelines, tagger=reader.tagger).read(
            Report(report.text, report.published)
        )
        for draft in drafts.drafts:
            assert all(0 <= s.start < s.end <= len(report.text) for s in draft.claim)


def test_attributions_of_polnear_become_claims(tmp_path: Path) -> None:
    (tmp_path / "part" / "text").mkdir(parents=True)
    (tmp_path / "part" / "attributions").mkdir()
    text = "The envoy said “talks go on.” He denied that guns were sold."
    (tmp_path / "part" / "text" / "paper_2016-09-01_talks.txt").write_text(text, encoding="utf-8")
    (tmp_path / "part" / "attributions" / "paper_2016-09-01_talks_0a.ann").write_text(
        f"T1\tSource 0 9\tThe envoy\nT2\tContent 15 29\t{text[15:29]}\n"
        f"E1\tAttribution:T9 Source:T1 Content:T2\n"
        f"T3\tSource 30 32\tHe\nT4\tContent 40 59\t{text[40:59]}\n"
        f"E2\tAttribution:T9 Source:T3 Content:T4\n",
        encoding="utf-8",
    )
    assert polnear_reports.main([str(tmp_path / "part"), str(tmp_path / "to")]) == 0
    (report,) = load_folder(tmp_path / "to")
    assert report.text == text
    assert [(text[a:b], e.speaker, e.quote) for e in report.entries for a, b in e.spans] == [
        ("“talks go on.”", "The envoy", "direct"),
        ("that guns were sold", "?", "indirect"),
    ]


def test_the_shipped_reader_is_measured_folder_by_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "one.txt").write_text(
        "published: 2020-01-02\n[[STATE_POSITION|Ann Roe|-|:“The road is open,”]] Ann Roe said.\n",
        encoding="utf-8",
    )
    assert measure_reading.main([str(tmp_path / "own"), "--without-tagger"]) == 0
    line = capsys.readouterr().out.splitlines()[-1]
    assert line.startswith("| own | 1 | 1.000 | 1.000 | 1.000 | 1.000 |")
