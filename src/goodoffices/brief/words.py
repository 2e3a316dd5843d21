"""Dates, lists and numbers as a person would write them in a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.record.audiences import LEAD_ALONE, Audience, AudienceKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

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

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MARKS = frozenset('"“”«»„‟')
_PAIR = 2
_HEDGES = {"~": "about ", "?": "probably ", "%": "probably about "}


def day(on: date) -> str:
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def when(told: RecordDate | None) -> str:
    """`27 February 2022`, `about 25 February 2022`, `February 2022`, `24 to 27 February 2022`."""
    if told is None:
        return "date not known"
    instant = told.instant
    if instant is not None:
        return f"{day(instant.date())}, {instant:%H:%M} UTC"
    left, slash, _ = told.value.partition("/")
    if slash:
        start, end = told.bounds
        if start and end:
            return _span(start, end)
        return f"since {day(start)}" if start else f"until {day(end)}" if end else "date not known"
    hedge = _HEDGES.get(left[-1], "")
    plain = left.rstrip("~?%")
    parts = plain.split("-")
    if "X" in plain:
        start, end = told.bounds
        return hedge + (_span(start, end) if start and end else plain)
    if len(parts) == 1:
        return f"{hedge}{plain}"
    month = f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return hedge + (f"{int(parts[2])} {month}" if parts[2:] else month)


def _span(start: date, end: date) -> str:
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {day(end)}"
    if start.year == end.year:
        return f"{start.day} {_MONTHS[start.month - 1]} to {day(end)}"
    return f"{day(start)} to {day(end)}"


def joined(parts: Sequence[str], last: str = "and") -> str:
    if len(parts) < _PAIR:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def count(many: int, one: str = "", several: str = "") -> str:
    """`one offer`, `three offers`, `24 offers`; without a noun `one`, `three`, `24`."""
    said = _SMALL[many] if many < len(_SMALL) else f"{many:,}"
    noun = one if many == 1 or not one else several or f"{one}s"
    return f"{said} {noun}".rstrip()


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
            return "the mediator’s team"
        case AudienceKind.GROUP:
            if audience == LEAD_ALONE:
                return "the lead mediator alone"
            return "the lead mediator and a group inside the mediator’s team"
        case AudienceKind.CAUCUS:
            name = frame.name_of(audience.party or "")
            return f"{name}’s caucus ({name} and the mediator’s team)"
        case AudienceKind.OWN_ROOM:
            return f"the delegation of {frame.name_of(audience.party or '')} alone"
        case AudienceKind.JOINT:
            return "all parties and the mediator’s team"
        case AudienceKind.BRIEFED:
            names = joined([frame.name_of(name) for name in sorted(audience.observers)])
            parties = ", the parties" if audience.with_parties else ""
            return f"{names}{parties} and the mediator’s team"
        case AudienceKind.PUBLIC:
            return "the public"
