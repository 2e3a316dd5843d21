"""The graph model of a conflict: its parts, its preferences, its file formats."""

from __future__ import annotations

from goodoffices.conflict.files import load, loads
from goodoffices.conflict.model import Conflict, DecisionMaker, Direction, Option
from goodoffices.conflict.preferences import Preference
from goodoffices.conflict.states import States

__all__ = [
    "Conflict",
    "DecisionMaker",
    "Direction",
    "Option",
    "Preference",
    "States",
    "load",
    "loads",
]
