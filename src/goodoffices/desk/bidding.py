"""Blind bids in words for a page: what is bid on, where it stands, what this seat may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.desk.forms.bids import DIRECTIONS, RULES
from goodoffices.record.date_words import instant_in_words
from goodoffices.saying import say
from goodoffices.talks.bids import Phase

if TYPE_CHECKING:
    from goodoffices.service.at import At
    from goodoffices.service.bidding import Plan, SeenBidding
    from goodoffices.talks.bids import Bid, BiddingView, Terms

__all__ = [
    "BiddingBox",
    "BiddingLine",
    "BidsTerms",
    "bid_lines",
    "bidding_box",
    "bidding_line",
    "bids_terms",
]


@dataclass(frozen=True, slots=True)
class BiddingLine:
    """One bidding of the list. `waits`: it is for this seat to do something."""

    title: str
    address: str
    status: str
    phase: str
    waits: bool


@dataclass(frozen=True, slots=True)
class BidsTerms:
    """What all bidders agree to by bidding."""

    numbers: tuple[str, ...]
    bidders: tuple[tuple[str, str], ...]
    rule: str
    rounds: str
    reveal: str


@dataclass(frozen=True, slots=True)
class BiddingBox:
    """`own` is this seat's bid where its receipt is kept or it has revealed it."""

    title: str
    status: str
    phase: str
    round: str
    terms: BidsTerms
    commitment: str
    own: tuple[tuple[str, str], ...]
    revealed: bool
    agreed: tuple[tuple[str, str], ...]


def bidding_line(at: At, seen: SeenBidding) -> BiddingLine:
    view = seen.view
    own = at.viewer.side in view.terms.parties
    waits = own and (
        (view.phase is Phase.COMMITTING and not view.commitments)
        or (view.phase is Phase.REVEALING and not view.reveals)
    )
    return BiddingLine(
        title=seen.title,
        address=reverse("bidding", args=[at.frame.slug, seen.id]),
        status=_status(view),
        phase=view.phase.name.lower(),
        waits=waits,
    )


def bidding_box(at: At, seen: SeenBidding) -> BiddingBox:
    view = seen.view
    made = view.reveals[0].bid if view.reveals and not at.viewer.in_team else seen.receipt
    return BiddingBox(
        title=seen.title,
        status=_status(view),
        phase=view.phase.name.lower(),
        round=say("Round {number} of {most}", number=view.round, most=view.terms.rounds),
        terms=bids_terms(at, view.terms),
        commitment=view.commitments[0].commitment if view.commitments else "",
        own=bid_lines(view.terms, made) if made else (),
        revealed=bool(view.reveals),
        agreed=tuple(
            (name, f"{number:f}")
            for name, number in zip(view.terms.numbers, view.agreed, strict=False)
        ),
    )


def bid_lines(terms: Terms, made: Bid) -> tuple[tuple[str, str], ...]:
    return tuple(zip(terms.numbers, made.numbers, strict=True))


def bids_terms(at: At, terms: Terms | Plan) -> BidsTerms:
    hours = terms.reveal_minutes // 60
    return BidsTerms(
        numbers=terms.numbers,
        bidders=tuple(
            (at.frame.name_of(party), str(DIRECTIONS[side]))
            for party, side in zip(terms.parties, terms.sides, strict=True)
        ),
        rule=str(RULES[terms.rule]),
        rounds=ngettext("One round", "{count} rounds at most", terms.rounds).format(
            count=terms.rounds
        ),
        reveal=ngettext(
            "One hour to reveal, once all have bid",
            "{count} hours to reveal, once all have bid",
            hours,
        ).format(count=hours),
    )


def _status(view: BiddingView) -> str:
    until = instant_in_words(view.until)
    match view.phase:
        case Phase.COMMITTING if view.commitments:
            return say("You have bid; open until all have, or until {until}", until=until)
        case Phase.COMMITTING:
            return say("Bids are taken until {until}", until=until)
        case Phase.REVEALING if view.reveals:
            return say("You have revealed; open until all have, or until {until}", until=until)
        case Phase.REVEALING:
            return say("All have bid; bids are revealed until {until}", until=until)
        case Phase.OVERLAP:
            return _("The bids overlap: agreed")
        case Phase.ENDED:
            return _("Ended by the mediator")
    return _("No overlap")
