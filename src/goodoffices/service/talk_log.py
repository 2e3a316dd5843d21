"""What the protocols of talks share: each step is an entry, its protocol and event in the payload.

One genre holds the steps of all protocols. A step without the name of a protocol is a proposal's.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from goodoffices.access.acting import Action, check_may
from goodoffices.access.viewers import SeatKind, Viewer
from goodoffices.errors import InputError
from goodoffices.record.audiences import own_room
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.service.cases import nothing_here
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append
from goodoffices.store.genres import Genre
from goodoffices.talks.table import Refusal, Role
from goodoffices.talks.who import MEDIATOR, Who, who

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from goodoffices.record.audiences import Audience
    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened

__all__ = [
    "BEGIN",
    "NOTICE",
    "acting",
    "as_delegate",
    "keep",
    "of_own_room",
    "replayed",
    "step_taken",
    "subjects",
    "told_to_team",
]

BEGIN, NOTICE = "begin", "notice"
_PROPOSAL = "proposal"
S = TypeVar("S")


def acting(at: At) -> Who:
    """Who takes a step of talks; NotFoundError for a seat that has no part in them."""
    actor = who(at.viewer)
    if actor is None:
        raise nothing_here()
    check_may(at.viewer, Action.ANSWER if actor.role is Role.PARTY else Action.TABLE)
    return actor


def keep(
    at: At,
    audience: Audience,
    payload: dict[str, Any],
    subject: str | None,
    *,
    entry_id: str | None = None,
) -> str:
    """Write a step down; must be called inside a transaction."""
    return append(
        at.case_id,
        NewEntry(
            genre=Genre.TALK,
            audience=audience,
            payload=payload,
            entered=at.world.clock(),
            seat=at.seat,
            subject=subject,
            id=entry_id,
        ),
        at.world.keys,
        at.world.new_id,
    )


def subjects(at: At, protocol: str = _PROPOSAL) -> tuple[str, ...]:
    """What of a protocol this seat knows to be there, in the order in which it came to know."""
    known = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.TALK)
    return tuple(
        dict.fromkeys(e.subject for e in known if e.payload.get("protocol", _PROPOSAL) == protocol)
    )


def told_to_team(at: At, subject: str, protocol: str = _PROPOSAL) -> tuple[Opened, ...]:
    """The team's own steps, beginning first; none where there is no such subject of a protocol."""
    team = Viewer(SeatKind.TEAM)
    told = queries.entries(team, at.case_id, at.world.keys, Genre.TALK, subject=subject)
    if not told or told[0].payload["event"] != BEGIN:
        return ()
    if told[0].payload.get("protocol", _PROPOSAL) != protocol:
        return ()
    return tuple(e for e in told if e.payload["event"] != NOTICE)


def of_own_room(at: At, party: str, subject: str) -> tuple[Opened, ...]:
    """What of a subject a party wrote in its own room."""
    own = as_delegate(at, party, Genre.TALK, subject)
    return tuple(e for e in own if e.audience == own_room(party))


def as_delegate(at: At, party: str, genre: Genre, subject: str | None = None) -> tuple[Opened, ...]:
    """What a delegate of a party may see; whoever asks for another answers for what leaves it.

    Each module that does so stands in docs/declassifications.md.
    """
    delegate = Viewer(SeatKind.DELEGATE, side=party)
    return queries.entries(delegate, at.case_id, at.world.keys, genre, subject=subject)


def step_taken(event: Any, who: Who, at: datetime, protocol: str = _PROPOSAL) -> dict[str, Any]:
    """What is kept of a step."""
    payload = {"event": event.name, "at": to_plain(at), "data": to_plain(event)}
    if protocol != _PROPOSAL:
        payload["protocol"] = protocol
    if who.role is Role.PARTY:
        payload["party"] = who.party
    return payload


def replayed(
    state: S,
    entries: Iterable[Opened],
    events: Mapping[str, type[Any]],
    taken: Callable[[S, Any, Who, datetime], S | Refusal],
) -> S:
    """The state after these steps, a beginning among them aside; linear in the steps.

    InputError if one does not follow: then the journal is not what was written.
    """
    for entry in entries:
        payload = entry.payload
        if payload["event"] == BEGIN:
            continue
        event = from_plain(events[payload["event"]], payload["data"])
        party = payload.get("party")
        actor = Who(Role.PARTY, party) if party else MEDIATOR
        after = taken(state, event, actor, from_plain(datetime, payload["at"]))
        if isinstance(after, Refusal):
            raise InputError(after.reason, where=f"entry {entry.id}")
        state = after
    return state
