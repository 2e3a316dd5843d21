"""Whatever a draft rests on stands in the report, letter for letter, in every report of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotated_reports import load_folder
from goodoffices.reading import Reader, Report
from goodoffices.record.reports import Report as Kept
from goodoffices.service.drafts import account_of_draft

FOLDER = Path(__file__).parent / "reports"


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_offsets_match_the_words_in_every_field(name: str, reader: Reader) -> None:
    (report,) = load_folder(FOLDER, [name])
    found = reader.read(Report(report.text, report.published))
    assert found.drafts
    kept = Kept(title=name, text=report.text, published=report.published)
    before = (-1, -1)
    for draft in found.drafts:
        account = account_of_draft(draft.to_dict(), kept, "r1")
        pieces = [report.text[span.start : span.end] for span in account.spans]
        assert account.claim.text == " … ".join(pieces)
        assert all(piece and piece == piece.strip() for piece in pieces)
        assert draft.date_text is None or draft.date_text in report.text
        place = (draft.claim[0].start, draft.claim[-1].end)
        assert before <= place
        before = place
    ends = 0
    for part in found.furniture:
        assert ends <= part.span.start < part.span.end <= len(report.text)
        ends = part.span.end
