"""A session as iCalendar (RFC 5545); its title says nothing of the content, round or venue.

Calendars are mailed, synchronised and shown on telephones (TK 3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.saying import say
from goodoffices.talks.calendar_file import calendar_file
from goodoffices.talks.sessions.state import Phase

if TYPE_CHECKING:
    from datetime import datetime

    from goodoffices.talks.sessions.state import Plan

__all__ = ["calendar_of"]


def calendar_of(session: str, plan: Plan, phase: Phase, stamp: datetime) -> bytes:
    """Return the calendar with one event; `session` is its id. Same input, same bytes."""
    fields = {
        "uid": session,
        "dtstamp": stamp,
        "dtstart": plan.begins,
        "summary": say("Meeting"),
        "status": "CANCELLED" if phase is Phase.CANCELLED else "CONFIRMED",
    }
    return calendar_file("Session", [fields])
