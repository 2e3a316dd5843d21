"""Dates, lists and numbers as a person would write them in a report."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from goodoffices.record.audiences import LEAD_ALONE, Audience, AudienceKind
from goodoffices.record.date_words import day_in_words, month_in_words, month_name
from goodoffices.saying import all_of, mark, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.record.dates import RecordDate
    from goodoffices.record.frame import Frame

__all__ = [
    "audience_words",
    "capital",
    "count",
    "day",
    "joined",
    "number",
    "sentence",
    "signed",
    "unquoted",
    "when",
]

_SMALL = (
    mark("no"), mark("one"), mark("two"), mark("three"), mark("four"), mark("five"), mark("six"),
    mark("seven"), mark("eight"), mark("nine"), mark("ten"),
)  # fmt: skip
_MARKS = frozenset('"“”«»„‟')
_PAIR = 2
_HEDGES = {
    "~": mark("about {date}"),
    "?": mark("probably {date}"),
    "%": mark("probably about {date}"),
}


def day(on: date) -> str:
    return day_in_words(on)


def when(told: RecordDate | None) -> str:
    """`27 February 2022`, `about 25 February 2022`, `February 2022`, `24 to 27 February 2022`."""
    if told is None:
        return say("date not known")
    instant = told.instant
    if instant is not None:
        return say("{date}, {instant} UTC", date=day(instant.date()), instant=f"{instant:%H:%M}")
    left, slash, _ = told.value.partition("/")
    if slash:
        return _between(*told.bounds)
    plain = left.rstrip("~?%")
    parts = plain.split("-")
    if "X" in plain:
        start, end = told.bounds
        said = _span(start, end) if start and end else plain
    elif len(parts) == 1:
        said = plain
    elif len(parts) == _PAIR:
        said = month_in_words(int(parts[1]), parts[0])
    else:
        said = day(date.fromisoformat(plain))
    return say(_HEDGES[left[-1]], date=said) if left[-1] in _HEDGES else said


def _between(start: date | None, end: date | None) -> str:
    if start and end:
        return _span(start, end)
    if start:
        return say("since {date}", date=day(start))
    return say("until {date}", date=day(end)) if end else say("date not known")


def _span(start: date, end: date) -> str:
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return say("{first} to {last}", first=start.day, last=day(end))
    if start.year == end.year:
        first = say("{day} {month}", day=start.day, month=month_name(start.month))
        return say("{first} to {last}", first=first, last=day(end))
    return say("{first} to {last}", first=day(start), last=day(end))


def joined(parts: Sequence[str]) -> str:
    return all_of(parts)


def count(many: int) -> str:
    """`one`, `three`, `24`."""
    return say(_SMALL[many]) if many < len(_SMALL) else f"{many:,}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The words as a sentence of their own: capital letter and full stop."""
    trimmed = text.strip()
    ended = trimmed.endswith((".", "!", "?", "…", ".”", "?”", "!”"))
    return capital(trimmed) + ("" if ended or not trimmed else ".")


def unquoted(text: str) -> str:
    """The words without quotation marks around the whole of them, which whoever quotes adds."""
    flat = text.strip()
    marks = [letter for letter in flat if letter in _MARKS]
    if len(marks) == _PAIR and flat[0] in _MARKS and flat[-1] in _MARKS:
        return flat[1:-1].strip()
    return text


def number(value: float) -> str:
    return f"{round(value, 3) + 0.0:g}"


def signed(value: float) -> str:
    """`+0.18`, `−0.05`, `0`: a gain or a loss."""
    rounded = round(value, 3)
    return "0" if rounded == 0 else f"{'+' if rounded > 0 else '−'}{abs(rounded):g}"


def audience_words(key: str, frame: Frame) -> str:
    """Who belongs to an audience, in words: `the mediator’s team`."""
    audience = Audience.parse(key)
    match audience.kind:
        case AudienceKind.TEAM:
            return say("the mediator’s team")
        case AudienceKind.GROUP:
            if audience == LEAD_ALONE:
                return say("the lead mediator alone")
            return say("the lead mediator and a group inside the mediator’s team")
        case AudienceKind.CAUCUS:
            name = frame.name_of(audience.party or "")
            return say("{name}’s caucus ({name} and the mediator’s team)", name=name)
        case AudienceKind.OWN_ROOM:
            return say("the delegation of {party} alone", party=frame.name_of(audience.party or ""))
        case AudienceKind.JOINT:
            return say("all parties and the mediator’s team")
        case AudienceKind.BRIEFED:
            names = joined([frame.name_of(name) for name in sorted(audience.observers)])
            if audience.with_parties:
                return say("{names}, the parties and the mediator’s team", names=names)
            return say("{names} and the mediator’s team", names=names)
        case AudienceKind.PUBLIC:
            return say("the public")
