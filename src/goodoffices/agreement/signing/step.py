"""One step of an agreement (AG 6)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.agreement.signing.events import (
    Drop,
    Event,
    Foresee,
    Lay,
    Oblige,
    Recall,
    Sign,
    Tell,
)
from goodoffices.agreement.signing.state import Paper, Phase, Report, Signature
from goodoffices.agreement.signing.table import ALL, SOME, TABLE
from goodoffices.record.audiences import JOINT, TEAM, caucus
from goodoffices.saying import say
from goodoffices.talks.table import Refusal, Role

if TYPE_CHECKING:
    from datetime import datetime

    from goodoffices.talks.who import Who

__all__ = ["step"]


def step(state: Paper, event: Event, who: Who, at: datetime) -> Paper | Refusal:
    """Return the state after the event, or why it cannot happen; O(parties + obligations)."""
    refused = TABLE.closed(state.phase, event.name, who.role) or _misfit(state, event, who)
    if refused is not None:
        return refused
    changed, when = _changed(state, event, who, at)
    return replace(changed, phase=Phase(TABLE.target(state.phase, event.name, who.role, when)))


def _misfit(state: Paper, event: Event, who: Who) -> Refusal | None:
    bound = state.agreement.parties
    if who.role is Role.PARTY and who.party not in bound:
        return Refusal(say("the agreement does not bind this party"))
    match event:
        case Oblige():
            return _unowed(state, event)
        case Drop() if event.id not in {one.id for one in state.agreement.obligations}:
            return Refusal(say("there is no such obligation"))
        case Lay() if event.check != state.agreement.check:
            return Refusal(say("what is confirmed now is not what was shown before"))
        case Sign() if event.check != state.agreement.check:
            return Refusal(say("that is not the agreement that lies for signature"))
        case Sign() if state.has_signed(who.party):
            return Refusal(say("the party has signed"))
        case Tell():
            return _untold(state, event, who)
    return None


def _unowed(state: Paper, event: Oblige) -> Refusal | None:
    agreement, new = state.agreement, event.obligation
    if new.id in {one.id for one in agreement.obligations}:
        return Refusal(say("that id is taken"))
    if new.who not in agreement.parties:
        return Refusal(say("who owes it is not bound by the agreement"))
    if new.term not in {term.id for term in agreement.terms}:
        return Refusal(say("the obligation rests on no term of the agreement"))
    return None


def _untold(state: Paper, event: Tell, who: Who) -> Refusal | None:
    if event.told.obligation not in {one.id for one in state.agreement.obligations}:
        return Refusal(say("there is no such obligation"))
    if event.told.by != who.party:
        return Refusal(say("everybody tells for themselves"))
    bound = (who.party,) if who.role is Role.PARTY else state.agreement.parties
    open_to = {caucus(party) for party in bound}
    open_to |= {JOINT} if state.between_all else set()
    open_to |= {TEAM} if who.role is Role.MEDIATOR else set()
    return (
        None
        if event.audience in open_to
        else Refusal(say("that audience is not open to the author"))
    )


def _changed(state: Paper, event: Event, who: Who, at: datetime) -> tuple[Paper, str]:
    agreement = state.agreement
    match event:
        case Oblige():
            owed = (*agreement.obligations, event.obligation)
            return replace(state, agreement=replace(agreement, obligations=owed)), ""
        case Drop():
            owed = tuple(one for one in agreement.obligations if one.id != event.id)
            return replace(state, agreement=replace(agreement, obligations=owed)), ""
        case Foresee():
            return replace(state, outcome=event.outcome.strip()), ""
        case Lay():
            return replace(state, laid=True), ""
        case Recall():
            return replace(state, signatures=(), laid=False), ""
        case Sign():
            signed = (*state.signatures, Signature(who.party, event.names, at))
            every = {one.party for one in signed} == set(agreement.parties)
            return replace(state, signatures=signed), ALL if every else SOME
        case Tell():
            reports = (*state.reports, Report(event.told, event.audience))
            return replace(state, reports=reports), ""
    return state, ""
