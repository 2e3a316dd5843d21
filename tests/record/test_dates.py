"""Dates against the `edtf` library wherever both apply, and the rest by the definition."""

from __future__ import annotations

import warnings
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from record_builders import record_dates

from goodoffices.errors import InputError
from goodoffices.record.dates import RecordDate

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its grammar warns of itself when it is built
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

years = st.integers(1, 9999)
AROUND = range(date(2021, 12, 1).toordinal(), date(2023, 2, 1).toordinal())
qualifiers = st.sampled_from(["", "?", "~", "%"])


@st.composite
def whole(draw: st.DrawFn) -> str:
    """A year, month or day, some of them impossible."""
    year, month, day = draw(years), draw(st.integers(0, 13)), draw(st.integers(0, 32))
    form = draw(st.sampled_from(["{:04d}", "{:04d}-{:02d}", "{:04d}-{:02d}-{:02d}"]))
    return form.format(year, month, day)


@st.composite
def unspecified(draw: st.DrawFn) -> str:
    year, month = f"{draw(years):04d}", f"{draw(st.integers(0, 13)):02d}"
    forms = [f"{year[:3]}X", f"{year[:2]}XX", f"{year}-XX", f"{year}-XX-XX", f"{year}-{month}-XX"]
    return draw(st.sampled_from(forms))


# the library cannot parse every mixture of these; here they may all meet
values = st.one_of(
    st.tuples(whole(), qualifiers).map("".join),
    unspecified(),
    st.tuples(whole(), whole()).map("/".join),
)


def by_edtf(value: str) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """First and last day by the independent library; None where it refuses."""
    try:
        parsed = parse_edtf(value)
    except EDTFParseException:
        return None
    return tuple(parsed.lower_strict())[:3], tuple(parsed.upper_strict())[:3]


def as_tuple(day: date | None) -> tuple[int, ...]:
    assert day is not None
    return day.year, day.month, day.day


@given(values)
def test_bounds_are_those_of_the_edtf_library(value: str) -> None:
    try:
        mine = RecordDate(value).bounds
    except InputError:
        mine = None
    theirs = by_edtf(value)
    if mine is not None:
        assert theirs == (as_tuple(mine[0]), as_tuple(mine[1]))
    elif theirs is not None:
        # it lets through what is on no calendar, years before 1, and intervals that run backwards
        on_no_calendar = "02-29" in value or theirs[0][0] < 1
        assert on_no_calendar or theirs[0] > theirs[1]


@given(st.dates(), qualifiers)
def test_a_day_is_itself(day: date, qualifier: str) -> None:
    when = RecordDate(f"{day}{qualifier}")
    assert when.bounds == (day, day)
    assert when.is_day
    assert when.is_qualified == bool(qualifier)
    assert when.instant is None
    assert when.not_after(day)
    assert day == date.min or not when.not_after(day - timedelta(days=1))


@given(
    st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)),  # noqa: DTZ001 (the zone is drawn apart)
    st.integers(-23 * 60, 23 * 60),
)
def test_an_instant_is_kept_in_utc(local: datetime, offset: int) -> None:
    moment = local.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=offset)))
    when = RecordDate(moment.isoformat())
    assert when.instant == moment
    assert when.bounds == (moment.astimezone(UTC).date(),) * 2


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2022-02-24/..", date(2022, 2, 24), None),
        ("2022-02-24/", date(2022, 2, 24), None),
        ("../2022-02", None, date(2022, 2, 28)),
        ("/2024-02", None, date(2024, 2, 29)),
        ("2022-02-27T14:05Z", date(2022, 2, 27), date(2022, 2, 27)),
        ("2022-02-27T23:30:00-05:00", date(2022, 2, 28), date(2022, 2, 28)),
        ("2022-02-27T10:00:00Z/2022-03-01T10:00:00Z", date(2022, 2, 27), date(2022, 3, 1)),
    ],
)
def test_open_sides_and_instants(value: str, start: date | None, end: date | None) -> None:
    when = RecordDate(value)
    assert (when.earliest, when.latest) == (start, end)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "it is empty"),
        ("..", "it is empty"),
        ("../..", "both ends are open"),
        ("/", "both ends are open"),
        ("2022-02-30", "02 2022 has no day 30"),
        ("1900-02-29", "02 1900 has no day 29"),
        ("2022-13", "there is no month 13"),
        ("2022-XX-05", "a day needs a month"),
        ("202X-05", "a month needs a whole year"),
        ("0000", "there is no year 0"),
        ("2022-02-27/2022-02-24", "it ends before it begins"),
        ("27 February", "has no known form"),
        ("2022-02-27T25:00Z", "there is no such hour"),
        ("9999-12-31T23:59:00-05:00", "there is no such hour or day"),
        ("2022-02-27T10:00", "has no known form"),
        ("2022-02-27/2022-02-28/2022-03-01", "has no known form"),
        ("٢٠٢٢", "has no known form"),
        ("2022-02-27\n", "has no known form"),
        (" 2022", "has no known form"),
    ],
)
def test_what_is_no_date_is_refused_in_one_line(value: str, why: str) -> None:
    with pytest.raises(InputError) as error:
        RecordDate(value)
    assert why in str(error.value)
    assert "write 2022, 2022-02" in str(error.value)
    assert "\n" not in str(error.value)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_an_input_error(text: str) -> None:
    with suppress(InputError):
        assert RecordDate(text).value == text


def days_meant(when: RecordDate) -> frozenset[int]:
    start, end = when.bounds
    return frozenset(
        day
        for day in AROUND
        if (start is None or day >= start.toordinal()) and (end is None or day <= end.toordinal())
    )


@given(record_dates(), record_dates())
def test_two_dates_may_be_one_day_if_and_only_if_some_day_satisfies_both(
    one: RecordDate, other: RecordDate
) -> None:
    common = days_meant(one) & days_meant(other)
    assert one.may_equal(other) == bool(common) == other.may_equal(one)


@given(record_dates(), st.dates(date(2021, 12, 1), date(2023, 2, 1)))
def test_not_after_is_certain(when: RecordDate, day: date) -> None:
    assume(when.latest is not None)
    assert when.not_after(day) == all(d <= day.toordinal() for d in days_meant(when))


def test_an_open_end_is_never_certainly_past() -> None:
    assert not RecordDate("2022-02-24/..").not_after(date.max)
