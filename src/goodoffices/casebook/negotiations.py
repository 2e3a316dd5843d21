"""Published negotiations as data files, each with its citation and licence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.casebook.shelf import Shelf
from goodoffices.settlement import loads

if TYPE_CHECKING:
    from goodoffices.settlement import Scenario

__all__ = ["list_negotiations", "load_negotiation", "negotiation_text"]

SHELF = Shelf("negotiation", "negotiation")


def list_negotiations() -> tuple[str, ...]:
    """Return the names of all published negotiations, in order."""
    return SHELF.names()


def load_negotiation(name: str) -> Scenario:
    """Return a published negotiation by name; NotFoundError names the nearest."""
    return loads(SHELF.text(name), "json")


def negotiation_text(name: str) -> str:
    """Return the file of a published negotiation as it stands, with what was published on it."""
    return SHELF.text(name)
