"""Invitations: a link that gives one seat, once, until it expires or is taken back.

The lead mediator never holds a way to sign in as somebody else: whoever takes the seat signs in
as themselves, or makes an account of their own.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.access.viewers import SeatKind, Viewer
from goodoffices.errors import InputError
from goodoffices.record.audiences import LEAD_ALONE
from goodoffices.saying import say
from goodoffices.service.cases import (
    check_seat,
    label_of,
    nothing_here,
    place_of_seat_id,
    seat_person,
)
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append
from goodoffices.store.genres import Genre
from goodoffices.store.models import Invitation, Seat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.service.at import At
    from goodoffices.service.world import World
    from goodoffices.store.models import Person

__all__ = [
    "InvitationState",
    "Invited",
    "Sent",
    "accept",
    "invitations",
    "invite",
    "invited_by",
    "take_back",
]

_TOKEN_BYTES = 32
_MOST_DAYS = 60
_LONGEST_NAME = 150


class InvitationState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    EXPIRED = "expired"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True, slots=True)
class Sent:
    """An invitation as the lead mediator sees it; `whom` is for their eyes alone."""

    id: str
    seat: str
    whom: str
    expires: datetime
    state: InvitationState


@dataclass(frozen=True, slots=True)
class Invited:
    """What whoever holds the link is told: the case by its title, and the seat in words."""

    title: str
    slug: str
    language: str
    direction: str
    seat: str
    expires: datetime


@transaction.atomic
def invite(at: At, kind: SeatKind, side: str | None, whom: str, days: int) -> tuple[Sent, str]:
    """Make an invitation; its token is returned this once and kept nowhere."""
    check_may(at.viewer, Action.MANAGE)
    check_seat(at, kind, side)
    if kind is SeatKind.LEAD:
        raise InputError(say("a case has one lead mediator"), where="kind")
    name = whom.strip()
    if not name or len(name) > _LONGEST_NAME:
        raise InputError(
            say("say for whom, in 1 to {most} characters", most=_LONGEST_NAME), where="whom"
        )
    if not 1 <= days <= _MOST_DAYS:
        raise InputError(
            say("an invitation is open for 1 to {most} days", most=_MOST_DAYS), where="days"
        )
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    row = Invitation.objects.create(
        id=at.world.new_id(),
        token_hash=_hash(token),
        case_id=at.case_id,
        kind=kind,
        side=side or "",
        by_id=at.seat,
        expires=at.world.clock() + timedelta(days=days),
    )
    payload = {"id": row.id, "kind": str(kind), "side": side, "whom": name, "days": days}
    _append(at, row.id, payload)
    return _sent(at, row, name), token


def invitations(at: At) -> tuple[Sent, ...]:
    """What was sent, newest first; for the lead mediator."""
    check_may(at.viewer, Action.MANAGE)
    told = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.INVITATION)
    whom = {e.payload["id"]: e.payload["whom"] for e in told if "whom" in e.payload}
    rows = Invitation.objects.filter(case_id=at.case_id).order_by("-expires", "id")
    return tuple(_sent(at, row, whom.get(row.id, "")) for row in rows)


@transaction.atomic
def take_back(at: At, invitation_id: str) -> None:
    """Close an invitation that nobody has taken yet."""
    check_may(at.viewer, Action.MANAGE)
    open_ones = Invitation.objects.filter(case_id=at.case_id, taken=None, revoked=None)
    if not open_ones.filter(id=invitation_id).update(revoked=at.world.clock()):
        raise nothing_here()
    _append(at, invitation_id, {"id": invitation_id, "taken_back": True})


def invited_by(world: World, token: str) -> Invited | None:
    """What the link offers; None if it is unknown, used, too old or taken back."""
    row = _fresh(world, token)
    if row is None:
        return None
    at = place_of_seat_id(world, row.by)
    viewer = Viewer(SeatKind(row.kind), side=row.side or None)
    frame = at.frame
    return Invited(
        frame.title,
        frame.slug,
        frame.language,
        str(frame.direction),
        label_of(frame, viewer),
        row.expires,
    )


@transaction.atomic
def accept(world: World, token: str, person: Person) -> str:
    """Give the seat to `person` and return the address of the case. The link is used up.

    NotFoundError where the link no longer works, InputError where they sit in the case already.
    """
    row = _fresh(world, token)
    if row is None:
        raise nothing_here()
    if Seat.objects.filter(case_id=row.case_id, person=person, left=None).exists():
        raise InputError(say("you have a seat in this case already"), where="seat")
    # the update decides between two who come at once
    if not Invitation.objects.filter(id=row.id, taken=None, revoked=None).update(
        taken=world.clock()
    ):
        raise nothing_here()
    lead = place_of_seat_id(world, row.by)
    seat_person(lead, person, SeatKind(row.kind), row.side or None)
    return lead.frame.slug


def _fresh(world: World, token: str) -> Invitation | None:
    return (
        Invitation.objects.select_related("by", "case")
        .filter(
            token_hash=_hash(token),
            taken=None,
            revoked=None,
            expires__gt=world.clock(),
            by__left=None,
        )
        .first()
    )


def _sent(at: At, row: Invitation, whom: str) -> Sent:
    state = InvitationState.OPEN
    if row.taken is not None:
        state = InvitationState.TAKEN
    elif row.revoked is not None:
        state = InvitationState.TAKEN_BACK
    elif row.expires <= at.world.clock():
        state = InvitationState.EXPIRED
    viewer = Viewer(SeatKind(row.kind), side=row.side or None)
    return Sent(row.id, label_of(at.frame, viewer), whom, row.expires, state)


def _append(at: At, invitation_id: str, payload: Mapping[str, object]) -> None:
    append(
        at.case_id,
        NewEntry(
            genre=Genre.INVITATION,
            audience=LEAD_ALONE,
            payload=payload,
            entered=at.world.clock(),
            seat=at.seat,
            subject=invitation_id,
        ),
        at.world.keys,
        at.world.new_id,
    )


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
