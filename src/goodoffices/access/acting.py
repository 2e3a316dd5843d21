"""What a seat may do: file, decide, save, name people. Seeing is decided in `decisions`."""

from __future__ import annotations

from enum import StrEnum

from goodoffices.access.decisions import Answer, may_see
from goodoffices.access.viewers import SeatKind, Viewer
from goodoffices.errors import NotFoundError
from goodoffices.record.audiences import Audience, AudienceKind
from goodoffices.saying import mark, say

__all__ = [
    "Action",
    "Room",
    "audiences_open_to",
    "check_has_room",
    "check_may",
    "check_may_ask_what_is_known",
    "may",
    "may_ask_what_is_known",
    "may_write_for",
    "must_declare_first",
    "rooms_of",
]


class Action(StrEnum):
    FILE = "file"
    READ_REPORTS = "read_reports"
    TELL = "tell"
    """Write for readers outside the mediator's team."""
    PREPARE = "prepare"
    """The mediator's own planning: who is to be briefed, how contacts are balanced."""
    MODEL = "model"
    PROPOSE_RELEASE = "propose_release"
    RELEASE = "release"
    CONSENT = "consent"
    STATE_PREFERENCES = "state_preferences"
    """Say what one's own side wants, in its own room first."""
    TABLE = "table"
    """Put proposals to the parties."""
    ANSWER = "answer"
    """Answer a proposal for one's own side."""
    DECLARE = "declare"
    """Say what interests one has in the case."""
    TAKE_AWAY = "take_away"
    """Take the whole case away, with what every seat wrote."""
    MANAGE = "manage"


_WITH_CLERKS = frozenset({SeatKind.LEAD, SeatKind.TEAM, SeatKind.CLERK})
_TEAM = frozenset({SeatKind.LEAD, SeatKind.TEAM})
_LEAD = frozenset({SeatKind.LEAD})
_WHO: dict[Action, frozenset[SeatKind]] = {
    Action.FILE: _WITH_CLERKS,
    Action.READ_REPORTS: _WITH_CLERKS,
    Action.TELL: _TEAM,
    Action.PREPARE: _WITH_CLERKS,
    Action.MODEL: _TEAM,
    Action.PROPOSE_RELEASE: _TEAM,
    Action.RELEASE: _LEAD,
    Action.CONSENT: frozenset({SeatKind.DELEGATE}),
    Action.STATE_PREFERENCES: frozenset({SeatKind.DELEGATE}),
    Action.TABLE: _TEAM,
    Action.ANSWER: frozenset({SeatKind.DELEGATE}),
    Action.DECLARE: frozenset({*_WITH_CLERKS, SeatKind.OBSERVER}),
    Action.TAKE_AWAY: _LEAD,
    Action.MANAGE: _LEAD,
}


class Room(StrEnum):
    """The rooms of the desk, in the order of the work."""

    OVERVIEW = "overview"
    RECORD = "record"
    READING = "reading"
    CONFLICT = "conflict"
    SETTLEMENT = "settlement"
    TALKS = "talks"
    AGREEMENT = "agreement"
    OWN = "own"
    """A delegation's own, which the mediator does not enter."""
    BRIEF = "brief"
    PEOPLE = "people"
    AUDIENCES = "audiences"


_SHARED_ROOMS = (Room.OVERVIEW, Room.RECORD, Room.BRIEF, Room.AUDIENCES)
_TEAMS_ROOMS = tuple(room for room in Room if room is not Room.OWN)
_ROOMS: dict[SeatKind, tuple[Room, ...]] = {
    SeatKind.LEAD: _TEAMS_ROOMS,
    SeatKind.TEAM: _TEAMS_ROOMS,
    # a clerk files and plans; models and talks are not theirs
    SeatKind.CLERK: tuple(
        r
        for r in _TEAMS_ROOMS
        if r not in {Room.CONFLICT, Room.SETTLEMENT, Room.TALKS, Room.AGREEMENT}
    ),
    SeatKind.DELEGATE: (
        Room.OVERVIEW,
        Room.RECORD,
        Room.TALKS,
        Room.AGREEMENT,
        Room.OWN,
        Room.BRIEF,
        Room.AUDIENCES,
    ),
    SeatKind.OBSERVER: _SHARED_ROOMS,
    SeatKind.PUBLIC: (Room.OVERVIEW, Room.RECORD),
}


def must_declare_first(kind: SeatKind) -> bool:
    """Whether the case stays closed to such a seat until it has said what interests it has."""
    return kind in _WHO[Action.DECLARE] - _LEAD


def rooms_of(viewer: Viewer) -> tuple[Room, ...]:
    if viewer.undeclared:
        return ()
    if viewer.preview:
        return tuple(room for room in _ROOMS[viewer.kind] if room is not Room.OWN)
    return _ROOMS[viewer.kind]


def may(viewer: Viewer, action: Action) -> Answer:
    if viewer.undeclared and action is not Action.DECLARE:
        return Answer(allowed=False, because=mark("they have yet to say what interests they have"))
    of = (("kind", str(viewer.kind)), ("action", str(action)))
    if viewer.kind in _WHO[action]:
        return Answer(allowed=True, because=mark("a seat of the {kind} may {action}"), of=of)
    return Answer(allowed=False, because=mark("a seat of the {kind} may not {action}"), of=of)


def check_may(viewer: Viewer, action: Action) -> None:
    """Raise NotFoundError: what one may not do is not there."""
    if not may(viewer, action):
        raise NotFoundError(say("There is nothing here"), remedy=say("Check the address"))


def check_has_room(viewer: Viewer, room: Room) -> None:
    if room not in rooms_of(viewer):
        raise NotFoundError(say("There is nothing here"), remedy=say("Check the address"))


def may_write_for(viewer: Viewer, audience: Audience) -> Answer:
    """Who writes is among the readers; a clerk writes for the mediator's team alone."""
    answer = may_see(viewer, audience)
    if answer and viewer.in_team and not audience.inside_team:
        return may(viewer, Action.TELL)
    return answer


def may_ask_what_is_known(viewer: Viewer, side: str) -> Answer:
    """Whether the viewer may ask what that side was told: the team of all, each side of itself."""
    if viewer.in_team:
        return Answer(allowed=True, because="the mediator's team keeps the ledger")
    if viewer.side == side:
        return Answer(allowed=True, because="it is about themselves")
    return Answer(allowed=False, because="it is about somebody else")


def check_may_ask_what_is_known(viewer: Viewer, side: str) -> None:
    if not may_ask_what_is_known(viewer, side):
        raise NotFoundError(say("There is nothing here"), remedy=say("Check the address"))


def audiences_open_to(
    viewer: Viewer,
    parties: tuple[str, ...],
    observers: tuple[str, ...],
    groups: tuple[str, ...] = (),
) -> tuple[Audience, ...]:
    """The audiences for which this seat may write, narrowest first."""
    every = (
        *(Audience(AudienceKind.OWN_ROOM, party=p) for p in parties),
        *(Audience(AudienceKind.GROUP, groups=frozenset({g})) for g in groups),
        Audience(AudienceKind.TEAM),
        *(Audience(AudienceKind.CAUCUS, party=p) for p in parties),
        *(Audience(AudienceKind.BRIEFED, observers=frozenset({o})) for o in observers),
        Audience(AudienceKind.JOINT),
        Audience(AudienceKind.PUBLIC),
    )
    return tuple(audience for audience in every if may_write_for(viewer, audience))
