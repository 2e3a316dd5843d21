"""What a seat may do: file, decide, save, name people. Seeing is decided in `decisions`."""

from __future__ import annotations

from enum import StrEnum

from goodoffices.access.decisions import Answer, may_see
from goodoffices.access.viewers import SeatKind, Viewer
from goodoffices.errors import NotFoundError
from goodoffices.record.audiences import Audience, AudienceKind

__all__ = ["Action", "Room", "audiences_open_to", "check_may", "may", "rooms_of"]


class Action(StrEnum):
    FILE = "file"
    READ_REPORTS = "read_reports"
    MODEL = "model"
    MANAGE = "manage"


_TEAM = frozenset({SeatKind.LEAD, SeatKind.TEAM})
_WHO: dict[Action, frozenset[SeatKind]] = {
    Action.FILE: _TEAM,
    Action.READ_REPORTS: _TEAM,
    Action.MODEL: _TEAM,
    Action.MANAGE: frozenset({SeatKind.LEAD}),
}


class Room(StrEnum):
    """The rooms of the desk, in the order of the work."""

    OVERVIEW = "overview"
    RECORD = "record"
    READING = "reading"
    CONFLICT = "conflict"
    SETTLEMENT = "settlement"
    BRIEF = "brief"
    AUDIENCES = "audiences"


_SHARED_ROOMS = (Room.OVERVIEW, Room.RECORD, Room.BRIEF, Room.AUDIENCES)
_ROOMS: dict[SeatKind, tuple[Room, ...]] = {
    SeatKind.LEAD: tuple(Room),
    SeatKind.TEAM: tuple(Room),
    SeatKind.DELEGATE: _SHARED_ROOMS,
    SeatKind.OBSERVER: _SHARED_ROOMS,
    SeatKind.PUBLIC: (Room.OVERVIEW, Room.RECORD),
}


def rooms_of(viewer: Viewer) -> tuple[Room, ...]:
    return _ROOMS[viewer.kind]


def may(viewer: Viewer, action: Action) -> Answer:
    if viewer.kind in _WHO[action]:
        return Answer(allowed=True, reason=f"a seat of the {viewer.kind} may {action}")
    return Answer(allowed=False, reason=f"a seat of the {viewer.kind} may not {action}")


def check_may(viewer: Viewer, action: Action) -> None:
    """Raise NotFoundError: what one may not do is not there."""
    if not may(viewer, action):
        raise NotFoundError("There is nothing here", remedy="Check the address")


def check_has_room(viewer: Viewer, room: Room) -> None:
    if room not in rooms_of(viewer):
        raise NotFoundError("There is nothing here", remedy="Check the address")


def audiences_open_to(
    viewer: Viewer, parties: tuple[str, ...], observers: tuple[str, ...]
) -> tuple[Audience, ...]:
    """The audiences for which this seat may write: those it can itself see, narrowest first."""
    every = (
        Audience(AudienceKind.TEAM),
        *(Audience(AudienceKind.CAUCUS, party=p) for p in parties),
        *(Audience(AudienceKind.BRIEFED, observers=frozenset({o})) for o in observers),
        Audience(AudienceKind.JOINT),
        Audience(AudienceKind.PUBLIC),
    )
    return tuple(audience for audience in every if may_see(viewer, audience))
