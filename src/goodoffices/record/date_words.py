"""Dates in plain words: `about 27 February 2022`, `24 to 27 February 2022`, `the 2020s`."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from goodoffices.saying import mark, say

if TYPE_CHECKING:
    from goodoffices.record.dates import RecordDate

__all__ = ["day_in_words", "in_words", "instant_in_words", "month_in_words", "month_name"]

_PLAIN_DAY = len("2022-02-27")
_MONTHS = (
    mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"),
    mark("July"), mark("August"), mark("September"), mark("October"), mark("November"),
    mark("December"),
)  # fmt: skip
_DAYS = (
    mark("Monday"), mark("Tuesday"), mark("Wednesday"), mark("Thursday"), mark("Friday"),
    mark("Saturday"), mark("Sunday"),
)  # fmt: skip
_MARKS = {
    "?": mark("{date} (uncertain)"),
    "~": mark("about {date}"),
    "%": mark("about {date} (uncertain)"),
}


def day_in_words(day: date, *, weekday: bool = False) -> str:
    words = {"day": day.day, "month": month_name(day.month), "year": day.year}
    if weekday:
        return say("{weekday} {day} {month} {year}", weekday=say(_DAYS[day.weekday()]), **words)
    return say("{day} {month} {year}", **words)


def month_name(month: int) -> str:
    return say(_MONTHS[month - 1])


def month_in_words(month: int, year: str) -> str:
    return say("{month} {year}", month=month_name(month), year=year)


def instant_in_words(instant: datetime) -> str:
    """`27 February 2022, 14:05 UTC`; the offset is named where it is not UTC's."""
    zone = instant.strftime("%Z") or say("without a zone")
    return say(
        "{date}, {time} {zone}",
        date=day_in_words(instant.date()),
        time=f"{instant:%H:%M}",
        zone=zone,
    )


def in_words(when: RecordDate, *, weekday: bool = False) -> str:
    """The value of a date in words; the words it was told in are kept beside it, not here."""
    left, slash, right = when.value.partition("/")
    if not slash:
        return _single(left, weekday=weekday)
    if left in {"", ".."}:
        return say("until {date}", date=_single(right))
    if right == "..":
        return say("from {date} on", date=_single(left))
    if not right:
        return say("from {date}, its end not known", date=_single(left))
    # `24 to 27 February 2022` where both days lie in one month
    shared = left[:8] == right[:8] and len(left) == len(right) == _PLAIN_DAY
    if shared and (left + right).replace("-", "").isdigit():
        return say("{first} to {last}", first=int(left[8:]), last=_single(right))
    return say("{first} to {last}", first=_single(left), last=_single(right))


def _single(text: str, *, weekday: bool = False) -> str:
    if "T" in text:
        return instant_in_words(datetime.fromisoformat(text))
    bare = _bare(text.rstrip("?~%"), weekday=weekday)
    return say(_MARKS[text[-1]], date=bare) if text[-1] in _MARKS else bare


def _bare(text: str, *, weekday: bool) -> str:
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    if year.endswith("XX"):
        return say("the {year}s", year=f"{year[:2]}00")
    if year.endswith("X"):
        return say("the {year}s", year=f"{year[:3]}0")
    if not month:
        return year
    if month == "XX":
        return say("a day of {month}", month=year) if day else say("a month of {year}", year=year)
    name = month_in_words(int(month), year)
    if not day:
        return name
    if day == "XX":
        return say("a day of {month}", month=name)
    return day_in_words(date(int(year), int(month), int(day)), weekday=weekday)
