"""Releases: an entry gets a wider audience, in two steps, and the journal says when and why.

With an account go the pictures and files of its act that are for the same readers. Step one
proposes, and asks the party whose caucus it is where its consent is needed. Step two
names every new reader and file and asks once more; if either has changed since they were shown, it
asks again. Readers are never taken away: what was read cannot be unread.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.access.decisions import narrower, widens
from goodoffices.errors import ConflictingEditError, InputError
from goodoffices.record.audiences import TEAM, Audience
from goodoffices.saying import say
from goodoffices.service.attachments import FiledAttachment, going_with
from goodoffices.service.audiences import check_audience
from goodoffices.service.cases import nothing_here
from goodoffices.service.consents import Consent, ConsentState, ask, consent_for
from goodoffices.service.people import SeatedPerson, everybody, new_readers
from goodoffices.service.readable import Readable, readable
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append, widen, writing_to
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened

__all__ = [
    "Change",
    "LastLook",
    "Proposal",
    "Step",
    "changes_of",
    "confirm_release",
    "drop_release",
    "last_look",
    "proposals",
    "propose_release",
    "wider_audiences",
]


class Step(StrEnum):
    PROPOSED = "proposed"
    RELEASED = "released"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Proposal:
    id: str
    entry: str
    to: Audience
    reason: str
    proposed: datetime
    step: Step


@dataclass(frozen=True, slots=True)
class Change:
    """A dated change of an entry's audience."""

    when: datetime
    before: Audience
    after: Audience
    reason: str


@dataclass(frozen=True, slots=True)
class LastLook:
    """What step two shows. `fingerprint` stands for exactly these readers and files."""

    proposal: Proposal
    entry: Readable
    readers: tuple[SeatedPerson, ...]
    everybody: bool
    consent: Consent | None
    consent_needed: bool
    fingerprint: str
    files: tuple[FiledAttachment, ...] = ()

    @property
    def may_be_released(self) -> bool:
        given = self.consent is not None and self.consent.state is ConsentState.GIVEN
        return given or not self.consent_needed


def wider_audiences(one: Readable, usual: tuple[Audience, ...]) -> tuple[Audience, ...]:
    """The audiences to which an entry can be released."""
    return tuple(audience for audience in usual if widens(one.audience, audience))


@transaction.atomic
def propose_release(at: At, entry_id: str, to: Audience, reason: str) -> str:
    """Step one. Returns the id of the proposal."""
    check_may(at.viewer, Action.PROPOSE_RELEASE)
    one = readable(at, entry_id)
    check_audience(at, to)
    _check_widens(at, one, to)
    if not reason.strip():
        raise InputError(say("a release says why"), where="reason")
    proposal = _append(
        at,
        one.id,
        narrower(one.audience, TEAM) or TEAM,
        {"step": Step.PROPOSED, "entry": one.id, "to": to.key, "reason": reason.strip()},
    )
    if one.covered.party:
        ask(at, one, to, tuple(file.id for file in going_with(at, one.act, one.audience)))
    return proposal


def _check_widens(at: At, one: Readable, to: Audience) -> None:
    if not widens(one.audience, to):
        raise InputError(
            say("not all who read '{wide}' read '{narrow}'", wide=one.audience.key, narrow=to.key),
            where="to",
            remedy=say("A release keeps every reader: choose a wider audience, or grant the entry"),
        )
    if one.source is not None:
        report = readable(at, one.source)
        if narrower(to, report.audience) != to:
            raise InputError(
                say("the report it rests on is for '{key}'", key=report.audience.key),
                where="to",
                remedy=say("Release the report first"),
            )
    gone = queries.entries(
        at.viewer, at.case_id, at.world.keys, Genre.WITHDRAWAL, subject=one.act or one.id
    )
    if any(e.supersedes == one.id for e in gone):
        raise InputError(say("it was withdrawn"), where="entry")


def proposals(at: At, entry_id: str | None = None) -> tuple[Proposal, ...]:
    """The proposals that this seat may see, in their order; for the team."""
    check_may(at.viewer, Action.PROPOSE_RELEASE)
    told = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.RELEASE, subject=entry_id)
    ends = {
        e.payload["proposal"]: Step(e.payload["step"])
        for e in told
        if e.payload["step"] != Step.PROPOSED
    }
    return tuple(
        _proposal(e, ends.get(e.id, Step.PROPOSED))
        for e in told
        if e.payload["step"] == Step.PROPOSED
    )


def _proposal(opened: Opened, step: Step) -> Proposal:
    told = opened.payload
    return Proposal(
        opened.id, told["entry"], Audience.parse(told["to"]), told["reason"], opened.entered, step
    )


def last_look(at: At, proposal_id: str) -> LastLook:
    """Step two as it stands now: the new readers by name, and whether the party consents."""
    found = next((p for p in proposals(at) if p.id == proposal_id), None)
    if found is None or found.step is not Step.PROPOSED:
        raise nothing_here()
    one = readable(at, found.entry)
    newly = new_readers(at, one.audience, found.to)
    opened_to_all = everybody(found.to)
    files = going_with(at, one.act, one.audience)
    named = [file.id for file in files]
    spelled = "\n".join([found.id, *(r.seat for r in newly), str(opened_to_all), *named])
    return LastLook(
        proposal=found,
        entry=one,
        readers=newly,
        everybody=opened_to_all,
        consent=consent_for(at, one, found.to, named) if one.covered.party else None,
        consent_needed=one.covered.party is not None,
        fingerprint=hashlib.sha256(spelled.encode()).hexdigest()[:32],
        files=files,
    )


@transaction.atomic
def confirm_release(at: At, proposal_id: str, fingerprint: str) -> None:
    """Step two: release to exactly the readers that were shown."""
    check_may(at.viewer, Action.RELEASE)
    writing_to(at.case_id)
    look = last_look(at, proposal_id)
    _check_widens(at, look.entry, look.proposal.to)
    if not look.may_be_released:
        raise InputError(
            say("the party has not consented"),
            where="consent",
            remedy=say("Wait for its answer, or record how and when it was given"),
        )
    if fingerprint != look.fingerprint:
        raise ConflictingEditError(
            say("who would newly read it, or what goes with it, has changed meanwhile"),
            remedy=say("Look at the names again"),
        )
    _append(
        at,
        look.entry.id,
        look.entry.audience,
        {
            "step": Step.RELEASED,
            "proposal": proposal_id,
            "entry": look.entry.id,
            "from": look.entry.audience.key,
            "to": look.proposal.to.key,
            "reason": look.proposal.reason,
            "files": [file.id for file in look.files],
        },
    )
    for entry_id in (look.entry.id, *(file.id for file in look.files)):
        widen(at.case_id, entry_id, look.proposal.to)


@transaction.atomic
def drop_release(at: At, proposal_id: str) -> None:
    """Give a proposal up."""
    check_may(at.viewer, Action.RELEASE)
    writing_to(at.case_id)
    look = last_look(at, proposal_id)
    inside = narrower(look.entry.audience, TEAM) or TEAM
    _append(at, look.entry.id, inside, {"step": Step.DROPPED, "proposal": proposal_id})


def changes_of(at: At, entry_id: str) -> tuple[Change, ...]:
    """The changes of an entry's audience that this seat may know of, in their order."""
    told = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.RELEASE, subject=entry_id)
    return tuple(
        Change(
            e.entered,
            Audience.parse(e.payload["from"]),
            Audience.parse(e.payload["to"]),
            e.payload["reason"],
        )
        for e in told
        if e.payload["step"] == Step.RELEASED
    )


def _append(at: At, entry: str, audience: Audience, payload: dict[str, object]) -> str:
    return append(
        at.case_id,
        NewEntry(
            genre=Genre.RELEASE,
            audience=audience,
            payload=payload,
            entered=at.world.clock(),
            seat=at.seat,
            subject=entry,
        ),
        at.world.keys,
        at.world.new_id,
    )
