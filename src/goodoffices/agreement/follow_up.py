"""The follow-up of an agreement as iCalendar (RFC 5545), one event for each day something is due.

Titles say nothing of the content unless asked to: calendars are mailed, synchronised and shown on
telephones (AG 3).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from goodoffices.saying import say
from goodoffices.talks.calendar_file import calendar_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from goodoffices.agreement.model import Agreement
    from goodoffices.agreement.obligations import Obligation

__all__ = ["follow_up"]


def follow_up(
    agreement: Agreement, stamp: datetime, names: Mapping[str, str] | None = None
) -> bytes:
    """Return the calendar, the same bytes each time; with `names` it says who owes what."""
    events = [
        {
            "uid": f"{agreement.check[:32]}-{owed.id}",
            "dtstamp": stamp,
            "dtstart": owed.due,
            "dtend": owed.due + timedelta(days=1),
            "summary": _title(owed, names),
        }
        for owed in agreement.obligations
        if owed.due is not None
    ]
    return calendar_file("Follow-up", events)


def _title(owed: Obligation, names: Mapping[str, str] | None) -> str:
    if names is None:
        return say("Follow-up is due")
    return say("{name}: {doings}", name=names.get(owed.who, owed.who), doings=owed.what)
