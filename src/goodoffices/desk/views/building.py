"""The builder: the model of the conflict made step by step, saved only when that is asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from goodoffices.access.acting import Action, Room
from goodoffices.conflict.counting import count, fault_of
from goodoffices.conflict.draft import Draft
from goodoffices.desk.badges import AudienceChoice, audience_choices
from goodoffices.desk.builder.controls import Field, field_of
from goodoffices.desk.builder.fields import taken_up
from goodoffices.desk.builder.grounds import RestPart, Rests, rest_part
from goodoffices.desk.builder.parts import (
    PartLink,
    SidesPart,
    StatesPart,
    WantsPart,
    part_links,
    sides_part,
    states_part,
    wants_part,
)
from goodoffices.desk.builder.presses import Press, made
from goodoffices.desk.builder.state import REST, SIDES, STATES, WANTS, State, opened
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.saving import UNPROCESSABLE, Saving, model_form, save, text_page
from goodoffices.desk.shell import shell_of
from goodoffices.errors import InputError
from goodoffices.record.audiences import TEAM
from goodoffices.record.models import ModelKind
from goodoffices.service.models import standing_entries
from goodoffices.service.record import view

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from goodoffices.conflict.counting import Counted
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
class BuilderPage(CasePage):
    template: ClassVar[str] = "models/builder.html"

    back: str
    is_new: bool
    changed: bool
    state: State
    title: Field
    refused: tuple[str, ...]
    summary: Summary
    parts: tuple[PartLink, ...]
    heading: str
    next: PartLink | None
    part_focus: bool
    sides: SidesPart | None
    states: StatesPart | None
    wants: WantsPart | None
    rest: RestPart | None
    audiences: tuple[AudienceChoice, ...]


@in_case(Room.CONFLICT, methods=READ_AND_WRITE, doing=Action.MODEL)
def model_builder(request: HttpRequest, at: At) -> HttpResponse:
    saving = Saving.begun(at, ModelKind.CONFLICT, Room.CONFLICT)
    sent = request.POST if request.method == "POST" else _present(saving, request.GET)
    try:
        state = opened(sent, saving.kept)
    except InputError as error:
        # what cannot be built in the page can be mended as text
        form = model_form(saving, data=sent)
        form.is_valid()
        form.refuse(error)
        return text_page(request, saving, form, UNPROCESSABLE)
    state = replace(state, in_step=_in_step(saving))
    if request.method == "POST":
        return _pressed(request, saving, state)
    return _page(request, saving, state, view(at))


def _in_step(saving: Saving) -> bool:
    """Whether the present version bears the same title in its file, so that both change."""
    if saving.present is None:
        return True
    try:
        return Draft.opened(saving.present.model.source).title == saving.present.model.title
    except InputError:
        return False


def _present(saving: Saving, asked: QueryDict) -> dict[str, str]:
    """The present version, or nothing yet, at the part that is asked for."""
    present, part = saving.present, asked.get("part", SIDES)
    if present is None:
        return {"illustrative": "on", "audience": TEAM.key, "part": part}
    model = present.model
    return {
        "title": model.title,
        "source": model.source,
        "audience": present.audience.key,
        "base": present.id,
        "part": part,
        **({"illustrative": "on"} if model.illustrative else {}),
    }


def _pressed(request: HttpRequest, saving: Saving, before: State) -> HttpResponse:
    """Take up what was typed, make the edit of the button, and show the page again."""
    post, record = request.POST, view(saving.at)
    press = Press.asked(post)
    state = taken_up(before, post, press.leaves_out, standing_entries(record.acts))
    if not state.faults:
        state = made(state, press, post)
    if press.what != "undo" and state.differs_from(before):
        state = replace(state, before=before.remembered)
    if state.faults:
        return _page(request, saving, state, record)
    form = model_form(saving, data=state.sent)
    if press.what == "text":
        return text_page(request, saving, form, 200)
    step = post.get("step", "")
    if press.what == "save" or step == "confirmed":

        def again() -> HttpResponse:
            part = replace(state, part=SIDES) if "title" in form.errors else state
            return _page(request, saving, part, record, form)

        return save(request, saving, form, again, step)
    return _page(request, saving, state, record)


def _page(
    request: HttpRequest,
    saving: Saving,
    state: State,
    record: RecordView,
    refused: ModelForm | None = None,
) -> HttpResponse:
    at, draft = saving.at, state.draft
    counted = count(draft)
    rests = Rests(state, record.acts)
    links = part_links(state, counted)
    errors = (
        {n: [str(one) for one in found] for n, found in refused.errors.items()} if refused else {}
    )
    page = BuilderPage(
        shell=shell_of(request, at, saving.room),
        back=saving.back,
        is_new=saving.present is None,
        changed=_is_changed(saving, state),
        state=state,
        title=Field("title", state.title, " ".join(errors["title"]), True)
        if "title" in errors
        else field_of(state, "title", state.title),
        refused=tuple(
            str(line) for name, lines in errors.items() if name != "title" for line in lines
        ),
        summary=_summary(state, counted),
        parts=links,
        heading=next((link.name for link in links if link.here), "What this rests on"),
        next=_next(links),
        part_focus=state.focus == "part",
        sides=sides_part(state, rests) if state.kind == SIDES else None,
        states=states_part(state, counted, rests) if state.kind == STATES else None,
        wants=wants_part(state, counted, rests) if state.kind == WANTS else None,
        rest=rest_part(state, at, record, request.POST.get("q", "").strip())
        if state.kind == REST
        else None,
        audiences=audience_choices(at),
    )
    return show(request, page, UNPROCESSABLE if state.faults or errors else 200)


def _next(links: tuple[PartLink, ...]) -> PartLink | None:
    """The part to go on with; None at the last, and where the page shows something else."""
    return next((after for here, after in pairwise(links) if here.here), None)


def _lines(form: ModelForm) -> dict[str, list[str]]:
    return {name: [str(one) for one in found] for name, found in form.errors.items()}


def _is_changed(saving: Saving, state: State) -> bool:
    if saving.present is None:
        return bool(state.draft.makers)
    present = saving.present.model
    return (present.source, present.assumptions) != (state.text, state.assumptions)


def _summary(state: State, counted: Counted) -> Summary:
    draft = state.draft
    return Summary(
        makers=len(draft.makers),
        options=len(draft.options),
        combinations=f"{counted.combinations:,}" if draft.options else "",
        states=f"{counted.remaining:,}" if counted.remaining is not None else "",
        fault=counted.fault or fault_of(draft),
    )
