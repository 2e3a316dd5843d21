"""Published conflicts as data files, each with its citation and licence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.casebook.shelf import Shelf
from goodoffices.conflict import loads

if TYPE_CHECKING:
    from goodoffices.conflict import Conflict

__all__ = ["conflict_text", "list_conflicts", "load_conflict"]

SHELF = Shelf("conflict", "conflict")


def list_conflicts() -> tuple[str, ...]:
    """Return the names of all published conflicts, in order."""
    return SHELF.names()


def load_conflict(name: str) -> Conflict:
    """Return a published conflict by name; NotFoundError names the nearest."""
    return loads(SHELF.text(name), "json")


def conflict_text(name: str) -> str:
    """Return the file of a published conflict as it stands, with what was published on it."""
    return SHELF.text(name)
