from __future__ import annotations

import hashlib
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.reading import STEPS, Reader, Report, read
from goodoffices.reading.furniture import classify, lines_of
from goodoffices.record.vocabulary import ActKind

PIECES = st.sampled_from(
    [
        '"We will not go on," said the Kremlin on Friday.',
        "The rebels rejected the plan, the BBC reported.",
        "According to Reuters, an official said Norway had offered to mediate.",
        "He said that she said that they would meet in Geneva tomorrow.",
        "“Unclosed words, he added",
        "Subscribe today and save 40%",
        "Most read",
        "1. A town by the sea",
        "It accused the other side of lying, calling it a shame.",
        "Photo: A. Person / Pool",
        "— Somebody",
        ") ( '' \" ” “ … –",
        "They said. They said. They said that.",
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=8).map("\n\n".join)


def check(reader: Reader, text: str) -> None:
    drafts = reader.read(Report(text))
    assert json.loads(json.dumps(drafts.to_dict()))["text_sha256"] == (
        hashlib.sha256(text.encode()).hexdigest()
    )
    for draft in drafts.drafts:
        assert draft.act in ActKind
        for span in draft.claim:
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end].strip()
            assert not any(part.span.overlaps(span) for part in drafts.furniture)
        assert (draft.quote == "direct") <= draft.direct_quote
        assert draft.speaker is None or draft.attribution


# RR 2
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=TEXTS)
def test_spans_lie_in_the_body(text: str, reader: Reader) -> None:
    check(reader, text)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=TEXTS | st.text(max_size=300))
def test_the_same_without_a_language_model(text: str, plain_reader: Reader) -> None:
    text = text.encode("utf-8", "ignore").decode()
    check(plain_reader, text)
    assert not any(draft.sure for draft in plain_reader.read(Report(text)).drafts)


# RR 9
@given(st.text(max_size=300))
def test_every_line_is_classified_where_it_stands(text: str) -> None:
    lines = lines_of(text)
    assert len(classify(lines)) == len(lines)
    assert all(text[line.span.start : line.span.end] == line.text for line in lines)


def test_reading_twice_gives_the_same(reader: Reader) -> None:
    text = "The Kremlin said it would talk. The envoy warned that time was short."
    assert reader.read(Report(text)) == reader.read(Report(text))
    assert len({draft.id for draft in reader.read(Report(text)).drafts}) == 2


def test_a_step_may_be_left_out() -> None:
    short = tuple(step for step in STEPS if step.__name__ != "group_accounts")
    text = '"We will talk," said Ana Roe.'
    assert read(Report(text), short).drafts[0].group == 0
