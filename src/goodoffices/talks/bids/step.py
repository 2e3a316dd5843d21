"""One step of a bidding (TK 4).

What is announced is the same whether bids lay apart, or somebody kept away, or did not reveal.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from goodoffices.saying import say
from goodoffices.talks.bids.commitment import matches
from goodoffices.talks.bids.events import Again, Commit, Event, Reveal
from goodoffices.talks.bids.overlap import agreed_numbers
from goodoffices.talks.bids.state import Bidding, Committed, Phase, Revealed
from goodoffices.talks.bids.table import ALL, APART, MEET, SOME, TABLE
from goodoffices.talks.table import Refusal, Role

if TYPE_CHECKING:
    from datetime import datetime

    from goodoffices.talks.who import Who

__all__ = ["step"]


def step(state: Bidding, event: Event, who: Who, at: datetime) -> Bidding | Refusal:
    """Return the bidding after the event, or why it cannot happen; O(parties * numbers)."""
    refused = TABLE.closed(state.phase, event.name, who.role) or _misfit(state, event, who, at)
    if refused is not None:
        return refused
    changed, when = _changed(state, event, who, at)
    return replace(changed, phase=Phase(TABLE.target(state.phase, event.name, who.role, when)))


def _misfit(state: Bidding, event: Event, who: Who, at: datetime) -> Refusal | None:
    if who.role is Role.CLOCK:
        return None if at >= state.until else Refusal(say("the deadline has not passed"))
    if who.role is Role.PARTY:
        if who.party not in state.terms.parties:
            return Refusal(say("the party does not bid here"))
        if at >= state.until:
            return Refusal(say("the deadline has passed"))
    match event:
        case Commit() if state.commitment_of(who.party) is not None:
            return Refusal(say("the party has committed itself for this round"))
        case Reveal():
            return _unlike(state, event, who)
        case Again() if state.round >= state.terms.rounds:
            return Refusal(say("that was the last round agreed"))
        case Again() if event.until <= at:
            return Refusal(say("the deadline lies in the past"))
    return None


def _unlike(state: Bidding, event: Reveal, who: Who) -> Refusal | None:
    terms, committed = state.terms, state.commitment_of(who.party)
    if state.bid_of(who.party) is not None:
        return Refusal(say("the party has revealed its bid"))
    same = matches(committed or "", terms.case, terms.bidding, state.round, who.party, event.bid)
    if not same or len(event.bid.numbers) != len(terms.numbers):
        return Refusal(say("this is not what the party committed itself to in this round"))
    return None


def _changed(state: Bidding, event: Event, who: Who, at: datetime) -> tuple[Bidding, str]:
    parties = state.terms.parties
    match event:
        case Commit():
            added = (*state.commitments, Committed(who.party, event.commitment))
            if len(added) < len(parties):
                return replace(state, commitments=added), SOME
            until = at + timedelta(minutes=state.terms.reveal_minutes)
            return replace(state, commitments=added, until=until), ALL
        case Reveal():
            shown = (*state.reveals, Revealed(who.party, event.bid))
            if len(shown) < len(parties):
                return replace(state, reveals=shown), SOME
            agreed = agreed_numbers(state.terms, {r.party: r.bid for r in shown})
            return replace(state, reveals=shown, agreed=agreed), MEET if agreed else APART
        case Again():
            return Bidding(state.terms, event.until, round=state.round + 1), ""
    return state, ""
