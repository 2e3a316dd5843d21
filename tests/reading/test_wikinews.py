from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import wikinews_reports
from goodoffices.record.vocabulary import ActKind, Role

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    json.loads(line)
    for line in wikinews_reports.ANNOTATIONS.read_text(encoding="utf-8").splitlines()
]


def test_annotations_keep_to_the_vocabulary() -> None:
    acts, roles = {act.value for act in ActKind}, {role.value for role in Role}
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    for row in ROWS:
        for entry in row["entries"]:
            assert {entry["act"], *entry.get("also", [])} <= acts
            assert entry["claim"], "an entry rests on words"
            assert all(0 <= start < end for start, end in entry["claim"])
            speaker = entry["speaker"]
            assert speaker is None or (speaker["name"] and speaker["role"] in {*roles, None})


def test_the_reports_that_were_only_scored_are_told_apart() -> None:
    sets = {row["set"] for row in ROWS}
    assert sets == {"development", "kept"}


def test_texts_are_put_together_from_both_collections() -> None:
    article = {
        "docId": 7,
        "title": "Talks &amp; terms",
        "document": [
            {"name": "dateline", "value": "May 1, 2010"},
            {"name": "body_par_000", "value": "The <i>envoy</i>  spoke."},
        ],
    }
    found = wikinews_reports.texts_of_entities(iter([json.dumps(article), ""]))
    assert found == {"d007": "Talks & terms\n\nMay 1, 2010\n\nThe envoy spoke.\n"}
    row = {"title": "Talks", "text": "\n\nMonday, May 4, 2020\xa0 \n\n\nThe envoy\nspoke.\n"}
    sample = wikinews_reports.texts_of_sample(iter([row]), "2020")
    assert sample == {"w20_000": "Talks\n\nMonday, May 4, 2020\n\nThe envoy spoke.\n"}


def test_another_text_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entities, sample = tmp_path / "a", tmp_path / "b"
    (entities / "entity-saliency").mkdir(parents=True)
    (entities / "entity-saliency" / "saliency-dataset.json").write_text("", encoding="utf-8")
    (sample / "data").mkdir(parents=True)
    for year in ("2019", "2020"):
        path = sample / "data" / f"wikinews_{year}.csv"
        path.write_text("url,date,title,text\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        wikinews_reports.main([str(entities), str(sample), str(tmp_path / "out")])
    assert "is not the one annotated" in capsys.readouterr().err
    assert not list((tmp_path / "out").iterdir())
