"""Blind bids in the room of talks: opened by the mediator, committed to and revealed by parties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room, may
from goodoffices.desk.badges import AudienceChoice, choice_of
from goodoffices.desk.bidding import (
    BiddingBox,
    BidsTerms,
    bid_lines,
    bidding_box,
    bids_terms,
)
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.forms.bids import AgainForm, BiddingForm, BidForm, RevealForm
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.taking import take
from goodoffices.errors import InputError
from goodoffices.record.audiences import JOINT, caucus, own_room
from goodoffices.record.date_words import instant_in_words
from goodoffices.service.bidding import (
    bid,
    bidding_of,
    check_plan,
    open_bidding,
    reveal,
    take_bidding_step,
)
from goodoffices.talks import bids
from goodoffices.talks.bids import Phase

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At
    from goodoffices.service.bidding import SeenBidding

__all__ = ["bidding", "new_bidding"]

_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class NewBiddingPage(CasePage):
    template: ClassVar[str] = "talks/new_bidding.html"

    form: BiddingForm
    error: str
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class BiddingLastLookPage(CasePage):
    template: ClassVar[str] = "talks/bidding_last_look.html"

    title: str
    until: str
    terms: BidsTerms
    typed: tuple[tuple[str, str], ...]
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class BiddingPage(CasePage):
    """Which forms there are follows from the phase and the seat."""

    template: ClassVar[str] = "talks/bidding.html"

    bidding: BiddingBox
    error: str
    committing: BidForm | None
    revealing: RevealForm | None
    by_receipt: bool
    again: AgainForm | None
    may_end: bool
    readers: tuple[AudienceChoice, ...]
    told: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class ReceiptPage(CasePage):
    """What the party has to keep, shown this once: the desk has not kept it."""

    template: ClassVar[str] = "talks/receipt.html"

    bidding: BiddingBox
    address: str
    numbers: tuple[tuple[str, str], ...]
    nonce: str
    commitment: str


@in_case(Room.TALKS, methods=READ_AND_WRITE, doing=Action.TABLE)
def new_bidding(request: HttpRequest, at: At) -> HttpResponse:
    """Write down what is bid on; it is shown once more before anybody is told."""
    if request.method != "POST":
        return _new_page(request, at, BiddingForm(parties=at.frame.parties))
    form, step = BiddingForm(request.POST, parties=at.frame.parties), request.POST.get("step", "")
    if step == "back" or not form.is_valid():
        return _new_page(request, at, form, status=200 if step == "back" else _UNPROCESSABLE)
    try:
        plan = form.plan()
        check_plan(at, plan)
        if step == "confirmed":
            return redirect(_address(at, open_bidding(at, plan)))
    except InputError as fault:
        return _new_page(request, at, form, fault.said, _UNPROCESSABLE)
    page = BiddingLastLookPage(
        shell=shell_of(request, at, Room.TALKS),
        title=plan.title,
        until=instant_in_words(plan.until),
        terms=bids_terms(at, plan),
        typed=tuple((name, request.POST.get(name, "")) for name in form.fields),
        audiences=_bidders(at, plan.parties),
    )
    return show(request, page)


def _new_page(
    request: HttpRequest, at: At, form: BiddingForm, error: str = "", status: int = 200
) -> HttpResponse:
    page = NewBiddingPage(
        shell=shell_of(request, at, Room.TALKS),
        form=form,
        error=error,
        audiences=(choice_of(at, JOINT),),
    )
    return show(request, page, status)


def _bidders(at: At, parties: tuple[str, ...]) -> tuple[AudienceChoice, ...]:
    """Who is told the terms: all parties in one line, some of them in one each."""
    if set(parties) == {party.id for party in at.frame.parties}:
        return (choice_of(at, JOINT),)
    return tuple(choice_of(at, caucus(party)) for party in parties)


def _address(at: At, bidding_id: str) -> str:
    return reverse("bidding", args=[at.frame.slug, bidding_id])


@in_case(Room.TALKS, methods=READ_AND_WRITE)
def bidding(request: HttpRequest, at: At, bidding_id: str) -> HttpResponse:
    seen = bidding_of(at, bidding_id)
    if request.method != "POST":
        return _page(request, at, seen)
    form = _form(request, seen)

    def step() -> HttpResponse:
        kept = _done(request, at, bidding_id, form)
        if kept is not None:
            return _receipt_page(request, at, bidding_of(at, bidding_id), kept)
        return redirect(_address(at, bidding_id))

    return take(form, step, lambda **told: _page(request, at, bidding_of(at, seen.id), **told))


def _form(request: HttpRequest, seen: SeenBidding) -> forms.Form | None:
    names = seen.view.terms.numbers
    match request.POST.get("do", ""):
        case "bid":
            return BidForm(request.POST, names=names)
        case "reveal":
            return RevealForm(request.POST, names=names)
        case "again":
            return AgainForm(request.POST)
    return None


def _done(
    request: HttpRequest, at: At, bidding_id: str, form: forms.Form | None
) -> bids.Bid | None:
    """Take the step that was asked for; the bid where its receipt has to be shown."""
    do = request.POST.get("do", "")
    if isinstance(form, BidForm):
        kept = form.cleaned_data["kept"]
        made = bid(at, bidding_id, form.numbers, keep_receipt=kept)
        return None if kept else made
    if isinstance(form, RevealForm):
        reveal(at, bidding_id, form.bid())
    elif isinstance(form, AgainForm):
        take_bidding_step(at, bidding_id, bids.Again(form.deadline))
    elif do == "reveal-kept":
        reveal(at, bidding_id)
    elif do == "end":
        take_bidding_step(at, bidding_id, bids.End())
    else:
        raise InputError(_("There is no such step"))
    return None


def _receipt_page(request: HttpRequest, at: At, seen: SeenBidding, made: bids.Bid) -> HttpResponse:
    page = ReceiptPage(
        shell=shell_of(request, at, Room.TALKS),
        bidding=bidding_box(at, seen),
        address=_address(at, seen.id),
        numbers=bid_lines(seen.view.terms, made),
        nonce=made.nonce,
        commitment=seen.view.commitments[0].commitment,
    )
    return show(request, page)


def _page(
    request: HttpRequest,
    at: At,
    seen: SeenBidding,
    *,
    form: forms.Form | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    view, team = seen.view, bool(may(at.viewer, Action.TABLE))
    names, own = view.terms.numbers, at.viewer.side or ""
    mine = own in view.terms.parties
    committing = revealing = again = None
    if mine and view.phase is Phase.COMMITTING and not view.commitments:
        committing = form if isinstance(form, BidForm) else BidForm(names=names)
    by_receipt = seen.receipt is not None
    may_reveal = mine and view.phase is Phase.REVEALING and not view.reveals
    if may_reveal and not by_receipt:
        revealing = form if isinstance(form, RevealForm) else RevealForm(names=names)
    if team and view.phase is Phase.NO_OVERLAP and view.round < view.terms.rounds:
        again = form if isinstance(form, AgainForm) else AgainForm()
    page = BiddingPage(
        shell=shell_of(request, at, Room.TALKS),
        bidding=bidding_box(at, seen),
        error=error,
        committing=committing,
        revealing=revealing,
        by_receipt=may_reveal and by_receipt,
        again=again,
        may_end=team and view.phase not in {Phase.OVERLAP, Phase.ENDED},
        readers=(choice_of(at, own_room(own)),) if mine else (),
        told=_bidders(at, view.terms.parties) if team else (),
    )
    return show(request, page, status)
