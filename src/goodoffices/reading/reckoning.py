"""A date's parts reckoned from the day of publication.

Definition RR 6. Each is a few steps of the calendar.
"""

from __future__ import annotations

import datetime as dt

from goodoffices.reading.date_forms import DAYS, month, number

SHIFT = {"last": -1, "this": 0, "next": 1}
_WORDS = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "last evening": -1,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}


def relative(part: dict[str, str], reference: dt.date, *, future: bool) -> str | None:
    """Resolve what only the day of publication can resolve."""
    if "day" in part:
        return _weekday(reference, part, future=future)
    if "word" in part:
        return _days_on(reference, _WORDS.get(part["word"], 0))
    if "unit" in part:
        return _days_on(reference, -number(part["n"])) if part["unit"] == "day" else None
    if "hence" in part:
        return _days_on(reference, number(part["hence"]))
    if part.keys() & {"current", "weekend", "span"}:
        return _named_stretch(part, reference, future=future)
    if "r5" in part:
        return f"{reference.year + SHIFT[part['r5']]:04d}-{month(part['m5']):02d}"
    return _relative_month(
        reference, part.get("relm", ""), part.get("m3") or part["m5"], future=future
    )


def _days_on(day: dt.date, days: int) -> str:
    return (day + dt.timedelta(days=days)).isoformat()


def _named_stretch(part: dict[str, str], reference: dt.date, *, future: bool) -> str | None:
    """`last month`, `next week`, `over the weekend`; `this week` ends with the report."""
    if "current" in part:
        return _interval(reference, "this", "month")
    if "weekend" in part:
        over = future or reference.weekday() >= DAYS.index("saturday")
        return _interval(reference, "this" if over else "last", "weekend")
    if (part["span"], part["of"]) == ("this", "week"):
        return None
    return _interval(reference, part["span"], part["of"])


def _weekday(reference: dt.date, part: dict[str, str], *, future: bool) -> str | None:
    target, relation = DAYS.index(part["day"]), part.get("rel", "")
    back = (reference.weekday() - target) % 7
    if relation.endswith(("following", "previous")):
        return None
    if "week" in part:
        days = target - reference.weekday() + 7 * SHIFT[part["week"]]
    elif relation == "last":
        days = -(back or 7)
    elif relation == "next" or relation.endswith("coming"):
        days = 7 - back
    else:
        days = (7 - back) % 7 if future else -back
    return _days_on(reference, days)


def near(reference: dt.date, place: int, day: int, name: str, *, future: bool) -> dt.date:
    """Choose the year: the last such day, or the next one where the clause looks ahead; another
    beside it if only that one has the weekday told (`Sunday, 21 June`).
    """
    year = reference.year
    this = dt.date(year, place, day)
    if future and this < reference:
        this = dt.date(year + 1, place, day)
    elif not future and this > reference + dt.timedelta(days=1):
        this = dt.date(year - 1, place, day)
    if not name or _falls_on(this, name):
        return this
    near = (dt.date(year + shift, place, day) for shift in (0, -1, 1))
    return next((other for other in near if _falls_on(other, name)), this)


def _falls_on(day: dt.date, name: str) -> bool:
    return DAYS[day.weekday()].startswith(name.rstrip("."))


def _interval(reference: dt.date, which: str, unit: str) -> str:
    shift = SHIFT[which]
    if unit == "year":
        return f"{reference.year + shift:04d}"
    if unit == "month":
        month = reference.year * 12 + reference.month - 1 + shift
        return f"{month // 12:04d}-{month % 12 + 1:02d}"
    monday = reference - dt.timedelta(days=reference.weekday()) + dt.timedelta(weeks=shift)
    first = monday + dt.timedelta(days=5 if unit == "weekend" else 0)
    return f"{first.isoformat()}/{(monday + dt.timedelta(days=6)).isoformat()}"


def _relative_month(reference: dt.date, relation: str, word: str, *, future: bool) -> str:
    place = month(word)
    year = reference.year
    if relation == "last":
        year -= place >= reference.month
    elif relation == "next":
        year += place <= reference.month
    elif future or relation == "this":
        year += place < reference.month and future
    elif place > reference.month:
        year -= 1
    return f"{year:04d}-{place:02d}"
