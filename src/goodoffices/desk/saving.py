"""Saving a model as the newest version: the form, a last look, and what to do about two at once."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from goodoffices.access.acting import Room
from goodoffices.desk.badges import AudienceChoice, audience_choices, choice_of
from goodoffices.desk.forms.model import ModelForm, read
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.errors import ConflictingEditError, InputError
from goodoffices.record.audiences import TEAM
from goodoffices.record.date_words import instant_in_words
from goodoffices.record.models import Assumption, Model, ModelKind
from goodoffices.saying import Names, mark, say
from goodoffices.service.at import At
from goodoffices.service.models import SavedModel, current, save_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


__all__ = ["UNPROCESSABLE", "Saving", "model_form", "save", "text_page"]

UNPROCESSABLE = 422
_CONFLICT = 409
_MOST_LINES = 3_000
_AROUND = 2
_NAMES = Names(
    {ModelKind.CONFLICT: mark("conflict model"), ModelKind.NEGOTIATION: mark("negotiation model")}
)
_ROUTES = {ModelKind.CONFLICT: "conflict-model", ModelKind.NEGOTIATION: "negotiation-model"}
_BUILDERS = {ModelKind.CONFLICT: "model-builder", ModelKind.NEGOTIATION: "negotiation-builder"}


@dataclass(frozen=True, slots=True)
class Saving:
    """Where a model of a kind is saved from, and the version it takes the place of."""

    at: At
    kind: ModelKind
    room: Room
    present: SavedModel | None

    @classmethod
    def begun(cls, at: At, kind: ModelKind, room: Room) -> Saving:
        return cls(at, kind, room, current(at, kind))

    @property
    def back(self) -> str:
        return reverse(str(self.room), args=[self.at.frame.slug])

    @property
    def as_text(self) -> str:
        return reverse(_ROUTES[self.kind], args=[self.at.frame.slug])

    @property
    def builder(self) -> str:
        """Where a model of this kind is built in the page."""
        return reverse(_BUILDERS[self.kind], args=[self.at.frame.slug])

    @property
    def kept(self) -> tuple[Assumption, ...]:
        return self.present.model.assumptions if self.present else ()


@dataclass(frozen=True, slots=True)
class ModelPage(CasePage):
    template: ClassVar[str] = "models/edit.html"

    name: str
    back: str
    as_text: str
    builder: str
    is_new: bool
    form: ModelForm
    kept: int
    """How many assumptions go along with it."""
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """What a page carries along, so that nothing of it is lost on the way."""

    title: str
    source: str
    illustrative: bool
    audience: str
    base: str
    assumptions: str


@dataclass(frozen=True, slots=True)
class LastLookPage(CasePage):
    """A model that more than the team would see, shown once more before it is saved."""

    template: ClassVar[str] = "models/last_look.html"

    name: str
    carried: Carried
    lines: int
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class Facing:
    """A line of both texts beside each other; `differs` where they are not the same."""

    mine: str
    theirs: str
    differs: bool


@dataclass(frozen=True, slots=True)
class MeanwhilePage(CasePage):
    """Two versions made from the same one: both are shown, and neither is lost."""

    template: ClassVar[str] = "models/meanwhile.html"

    name: str
    back: str
    carried: Carried
    saved: str
    theirs: str
    differences: tuple[tuple[Facing, ...], ...]
    """Stretches in which the texts differ, with a few lines around."""
    audiences: tuple[AudienceChoice, ...]


def model_form(saving: Saving, **values: Any) -> ModelForm:
    """The form of a model, with what was sent or with these values to begin with."""
    return ModelForm(audiences=audience_choices(saving.at), kept=saving.kept, **values)


def save(
    request: HttpRequest,
    saving: Saving,
    form: ModelForm,
    again: Callable[[], HttpResponse],
    step: str,
) -> HttpResponse:
    """Save what the form holds, or show what stands against it; `again` shows the form again."""
    if not form.is_valid():
        return again()
    if step != "confirmed" and form.audience_chosen != TEAM:
        return _last_look(request, saving, form)
    data = form.cleaned_data
    model = Model(
        kind=saving.kind,
        title=data["title"],
        source=data["source"],
        illustrative=data["illustrative"],
        assumptions=data["assumptions"],
    )
    try:
        save_model(saving.at, model, form.audience_chosen, on_top_of=form.made_from)
    except InputError as error:
        form.refuse(error)
        return again()
    except ConflictingEditError:
        return _meanwhile(request, saving, form)
    messages.success(request, say("Saved as the newest version; earlier ones are kept."))
    return redirect(saving.back)


def _carried(form: ModelForm, base: str) -> Carried:
    data = form.cleaned_data
    return Carried(
        title=data["title"],
        source=data["source"],
        illustrative=data["illustrative"],
        audience=form.audience_chosen.key,
        base=base,
        assumptions=form.assumptions_written,
    )


def _last_look(request: HttpRequest, saving: Saving, form: ModelForm) -> HttpResponse:
    present = saving.present.id if saving.present else ""
    page = LastLookPage(
        shell=shell_of(request, saving.at, saving.room),
        name=_NAMES[saving.kind],
        carried=_carried(form, present if form.made_from is None else form.made_from),
        lines=form.cleaned_data["source"].count("\n") + 1,
        audiences=(choice_of(saving.at, form.audience_chosen),),
    )
    return show(request, page)


def _meanwhile(request: HttpRequest, saving: Saving, form: ModelForm) -> HttpResponse:
    newest = current(saving.at, saving.kind)
    data = form.cleaned_data
    theirs = newest.model.source if newest else ""
    mine = _told(data["title"], data["source"], data["assumptions"])
    other = _told(newest.model.title, theirs, newest.model.assumptions) if newest else ""
    page = MeanwhilePage(
        shell=shell_of(request, saving.at, saving.room),
        name=_NAMES[saving.kind],
        back=saving.back,
        # from here on it is made on top of the newest
        carried=_carried(form, newest.id if newest else ""),
        saved=instant_in_words(newest.entered) if newest else "",
        theirs=theirs,
        differences=differences(mine, other),
        audiences=(choice_of(saving.at, form.audience_chosen),),
    )
    return show(request, page, _CONFLICT)


def _told(title: str, source: str, assumptions: tuple[Assumption, ...]) -> str:
    """A version line by line: its text, then what it assumes."""
    told = [f"{one.about}: {one.text} ({len(one.rests_on)})" for one in assumptions]
    return "\n".join([title, *source.splitlines(), *told])


def differences(mine: str, theirs: str) -> tuple[tuple[Facing, ...], ...]:
    """Where two texts differ, line beside line; nothing for texts too long to compare."""
    own, other = mine.splitlines(), theirs.splitlines()
    if max(len(own), len(other)) > _MOST_LINES:
        return ()
    found = []
    for group in SequenceMatcher(None, own, other, autojunk=False).get_grouped_opcodes(_AROUND):
        rows: list[Facing] = []
        for tag, start, end, begin, finish in group:
            for step in range(max(end - start, finish - begin)):
                left = own[start + step] if start + step < end else ""
                right = other[begin + step] if begin + step < finish else ""
                rows.append(Facing(left, right, tag != "equal"))
        found.append(tuple(rows))
    return tuple(found)


def text_page(request: HttpRequest, saving: Saving, form: ModelForm, status: int) -> HttpResponse:
    """The page on which a model is changed as text."""
    page = ModelPage(
        shell=shell_of(request, saving.at, saving.room),
        name=_NAMES[saving.kind],
        back=saving.back,
        as_text=saving.as_text,
        builder=saving.builder,
        is_new=saving.present is None,
        form=form,
        kept=len(read(str(form.data.get("assumptions", "")), saving.kept)),
        audiences=audience_choices(saving.at),
    )
    return show(request, page, status)
