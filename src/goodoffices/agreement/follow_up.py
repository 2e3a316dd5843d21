"""The follow-up of an agreement as iCalendar (RFC 5545), one event for each day something is due.

Titles say nothing of the content unless asked to: calendars are mailed, synchronised and shown on
telephones (AG 3).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from goodoffices.errors import MissingPartError
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from goodoffices.agreement.model import Agreement

__all__ = ["follow_up"]


def follow_up(
    agreement: Agreement, stamp: datetime, names: Mapping[str, str] | None = None
) -> bytes:
    """Return the calendar, the same bytes each time; with `names` it says who owes what."""
    try:
        from icalendar import Calendar, Event  # noqa: PLC0415  # an optional extra
    except ImportError:
        raise MissingPartError(
            say("calendars need a package that is not installed"),
            where="icalendar",
            remedy=say("Run: pip install 'goodoffices[documents]'"),
        ) from None
    calendar = Calendar()
    calendar.add("prodid", "-//Good Offices//Follow-up//EN")
    calendar.add("version", "2.0")
    for obligation in agreement.obligations:
        if obligation.due is None:
            continue
        event = Event()
        event.add("uid", f"{agreement.check[:32]}-{obligation.id}")
        event.add("dtstamp", stamp)
        event.add("dtstart", obligation.due)
        event.add("dtend", obligation.due + timedelta(days=1))
        title = say("Follow-up is due")
        if names is not None:
            who = names.get(obligation.who, obligation.who)
            title = say("{name}: {doings}", name=who, doings=obligation.what)
        event.add("summary", title)
        event.add("class", "CONFIDENTIAL")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
