"""The room of the agreement: put together, laid for signature, signed, taken away, followed up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room, may
from goodoffices.agreement.follow_up import follow_up
from goodoffices.agreement.printed import name_of_term, printed
from goodoffices.agreement.signing import Drop, Lay, Phase, Recall, Withdraw
from goodoffices.desk.agreements import (
    AgreementLine,
    ObligationBox,
    Signed,
    TermBox,
    agreement_line,
    agreement_status,
    obligation_boxes,
    signed_by,
    term_boxes,
)
from goodoffices.desk.attached import handed_out
from goodoffices.desk.badges import AudienceChoice, choice_of
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.forms.account import beside_its_field
from goodoffices.desk.forms.agreements import (
    NewAgreementForm,
    ObligationForm,
    OutcomeForm,
    SignForm,
    TellForm,
)
from goodoffices.desk.outcomes import OutcomeBox, outcome_box, outcome_form
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.taking import take
from goodoffices.documents.pdf import to_pdf
from goodoffices.documents.word import to_word
from goodoffices.errors import InputError
from goodoffices.record.attachments import MediaType
from goodoffices.record.audiences import JOINT, TEAM, caucus
from goodoffices.service.agreements import (
    agreement_of,
    begin_agreement,
    ready,
    write_on_agreement,
)
from goodoffices.service.agreements import agreements as seen_agreements
from goodoffices.service.bundles import bundle_of
from goodoffices.service.exports import copy_line

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest

    from goodoffices.agreement.signing import Event
    from goodoffices.documents.document import Document
    from goodoffices.record.audiences import Audience
    from goodoffices.service.agreements import SeenAgreement
    from goodoffices.service.at import At

__all__ = [
    "agreement",
    "agreement_bundle",
    "agreement_calendar",
    "agreement_pdf",
    "agreement_word",
    "agreements",
    "new_agreement",
]

_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class AgreementsPage(CasePage):
    template: ClassVar[str] = "agreement/list.html"

    lines: tuple[AgreementLine, ...]
    may_begin: bool


@dataclass(frozen=True, slots=True)
class NewAgreementPage(CasePage):
    template: ClassVar[str] = "agreement/new.html"

    form: NewAgreementForm
    anything: bool
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class AgreementPage(CasePage):
    """Which forms there are follows from the phase and the seat; `check` goes with confirming."""

    template: ClassVar[str] = "agreement/agreement.html"

    id: str
    title: str
    status: str
    phase: str
    error: str
    for_team: bool
    terms: tuple[TermBox, ...]
    authoritative: str
    obligations: tuple[ObligationBox, ...]
    dated: bool
    signed: tuple[Signed, ...]
    check: str
    look: str
    obliging: ObligationForm | None
    signing: SignForm | None
    telling: TellForm | None
    outcome: OutcomeBox | None
    may_lay: bool
    may_recall: bool
    may_withdraw: bool
    receivers: tuple[AudienceChoice, ...]
    team_reads: tuple[AudienceChoice, ...]
    look_readers: tuple[AudienceChoice, ...]
    tell_readers: tuple[AudienceChoice, ...]


@in_case(Room.AGREEMENT)
def agreements(request: HttpRequest, at: At) -> HttpResponse:
    page = AgreementsPage(
        shell=shell_of(request, at, Room.AGREEMENT),
        lines=tuple(agreement_line(at, seen) for seen in seen_agreements(at)),
        may_begin=bool(may(at.viewer, Action.TABLE)),
    )
    return show(request, page)


@in_case(Room.AGREEMENT, methods=READ_AND_WRITE, doing=Action.TABLE)
def new_agreement(request: HttpRequest, at: At) -> HttpResponse:
    there = ready(at)
    form = NewAgreementForm(
        request.POST or None,
        proposals=[(key, one.offer.title) for key, one in there.proposals.items()],
        texts=[(key, title) for key, (title, _text) in there.texts.items()],
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        chosen = tuple(typed["proposals"]), tuple(typed["texts"])
        try:
            made = begin_agreement(at, typed["title"], *chosen)
        except InputError as fault:
            beside_its_field(form, fault)
        else:
            return redirect("agreement", at.frame.slug, made)
    page = NewAgreementPage(
        shell=shell_of(request, at, Room.AGREEMENT),
        form=form,
        anything=bool(there.proposals or there.texts),
        audiences=(choice_of(at, TEAM),),
    )
    return show(request, page, _UNPROCESSABLE if form.errors else 200)


@in_case(Room.AGREEMENT, methods=READ_AND_WRITE)
def agreement(request: HttpRequest, at: At, agreement_id: str) -> HttpResponse:
    seen = agreement_of(at, agreement_id)
    if request.method != "POST":
        return _page(request, at, seen)
    form = _form(request, at, seen)

    def step() -> HttpResponse:
        write_on_agreement(at, agreement_id, _event(request, at, form))
        return redirect("agreement", at.frame.slug, agreement_id)

    return take(form, step, lambda **told: _page(request, at, agreement_of(at, seen.id), **told))


def _form(request: HttpRequest, at: At, seen: SeenAgreement) -> forms.Form | None:
    match request.POST.get("do", ""):
        case "oblige":
            return _obliging(at, seen, request.POST)
        case "foresee" if may(at.viewer, Action.TABLE):
            return outcome_form(at, request.POST, seen.view.outcome)
        case "sign":
            return SignForm(request.POST)
        case "tell":
            return _telling(at, seen, request.POST)
    return None


def _event(request: HttpRequest, at: At, form: forms.Form | None) -> Event:
    check = request.POST.get("check", "")
    if isinstance(form, ObligationForm):
        return form.event(at.world.new_id())
    if isinstance(form, OutcomeForm):
        return form.event()
    if isinstance(form, SignForm):
        return form.event(check)
    if isinstance(form, TellForm):
        return form.event(at.viewer.side or "")
    match request.POST.get("do", ""):
        case "drop":
            return Drop(request.POST.get("obligation", ""))
        case "lay":
            return Lay(check)
        case "recall":
            return Recall()
        case "withdraw":
            return Withdraw()
    raise InputError(_("There is no such step"))


def _obliging(at: At, seen: SeenAgreement, data: object = None) -> ObligationForm:
    bound = seen.view.agreement
    return ObligationForm(
        data,
        terms=[(t.id, name_of_term(t, k)) for k, t in enumerate(bound.terms, 1)],
        parties=[(party, at.frame.name_of(party)) for party in bound.parties],
    )


def _telling(at: At, seen: SeenAgreement, data: object = None) -> TellForm:
    owed = seen.view.agreement.obligations
    names = [(one.id, f"{at.frame.name_of(one.who)}: {one.what}"[:100]) for one in owed]
    return TellForm(data, obligations=names, audiences=_tell_readers(at, seen))


def _tell_readers(at: At, seen: SeenAgreement) -> tuple[AudienceChoice, ...]:
    own, bound = at.viewer.side, seen.view.agreement.parties
    found: tuple[Audience, ...] = (
        (caucus(own),) if own else (TEAM, *(caucus(party) for party in bound))
    )
    if seen.view.between_all:
        found = (*found, JOINT)
    return tuple(choice_of(at, audience) for audience in found)


def _page(
    request: HttpRequest,
    at: At,
    seen: SeenAgreement,
    *,
    form: forms.Form | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    view, own = seen.view, at.viewer.side or ""
    bound = view.agreement
    team = bool(may(at.viewer, Action.TABLE))
    drafting = team and view.phase is Phase.DRAFT
    obliging, signing, telling = None, None, None
    if drafting:
        obliging = form if isinstance(form, ObligationForm) else _obliging(at, seen)
    if view.phase is Phase.SIGNING and own in bound.parties and not view.has_signed(own):
        signing = form if isinstance(form, SignForm) else SignForm()
    if view.phase is Phase.CONCLUDED and bound.obligations and (team or own):
        telling = form if isinstance(form, TellForm) else _telling(at, seen)
    receivers = (JOINT,) if view.between_all else tuple(caucus(p) for p in bound.parties)
    looks = {
        "lay": drafting,
        "recall": team and view.phase is Phase.SIGNING,
        "withdraw": team and view.phase in {Phase.DRAFT, Phase.SIGNING},
    }
    asked = request.GET.get("look", "")
    team_alone = (choice_of(at, TEAM),) if team else (choice_of(at, caucus(own)),)
    page = AgreementPage(
        shell=shell_of(request, at, Room.AGREEMENT),
        id=seen.id,
        title=bound.title,
        status=agreement_status(view),
        phase=view.phase.name.lower(),
        error=error,
        for_team=team,
        terms=term_boxes(at, view),
        authoritative=bound.authoritative,
        obligations=obligation_boxes(at, seen),
        dated=any(one.due for one in bound.obligations),
        signed=signed_by(at, view),
        check=bound.check,
        look=asked if looks.get(asked) else "",
        obliging=obliging,
        signing=signing,
        telling=telling,
        outcome=_outcome(request, at, seen, form) if team else None,
        may_lay=drafting,
        may_recall=looks["recall"],
        may_withdraw=looks["withdraw"],
        receivers=tuple(choice_of(at, audience) for audience in receivers),
        team_reads=team_alone,
        look_readers=tuple(choice_of(at, audience) for audience in receivers)
        if view.laid
        else team_alone,
        tell_readers=_tell_readers(at, seen) if telling else (),
    )
    return show(request, page, status)


def _outcome(
    request: HttpRequest, at: At, seen: SeenAgreement, form: forms.Form | None
) -> OutcomeBox:
    tried = form if isinstance(form, OutcomeForm) else None
    return outcome_box(at, seen.view.outcome, tried, request.GET.get("concept", ""))


def _laid_out(at: At, agreement_id: str, form: str) -> Document:
    view = agreement_of(at, agreement_id).view
    return printed(view, at.frame.party_names, copy_line(at, form), at.world.clock().date())


@in_case(Room.AGREEMENT)
def agreement_word(request: HttpRequest, at: At, agreement_id: str) -> HttpResponse:  # noqa: ARG001  # a view
    """The agreement as a Word file; the copy is entered in the register."""
    laid_out = _laid_out(at, agreement_id, "docx")
    return handed_out(to_word(laid_out), MediaType.DOCX, f"{laid_out.title.text}.docx")


@in_case(Room.AGREEMENT)
def agreement_pdf(request: HttpRequest, at: At, agreement_id: str) -> HttpResponse:  # noqa: ARG001  # a view
    """The agreement as PDF; the copy is entered in the register."""
    laid_out = _laid_out(at, agreement_id, "pdf")
    return handed_out(to_pdf(laid_out), MediaType.PDF, f"{laid_out.title.text}.pdf")


@in_case(Room.AGREEMENT)
def agreement_bundle(request: HttpRequest, at: At, agreement_id: str) -> HttpResponse:  # noqa: ARG001  # a view
    """The settlement bundle; there is none before all have signed."""
    return saved(bundle_of(at, agreement_id), "application/zip", "settlement.zip")


@in_case(Room.AGREEMENT)
def agreement_calendar(request: HttpRequest, at: At, agreement_id: str) -> HttpResponse:
    """The days on which something is due; titles say what only where that is asked for."""
    view = agreement_of(at, agreement_id).view
    names = at.frame.party_names if request.GET.get("titles") == "open" else None
    data = follow_up(view.agreement, at.world.clock(), names)
    return calendar(data, "follow-up.ics")


def calendar(data: bytes, name: str) -> HttpResponse:
    return saved(data, "text/calendar; charset=utf-8", name)


def saved(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    return response
