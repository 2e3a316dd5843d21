"""Grants: the lead mediator opens one entry to one seat or side, for a time, revocably.

With an account go the pictures and files of its act that are for the same readers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.access.decisions import may_read
from goodoffices.access.grants import Grant, GrantState
from goodoffices.access.viewers import SeatKind
from goodoffices.errors import ConflictingEditError, InputError
from goodoffices.record.audiences import LEAD_ALONE, TEAM, Audience, briefed, caucus
from goodoffices.saying import say
from goodoffices.service.attachments import going_with
from goodoffices.service.cases import nothing_here
from goodoffices.service.consents import ConsentState, ask, consent_for
from goodoffices.service.people import SeatedPerson, people_of
from goodoffices.service.readable import Readable, readable
from goodoffices.service.seats import grant_of
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append, writing_to
from goodoffices.store.genres import Genre
from goodoffices.store.models import GrantRow

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from goodoffices.service.at import At

__all__ = [
    "Granted",
    "Grantee",
    "ask_for_grant",
    "give_grant",
    "grantee",
    "grantees",
    "grants_of",
    "revoke_grant",
]


@dataclass(frozen=True, slots=True)
class Grantee:
    """Whom an entry can be granted to: `key` is `seat:ID` or `side:ID`."""

    key: str
    words: str
    people: tuple[SeatedPerson, ...]
    as_audience: Audience
    """The audience that stands for this reader when a party is asked."""


@dataclass(frozen=True, slots=True)
class Granted:
    grant: Grant
    to: str
    reason: str
    state: GrantState


def grantees(at: At) -> tuple[Grantee, ...]:
    """Every side, and every seat but the lead mediator's."""
    check_may(at.viewer, Action.MANAGE)
    people = people_of(at)
    sides = [
        Grantee(
            f"side:{side.id}",
            say("the delegation of {side}", side=side.name)
            if kind is SeatKind.DELEGATE
            else side.name,
            tuple(p for p in people if (p.viewer.kind, p.viewer.side) == (kind, side.id)),
            caucus(side.id) if kind is SeatKind.DELEGATE else briefed(side.id),
        )
        for kind, named in (
            (SeatKind.DELEGATE, at.frame.parties),
            (SeatKind.OBSERVER, at.frame.observers),
        )
        for side in named
    ]
    seats = [
        Grantee(f"seat:{p.seat}", f"{p.name}, {p.label}", (p,), _stands_for(p))
        for p in people
        if p.viewer.kind is not SeatKind.LEAD
    ]
    return (*sides, *seats)


def _stands_for(one: SeatedPerson) -> Audience:
    if one.viewer.in_team:
        return TEAM
    side = one.viewer.side or ""
    return caucus(side) if one.viewer.kind is SeatKind.DELEGATE else briefed(side)


def grantee(at: At, key: str) -> Grantee:
    found = next((one for one in grantees(at) if one.key == key), None)
    if found is None:
        raise InputError(
            say("there is no such reader"), where="to", remedy=say("Choose from the list")
        )
    return found


def _lacks_consent(at: At, one: Readable, to: Grantee, files: Collection[str]) -> bool:
    if one.covered.party is None or to.as_audience == TEAM:
        return False
    given = consent_for(at, one, to.as_audience, files)
    return given is None or given.state is not ConsentState.GIVEN


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise InputError(say("a grant says why"), where="reason")


@transaction.atomic
def ask_for_grant(at: At, entry_id: str, to_key: str, reason: str) -> bool:
    """Step one of a grant: ask for the consent that it needs; whether it has to wait for it."""
    check_may(at.viewer, Action.MANAGE)
    one, to = readable(at, entry_id), grantee(at, to_key)
    _check_reason(reason)
    files = tuple(file.id for file in going_with(at, one.act, one.audience))
    if not _lacks_consent(at, one, to, files):
        return False
    ask(at, one, to.as_audience, files)
    return True


@transaction.atomic
def give_grant(
    at: At,
    entry_id: str,
    to_key: str,
    reason: str,
    since: datetime | None = None,
    until: datetime | None = None,
    files: Collection[str] = (),
) -> Grant:
    """Step two: open an entry, and these files with it, to a seat or side.

    The caller has shown the names; ConflictingEditError where other files would go along by now.
    """
    check_may(at.viewer, Action.MANAGE)
    writing_to(at.case_id)
    one, to = readable(at, entry_id), grantee(at, to_key)
    _check_reason(reason)
    along = tuple(file.id for file in going_with(at, one.act, one.audience))
    if set(along) != set(files):
        raise ConflictingEditError(
            say("what goes with it has changed meanwhile"),
            remedy=say("Look at the names again"),
        )
    if _lacks_consent(at, one, to, along):
        raise InputError(
            say("the party has not consented"),
            where="to",
            remedy=say("Wait for its answer, or record how and when it was given"),
        )
    readers = to.people
    if readers and all(may_read(p.viewer, one.id, one.audience) for p in readers):
        raise InputError(say("they read it already"), where="to")
    now = at.world.clock()
    kind, _, name = to.key.partition(":")
    grant = Grant(
        at.world.new_id(),
        one.id,
        max(since, now) if since else now,
        seat=name if kind == "seat" else None,
        side=name if kind == "side" else None,
        until=until,
        files=frozenset(along),
    )
    GrantRow.objects.create(
        id=grant.id,
        case_id=at.case_id,
        entry=grant.entry,
        seat=grant.seat or "",
        side=grant.side or "",
        since=grant.since,
        until=grant.until,
        files=" ".join(along),
    )
    payload = {
        "id": grant.id,
        "entry": grant.entry,
        "seat": grant.seat,
        "side": grant.side,
        "since": grant.since.isoformat(),
        "until": grant.until.isoformat() if grant.until else None,
        "files": list(along),
        "reason": reason.strip(),
    }
    _append(at, one.id, payload)
    return grant


@transaction.atomic
def revoke_grant(at: At, grant_id: str, reason: str) -> Grant:
    """Take a grant back. What was read meanwhile was read."""
    check_may(at.viewer, Action.MANAGE)
    writing_to(at.case_id)
    row = GrantRow.objects.filter(case_id=at.case_id, id=grant_id, revoked=None).first()
    if row is None:
        raise nothing_here()
    if not reason.strip():
        raise InputError(say("taking a grant back says why"), where="reason")
    row.revoked = at.world.clock()
    row.save(update_fields=["revoked"])
    payload = {"id": row.id, "revoked": row.revoked.isoformat(), "why_revoked": reason.strip()}
    _append(at, row.entry, payload)
    return grant_of(row)


def grants_of(at: At, entry_id: str | None = None) -> tuple[Granted, ...]:
    """The grants of an entry, or all; for the lead mediator alone."""
    check_may(at.viewer, Action.MANAGE)
    told = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.GRANT, subject=entry_id)
    reasons = {e.payload["id"]: e.payload["reason"] for e in told if "reason" in e.payload}
    names = {one.key: one.words for one in grantees(at)}
    rows = GrantRow.objects.filter(case_id=at.case_id, id__in=reasons).order_by("since", "id")
    now = at.world.clock()
    found = (grant_of(row) for row in rows)
    return tuple(
        Granted(
            grant,
            names.get(
                f"seat:{grant.seat}" if grant.seat else f"side:{grant.side}", say("a seat left")
            ),
            reasons[grant.id],
            grant.state(now),
        )
        for grant in found
    )


def _append(at: At, entry: str, payload: Mapping[str, object]) -> None:
    append(
        at.case_id,
        NewEntry(
            genre=Genre.GRANT,
            audience=LEAD_ALONE,
            payload=payload,
            entered=at.world.clock(),
            seat=at.seat,
            subject=entry,
        ),
        at.world.keys,
        at.world.new_id,
    )
