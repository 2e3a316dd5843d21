"""Blind bids: each step an entry, the state replayed from them (TK 4).

Commitments and bids are entries of their party's own room. To know whether all are in and whether
they overlap, `_replayed` reads across the rooms; what it finds leaves this module only through
`talks.bids.view`, which shows no bid to anybody but its party (docs/declassifications.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.errors import ConflictingEditError, InputError
from goodoffices.record.audiences import TEAM, caucus, own_room
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.saying import listed, say
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
from goodoffices.talks import bids
from goodoffices.talks.table import Refusal, Role
from goodoffices.talks.who import CLOCK, Who

if TYPE_CHECKING:
    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened

__all__ = [
    "Plan",
    "SeenBidding",
    "bid",
    "bidding_of",
    "biddings",
    "check_plan",
    "open_bidding",
    "reveal",
    "take_bidding_step",
]

_PROTOCOL, _RECEIPT = "bidding", "receipt"
_ORDER = (bids.Commit.name, bids.Reveal.name, bids.Again.name, bids.End.name)
"""The steps of one round in the only order in which they can have been taken."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the mediator opens: what is bid on, by whom, and until when they commit themselves."""

    title: str
    numbers: tuple[str, ...]
    parties: tuple[str, ...]
    sides: tuple[bids.Direction, ...]
    rule: bids.Rule
    rounds: int
    reveal_minutes: int
    until: datetime

    def terms(self, case: str, bidding: str) -> bids.Terms:
        return bids.Terms(
            case,
            bidding,
            self.numbers,
            self.parties,
            self.sides,
            self.rule,
            self.rounds,
            self.reveal_minutes,
        )


@dataclass(frozen=True, slots=True)
class SeenBidding:
    """A bidding as this seat sees it; `receipt` is its own for this round, where it is kept."""

    id: str
    title: str
    entered: datetime
    view: bids.BiddingView
    receipt: bids.Bid | None = None


@transaction.atomic
def open_bidding(at: At, plan: Plan) -> str:
    """Open a bidding: the bidders and the team are told its terms at once."""
    check_may(at.viewer, Action.TABLE)
    check_plan(at, plan)
    bidding_id = at.world.new_id()
    terms = plan.terms(at.case_id, bidding_id)
    told = {"title": plan.title, "terms": to_plain(terms), "until": to_plain(plan.until)}
    keep(at, TEAM, _payload(BEGIN, told), bidding_id, entry_id=bidding_id)
    for party in terms.parties:
        keep(at, caucus(party), _payload(NOTICE, {"of": BEGIN, **told}), bidding_id)
    return bidding_id


def check_plan(at: At, plan: Plan) -> None:
    """Raise InputError for what cannot be opened."""
    plan.terms(at.case_id, "")
    if not plan.title.strip():
        raise InputError(say("there is no title"), where="title", remedy=say("Write one"))
    if not set(plan.parties) <= {party.id for party in at.frame.parties}:
        raise InputError(say("somebody named is no party to the case"), where="parties")
    if plan.until <= at.world.clock():
        raise InputError(say("the deadline lies in the past"), where="until")


def biddings(at: At) -> tuple[SeenBidding, ...]:
    """The biddings that this seat sees, newest first."""
    return tuple(reversed([bidding_of(at, subject) for subject in subjects(at, _PROTOCOL)]))


def bidding_of(at: At, bidding_id: str) -> SeenBidding:
    """One bidding; NotFoundError for what is not there or not for this seat."""
    begun, state = _seen(at, bidding_id)
    shown = bids.view(state, at.viewer)
    if shown is None:
        raise nothing_here()
    receipt = _receipt(at, bidding_id, state.round)
    return SeenBidding(bidding_id, begun.payload["title"], begun.entered, shown, receipt)


@transaction.atomic
def bid(
    at: At, bidding_id: str, numbers: tuple[str, ...], *, keep_receipt: bool = True
) -> bids.Bid:
    """Commit one's side to a bid, and return it with its 32 random bytes.

    With `keep_receipt` both are kept in the party's own room, so that it reveals by one press;
    without, the desk keeps the commitment alone, and the party has to keep what is returned.
    """
    writing_to(at.case_id)
    state = _bidders(at, bidding_id)
    made = bids.Bid(
        tuple(bids.read_number(number) for number in numbers),
        at.world.new_id() + at.world.new_id(),
    )
    if len(made.numbers) != len(state.terms.numbers):
        raise InputError(
            say("one number is bid for each of {names}", names=listed(state.terms.numbers)),
            where="bid",
        )
    party = at.viewer.side or ""
    event = bids.Commit(bids.commitment(at.case_id, bidding_id, state.round, party, made))
    _take(at, bidding_id, state, event)
    if keep_receipt:
        kept = {"round": state.round, "party": party, "data": to_plain(made)}
        keep(at, own_room(party), _payload(_RECEIPT, kept), bidding_id)
    return made


@transaction.atomic
def reveal(at: At, bidding_id: str, made: bids.Bid | None = None) -> SeenBidding:
    """Reveal the bid given, else the one of the receipt kept in one's own room."""
    writing_to(at.case_id)
    state = _bidders(at, bidding_id)
    made = made or _receipt(at, bidding_id, state.round)
    if made is None:
        raise InputError(
            say("no receipt of this round is kept in your own room"),
            where="bid",
            remedy=say("Type the bid and the random part from the receipt that you kept"),
        )
    _take(at, bidding_id, state, bids.Reveal(made))
    return bidding_of(at, bidding_id)


@transaction.atomic
def take_bidding_step(at: At, bidding_id: str, event: bids.Again | bids.End) -> SeenBidding:
    """The mediator opens the next round, or ends it; the bidders are told."""
    check_may(at.viewer, Action.TABLE)
    writing_to(at.case_id)
    _, state = _seen(at, bidding_id)
    _take(at, bidding_id, state, event)
    for party in state.terms.parties:
        keep(at, caucus(party), _payload(NOTICE, {"of": event.name}), bidding_id)
    return bidding_of(at, bidding_id)


def _bidders(at: At, bidding_id: str) -> bids.Bidding:
    """The state for a bidder of it: NotFoundError for anybody else."""
    check_may(at.viewer, Action.ANSWER)
    _, state = _seen(at, bidding_id)
    if at.viewer.side not in state.terms.parties:
        raise nothing_here()
    return state


def _take(at: At, bidding_id: str, state: bids.Bidding, event: bids.Event) -> None:
    """Write the step down; ConflictingEditError with the reason if it is closed."""
    actor = acting(at)
    now = at.world.clock()
    after = bids.step(state, event, actor, now)
    if isinstance(after, Refusal):
        raise ConflictingEditError(after.reason, remedy=say("Open the bids again"))
    audience = own_room(actor.party) if actor.role is Role.PARTY else TEAM
    taken = step_taken(event, actor, now, _PROTOCOL)
    keep(at, audience, {**taken, "round": state.round}, bidding_id)


def _payload(event: str, rest: dict[str, Any]) -> dict[str, Any]:
    return {"protocol": _PROTOCOL, "event": event, **rest}


def _receipt(at: At, bidding_id: str, number: int) -> bids.Bid | None:
    """The receipt of a round, as kept in the own room of the seat that asks."""
    if at.viewer.side is None or at.viewer.preview:
        return None
    kept = [
        entry.payload
        for entry in of_own_room(at, at.viewer.side, bidding_id)
        if entry.payload["event"] == _RECEIPT and entry.payload["round"] == number
    ]
    return from_plain(bids.Bid, kept[-1]["data"]) if kept else None


def _seen(at: At, bidding_id: str) -> tuple[Opened, bids.Bidding]:
    """The whole state, for whoever may see that there is one.

    Steps stand in the order of rounds and, in a round, in the only order in which they can have
    been taken; those of different parties do not depend on each other's order but for the last
    commitment, whose instant begins the time to reveal. A deadline that has passed expires here.
    """
    told = told_to_team(at, bidding_id, _PROTOCOL)
    if not told:
        raise nothing_here()
    begun, steps = told[0], list(told[1:])
    terms = from_plain(bids.Terms, begun.payload["terms"])
    state = bids.Bidding(terms, from_plain(datetime, begun.payload["until"]))
    if bids.view(state, at.viewer) is None:
        raise nothing_here()
    for party in terms.parties:
        own = of_own_room(at, party, bidding_id)
        steps += [entry for entry in own if entry.payload["event"] != _RECEIPT]
    state = replayed(state, sorted(steps, key=_place), bids.EVENTS, _in_time)
    return begun, _expired(state, at.world.clock())


def _place(entry: Opened) -> tuple[int, int, datetime]:
    payload = entry.payload
    at = from_plain(datetime, payload["at"])
    return payload["round"], _ORDER.index(payload["event"]), at


def _in_time(
    state: bids.Bidding, event: bids.Event, actor: Who, at: datetime
) -> bids.Bidding | Refusal:
    return bids.step(_expired(state, at), event, actor, at)


def _expired(state: bids.Bidding, now: datetime) -> bids.Bidding:
    after = bids.step(state, bids.Expire(), CLOCK, now)
    return state if isinstance(after, Refusal) else after
