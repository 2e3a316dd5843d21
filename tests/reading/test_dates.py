from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.reading import Reader, Report
from goodoffices.reading.dates import dateline, find_dates
from goodoffices.record.vocabulary import ActKind

THURSDAY = dt.date(2011, 12, 15)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


# RR 6
@pytest.mark.parametrize(
    ("words", "future", "iso"),
    [
        ("on Friday", False, "2011-12-09"),
        ("last Thursday", False, "2011-12-08"),
        ("on Thursday", False, "2011-12-15"),
        ("on Friday", True, "2011-12-16"),
        ("next Thursday", False, "2011-12-22"),
        ("yesterday", False, "2011-12-14"),
        ("tomorrow", True, "2011-12-16"),
        ("on 3 March", False, "2011-03-03"),
        ("on December 30", False, "2010-12-30"),
        ("on December 30", True, "2011-12-30"),
        ("on June 27, 2008", False, "2008-06-27"),
        ("2008-06-27", False, "2008-06-27"),
        ("three days ago", False, "2011-12-12"),
        ("this September", False, "2011-09"),
        ("last month", False, "2011-11"),
        ("last week", False, "2011-12-05/2011-12-11"),
        ("earlier in the month", False, "2011-12"),
        ("this week", False, None),
        ("in March 2009", False, "2009-03"),
    ],
)
def test_day_against_a_publication_day(words: str, future: bool, iso: str | None) -> None:  # noqa: FBT001  a parameter of the table
    (found,) = find_dates(f"They met {words}.", THURSDAY, future=future)
    assert found.iso == iso
    assert found.words == words


# RR 6
def test_without_a_publication_day_only_full_dates_resolve() -> None:
    assert [d.iso for d in find_dates("on Friday, and on 3 March 2010", None)] == [
        None,
        "2010-03-03",
    ]


# RR 6
@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("the following day", 1),
        ("the next morning", 1),
        ("the previous evening", -1),
        ("the day before", -1),
        ("that day", 0),
        ("the same day", 0),
        ("two days later", 2),
        ("a day earlier", -1),
    ],
)
def test_what_counts_from_the_day_told_last(words: str, days: int) -> None:
    (found,) = find_dates(f"They met {words}, and spoke.", THURSDAY)
    assert (found.words, found.iso, found.from_last) == (words, None, days)


def test_a_day_beside_what_is_named_counts_from_no_day_told() -> None:
    text = "They met on the same day that the mine closed and the day before the vote."
    assert not find_dates(text, THURSDAY)


def test_an_impossible_day_is_no_date() -> None:
    assert not [d for d in find_dates("on February 31, 2011", THURSDAY) if d.is_day]


@given(st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)), st.sampled_from(DAYS))
def test_a_weekday_is_the_last_such_day(day: dt.date, name: str) -> None:
    (found,) = find_dates(f"on {name}", day)
    assert found.iso is not None
    resolved = dt.date.fromisoformat(found.iso)
    assert resolved.strftime("%A") == name
    assert 0 <= (day - resolved).days < 7


@given(st.dates(dt.date(1950, 1, 1), dt.date(2099, 1, 1)))
def test_a_dateline_reads_back(day: dt.date) -> None:
    written = f"{DAYS[day.weekday()]}, {day.strftime('%B')} {day.day}, {day.year}"
    assert dateline(written) == day
    assert dateline(f"It was on {written} that they met.") is None


# RR 6
def test_a_day_that_no_calendar_reaches_stays_open(reader: Reader) -> None:
    text = "The envoy left on Monday. 99999999999 days later, the minister denied the report."
    (draft,) = (d for d in reader.read(Report(text, THURSDAY)).drafts if d.act is ActKind.DENY)
    assert (draft.date, draft.date_text) == (None, "99999999999 days later")
