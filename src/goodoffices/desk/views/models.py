"""Saving a model of the conflict or of the negotiation as text, as the newest of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.access.acting import Action, Room, check_may
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.forms.model import written
from goodoffices.desk.saving import UNPROCESSABLE, Saving, model_form, save, text_page
from goodoffices.desk.what_if import changed_source
from goodoffices.record.models import ModelKind

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At

__all__ = ["conflict_model", "negotiation_model"]

_BEGIN = {
    ModelKind.CONFLICT: 'format = "goodoffices-conflict/1"\n',
    ModelKind.NEGOTIATION: 'format = "goodoffices-negotiation/1"\n',
}


@in_case(Room.CONFLICT, methods=READ_AND_WRITE)
def conflict_model(request: HttpRequest, at: At) -> HttpResponse:
    check_may(at.viewer, Action.MODEL)
    return _answer(request, Saving.begun(at, ModelKind.CONFLICT, Room.CONFLICT))


@in_case(Room.SETTLEMENT, methods=READ_AND_WRITE)
def negotiation_model(request: HttpRequest, at: At) -> HttpResponse:
    check_may(at.viewer, Action.MODEL)
    return _answer(request, Saving.begun(at, ModelKind.NEGOTIATION, Room.SETTLEMENT))


def _answer(request: HttpRequest, saving: Saving) -> HttpResponse:
    if request.method != "POST":
        form = model_form(saving, initial=_initial(saving, request.GET.getlist("move")))
        return text_page(request, saving, form, 200)
    form = model_form(saving, data=request.POST, files=request.FILES)
    step = request.POST.get("step", "")
    if step == "back":
        return text_page(request, saving, form, 200)

    def again() -> HttpResponse:
        return text_page(request, saving, form, UNPROCESSABLE)

    return save(request, saving, form, again, step)


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
        "base": saving.present.id,
        "assumptions": written(model.assumptions),
    }
