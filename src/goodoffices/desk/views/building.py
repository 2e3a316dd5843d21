"""The builder: the model of the conflict made step by step, saved only when that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from goodoffices.access.acting import Action, Room
from goodoffices.conflict.counting import count, fault_of
from goodoffices.desk.builder.conflict.fields import taken_up
from goodoffices.desk.builder.conflict.links import part_links
from goodoffices.desk.builder.conflict.places import CONFLICT, SIDES, STATES, WANTS
from goodoffices.desk.builder.conflict.presses import EDITS
from goodoffices.desk.builder.conflict.sides import SidesPart, sides_part
from goodoffices.desk.builder.conflict.states import StatesPart, states_part
from goodoffices.desk.builder.conflict.wants import WantsPart, wants_part
from goodoffices.desk.builder.flow import BuilderPage, Flow, shared, status_of
from goodoffices.desk.builder.grounds import RestPart, Rests, rest_part
from goodoffices.desk.builder.state import REST, State
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.pages import show
from goodoffices.desk.saving import Saving
from goodoffices.record.models import ModelKind

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.conflict.counting import Counted
    from goodoffices.conflict.draft import Draft
    from goodoffices.desk.forms.model import ModelForm
    from goodoffices.service.at import At
    from goodoffices.service.record import RecordView

__all__ = ["model_builder"]


@dataclass(frozen=True, slots=True)
class Summary:
    """What is there so far, and what keeps it from being a model."""

    makers: int
    options: int
    combinations: str
    states: str
    fault: str


@dataclass(frozen=True, slots=True)
class ConflictBuilderPage(BuilderPage):
    template: ClassVar[str] = "models/builder/conflict.html"

    summary: Summary
    sides: SidesPart | None
    states: StatesPart | None
    wants: WantsPart | None
    rest: RestPart | None


@in_case(Room.CONFLICT, methods=READ_AND_WRITE, doing=Action.MODEL)
def model_builder(request: HttpRequest, at: At) -> HttpResponse:
    flow = Flow(CONFLICT, taken_up, EDITS, _page)
    return flow.answer(request, Saving.begun(at, ModelKind.CONFLICT, Room.CONFLICT))


def _page(
    request: HttpRequest,
    saving: Saving,
    state: State[Draft],
    record: RecordView,
    refused: ModelForm | None,
) -> HttpResponse:
    counted = count(state.draft)
    rests = Rests(state, record.acts)
    query = request.POST.get("q", "").strip()
    page = ConflictBuilderPage(
        **shared(request, saving, state, part_links(state, counted), refused),
        summary=_summary(state, counted),
        sides=sides_part(state, rests) if state.kind == SIDES else None,
        states=states_part(state, counted, rests) if state.kind == STATES else None,
        wants=wants_part(state, counted, rests) if state.kind == WANTS else None,
        rest=rest_part(state, saving.at, record, query) if state.kind == REST else None,
    )
    return show(request, page, status_of(state, refused))


def _summary(state: State[Draft], counted: Counted) -> Summary:
    draft = state.draft
    return Summary(
        makers=len(draft.makers),
        options=len(draft.options),
        combinations=f"{counted.combinations:,}" if draft.options else "",
        states=f"{counted.remaining:,}" if counted.remaining is not None else "",
        fault=counted.fault or fault_of(draft),
    )
