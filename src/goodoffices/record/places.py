"""Where something stands in a chronology: one string, so that lists are cut by comparing it.

    first day, last day, instant of entering, id

Equal-length parts in that order: strings compare as what they say does, in any collation, and no
two are equal. What has no date stands last, as if at the end of time. A day (`2022-02-27`) is
the place before everything of that day.
"""

from __future__ import annotations

import re
from datetime import UTC, date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from goodoffices.record.dates import RecordDate

__all__ = ["END", "UNDATED", "is_day", "is_place", "place"]

UNDATED = date.max.isoformat()
"""The place before everything that has no date."""
END = "9999-12-32"
"""The place after everything."""
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
    first, last = start or end or date.max, end or date.max
    moment = entered.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00")
    return f"{first} {last} {moment} {identity}"
