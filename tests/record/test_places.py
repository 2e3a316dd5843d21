"""Places: what they promise of the dates that stand there."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.record.dates import RecordDate
from goodoffices.record.places import UNDATED, place, vagueness_between

DATES = (
    *("2022", "202X", "2022-02", "2022-02-27", "2022-02-27~", "2022-02-24/2022-02-27"),
    *("2022-02-27T14:05:00Z", "2022-02-24/..", "../2022-02", "/2022-02-27", "2022-02/", "99XX"),
    *("9999", "9999-12-31", "9999-12-30", "9999-12-31/..", "../9999-12-31", "2022/9999-12-31"),
)
dates = st.sampled_from(DATES).map(RecordDate)
instants = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001 (made UTC)
    lambda at: at.replace(tzinfo=UTC)
)


def width(when: RecordDate) -> float:
    """In days, without an end where a side is open."""
    start, end = when.bounds
    return (end - start).days if start and end else float("inf")


@given(dates, instants)
def test_how_vague_a_date_is_lies_between_what_its_place_says(when, entered):
    least, most = vagueness_between(place(when, entered, "0"))
    never = vagueness_between(place(None, entered, "0"))
    assert least <= width(when)
    assert min(width(when), never[0] - 1) <= most
    assert most < never[0] == never[1]


@given(dates, dates, instants, instants)
def test_what_has_no_date_stands_last_and_nothing_else_does(one, other, entered, later):
    assert place(one, entered, "f") < UNDATED < place(None, later, "0")
    first, second = (when.earliest or when.latest for when in (one, other))
    if first < second < max(RecordDate("9999-12-30").bounds):
        assert place(one, entered, "f") < place(other, later, "0")
