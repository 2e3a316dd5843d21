"""One step of a session (TK 3)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.record.audiences import TEAM, caucus
from goodoffices.saying import say
from goodoffices.talks.sessions.events import (
    Confirm,
    Decline,
    Event,
    Invite,
    Keep,
    Name,
    Open,
    Replan,
)
from goodoffices.talks.sessions.state import Confirmed, Phase, Session
from goodoffices.talks.sessions.table import TABLE
from goodoffices.talks.table import Refusal, Role

if TYPE_CHECKING:
    from goodoffices.talks.who import Who

__all__ = ["step"]


def step(state: Session, event: Event, who: Who) -> Session | Refusal:
    """Return the session after the event, or why it cannot happen; O(parties)."""
    refused = TABLE.closed(state.phase, event.name, who.role) or _misfit(state, event, who)
    if refused is not None:
        return refused
    phase = Phase(TABLE.target(state.phase, event.name, who.role))
    return replace(_changed(state, event, who), phase=phase)


def _misfit(state: Session, event: Event, who: Who) -> Refusal | None:
    if who.role is Role.PARTY and who.party not in state.plan.parties:
        return Refusal(say("the party is not invited to this session"))
    match event:
        case Name() if event.delegation.party != who.party:
            return Refusal(say("a party names its own delegation"))
        case Open() if not state.all_attend:
            return Refusal(say("not everybody invited has confirmed attendance"))
        case Keep() if event.minute.audience not in {TEAM, *map(caucus, state.plan.parties)}:
            return Refusal(say("minutes are for the team, or for a party that was invited"))
    return None


def _changed(state: Session, event: Event, who: Who) -> Session:
    kept = tuple(c for c in state.confirmed if c.party != who.party)
    match event:
        case Replan():
            return Session(event.plan)
        case Invite():
            return replace(state, told=state.plan.parties)
        case Confirm():
            added = tuple(dict.fromkeys((*state.confirmed, Confirmed(who.party, event.part))))
            back = tuple(p for p in state.declined if p != who.party)
            return replace(state, confirmed=added, declined=back)
        case Decline():
            declined = tuple(dict.fromkeys((*state.declined, who.party)))
            return replace(state, confirmed=kept, declined=declined)
        case Name():
            others = tuple(d for d in state.delegations if d.party != who.party)
            return replace(state, delegations=(*others, event.delegation))
        case Keep():
            return replace(state, minutes=(*state.minutes, event.minute))
    return state
