"""The room of talks: proposals put to the parties, each answering in its own room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room, may
from goodoffices.desk.badges import AudienceChoice, choice_of
from goodoffices.desk.bidding import BiddingLine, bidding_line
from goodoffices.desk.chosen import asked_choices, choosing, issues_at
from goodoffices.desk.clauses import TextLine, text_line
from goodoffices.desk.composed import IssueLine
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.forms.talks import AnswerForm, OfferForm, PrepareForm, ReplyForm
from goodoffices.desk.meetings import SessionLine, session_line
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.taking import take
from goodoffices.desk.talking import (
    ProposalBox,
    ProposalLine,
    proposal_box,
    proposal_line,
)
from goodoffices.errors import InputError
from goodoffices.record.audiences import JOINT, TEAM, caucus
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.bidding import biddings
from goodoffices.service.record import act_of
from goodoffices.service.rounds import planned_sessions
from goodoffices.service.talks import draft_proposal, proposal_of, proposals, take_step
from goodoffices.service.texts import texts
from goodoffices.talks import shuttle
from goodoffices.talks.shuttle import Phase
from goodoffices.talks.wording import Choice

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At
    from goodoffices.service.talks import SeenProposal

__all__ = ["new_proposal", "proposal", "talks"]

_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class TalksPage(CasePage):
    template: ClassVar[str] = "talks/list.html"

    lines: tuple[ProposalLine, ...]
    biddings: tuple[BiddingLine, ...]
    texts: tuple[TextLine, ...]
    sessions: tuple[SessionLine, ...]
    may_table: bool


@dataclass(frozen=True, slots=True)
class NewProposalPage(CasePage):
    template: ClassVar[str] = "talks/new.html"

    form: OfferForm
    package: tuple[tuple[str, str], ...]
    error: str
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class ProposalPage(CasePage):
    """Which forms there are follows from the phase and the seat; `check` goes with conveying."""

    template: ClassVar[str] = "talks/proposal.html"

    proposal: ProposalBox
    error: str
    for_team: bool
    preparing: PrepareForm | None
    check: str
    receivers: tuple[AudienceChoice, ...]
    answering: AnswerForm | None
    composing: tuple[IssueLine, ...]
    """What a package to propose instead is composed of; none where nothing was shown."""
    counter: tuple[tuple[str, str], ...]
    replying: tuple[tuple[ReplyForm, str, str, tuple[AudienceChoice, ...]], ...]
    may_withdraw: bool


@in_case(Room.TALKS)
def talks(request: HttpRequest, at: At) -> HttpResponse:
    page = TalksPage(
        shell=shell_of(request, at, Room.TALKS),
        lines=tuple(proposal_line(at, seen) for seen in proposals(at)),
        biddings=tuple(bidding_line(at, seen) for seen in biddings(at)),
        texts=tuple(text_line(at, seen) for seen in texts(at)),
        sessions=tuple(session_line(at, seen) for seen in planned_sessions(at)),
        may_table=bool(may(at.viewer, Action.TABLE)),
    )
    return show(request, page)


@in_case(Room.TALKS, methods=READ_AND_WRITE, doing=Action.TABLE)
def new_proposal(request: HttpRequest, at: At) -> HttpResponse:
    """Write a proposal down: begun with `?act=` from a proposal of the record and its terms, with
    `?is.ISSUE=VALUE` from a package of what is negotiated.
    """
    begun, package = _begun(at, request)
    form = OfferForm(request.POST or None, initial=begun)
    error = ""
    if request.method == "POST" and form.is_valid():
        try:
            made = draft_proposal(at, form.offer(package))
        except InputError as fault:
            error = fault.said
        else:
            return redirect(_address(at, made))
    page = NewProposalPage(
        shell=shell_of(request, at, Room.TALKS),
        form=form,
        package=tuple((one.issue, one.value) for one in package),
        error=error,
        audiences=(choice_of(at, TEAM),),
    )
    return show(request, page, _UNPROCESSABLE if request.method == "POST" else 200)


def _begun(at: At, request: HttpRequest) -> tuple[dict[str, str], tuple[Choice, ...]]:
    try:
        package = asked_choices(request.GET.dict(), issues_at(at))
    except InputError:
        raise Http404 from None
    if not package:
        return _from_act(at, request.GET.get("act", ""))
    words = "\n".join(f"{one.issue}: {one.value}" for one in package)
    return {"text": words, "language": at.frame.language}, package


def _from_act(at: At, act_id: str) -> tuple[dict[str, str], tuple[Choice, ...]]:
    if not act_id:
        return {"language": at.frame.language}, ()
    act, _standing = act_of(at, act_id)
    if act.kind is not ActKind.PROPOSE:
        raise Http404
    terms = next((f.account.terms for f in act.accounts if f.account.terms), ())
    words = act.leading.claim
    begun = {"title": act.title, "text": words.text, "language": words.language}
    return begun, tuple(Choice(term.issue, term.value) for term in terms)


def _address(at: At, proposal_id: str) -> str:
    return reverse("talk", args=[at.frame.slug, proposal_id])


@in_case(Room.TALKS, methods=READ_AND_WRITE)
def proposal(request: HttpRequest, at: At, talk_id: str) -> HttpResponse:
    seen = proposal_of(at, talk_id)
    if request.method != "POST":
        return _page(request, at, seen)
    form = _form(request, at)

    def step() -> HttpResponse:
        counter = asked_choices(request.GET.dict(), issues_at(at))
        take_step(at, talk_id, _event(request, form, counter))
        return redirect(_address(at, talk_id))

    return take(form, step, lambda **told: _page(request, at, proposal_of(at, seen.id), **told))


def _form(request: HttpRequest, at: At) -> forms.Form | None:
    match request.POST.get("do", ""):
        case "prepare":
            return PrepareForm(request.POST, parties=at.frame.parties)
        case "answer":
            return AnswerForm(request.POST)
        case "reply":
            return ReplyForm(request.POST)
    return None


def _event(
    request: HttpRequest, form: forms.Form | None, counter: tuple[Choice, ...]
) -> shuttle.Event:
    if isinstance(form, AnswerForm):
        return form.event(counter)
    if isinstance(form, PrepareForm | ReplyForm):
        return form.event()
    if request.POST.get("do") == "convey":
        return shuttle.Convey(request.POST.get("check", ""))
    if request.POST.get("do") == "withdraw":
        return shuttle.Withdraw()
    raise InputError(_("There is no such step"))


def _page(
    request: HttpRequest,
    at: At,
    seen: SeenProposal,
    *,
    form: forms.Form | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    view = seen.view
    team = bool(may(at.viewer, Action.TABLE))
    own = at.viewer.side or ""
    tabled = view.phase is Phase.TABLED
    preparing = None
    if team and view.phase in {Phase.DRAFT, Phase.CHECKED}:
        preparing = form if isinstance(form, PrepareForm) else _prepare_form(at, seen)
    answering = None
    composing: tuple[IssueLine, ...] = ()
    counter: tuple[Choice, ...] = ()
    if tabled and own in view.to:
        composing, counter, refused = _counter(request, at, seen)
        error = error or refused
        begun = {"kind": shuttle.AnswerKind.COUNTER.value} if counter else None
        answering = form if isinstance(form, AnswerForm) else AnswerForm(initial=begun)
    page = ProposalPage(
        shell=shell_of(request, at, Room.TALKS),
        proposal=proposal_box(at, seen),
        error=error,
        for_team=team,
        preparing=preparing,
        check=seen.check if team and view.phase is Phase.CHECKED else "",
        receivers=_receivers(at, view.to) if team else (),
        answering=answering,
        composing=composing,
        counter=tuple((one.issue, one.value) for one in counter),
        replying=_replies(at, seen) if team and tabled else (),
        may_withdraw=team and view.phase in {Phase.DRAFT, Phase.CHECKED, Phase.TABLED},
    )
    return show(request, page, status)


def _counter(
    request: HttpRequest, at: At, seen: SeenProposal
) -> tuple[tuple[IssueLine, ...], tuple[Choice, ...], str]:
    """What a counter-proposal can be composed of, the one composed so far, and what was wrong."""
    issues, refused = issues_at(at), ""
    try:
        counter = asked_choices(request.GET.dict(), issues)
    except InputError as fault:
        counter, refused = (), str(fault)
    return choosing(issues, counter or seen.view.offer.package), counter, refused


def _receivers(at: At, to: tuple[str, ...]) -> tuple[AudienceChoice, ...]:
    """Who will read it: all parties in one line, some of them in one each."""
    if set(to) == {party.id for party in at.frame.parties}:
        return (choice_of(at, JOINT),)
    return tuple(choice_of(at, caucus(party)) for party in to)


def _prepare_form(at: At, seen: SeenProposal) -> PrepareForm:
    view = seen.view
    begun: dict[str, object] = {"to": [party.id for party in at.frame.parties]}
    if view.to:
        begun = {"to": list(view.to), "deadline": view.deadline, "announce": view.announce.value}
    return PrepareForm(parties=at.frame.parties, initial=begun)


def _replies(
    at: At, seen: SeenProposal
) -> tuple[tuple[ReplyForm, str, str, tuple[AudienceChoice, ...]], ...]:
    """For each open question a form, the party's name, the question, and who reads the reply."""
    return tuple(
        (
            ReplyForm(initial={"party": e.party}, auto_id=f"id_{e.party}_%s"),
            at.frame.name_of(e.party),
            e.question.words,
            (choice_of(at, caucus(e.party)),),
        )
        for e in seen.view.exchanges
        if not e.reply
    )
