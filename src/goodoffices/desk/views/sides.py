"""Whose numbers these are: what each side said itself, what the team estimates, who knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room
from goodoffices.desk.badges import AudienceChoice, audience_choices, choice_of
from goodoffices.desk.bargaining import room_tabs
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.forms.sides import ReadersForm
from goodoffices.desk.own_terms import SideLine, side_line
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.questions import Question
from goodoffices.desk.saved_models import ModelHead, head_of
from goodoffices.desk.saving import UNPROCESSABLE
from goodoffices.desk.shell import shell_of
from goodoffices.errors import InputError
from goodoffices.record.audiences import AudienceKind
from goodoffices.record.date_words import instant_in_words
from goodoffices.record.models import ModelKind
from goodoffices.service.models import SavedModel, current
from goodoffices.service.sides import (
    KnownSide,
    known_sides,
    matter,
    share_estimate,
    share_matter,
)
from goodoffices.settlement.draft import Draft
from goodoffices.settlement.sides import put_together, same_preferences

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At

__all__ = ["settlement_sides", "whose"]

_MATTER = "matter"


@dataclass(frozen=True, slots=True)
class Whose:
    """A side of the model: whether its numbers are its own word or an estimate."""

    id: str
    name: str
    stated: bool
    """Whether the model says what the side says."""
    told: SideLine | None
    """What the side has told this seat itself."""
    taken: str
    """The model with the side's own word in it, where that differs; empty otherwise."""
    shown: SideLine | None
    """What was shown of the team's estimate last."""


@dataclass(frozen=True, slots=True)
class SidesPage(CasePage):
    template: ClassVar[str] = "settlement/sides.html"

    model: ModelHead | None
    questions: tuple[Question, ...]
    sides: tuple[Whose, ...]
    title: str
    base: str
    audience: str
    illustrative: bool
    shared: str
    shared_with: AudienceChoice | None
    refused: str
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class ShowLastLookPage(CasePage):
    template: ClassVar[str] = "settlement/show_last_look.html"

    what: str
    name: str
    audience: str
    audiences: tuple[AudienceChoice, ...]


def whose(at: At, saved: SavedModel) -> tuple[Whose, ...]:
    """The sides of a model; those without a table of their own in it are not there."""
    draft = Draft.opened(saved.model.source)
    told, shown = known_sides(at, stated=True), known_sides(at, stated=False)
    return tuple(_whose(at, draft, str(t["id"]), told, shown) for t in draft.parties)


def _whose(
    at: At, draft: Draft, own: str, told: dict[str, KnownSide], shown: dict[str, KnownSide]
) -> Whose:
    said, taken, same = told.get(own), "", False
    if said is not None:
        try:
            merged = put_together(draft.text(), {own: said.preferences.source})
            parties = {p.id: p for p in merged.scenario().parties}
            mine = {p.id: p for p in draft.scenario().parties}
            same = same_preferences(parties[own], mine[own])
            taken = "" if same else merged.text()
        except InputError:
            # the issues have changed since: it no longer fits, and is shown as told
            taken = ""
    return Whose(
        own,
        draft.name_of(own),
        same,
        side_line(at, said) if said else None,
        taken,
        side_line(at, shown[own]) if own in shown else None,
    )


@in_case(Room.SETTLEMENT, methods=READ_AND_WRITE, doing=Action.MODEL)
def settlement_sides(request: HttpRequest, at: At) -> HttpResponse:
    saved = current(at, ModelKind.NEGOTIATION)
    if request.method != "POST":
        return _page(request, at, saved)
    if saved is None:
        raise Http404
    form = ReadersForm(request.POST, audiences=_outside(at))
    what = request.POST.get("what", "")
    names = {side.id: side.name for side in whose(at, saved)}
    if what != _MATTER and what not in names:
        raise Http404
    if not form.is_valid():
        return _page(request, at, saved, _("Choose who is to see it."))
    audience = form.audience_chosen
    if request.POST.get("step") != "confirmed":
        page = ShowLastLookPage(
            shell=shell_of(request, at, Room.SETTLEMENT),
            what=what,
            name=names.get(what, ""),
            audience=audience.key,
            audiences=(choice_of(at, audience),),
        )
        return show(request, page)
    try:
        if what == _MATTER:
            share_matter(at, audience)
        else:
            share_estimate(at, what, audience)
    except InputError as error:
        return _page(request, at, saved, str(error))
    messages.success(request, _("Shown to these readers. What was shown before is kept."))
    return redirect(reverse("settlement-sides", args=[at.frame.slug]))


def _outside(at: At) -> tuple[AudienceChoice, ...]:
    """Readers outside the team who sit at the table."""
    wanted = {str(AudienceKind.CAUCUS), str(AudienceKind.JOINT)}
    return tuple(c for c in audience_choices(at) if c.key.partition(":")[0] in wanted)


def _page(
    request: HttpRequest, at: At, saved: SavedModel | None, refused: str = ""
) -> HttpResponse:
    shared = matter(at)
    page = SidesPage(
        shell=shell_of(request, at, Room.SETTLEMENT),
        model=head_of(at, saved) if saved else None,
        questions=room_tabs(at, "settlement-sides") if saved else (),
        sides=whose(at, saved) if saved else (),
        title=saved.model.title if saved else "",
        base=saved.id if saved else "",
        audience=saved.audience.key if saved else "",
        illustrative=saved.model.illustrative if saved else False,
        shared=instant_in_words(shared.entered) if shared else "",
        shared_with=choice_of(at, shared.audience) if shared else None,
        refused=refused,
        audiences=_outside(at),
    )
    return show(request, page, UNPROCESSABLE if refused else 200)
