"""Who may read what, as the journal says it: seats, groups, grants and releases, replayed.

The tables that decide access follow from the entries, in the order in which they were written:
`verify` compares the two, and a case that comes in from elsewhere has its tables made from them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["RULING", "Ruling", "SeatTold", "Told", "ruling_of"]

RULING = (Genre.SEAT, Genre.INTERESTS, Genre.GROUP, Genre.GRANT, Genre.RELEASE)
Told = tuple[Genre, datetime, dict[str, Any]]
"""An entry that rules: its genre, when it was written, what it says."""


@dataclass(slots=True)
class SeatTold:
    person: str
    kind: str
    side: str
    declared: datetime | None = None
    left: datetime | None = None


@dataclass(slots=True)
class Ruling:
    """What stands after some entries; `released` holds the readers of an entry by its id."""

    seats: dict[str, SeatTold] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)
    grants: dict[str, dict[str, Any]] = field(default_factory=dict)
    released: dict[str, str] = field(default_factory=dict)


def ruling_of(entries: Iterable[Told]) -> Ruling:
    """Replay the entries that rule, of genres in `RULING`. Linear in them."""
    found = Ruling()
    for genre, entered, told in entries:
        match genre:
            case Genre.SEAT if told.get("left"):
                if told["seat"] in found.seats:
                    found.seats[told["seat"]].left = entered
                for group in found.members.values():
                    group.discard(told["seat"])
            case Genre.SEAT if "person" in told:
                found.seats[told["seat"]] = SeatTold(
                    told["person"], told["kind"], told["side"] or ""
                )
            case Genre.INTERESTS if told["seat"] in found.seats:
                found.seats[told["seat"]].declared = entered
            case Genre.GROUP:
                found.members[told["id"]] = set(told.get("members", ()))
            case Genre.GRANT:
                found.grants.setdefault(told["id"], {}).update(told)
            case Genre.RELEASE if told["step"] == "released":
                found.released |= dict.fromkeys((told["entry"], *told["files"]), told["to"])
    return found
