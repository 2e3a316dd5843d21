"""One step of a proposal: the table says what is open, the checks here what fits (TK 2)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.saying import say
from goodoffices.talks.shuttle.events import (
    Amend,
    Answer,
    AnswerKind,
    Convey,
    Event,
    Prepare,
    Reply,
)
from goodoffices.talks.shuttle.state import Exchange, Given, Phase, Proposal
from goodoffices.talks.shuttle.table import ALL_ACCEPT, NOT_ALL_ACCEPT, OPEN, TABLE
from goodoffices.talks.table import Refusal, Role

if TYPE_CHECKING:
    from datetime import datetime

    from goodoffices.talks.who import Who

__all__ = ["step"]


def step(state: Proposal, event: Event, who: Who, at: datetime) -> Proposal | Refusal:
    """Return the state after the event, or why it cannot happen; O(parties)."""
    refused = TABLE.closed(state.phase, event.name, who.role) or _misfit(state, event, who, at)
    if refused is not None:
        return refused
    changed, when = _changed(state, event, who, at)
    phase = Phase(TABLE.target(state.phase, event.name, who.role, when))
    return replace(changed, phase=phase)


def _misfit(state: Proposal, event: Event, who: Who, at: datetime) -> Refusal | None:
    if who.role is Role.CLOCK:
        return None if _late(state, at) else Refusal(say("the deadline has not passed"))
    if state.open and who.role is Role.PARTY and who.party not in state.to:
        return Refusal(say("the proposal is not addressed to this party"))
    if state.open and _late(state, at):
        return Refusal(say("the deadline has passed"))
    match event:
        case Prepare():
            return _unprepared(state, event, at)
        case Convey():
            return _unconveyed(state, event, at)
        case Reply() if not state.awaits_reply(event.party):
            return Refusal(say("that party has no question open"))
    return None


def _unprepared(state: Proposal, event: Prepare, at: datetime) -> Refusal | None:
    if not set(event.to) <= set(state.parties):
        return Refusal(say("somebody addressed is no party to the case"))
    return Refusal(say("the deadline lies in the past")) if event.deadline <= at else None


def _unconveyed(state: Proposal, event: Convey, at: datetime) -> Refusal | None:
    if event.check != state.check:
        return Refusal(say("what is confirmed now is not what was shown before"))
    return Refusal(say("the deadline has passed")) if _late(state, at) else None


def _late(state: Proposal, at: datetime) -> bool:
    return state.deadline is not None and at >= state.deadline


def _changed(state: Proposal, event: Event, who: Who, at: datetime) -> tuple[Proposal, str]:
    """The state with what the event brings, and which row of the table it takes."""
    match event:
        case Amend():
            return replace(state, offer=event.offer), ""
        case Prepare():
            return replace(state, to=event.to, deadline=event.deadline, announce=event.announce), ""
        case Convey():
            return replace(state, conveyed=True), ""
        case Answer(kind=AnswerKind.QUESTION):
            asked = (*state.exchanges, Exchange(who.party, event))
            return replace(state, exchanges=asked), OPEN
        case Answer():
            return _answered(state, Given(who.party, event, at))
        case Reply():
            told = tuple(
                replace(e, reply=event.words) if e.party == event.party and not e.reply else e
                for e in state.exchanges
            )
            return replace(state, exchanges=told), ""
    return state, ""


def _answered(state: Proposal, given: Given) -> tuple[Proposal, str]:
    kept = [other for other in state.answers if other.party != given.party]
    # in the order of those it was put to: whose answer came first is nobody's to see
    in_order = sorted([*kept, given], key=lambda one: state.to.index(one.party))
    answered = replace(state, answers=tuple(in_order))
    if any(answered.answer_of(party) is None for party in state.to):
        return answered, OPEN
    every = all(one.answer.kind is AnswerKind.YES for one in answered.answers)
    return answered, ALL_ACCEPT if every else NOT_ALL_ACCEPT
