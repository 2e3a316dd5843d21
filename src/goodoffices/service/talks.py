"""Proposals put to the parties: each step an entry, the state replayed from them (TK 2).

An answer is an entry of its party's own room, so the door to entries shows it to that party alone.
To know whether all have answered, `_replayed` reads across the rooms; it is the one place that
does, and what it finds leaves this module only through `talks.shuttle.view`, which shows an answer
to nobody else before all are in (docs/declassifications.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.errors import ConflictingEditError
from goodoffices.record.audiences import TEAM, Audience, caucus, own_room
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.saying import say
from goodoffices.service.cases import nothing_here
from goodoffices.service.talk_log import (
    BEGIN,
    NOTICE,
    acting,
    keep,
    of_own_room,
    replayed,
    step_taken,
    subjects,
    told_to_team,
)
from goodoffices.store.append import writing_to
from goodoffices.talks import shuttle
from goodoffices.talks.table import Refusal
from goodoffices.talks.who import CLOCK, Who

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened

__all__ = [
    "SeenProposal",
    "accepted_proposals",
    "draft_proposal",
    "proposal_of",
    "proposals",
    "take_step",
]


@dataclass(frozen=True, slots=True)
class SeenProposal:
    """A proposal as this seat sees it; `check` is what a second confirmation repeats."""

    id: str
    entered: datetime
    view: shuttle.ProposalView
    check: str = ""


@transaction.atomic
def draft_proposal(at: At, offer: shuttle.Offer) -> str:
    """Begin a proposal; the team alone sees it until it is conveyed."""
    check_may(at.viewer, Action.TABLE)
    parties = [party.id for party in at.frame.parties]
    begun = {"event": BEGIN, "offer": to_plain(offer), "parties": parties}
    return keep(at, TEAM, begun, None)


def proposals(at: At) -> tuple[SeenProposal, ...]:
    """The proposals that this seat sees, newest first."""
    return tuple(reversed([proposal_of(at, subject) for subject in subjects(at)]))


def proposal_of(at: At, proposal_id: str) -> SeenProposal:
    """One proposal; NotFoundError for what is not there or not for this seat."""
    found = _replayed(at, proposal_id)
    if found is None:
        raise nothing_here()
    begun, state = found
    seen = shuttle.view(state, at.viewer)
    if seen is None:
        raise nothing_here()
    return SeenProposal(proposal_id, begun.entered, seen, state.check if at.viewer.in_team else "")


def accepted_proposals(at: At) -> dict[str, shuttle.Proposal]:
    """The proposals that all they were put to have accepted, by id; for the team."""
    check_may(at.viewer, Action.TABLE)
    found = {subject: _replayed(at, subject) for subject in subjects(at)}
    return {
        key: one[1] for key, one in found.items() if one and one[1].phase is shuttle.Phase.ACCEPTED
    }


@transaction.atomic
def take_step(at: At, proposal_id: str, event: shuttle.Event) -> SeenProposal:
    """Take one step, as the seat that asks; ConflictingEditError with the reason if it is closed.

    The case is held meanwhile, so of two last answers one comes after the other.
    """
    actor = acting(at)
    writing_to(at.case_id)
    found = _replayed(at, proposal_id)
    if found is None or shuttle.view(found[1], at.viewer) is None:
        raise nothing_here()
    _, state = found
    now = at.world.clock()
    after = shuttle.step(state, event, actor, now)
    if isinstance(after, Refusal):
        raise ConflictingEditError(after.reason, remedy=say("Open the proposal again"))
    keep(at, _audience(event, actor), step_taken(event, actor, now), proposal_id)
    if after.conveyed and isinstance(event, shuttle.Convey | shuttle.Withdraw):
        for party in after.to:
            told = {"event": NOTICE, "of": event.name}
            if isinstance(event, shuttle.Convey):
                told["offer"] = to_plain(after.offer)
            keep(at, caucus(party), told, proposal_id)
    return proposal_of(at, proposal_id)


def _audience(event: shuttle.Event, actor: Who) -> Audience:
    match event:
        case shuttle.Answer(kind=shuttle.AnswerKind.QUESTION):
            return caucus(actor.party)
        case shuttle.Answer():
            return own_room(actor.party)
        case shuttle.Reply():
            return caucus(event.party)
    return TEAM


def _replayed(at: At, proposal_id: str) -> tuple[Opened, shuttle.Proposal] | None:
    """The whole state, from the team's entries and then each party's own; None if there is none.

    Answers of different parties do not depend on each other's order, and nothing but a withdrawal
    comes after them. A deadline that has passed lapses here; nobody has to write it down.
    """
    told = told_to_team(at, proposal_id)
    if not told:
        return None
    begun = told[0].payload
    state = shuttle.Proposal(from_plain(shuttle.Offer, begun["offer"]), tuple(begun["parties"]))
    last = [e for e in told if e.payload["event"] == shuttle.Withdraw.name]
    state = _again(state, (e for e in told if e not in last))
    for party in state.to if state.conveyed else ():
        state = _again(state, of_own_room(at, party, proposal_id))
    state = _again(state, last)
    lapsed = shuttle.step(state, shuttle.Lapse(), CLOCK, at.world.clock())
    return told[0], state if isinstance(lapsed, Refusal) else lapsed


def _again(state: shuttle.Proposal, entries: Iterable[Opened]) -> shuttle.Proposal:
    return replayed(state, entries, shuttle.EVENTS, shuttle.step)
