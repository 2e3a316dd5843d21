"""One clause of a negotiating text: its versions, brackets, reservations, comments, acceptance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room, may
from goodoffices.desk.badges import AudienceChoice, choice_of
from goodoffices.desk.clauses import (
    ClauseBox,
    VersionBox,
    clause_boxes,
    name_of_clause,
    versions_of,
)
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.forms.account import beside_its_field
from goodoffices.desk.forms.texts import BracketForm, ClauseForm, CommentForm, ReserveForm
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.redlines import confirmed, look_at, readers_of
from goodoffices.desk.shell import shell_of
from goodoffices.desk.taking import take
from goodoffices.errors import ConflictingEditError, InputError
from goodoffices.record.audiences import JOINT, TEAM, caucus
from goodoffices.saying import say
from goodoffices.service.cases import nothing_here
from goodoffices.service.talks import proposals
from goodoffices.service.texts import change_text, text_of, write_on_text
from goodoffices.talks.text import ClausePhase, Phase
from goodoffices.talks.text.events import (
    Accept,
    Add,
    Hold,
    Lift,
    Remark,
    Reopen,
    Reserve,
    Revise,
    Strike,
)

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    from goodoffices.record.audiences import Audience
    from goodoffices.service.at import At
    from goodoffices.service.texts import SeenText
    from goodoffices.talks.text import Clause, Event

__all__ = ["add_clause", "clause", "revise_clause"]

_UNPROCESSABLE, _CONFLICT = 422, 409


@dataclass(frozen=True, slots=True)
class ClausePage(CasePage):
    """Which forms there are follows from the phase and the seat; `check` goes with accepting."""

    template: ClassVar[str] = "talks/clause.html"

    text_id: str
    title: str
    heading: str
    error: str
    clause: ClauseBox
    versions: tuple[VersionBox, ...]
    for_team: bool
    may_revise: bool
    may_strike: bool
    may_reopen: bool
    check: str
    accepting: bool
    bracketing: BracketForm | None
    reserving: ReserveForm | None
    commenting: CommentForm | None
    all_read: tuple[AudienceChoice, ...]
    bracket_readers: tuple[AudienceChoice, ...]
    caucus_readers: tuple[AudienceChoice, ...]
    comment_readers: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class WritePage(CasePage):
    template: ClassVar[str] = "talks/write_clause.html"

    text_id: str
    title: str
    heading: str
    back: str
    error: str
    form: ClauseForm
    places: bool
    audiences: tuple[AudienceChoice, ...]


def _clause(seen: SeenText, clause_id: str) -> Clause:
    found = seen.view.clause(clause_id)
    if found is None:
        raise nothing_here()
    return found


@in_case(Room.TALKS, methods=READ_AND_WRITE)
def clause(request: HttpRequest, at: At, text_id: str, clause_id: str) -> HttpResponse:
    seen = text_of(at, text_id)
    found = _clause(seen, clause_id)
    if request.method != "POST":
        return _page(request, at, seen, found)
    form = _form(request, at, seen)

    def step() -> HttpResponse:
        write_on_text(at, text_id, _event(request, at, seen, found, form))
        return redirect("clause", at.frame.slug, text_id, clause_id)

    def page(**told: Any) -> HttpResponse:
        now = text_of(at, text_id)
        return _page(request, at, now, _clause(now, clause_id), **told)

    return take(form, step, page)


def _form(request: HttpRequest, at: At, seen: SeenText) -> forms.Form | None:
    match request.POST.get("do", ""):
        case "hold":
            readers = _bracket_readers(at)
            return BracketForm(request.POST, audiences=readers, auto_id="bracket_%s")
        case "reserve":
            return ReserveForm(request.POST, auto_id="reserve_%s")
        case "comment":
            return CommentForm(request.POST, audiences=_comment_readers(at, seen))
    return None


def _event(
    request: HttpRequest, at: At, seen: SeenText, found: Clause, form: forms.Form | None
) -> Event:
    if isinstance(form, BracketForm):
        wording = found.version.text_in(seen.view.authoritative) or ""
        start, end = form.place_in(wording)
        return Hold(found.id, at.world.new_id(), start, end, form.audience_chosen)
    if isinstance(form, ReserveForm):
        return Reserve(found.id, at.world.new_id(), form.cleaned_data["words"])
    if isinstance(form, CommentForm):
        words = form.cleaned_data["words"]
        return Remark(found.id, at.world.new_id(), words, form.audience_chosen)
    match request.POST.get("do", ""):
        case "accept":
            return Accept(found.id, request.POST.get("check", ""))
        case "lift":
            return Lift(found.id, request.POST.get("held", ""))
        case "strike":
            return Strike(found.id)
        case "reopen":
            return Reopen(found.id)
    raise InputError(_("There is no such step"))


def _bracket_readers(at: At) -> tuple[AudienceChoice, ...]:
    own = at.viewer.side
    return _choices(at, (JOINT, caucus(own))) if own else ()


def _comment_readers(at: At, seen: SeenText) -> tuple[AudienceChoice, ...]:
    if at.viewer.side:
        return _choices(at, (caucus(at.viewer.side), JOINT))
    if not seen.view.tabled:
        return _choices(at, (TEAM,))
    return _choices(at, (TEAM, *(caucus(party) for party in seen.view.parties), JOINT))


def _choices(at: At, audiences: tuple[Audience, ...]) -> tuple[AudienceChoice, ...]:
    return tuple(choice_of(at, audience) for audience in audiences)


def _page(
    request: HttpRequest,
    at: At,
    seen: SeenText,
    found: Clause,
    *,
    form: forms.Form | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    view, own = seen.view, at.viewer.side or ""
    team = bool(may(at.viewer, Action.TABLE))
    at_table = view.phase in {Phase.DRAFTING, Phase.TABLED}
    is_open = found.phase is ClausePhase.OPEN
    holding = bool(own) and view.phase is Phase.TABLED and is_open
    speaking = at_table and found.phase is not ClausePhase.STRUCK and (team or bool(own))
    comment_readers = _comment_readers(at, seen) if speaking else ()
    box = next(box for box in clause_boxes(at, seen) if box.id == found.id)
    page = ClausePage(
        shell=shell_of(request, at, Room.TALKS),
        text_id=seen.id,
        title=seen.title,
        heading=name_of_clause(box.number),
        error=error,
        clause=box,
        versions=versions_of(at, view, found),
        for_team=team,
        may_revise=team and at_table and is_open,
        may_strike=team and at_table and is_open,
        may_reopen=team and at_table and not is_open,
        check=found.version.check,
        accepting=holding and not found.held_by(own) and own not in found.accepted,
        bracketing=_bracketing(at, form) if holding else None,
        reserving=_reserving(form) if holding else None,
        commenting=_commenting(form, comment_readers) if speaking else None,
        all_read=readers_of(at, seen),
        bracket_readers=_bracket_readers(at) if holding else (),
        caucus_readers=_choices(at, (caucus(own),)) if holding else (),
        comment_readers=comment_readers,
    )  # fmt: skip
    return show(request, page, status)


def _bracketing(at: At, form: forms.Form | None) -> BracketForm:
    if isinstance(form, BracketForm):
        return form
    return BracketForm(audiences=_bracket_readers(at), auto_id="bracket_%s")


def _reserving(form: forms.Form | None) -> ReserveForm:
    return form if isinstance(form, ReserveForm) else ReserveForm(auto_id="reserve_%s")


def _commenting(form: forms.Form | None, readers: tuple[AudienceChoice, ...]) -> CommentForm:
    return form if isinstance(form, CommentForm) else CommentForm(audiences=readers)


@in_case(Room.TALKS, methods=READ_AND_WRITE, doing=Action.TABLE)
def revise_clause(request: HttpRequest, at: At, text_id: str, clause_id: str) -> HttpResponse:
    seen = text_of(at, text_id)
    found = _clause(seen, clause_id)
    heading = _("Revise a clause")
    back = reverse("clause", args=[at.frame.slug, text_id, clause_id])
    form = ClauseForm(
        _typed(request), view=seen.view, standing=found.version, proposals=_proposals(at)
    )
    return _written(request, at, seen, form, heading=heading, back=back, revises=found.id)


@in_case(Room.TALKS, methods=READ_AND_WRITE, doing=Action.TABLE)
def add_clause(request: HttpRequest, at: At, text_id: str) -> HttpResponse:
    seen = text_of(at, text_id)
    standing = seen.view.standing
    places = [("", _("At the end"))]
    places += [
        (one.id, say("After clause {number}", number=k)) for k, one in enumerate(standing, 1)
    ]
    form = ClauseForm(_typed(request), view=seen.view, proposals=_proposals(at), places=places)
    back = reverse("text", args=[at.frame.slug, text_id])
    return _written(request, at, seen, form, heading=_("Add a clause"), back=back)


def _typed(request: HttpRequest) -> object | None:
    """What was typed; nothing where the changes that were shown come back to be made."""
    return request.POST if request.method == "POST" and "take" not in request.POST else None


def _proposals(at: At) -> list[tuple[str, str]]:
    return [(one.id, one.view.offer.title) for one in proposals(at)]


def _written(
    request: HttpRequest,
    at: At,
    seen: SeenText,
    form: ClauseForm,
    *,
    heading: str,
    back: str,
    revises: str = "",
) -> HttpResponse:
    """The form, then the redline as a last look, then the change."""
    error, status = "", 200
    if request.method == "POST":
        status = _UNPROCESSABLE
        try:
            if "take" in request.POST:
                change_text(at, seen.id, confirmed(request), request.POST.get("check", ""))
                return redirect(back)
            if form.is_valid():
                version = form.version()
                after = form.cleaned_data.get("after", "")
                change = (
                    Revise(revises, version) if revises else Add(at.world.new_id(), version, after)
                )
                return look_at(request, at, seen, (change,), back=request.path, chosen=False)
        except ConflictingEditError as fault:
            error, status = str(fault), _CONFLICT
        except InputError as fault:
            if form.is_bound:
                beside_its_field(form, fault)
            else:
                error = str(fault)
    page = WritePage(
        shell=shell_of(request, at, Room.TALKS),
        text_id=seen.id,
        title=seen.title,
        heading=heading,
        back=back,
        error=error,
        form=form,
        places=not revises,
        audiences=readers_of(at, seen),
    )
    return show(request, page, status)
