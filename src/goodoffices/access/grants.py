"""Grants: one entry opened to one seat or one side, from an instant on, until one, revocable.

With an account go the pictures and files of its act that were named when it was granted
(`decisions.goes_along`), for as long.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from goodoffices.access.decisions import Answer
from goodoffices.access.viewers import SeatKind, Viewer
from goodoffices.errors import InputError
from goodoffices.saying import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Grant", "GrantState", "granted_to", "stands_for"]

_OF_A_SIDE = frozenset({SeatKind.DELEGATE, SeatKind.OBSERVER})


class GrantState(StrEnum):
    COMING = "coming"
    OPEN = "open"
    ENDED = "ended"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Grant:
    """`entry` is opened to a seat, or to every seat of a side: to exactly one of the two."""

    id: str
    entry: str
    since: datetime
    seat: str | None = None
    side: str | None = None
    until: datetime | None = None
    revoked: datetime | None = None
    files: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if (self.seat is None) == (self.side is None):
            raise InputError(say("a grant names a seat or a side, one of them"), where="to")
        if self.until is not None and self.until <= self.since:
            raise InputError(
                say("the grant would end before it begins"),
                where="until",
                remedy=say("Name a later day"),
            )

    def state(self, now: datetime) -> GrantState:
        if self.revoked is not None and self.revoked <= now:
            return GrantState.REVOKED
        if now < self.since:
            return GrantState.COMING
        if self.until is not None and self.until <= now:
            return GrantState.ENDED
        return GrantState.OPEN


def stands_for(grant: Grant, viewer: Viewer, now: datetime) -> Answer:
    """Whether the grant opens its entry to this viewer now, and why."""
    if grant.seat is not None:
        meant = viewer.seat is not None and grant.seat == viewer.seat
    else:
        meant = viewer.kind in _OF_A_SIDE and grant.side == viewer.side
    if not meant:
        return Answer(allowed=False, because=mark("it is granted to somebody else"))
    match grant.state(now):
        case GrantState.OPEN:
            return Answer(allowed=True, because=mark("it is granted to them"))
        case GrantState.COMING:
            return Answer(allowed=False, because=mark("the grant has not begun"))
        case GrantState.ENDED:
            return Answer(allowed=False, because=mark("the grant has ended"))
    return Answer(allowed=False, because=mark("the grant was revoked"))


def granted_to(viewer: Viewer, grants: Iterable[Grant], now: datetime) -> frozenset[str]:
    """The entries opened to this viewer now."""
    if viewer.undeclared:
        return frozenset()
    stand = [grant for grant in grants if stands_for(grant, viewer, now)]
    return frozenset().union(*({grant.entry} | grant.files for grant in stand))
