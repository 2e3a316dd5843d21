"""A person cuts drafts anew, and takes out as labels what was decided."""

from __future__ import annotations

import json
import re

import pycrfsuite
import pytest

from annotated_reports import load_folder, load_labels
from goodoffices.reading import Reader, Report
from goodoffices.reading.reader import CRF_ALONE
from goodoffices.reading.tagger import Tagger
from goodoffices.service.exports import copies
from goodoffices.service.reading import reading_of
from goodoffices.service.reports import reports
from train_tagger import main

TEXT = (
    "Talks in the north\n\n"
    "The envoy said that the road was open and that the port would follow on Monday. "
    "The envoy left.\n\n"
    '"The port stays closed," the minister said. The envoy left.\n'
)


@pytest.fixture
def filed(rooms):
    rooms.post("reading/", {"text": TEXT, "language": "en", "audience": "team"}, "report")
    return reports(rooms.lead)[0]


def rows(rooms, filed):
    return reading_of(rooms.lead, filed.id).drafts


def words(filed, row) -> str:
    text = filed.report.text
    return " … ".join(text[s["start"] : s["end"]] for s in row.draft["claim"])


def test_marked_words_become_a_draft_to_be_corrected(rooms, filed) -> None:
    before = {row.id for row in rows(rooms, filed)}
    response = rooms.post(f"reading/{filed.id}/mark/", {"words": "road  was\nopen"}, "mark")
    (made,) = [row for row in rows(rooms, filed) if row.id not in before]
    assert response["Location"].endswith(f"/{made.id}/correct/")
    assert words(filed, made) == "road was open"
    assert made.draft["by_hand"]


def test_words_that_stand_twice_are_told_apart_by_what_stands_before(rooms, filed) -> None:
    rooms.post(f"reading/{filed.id}/mark/", {"words": "The envoy left."}, "twice")
    assert not [row for row in rows(rooms, filed) if row.draft.get("by_hand")]
    data = {"words": "The envoy left.", "before": "the minister said."}
    rooms.post(f"reading/{filed.id}/mark/", data, "second")
    (made,) = [row for row in rows(rooms, filed) if row.draft.get("by_hand")]
    assert made.draft["claim"][0]["start"] == TEXT.rindex("The envoy left.")


@pytest.mark.parametrize("given", ["", "nowhere to be found"])
def test_words_that_are_not_there_make_no_draft(rooms, filed, given) -> None:
    before = rows(rooms, filed)
    rooms.post(f"reading/{filed.id}/mark/", {"words": given}, "none")
    assert rows(rooms, filed) == before


def test_a_draft_is_split_and_its_parts_are_merged_again(rooms, filed) -> None:
    whole = next(row for row in rows(rooms, filed) if "port would follow" in words(filed, row))
    rooms.post(f"reading/{filed.id}/{whole.id}/split/", {"begins": "that the port"}, "split")
    parts = [row for row in rows(rooms, filed) if words(filed, row) in words(filed, whole)]
    assert [words(filed, part) for part in parts] == [
        "the road was open and",
        "that the port would follow on Monday",
    ]
    assert whole.id not in {row.id for row in rows(rooms, filed)}
    first, second = parts
    rooms.post(f"reading/{filed.id}/{first.id}/merge/", {"with": second.id}, "merge")
    (joined,) = [row for row in rows(rooms, filed) if "road was open" in words(filed, row)]
    assert words(filed, joined) == f"{words(filed, first)} … {words(filed, second)}"


def test_a_draft_that_is_decided_is_not_cut(rooms, filed) -> None:
    row = rows(rooms, filed)[0]
    rooms.post(f"reading/{filed.id}/{row.id}/confirm/", {}, "confirm")
    before = rows(rooms, filed)
    rooms.post(f"reading/{filed.id}/{row.id}/split/", {"begins": "open"}, "split")
    assert rows(rooms, filed) == before


def test_labels_tell_what_was_proposed_and_what_became_of_it(rooms, filed) -> None:
    first, *others = rows(rooms, filed)
    rooms.post(f"reading/{filed.id}/{first.id}/confirm/", {}, "confirm")
    rooms.post(f"reading/{filed.id}/{others[0].id}/discard/", {}, "discard")
    rooms.post(f"reading/{filed.id}/mark/", {"words": "road was open"}, "mark")
    refused = rooms.post("reading/labels.json", {}, "refused")
    assert refused.status_code == 302
    taken = rooms.post("reading/labels.json", {"agreed": "yes"}, "taken")
    assert "attachment" in taken["Content-Disposition"]
    found = json.loads(taken.content)
    assert found["format"] == "goodoffices-labels/1"
    (report,) = found["reports"]
    assert report["open"] == reading_of(rooms.lead, filed.id).undecided > 0
    by_decision = {row["decision"]: row for row in report["labels"]}
    assert by_decision["confirmed"]["proposed"]["id"] == first.id
    assert by_decision["confirmed"]["account"]["kind"] == first.draft["act"]
    assert by_decision["discarded"]["account"] is None
    assert by_decision["open"]["proposed"] is None


def test_labels_of_a_report_that_is_done_are_claims_to_train_on(rooms, filed, tmp_path) -> None:
    first, *others = rows(rooms, filed)
    rooms.post(f"reading/{filed.id}/{first.id}/confirm/", {}, "confirm")
    path = tmp_path / "labels.json"
    path.write_bytes(rooms.post("reading/labels.json", {"agreed": "yes"}, "taken").content)
    assert list(load_folder(tmp_path)) == []
    for n, row in enumerate(others):
        rooms.post(f"reading/{filed.id}/{row.id}/discard/", {}, f"discard{n}")
    path.write_bytes(rooms.post("reading/labels.json", {"agreed": "yes"}, "again").content)
    (report,) = load_folder(tmp_path)
    (entry,) = report.entries
    assert report.text == filed.report.text
    assert " … ".join(report.text[a:b] for a, b in entry.spans) == words(filed, first)
    assert entry.acts == (first.draft["act"],)
    assert entry.speaker == (first.draft["speaker"] or {"name": ""})["name"]


def test_what_is_corrected_in_the_desk_is_what_a_tagger_is_trained_on(
    rooms, filed, tmp_path, capsys
) -> None:
    """Corrected and discarded by forms, taken out with consent, trained on, read again."""
    proposed = next(row for row in rows(rooms, filed) if "port would follow" in words(filed, row))
    told = words(filed, proposed)
    for n, row in enumerate(rows(rooms, filed)):
        if row.id != proposed.id:
            rooms.post(f"reading/{filed.id}/{row.id}/discard/", {}, f"discard{n}")
    correct = f"reading/{filed.id}/{proposed.id}/correct/"
    form = rooms.client("lead").get(f"/c/river/{correct}").context["form"]
    said = {**form.initial, "kind": "VISIT", "chain": "Her spokesman"}
    assert rooms.post(correct, said, "correct").status_code == 302
    path, model = tmp_path / "labels.json", tmp_path / "own.crfsuite"
    path.write_bytes(rooms.post("reading/labels.json", {"agreed": "yes"}, "taken").content)
    assert copies(rooms.lead)[0].form == "labels"

    (report,) = load_labels(path)
    (entry,) = report.entries
    assert [TEXT[a:b] for a, b in entry.spans] == [told]
    assert (entry.acts, entry.speaker) == (("VISIT",), "Her spokesman")
    again = json.loads(path.read_text(encoding="utf-8"))
    again["reports"] *= 4  # features count from three times on
    path.write_text(json.dumps(again), encoding="utf-8")
    assert main(["--labels", str(path), "--folds", "1", "--to", str(model)]) == 0
    assert "4 reports, 4 claims" in capsys.readouterr().out
    trained = pycrfsuite.Tagger()
    trained.open(str(model))
    drafts = Reader(CRF_ALONE, tagger=Tagger(trained)).read(Report(report.text)).drafts
    claimed = {TEXT[span.start : span.end] for draft in drafts for span in draft.claim}
    assert told in claimed
    assert not any("stays closed" in claim for claim in claimed)


def test_labels_that_are_none_are_one_line_to_the_trainer(tmp_path, capsys) -> None:
    path = tmp_path / "labels.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["--labels", str(path)])
    assert "holds no labels" in capsys.readouterr().err


def test_each_open_draft_offers_the_forms_without_a_script(rooms, filed) -> None:
    page = rooms.get(f"reading/{filed.id}/")
    count = sum(row.decision == "open" for row in rows(rooms, filed))
    assert len(re.findall(r'action="[^"]+/split/"', page)) == count
    assert len(re.findall(r'action="[^"]+/merge/"', page)) == count - 1
    assert page.count(f'action="/c/river/reading/{filed.id}/mark/"') == 1
