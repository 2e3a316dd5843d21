"""Where something stands in a chronology: one string, so that lists are cut by comparing it.

    first day, last day, instant of entering, id

Equal-length parts in that order: strings compare as what they say does, in any collation, and no
two are equal. What has no date stands last, as if at the end of time, and nothing else does. What
is open on a side stands at its other side, as if it lasted to the end of time. A day (`2022-02-27`)
is the place before everything of that day.
"""

from __future__ import annotations

import re
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from goodoffices.record.dates import RecordDate

__all__ = ["END", "UNDATED", "is_day", "is_place", "place", "vagueness_between"]

UNDATED = date.max.isoformat()
"""The place before everything that has no date."""
END = "9999-12-32"
"""The place after everything."""
_LAST_DATED = date.max - timedelta(days=1)
_NO_END = date.max.toordinal()
_PLACE = re.compile(r"[0-9a-f :.T-]{1,90}\Z")


def is_place(text: str) -> bool:
    """Whether a text from outside may be compared with places."""
    return _PLACE.match(text) is not None


def is_day(text: str) -> bool:
    """Whether the place is that before everything of a day."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def place(when: RecordDate | None, entered: datetime, identity: str) -> str:
    start, end = when.bounds if when else (None, None)
    first = min(start or end or date.max, _LAST_DATED) if when else date.max
    last = min(end, _LAST_DATED) if start and end else date.max
    moment = entered.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00")
    return f"{first} {last} {moment} {identity}"


def vagueness_between(place: str) -> tuple[int, int]:
    """Between how many days and how many the date that stands there is certain to lie; more than
    any date's where there is none. Of two, the one whose most is less than the other's least tells
    more precisely when it was.
    """
    if place.startswith(UNDATED):
        return _NO_END + 1, _NO_END + 1
    first, last = (date.fromisoformat(place[at : at + len(UNDATED)]) for at in (0, 11))
    days = (last - first).days
    return (days, days) if last < _LAST_DATED else (days, _NO_END)
