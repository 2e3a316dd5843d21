"""A session as iCalendar (RFC 5545); its title says nothing of the content, round or venue.

Calendars are mailed, synchronised and shown on telephones (TK 3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.errors import MissingPartError
from goodoffices.saying import say
from goodoffices.talks.sessions.state import Phase

if TYPE_CHECKING:
    from datetime import datetime

    from goodoffices.talks.sessions.state import Plan

__all__ = ["calendar_of"]


def calendar_of(session: str, plan: Plan, phase: Phase, stamp: datetime) -> bytes:
    """Return the calendar with one event; `session` is its id. Same input, same bytes."""
    try:
        from icalendar import Calendar, Event  # noqa: PLC0415  # an optional extra
    except ImportError:
        raise MissingPartError(
            say("calendars need a package that is not installed"),
            where="icalendar",
            remedy=say("Run: pip install 'goodoffices[documents]'"),
        ) from None
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Good Offices//Session//EN")
    calendar.add("version", "2.0")
    event.add("uid", session)
    event.add("dtstamp", stamp)
    event.add("dtstart", plan.begins)
    event.add("summary", say("Meeting"))
    event.add("class", "CONFIDENTIAL")
    event.add("status", "CANCELLED" if phase is Phase.CANCELLED else "CONFIRMED")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
