"""The graph model of a conflict: its parts, its preferences, its file formats."""

from __future__ import annotations

from goodoffices.conflict.files import load, loads
from goodoffices.conflict.model import Conflict, DecisionMaker, Direction, Option
from goodoffices.conflict.preferences import Preference
from goodoffices.conflict.reading import read_tree
from goodoffices.conflict.states import States
from goodoffices.conflict.words import move_in_words, state_in_words
from goodoffices.conflict.writing import dumps, to_tree

__all__ = [
    "Conflict",
    "DecisionMaker",
    "Direction",
    "Option",
    "Preference",
    "States",
    "dumps",
    "load",
    "loads",
    "move_in_words",
    "read_tree",
    "state_in_words",
    "to_tree",
]
