"""RR 1, RR 9 and RR 16 read aloud, sentence by sentence, on reports written for them."""

from __future__ import annotations

import datetime as dt

from goodoffices.reading import Reader, Report
from goodoffices.record.vocabulary import ActKind

ON = dt.date(2022, 2, 28)
PAGE = """Switzerland offers to mediate

The envoy said on Sunday that talks were near

By A Reporter, Bern

Anna Alpha, the president of Norway, met reporters in Bern on Sunday after a long day of talks. \
“The water of the river,” Alpha said, “belongs to both states.”

President Anna Alpha at her desk on Sunday. Photo: Agency

The country has eleven time zones and borders on fourteen others, and its capital has been a port \
since the twelfth century, with a mild climate for its latitude.

Switzerland offered to mediate between Norway and Sweden on Sunday, and Denmark said that it \
welcomed the offer, which had been in preparation for several weeks in three capitals.

Subscribe to our newsletter

Read more: Where the talks stand
"""


def test_a_draft_is_a_statement_or_an_act_and_the_rest_gives_none(reader: Reader) -> None:
    """RR 1."""
    read = reader.read(Report(PAGE, ON))
    claims = [[PAGE[s.start : s.end] for s in draft.claim] for draft in read.drafts]
    broken = [claim for claim in claims if len(claim) > 1]
    assert [[part.strip(" ,.“”") for part in claim] for claim in broken] == [
        ["The water of the river", "belongs to both states"]
    ], "a quotation interrupted by its cue is one draft with two spans"
    whole = " ".join(part for claim in claims for part in claim)
    assert "time zones" not in whole, "background without an act is left out"
    places = {s.start for draft in read.drafts for s in draft.claim}
    head = PAGE.index("Anna Alpha, the president")
    assert all(start >= head for start in places), "headline and standfirst repeat the body"
    sentence = PAGE.index("Switzerland offered"), PAGE.index("Subscribe")
    of_one = [d for d in read.drafts if sentence[0] <= d.claim[0].start < sentence[1]]
    assert len(of_one) == 2, "one sentence gives a draft for each act"
    assert ActKind.OFFER_MEDIATION in {draft.act for draft in of_one}


def test_furniture_is_marked_with_its_kind_and_nothing_of_the_page_is_deleted(
    reader: Reader,
) -> None:
    """RR 9."""
    read = reader.read(Report(PAGE, ON))
    kinds = {PAGE[f.span.start : f.span.end].strip(): f.kind for f in read.furniture}
    for words in ("By A Reporter, Bern", "Subscribe to our newsletter"):
        (kind,) = (kind for line, kind in kinds.items() if words in line)
        assert kind
    (caption,) = (kind for line, kind in kinds.items() if "at her desk" in line)
    assert caption == "caption"
    for mark in (one.span for one in read.furniture):
        assert 0 <= mark.start < mark.end <= len(PAGE), "spans count in the page as it was given"
        claimed = [s for d in read.drafts for s in d.claim]
        assert not any(s.start < mark.end and mark.start < s.end for s in claimed)


def asked_and_answered(between: int) -> str:
    filler = (
        "The country has a mild climate for its latitude, and its capital has been a port since "
        "the twelfth century, as the visitor can see from the stones of quay number"
    )
    paragraphs = [
        "Switzerland offered to mediate between Norway and Sweden on Sunday.",
        *(f"{filler} {number}." for number in range(between)),
        "Norway accepted the offer to mediate on Monday, its foreign ministry said.",
    ]
    return "\n\n".join(paragraphs)


def test_an_answer_belongs_to_the_offer_told_at_most_six_paragraphs_back(reader: Reader) -> None:
    """RR 16."""
    for between, linked in ((0, True), (5, True), (6, False)):
        drafts = reader.read(Report(asked_and_answered(between), ON)).drafts
        offer = next(d for d in drafts if d.act is ActKind.OFFER_MEDIATION)
        answers = [link for d in drafts for link in d.links if link[0] == "answers"]
        assert answers == ([("answers", offer.group)] if linked else []), between
