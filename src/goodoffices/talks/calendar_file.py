"""A calendar file (iCalendar, RFC 5545); same input, same bytes.

icalendar, an optional extra, is loaded on first use. Every event is marked confidential: calendars
are mailed, synchronised and shown on telephones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.errors import MissingPartError
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["calendar_file"]


def calendar_file(what: str, events: Iterable[Mapping[str, object]]) -> bytes:
    """Return the file with an event for each mapping of fields; `what` names its kind."""
    try:
        from icalendar import Calendar, Event  # noqa: PLC0415  # an optional extra
    except ImportError:
        raise MissingPartError(
            say("calendars need a package that is not installed"),
            where="icalendar",
            remedy=say("Run: pip install 'goodoffices[documents]'"),
        ) from None
    calendar = Calendar()
    calendar.add("prodid", f"-//Good Offices//{what}//EN")
    calendar.add("version", "2.0")
    for fields in events:
        event = Event()
        for name, value in fields.items():
            event.add(name, value)
        event.add("class", "CONFIDENTIAL")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
