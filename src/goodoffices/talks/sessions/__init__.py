"""Sessions of the talks: planned, confirmed by each delegation, held, closed (TK 3)."""

from __future__ import annotations

from goodoffices.talks.sessions.events import EVENTS, Event
from goodoffices.talks.sessions.state import (
    Confirmed,
    Delegation,
    Minute,
    Part,
    Phase,
    Plan,
    Session,
)
from goodoffices.talks.sessions.step import step
from goodoffices.talks.sessions.table import TABLE
from goodoffices.talks.sessions.view import SessionView, view

__all__ = [
    "EVENTS",
    "TABLE",
    "Confirmed",
    "Delegation",
    "Event",
    "Minute",
    "Part",
    "Phase",
    "Plan",
    "Session",
    "SessionView",
    "step",
    "view",
]
