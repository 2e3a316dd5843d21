"""Spans against sets of places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.reading.model import Span

SPANS = st.tuples(st.integers(0, 12), st.integers(1, 12)).map(lambda x: Span(x[0], x[0] + x[1]))


@given(SPANS, SPANS)
def test_what_two_spans_share_is_what_their_places_share(one: Span, other: Span) -> None:
    places = set(range(one.start, one.end))
    others = set(range(other.start, other.end))
    assert one.shared(other) == len(places & others)
    assert one.overlaps(other) == bool(places & others)
    assert one.covers(other) == (others <= places)
