"""Dates in English reports, resolved to days against the day of publication.

A report's own weekday is the last such day up to and on the day of publication, the next one
where the clause speaks of the future; `last Friday` is the last one before it. Values are ISO
days, months (`2011-09`) or intervals (`2022-02-14/2022-02-20`), the common part of EDTF (ISO
8601-2). What needs a publication date and has none stays unresolved (`iso` None, words kept), and
so does `this week`, which ends with the report. `The following day`, `that evening`, `two days
later` count from the day told last: they keep the days to add (`from_last`).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from goodoffices.reading.model import Span

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_SHORT = {name[:3]: k for k, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_NUMBERS = {
    word: k
    for k, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1
    )
} | {"a": 1, "an": 1}

_D = "|".join(_DAYS)
_M = "|".join(_MONTHS) + "|" + "|".join(rf"{short}\.?" for short in _SHORT if short != "may")
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_FULL = "|".join(_MONTHS)
_TIME = "(?:day|morning|afternoon|evening|night)"
_TH = "(?:st|nd|rd|th)?"
_Y = r"(?:19|20)\d\d"
_LEAD = r"(?:(?:late|early|earlier|later|starting|since|by|until|from)\s+)?(?:on\s+)?"
_DATE = re.compile(
    rf"""\b(?P<lead>{_LEAD})(?:
      (?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b
    | (?:(?:{_D}),?\s+)?(?P<m1>{_M})\s+(?P<d1>\d{{1,2}}){_TH}\b
        (?:,?\s+(?P<y1>{_Y})\b)?
    | (?:(?:{_D}),?\s+)?(?:the\s+)?(?P<d2>\d{{1,2}}){_TH}\s+(?:of\s+)?(?P<m2>{_M})\b
        (?:,?\s+(?P<y2>{_Y})\b)?
    | (?P<rel>last|this|next|this\s+past)?\s*(?P<day>{_D}){_PART}\b
    | (?P<word>yesterday|today|tonight|tomorrow|this\s+(?:morning|afternoon|evening)){_PART}\b
    | (?P<n>\d+|a|an|{"|".join(_NUMBERS)})\s+(?P<unit>day|week)s?\s+ago\b
    | the\s+(?P<beside>following|next|previous|same)\s+{_TIME}\b(?!\s+(?:that|as)\b)
    | that\s+(?:same\s+)?(?P<that>{_TIME})\b
    | the\s+day\s+(?P<side>before|after)\b(?=\s*(?:[,.;]|$))
    | (?P<count>\d+|a|{"|".join(_NUMBERS)})\s+days?\s+(?P<way>later|earlier)\b
    | (?P<span>last|this|next)\s+(?P<of>week|month|year|weekend)\b
    | (?:earlier|later)\s+in\s+the\s+(?P<current>month)\b
    | (?P<relm>last|this|next)\s+(?P<m3>{_M})\b
    | (?:in\s+)?(?P<m4>{_M})\s+(?P<y4>{_Y})\b
    | in\s+(?P<m5>{_FULL})\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_DATELINE = re.compile(
    rf"^(?:published|posted|updated|date)?:?\s*(?:(?:{_D}),?\s+)?"
    rf"(?:(?:{_M})\s+\d{{1,2}}|\d{{1,2}}\s+(?:{_M})),?\s+{_Y}\b\W*$"
    r"|^(?:19|20)\d\d-\d\d-\d\d$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateMention:
    span: Span
    words: str
    iso: str | None
    from_last: int | None = None

    @property
    def is_day(self) -> bool:
        return self.iso is not None and len(self.iso) == len("2022-02-27")


def dateline(line: str) -> dt.date | None:
    """Return the day a line states if the line is nothing but a written-out date."""
    if len(line) > 60 or not _DATELINE.match(line.strip()):  # noqa: PLR2004  no dateline is longer
        return None
    found = find_dates(line, None)
    day = next((mention.iso for mention in found if mention.is_day), None)
    return dt.date.fromisoformat(day) if day else None


def find_dates(
    text: str, reference: dt.date | None, *, future: bool = False, offset: int = 0
) -> tuple[DateMention, ...]:
    """Find and resolve the dates of a clause; `future` where it speaks of what is to come."""
    found: list[DateMention] = []
    for match in _DATE.finditer(text):
        words = match.group().strip()
        start = offset + match.start() + len(match.group()) - len(match.group().lstrip())
        span = Span(start, start + len(words))
        try:
            iso = _resolve(match, reference, future=future)
        except (ValueError, OverflowError):
            continue  # 31 February is no date
        found.append(DateMention(span, words, iso, _from_last(match)))
    return tuple(found)


def _from_last(match: re.Match[str]) -> int | None:
    """The days from the day told last: `the day before`, `the next day`, `three days later`."""
    part = {key: value.lower() for key, value in match.groupdict().items() if value}
    if "beside" in part:
        return {"previous": -1, "same": 0}.get(part["beside"], 1)
    if "that" in part:
        return 0
    if "side" in part:
        return -1 if part["side"] == "before" else 1
    if "way" not in part:
        return None
    count = int(part["count"]) if part["count"].isdigit() else _NUMBERS[part["count"]]
    return count if part["way"] == "later" else -count


def _resolve(match: re.Match[str], reference: dt.date | None, *, future: bool) -> str | None:
    part = {key: value.lower() for key, value in match.groupdict().items() if value}
    if "iso" in part:
        return dt.date.fromisoformat(part["iso"]).isoformat()
    if "m4" in part:
        return f"{part['y4']}-{_month(part['m4']):02d}"
    if "m1" in part or "m2" in part:
        which = "1" if "m1" in part else "2"
        month, day = _month(part[f"m{which}"]), int(part[f"d{which}"])
        year = part.get(f"y{which}")
        if year:
            return dt.date(int(year), month, day).isoformat()
        return _near(reference, month, day, future=future) if reference else None
    if reference is None or _from_last(match) is not None:
        return None
    return _relative(part, reference, future=future)


def _relative(part: dict[str, str], reference: dt.date, *, future: bool) -> str | None:
    """Resolve what only the day of publication can resolve."""
    if "day" in part:
        return _weekday(reference, part["day"], part.get("rel", ""), future=future).isoformat()
    if "word" in part:
        shift = {"yesterday": -1, "tomorrow": 1}.get(part["word"], 0)
        return (reference + dt.timedelta(days=shift)).isoformat()
    if "unit" in part:
        if part["unit"] == "week":
            return None
        count = int(part["n"]) if part["n"].isdigit() else _NUMBERS[part["n"]]
        return (reference - dt.timedelta(days=count)).isoformat()
    if "current" in part:
        return _interval(reference, "this", "month")
    if (part.get("span"), part.get("of")) == ("this", "week"):
        return None
    if "span" in part:
        return _interval(reference, part["span"], part["of"])
    return _relative_month(
        reference, part.get("relm", ""), part.get("m3") or part["m5"], future=future
    )


def _month(word: str) -> int:
    key = word.rstrip(".")[:4] if word.startswith("sept") else word[:3]
    return _SHORT[key]


def _weekday(reference: dt.date, name: str, relation: str, *, future: bool) -> dt.date:
    target = _DAYS.index(name)
    back = (reference.weekday() - target) % 7
    if relation == "last":
        return reference - dt.timedelta(days=back or 7)
    if relation == "next":
        return reference + dt.timedelta(days=(7 - back) or 7)
    if future:
        return reference + dt.timedelta(days=(7 - back) % 7)
    return reference - dt.timedelta(days=back)


def _near(reference: dt.date, month: int, day: int, *, future: bool) -> str:
    """Choose the year: the last such day, or the next one where the clause looks ahead."""
    this = dt.date(reference.year, month, day)
    if future and this < reference:
        this = dt.date(reference.year + 1, month, day)
    elif not future and this > reference + dt.timedelta(days=1):
        this = dt.date(reference.year - 1, month, day)
    return this.isoformat()


def _interval(reference: dt.date, which: str, unit: str) -> str:
    shift = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "year":
        return f"{reference.year + shift:04d}"
    if unit == "month":
        month = reference.year * 12 + reference.month - 1 + shift
        return f"{month // 12:04d}-{month % 12 + 1:02d}"
    monday = reference - dt.timedelta(days=reference.weekday()) + dt.timedelta(weeks=shift)
    first = monday + dt.timedelta(days=5 if unit == "weekend" else 0)
    return f"{first.isoformat()}/{(monday + dt.timedelta(days=6)).isoformat()}"


def _relative_month(reference: dt.date, relation: str, word: str, *, future: bool) -> str:
    month = _month(word)
    year = reference.year
    if relation == "last":
        year -= month >= reference.month
    elif relation == "next":
        year += month <= reference.month
    elif future or relation == "this":
        year += month < reference.month and future
    elif month > reference.month:
        year -= 1
    return f"{year:04d}-{month:02d}"
