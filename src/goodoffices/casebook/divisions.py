"""Published divisions as data files, each with its citation and licence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.casebook.shelf import Shelf
from goodoffices.settlement.division import loads_division

if TYPE_CHECKING:
    from goodoffices.settlement.division import Estate

__all__ = ["division_text", "list_divisions", "load_division"]

SHELF = Shelf("division", "division")


def list_divisions() -> tuple[str, ...]:
    """Return the names of all published divisions, in order."""
    return SHELF.names()


def load_division(name: str) -> Estate:
    """Return a published division by name; NotFoundError names the nearest."""
    return loads_division(SHELF.text(name), "json")


def division_text(name: str) -> str:
    """Return the file of a published division as it stands, with what was published on it."""
    return SHELF.text(name)
