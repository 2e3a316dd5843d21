"""Dates with a precision: Extended Date/Time Format (ISO 8601-2:2019, levels 0 and part of 1).

Accepted values: `2022`, `2022-02`, `2022-02-27`, an instant `2022-02-27T14:05:00Z` or with an
offset, unspecified digits `202X`, `2022-XX`, `2022-02-XX`, the qualifiers `?` (uncertain),
`~` (approximate) and `%` (both) at the end, and intervals `A/B` in which a side may be `..`
(open) or empty (unknown). A date keeps the words it was told in and the basis on which they
were resolved.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from goodoffices.errors import InputError
from goodoffices.saying import say

__all__ = ["RecordDate"]

_DATE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([?~%]?)\Z", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)\Z", re.ASCII)
_DECEMBER = 12


def _bad(value: str, why: str) -> InputError:
    return InputError(
        say("'{value}' is not a date: {why}", value=value, why=why),
        remedy=say("write 2022, 2022-02, 2022-02-27, 2022-02-27~ or 2022-02-24/2022-02-27"),
    )


def _bounds(text: str, value: str) -> tuple[date | None, date | None]:
    """Return the first and the last day that `text` may mean."""
    if text in {"", ".."}:
        return None, None
    if _INSTANT.match(text):
        try:
            day = datetime.fromisoformat(text).astimezone(UTC).date()
        except (ValueError, OverflowError):
            raise _bad(value, say("there is no such hour or day")) from None
        return day, day
    match = _DATE.match(text)
    if match is None:
        raise _bad(value, say("'{text}' has no known form", text=text))
    year, month, day_text, _ = match.groups()
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first_year < 1:
        raise _bad(value, say("there is no year 0"))
    if month is not None and "X" in year:
        raise _bad(value, say("a month needs a whole year"))
    first_month, last_month = (1, _DECEMBER) if month in {None, "XX"} else (int(month), int(month))
    if not 1 <= first_month <= _DECEMBER:
        raise _bad(value, say("there is no month {month}", month=month))
    if day_text not in {None, "XX"}:
        if month == "XX":
            raise _bad(value, say("a day needs a month"))
        try:
            day = date(first_year, first_month, int(day_text))
        except ValueError:
            raise _bad(
                value,
                say(
                    "{month} {year} has no day {day_text}",
                    month=month,
                    year=year,
                    day_text=day_text,
                ),
            ) from None
        return day, day
    end = calendar.monthrange(last_year, last_month)[1]
    return date(first_year, first_month, 1), date(last_year, last_month, end)


@lru_cache(maxsize=10_000)
def _range(value: str) -> tuple[date | None, date | None]:
    """Bounds of a date or an interval; the days of a case come up again and again."""
    left, slash, right = value.partition("/")
    if not slash:
        if left in {"", ".."}:
            raise _bad(value, say("it is empty"))
        return _bounds(left, value)
    if left in {"", ".."} and right in {"", ".."}:
        raise _bad(value, say("both ends are open"))
    return _bounds(left, value)[0], _bounds(right, value)[1]


@dataclass(frozen=True, slots=True)
class RecordDate:
    """`value` in EDTF, the `words` it was told in, the `basis` of the resolution, the `zone`."""

    value: str
    words: str = ""
    basis: str = ""
    zone: str = ""

    def __post_init__(self) -> None:
        start, end = self.bounds
        if start and end and start > end:
            raise _bad(self.value, say("it ends before it begins"))

    @property
    def bounds(self) -> tuple[date | None, date | None]:
        """The first and the last day it may mean; None where that side is open or unknown."""
        return _range(self.value)

    @property
    def earliest(self) -> date | None:
        return self.bounds[0]

    @property
    def latest(self) -> date | None:
        return self.bounds[1]

    @property
    def is_day(self) -> bool:
        start, end = self.bounds
        return start is not None and start == end

    @property
    def is_qualified(self) -> bool:
        return any(mark in self.value for mark in "?~%")

    @property
    def instant(self) -> datetime | None:
        """The instant in UTC, where the value names one."""
        if not _INSTANT.match(self.value):
            return None
        return datetime.fromisoformat(self.value).astimezone(UTC)

    def may_equal(self, other: RecordDate) -> bool:
        """Whether one day can satisfy both; an open side reaches for ever."""
        (a, b), (c, d) = self.bounds, other.bounds
        starts = [x for x in (a, c) if x is not None]
        ends = [x for x in (b, d) if x is not None]
        return not starts or not ends or max(starts) <= min(ends)

    def not_after(self, day: date) -> bool:
        """Whether it certainly lies on or before `day`."""
        return self.latest is not None and self.latest <= day
