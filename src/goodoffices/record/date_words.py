"""Dates in plain English: `about 27 February 2022`, `24 to 27 February 2022`, `the 2020s`."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.record.dates import RecordDate

__all__ = ["day_in_words", "in_words", "instant_in_words"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MARKS = {"?": ("", " (uncertain)"), "~": ("about ", ""), "%": ("about ", " (uncertain)")}


def day_in_words(day: date, *, weekday: bool = False) -> str:
    words = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{_DAYS[day.weekday()]} {words}" if weekday else words


def instant_in_words(instant: datetime) -> str:
    """`27 February 2022, 14:05 UTC`; the offset is named where it is not UTC's."""
    zone = instant.strftime("%Z") or "without a zone"
    return f"{day_in_words(instant.date())}, {instant:%H:%M} {zone}"


def in_words(when: RecordDate, *, weekday: bool = False) -> str:
    """The value of a date in words; the words it was told in are kept beside it, not here."""
    left, slash, right = when.value.partition("/")
    if not slash:
        return _single(left, weekday=weekday)
    if left in {"", ".."}:
        return f"until {_single(right)}"
    if right == "..":
        return f"from {_single(left)} on"
    if not right:
        return f"from {_single(left)}, its end not known"
    first, last = _single(left), _single(right)
    # `24 to 27 February 2022` where both days lie in one month
    shared = first.partition(" ")[2]
    if first.split(" ")[0].isdigit() and shared == last.partition(" ")[2] and shared:
        return f"{first.split(' ')[0]} to {last}"
    return f"{first} to {last}"


def _single(text: str, *, weekday: bool = False) -> str:
    if "T" in text:
        return instant_in_words(datetime.fromisoformat(text))
    before, after = _MARKS.get(text[-1], ("", ""))
    return f"{before}{_bare(text.rstrip('?~%'), weekday=weekday)}{after}"


def _bare(text: str, *, weekday: bool) -> str:
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    if year.endswith("XX"):
        return f"the {year[:2]}00s"
    if year.endswith("X"):
        return f"the {year[:3]}0s"
    if not month:
        return year
    if month == "XX":
        return f"a month of {year}" if not day else f"a day of {year}"
    name = f"{_MONTHS[int(month) - 1]} {year}"
    if not day:
        return name
    if day == "XX":
        return f"a day of {name}"
    return day_in_words(date(int(year), int(month), int(day)), weekday=weekday)
