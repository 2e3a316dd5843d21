"""Saving a model of the conflict or of the negotiation, as the newest version of its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from goodoffices.access.acting import Action, Room, check_may
from goodoffices.desk.badges import AudienceChoice, audience_choices, choice_of
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.forms.model import ModelForm
from goodoffices.desk.models import AssumptionLine, assumptions
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.what_if import changed_source
from goodoffices.errors import InputError
from goodoffices.record.audiences import TEAM
from goodoffices.record.models import Model, ModelKind
from goodoffices.service.at import At
from goodoffices.service.models import SavedModel, current, fallen, save_model
from goodoffices.service.record import view

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

__all__ = ["conflict_model", "negotiation_model"]

_UNPROCESSABLE = 422
_NAMES = {ModelKind.CONFLICT: "conflict model", ModelKind.NEGOTIATION: "negotiation model"}
_BEGIN = {
    ModelKind.CONFLICT: 'format = "goodoffices-conflict/1"\n',
    ModelKind.NEGOTIATION: 'format = "goodoffices-negotiation/1"\n',
}


@dataclass(frozen=True, slots=True)
class ModelPage(CasePage):
    template: ClassVar[str] = "models/edit.html"

    name: str
    back: str
    is_new: bool
    form: ModelForm
    kept: tuple[AssumptionLine, ...]
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class LastLookPage(CasePage):
    """A model that more than the team would see, shown once more before it is saved."""

    template: ClassVar[str] = "models/last_look.html"

    name: str
    title: str
    source: str
    illustrative: bool
    audience: str
    lines: int
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class Saving:
    """Where a model of a kind is saved from, and the version it takes the place of."""

    at: At
    kind: ModelKind
    room: Room
    present: SavedModel | None

    @property
    def back(self) -> str:
        return reverse(str(self.room), args=[self.at.frame.slug])


@in_case(Room.CONFLICT, methods=READ_AND_WRITE)
def conflict_model(request: HttpRequest, at: At) -> HttpResponse:
    check_may(at.viewer, Action.MODEL)
    kind = ModelKind.CONFLICT
    return _answer(request, Saving(at, kind, Room.CONFLICT, current(at, kind)))


@in_case(Room.SETTLEMENT, methods=READ_AND_WRITE)
def negotiation_model(request: HttpRequest, at: At) -> HttpResponse:
    check_may(at.viewer, Action.MODEL)
    kind = ModelKind.NEGOTIATION
    return _answer(request, Saving(at, kind, Room.SETTLEMENT, current(at, kind)))


def _answer(request: HttpRequest, saving: Saving) -> HttpResponse:
    choices = audience_choices(saving.at)
    if request.method != "POST":
        form = ModelForm(audiences=choices, initial=_initial(saving, request.GET.getlist("move")))
        return _page(request, saving, form, 200)
    form = ModelForm(request.POST, request.FILES, audiences=choices)
    step = request.POST.get("step", "")
    if step == "back":
        return _page(request, saving, form, 200)
    if form.is_valid():
        if step != "confirmed" and form.audience_chosen != TEAM:
            return _last_look(request, saving, form)
        try:
            save_model(saving.at, _model(saving, form), form.audience_chosen)
        except InputError as error:
            form.refuse(error)
        else:
            messages.success(request, "Saved as the newest version; earlier ones are kept.")
            return redirect(saving.back)
    return _page(request, saving, form, _UNPROCESSABLE)


def _initial(saving: Saving, moves: list[str]) -> dict[str, object]:
    """The present version, with the moves that were tried under "What if"."""
    if saving.present is None:
        return {"source": _BEGIN[saving.kind], "illustrative": True}
    model = saving.present.model
    tried = moves and saving.kind is ModelKind.CONFLICT
    return {
        "title": model.title,
        "source": changed_source(model.source, moves) if tried else model.source,
        "illustrative": model.illustrative,
        "audience": saving.present.audience.key,
    }


def _model(saving: Saving, form: ModelForm) -> Model:
    """What was sent, with the assumptions of the version it takes the place of."""
    data = form.cleaned_data
    return Model(
        kind=saving.kind,
        title=data["title"],
        source=data["source"],
        illustrative=data["illustrative"],
        assumptions=saving.present.model.assumptions if saving.present else (),
    )


def _last_look(request: HttpRequest, saving: Saving, form: ModelForm) -> HttpResponse:
    data = form.cleaned_data
    page = LastLookPage(
        shell=shell_of(request, saving.at, saving.room),
        name=_NAMES[saving.kind],
        title=data["title"],
        source=data["source"],
        illustrative=data["illustrative"],
        audience=form.audience_chosen.key,
        lines=data["source"].count("\n") + 1,
        audiences=(choice_of(saving.at, form.audience_chosen),),
    )
    return show(request, page)


def _page(request: HttpRequest, saving: Saving, form: ModelForm, status: int) -> HttpResponse:
    present, record = saving.present, view(saving.at)
    page = ModelPage(
        shell=shell_of(request, saving.at, saving.room),
        name=_NAMES[saving.kind],
        back=saving.back,
        is_new=present is None,
        form=form,
        kept=assumptions(saving.at, record, present, fallen(present.model, record.acts))
        if present
        else (),
        audiences=audience_choices(saving.at),
    )
    return show(request, page, status)
