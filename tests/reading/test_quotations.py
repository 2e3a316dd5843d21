from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.reading.quotations import pair


# RR 8
@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"Yes," he said. "No."', ['"Yes,"', '"No."']),
        ("“They didn’t say no,” she said.", ["“They didn’t say no,”"]),
        ('He spoke of "peace', ['"peace']),
        ("It's the leaders' talks", []),
        ("She called it 'a first step' today", ["'a first step'"]),
        ("„Ja“, sagte er", ["„Ja“"]),
        ("«Oui», dit-il", ["«Oui»"]),
        ("“An ‘open’ question,” he said", ["“An ‘open’ question,”"]),
    ],
)
def test_marks_are_paired(text: str, quoted: list[str]) -> None:
    assert [text[s.start : s.end] for s in pair(text, 0, len(text))] == quoted


@given(st.text(alphabet="ab \"'“”‘’„«».,\n", max_size=200))
def test_spans_are_in_order_and_never_overlap(text: str) -> None:
    spans = pair(text, 0, len(text))
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
