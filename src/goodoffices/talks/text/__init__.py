"""A single negotiating text: clauses in versions, agreed one by one (TK 5)."""

from __future__ import annotations

from goodoffices.talks.text.events import EVENTS, Event
from goodoffices.talks.text.redline import Change, Piece, redline
from goodoffices.talks.text.state import (
    Bracket,
    Clause,
    ClausePhase,
    Comment,
    Mark,
    Phase,
    Text,
    Version,
)
from goodoffices.talks.text.step import step
from goodoffices.talks.text.table import CLAUSE_TABLE, TEXT_TABLE
from goodoffices.talks.text.view import view

__all__ = [
    "CLAUSE_TABLE",
    "EVENTS",
    "TEXT_TABLE",
    "Bracket",
    "Change",
    "Clause",
    "ClausePhase",
    "Comment",
    "Event",
    "Mark",
    "Phase",
    "Piece",
    "Text",
    "Version",
    "redline",
    "step",
    "view",
]
