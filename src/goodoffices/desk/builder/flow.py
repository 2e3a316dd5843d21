"""One request to a builder: the model is opened, what was typed taken up, a button carried out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Generic, TypeVar

from django.http import HttpRequest, HttpResponse, QueryDict

from goodoffices.desk.badges import AudienceChoice, audience_choices
from goodoffices.desk.builder.controls import Field, field_of
from goodoffices.desk.builder.grounds import named_in
from goodoffices.desk.builder.press import Edit, Press, made
from goodoffices.desk.builder.state import Draft, Shop, State, opened
from goodoffices.desk.forms.model import ModelForm
from goodoffices.desk.pages import CasePage
from goodoffices.desk.saving import UNPROCESSABLE, Saving, model_form, save, text_page
from goodoffices.desk.shell import shell_of
from goodoffices.errors import InputError
from goodoffices.record.audiences import TEAM
from goodoffices.saying import say
from goodoffices.service.models import standing_entries
from goodoffices.service.record import RecordView, grounds

__all__ = ["BuilderPage", "Flow", "PartLink", "shared", "status_of"]

D = TypeVar("D", bound=Draft)


@dataclass(frozen=True, slots=True)
class PartLink:
    value: str
    name: str
    note: str
    here: bool


@dataclass(frozen=True, slots=True)
class BuilderPage(CasePage):
    """What every builder shows around the part that is being built."""

    back: str
    is_new: bool
    changed: bool
    state: State[Any]
    title: Field
    titled: bool
    """Whether the part that is shown has the field of the title."""
    refused: tuple[str, ...]
    parts: tuple[PartLink, ...]
    heading: str
    next: PartLink | None
    part_focus: bool
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class Flow(Generic[D]):
    """How one kind of model is built: `takes` reads its fields, `edits` are its buttons."""

    shop: Shop[D]
    takes: Callable[[State[D], QueryDict, Collection[str], frozenset[str]], State[D]]
    edits: Mapping[str, Edit]
    page: Callable[[HttpRequest, Saving, State[D], RecordView, ModelForm | None], HttpResponse]

    def answer(self, request: HttpRequest, saving: Saving) -> HttpResponse:
        sent = request.POST if request.method == "POST" else self._present(saving, request.GET)
        try:
            state = opened(self.shop, sent, saving.kept)
        except InputError as error:
            # what cannot be built in the page can be mended as text
            form = model_form(saving, data=sent)
            form.is_valid()
            form.refuse(error)
            return text_page(request, saving, form, UNPROCESSABLE)
        state = replace(state, in_step=self._in_step(saving))
        if request.method == "POST":
            return self._pressed(request, saving, state)
        return self._shown(request, saving, state)

    def _shown(
        self,
        request: HttpRequest,
        saving: Saving,
        state: State[D],
        refused: ModelForm | None = None,
    ) -> HttpResponse:
        record = grounds(saving.at, named_in(state))
        return self.page(request, saving, state, record, refused)

    def _in_step(self, saving: Saving) -> bool:
        """Whether the present version bears the same title in its file, so that both change."""
        if saving.present is None:
            return True
        try:
            return self.shop.opened(saving.present.model.source).title == saving.present.model.title
        except InputError:
            return False

    def _present(self, saving: Saving, asked: QueryDict) -> dict[str, str]:
        """The present version, or nothing yet, at the part that is asked for."""
        present, part = saving.present, asked.get("part", self.shop.first)
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

    def _pressed(self, request: HttpRequest, saving: Saving, before: State[D]) -> HttpResponse:
        """Take up what was typed, make the edit of the button, and show the page again."""
        post = request.POST
        press = Press.asked(post)
        chosen = standing_entries(grounds(saving.at, post.getlist("ground")).acts)
        state = self.takes(before, post, press.leaves_out, chosen)
        if not state.faults:
            state = made(state, press, post, self.edits)
        if press.what != "undo" and state.differs_from(before):
            state = replace(state, before=before.remembered)
        if state.faults:
            return self._shown(request, saving, state)
        form = model_form(saving, data=state.sent)
        if press.what == "text":
            return text_page(request, saving, form, 200)
        step = post.get("step", "")
        if press.what == "save" or step == "confirmed":

            def again() -> HttpResponse:
                first = replace(state, part=self.shop.first)
                shown = first if "title" in form.errors else state
                return self._shown(request, saving, shown, form)

            return save(request, saving, form, again, step)
        return self._shown(request, saving, state)


def shared(
    request: HttpRequest,
    saving: Saving,
    state: State[Any],
    links: tuple[PartLink, ...],
    refused: ModelForm | None,
) -> dict[str, Any]:
    """The fields of `BuilderPage`."""
    errors = (
        {n: [str(one) for one in found] for n, found in refused.errors.items()} if refused else {}
    )
    return {
        "shell": shell_of(request, saving.at, saving.room),
        "back": saving.back,
        "is_new": saving.present is None,
        "changed": _is_changed(saving, state),
        "state": state,
        "title": Field("title", state.title, " ".join(errors["title"]), True)
        if "title" in errors
        else field_of(state, "title", state.title),
        "titled": state.kind == state.shop.first,
        "refused": tuple(
            str(line) for name, lines in errors.items() if name != "title" for line in lines
        ),
        "parts": links,
        "heading": next((link.name for link in links if link.here), say("What this rests on")),
        "next": _next(links),
        "part_focus": state.focus == "part",
        "audiences": audience_choices(saving.at),
    }


def status_of(state: State[Any], refused: ModelForm | None) -> int:
    """The status of the page: what was typed cannot be taken up, or saved, as it is."""
    return UNPROCESSABLE if state.faults or (refused and refused.errors) else 200


def _next(links: tuple[PartLink, ...]) -> PartLink | None:
    """The part to go on with; None at the last, and where the page shows something else."""
    return next((after for here, after in pairwise(links) if here.here), None)


def _is_changed(saving: Saving, state: State[Any]) -> bool:
    if saving.present is None:
        return bool(set(state.draft.tree) - {"format"})
    present = saving.present.model
    return (present.source, present.assumptions) != (state.text, state.assumptions)
