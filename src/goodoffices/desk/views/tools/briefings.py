"""The briefing ledger; planning a briefing, revising the plan, calling it off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room
from goodoffices.desk.badges import AudienceChoice, audience_choices, choice_of
from goodoffices.desk.choices import act_choices
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.forms.account import beside_its_field
from goodoffices.desk.forms.tools import BriefingForm, BriefingRevision
from goodoffices.desk.pages import show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.tools.briefings import BriefingLine, briefing_line
from goodoffices.desk.tools.lines import Acts
from goodoffices.desk.tools.links import Tool, tools_of
from goodoffices.desk.tools.pages import Part, ToolPage, part_of
from goodoffices.errors import GoodOfficesError, InputError
from goodoffices.record.audiences import Audience
from goodoffices.record.briefings import BriefingDuty, FiledDuty, Moment
from goodoffices.record.date_words import day_in_words
from goodoffices.service.briefings import duty_of, plan_briefing
from goodoffices.service.tools import ledger, named_in, readers_asked_about

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At

__all__ = ["briefings", "plan", "revise_plan"]

_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class ReaderLink:
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class LedgerPage(ToolPage):
    template: ClassVar[str] = "tools/briefings.html"

    readers: tuple[ReaderLink, ...]
    briefings: Part[BriefingLine]


@dataclass(frozen=True, slots=True)
class PlanPage(ToolPage):
    template: ClassVar[str] = "tools/plan.html"

    heading: str
    about: str
    form: BriefingForm | BriefingRevision
    is_revision: bool
    audiences: tuple[AudienceChoice, ...]


@in_case(Room.OVERVIEW, doing=Action.PREPARE)
def briefings(request: HttpRequest, at: At) -> HttpResponse:
    shown = part_of(request, ledger(at), lambda one: one)
    record = named_in(at, shown.items)
    line = partial(briefing_line, Acts(at, record))
    page = LedgerPage(
        shell=shell_of(request, at, Room.OVERVIEW),
        tools=tools_of(at, Tool.BRIEFINGS),
        as_of=day_in_words(record.as_of),
        readers=tuple(
            ReaderLink(side.name, reverse("known", args=[at.frame.slug, side.id]))
            for side in readers_asked_about(at)
        ),
        briefings=shown.shown_as(map(line, shown.items)),
    )
    return show(request, page)


@in_case(Room.OVERVIEW, methods=READ_AND_WRITE, doing=Action.FILE)
def plan(request: HttpRequest, at: At) -> HttpResponse:
    asked = request.GET.get("contact", "")
    choices = act_choices(at, None, {"contact": asked})
    audiences = audience_choices(at)
    data = request.POST if request.method == "POST" else None
    form = BriefingForm(data, choices, audiences, {"contact": asked, "audience": "team"})
    if form.is_valid():
        told = form.cleaned_data
        try:
            duty = BriefingDuty(
                contact=told["contact"],
                who=told["who"],
                moment=Moment(told["moment"]),
                due=told["due"],
                embargo=told["embargo"],
                by=told["by"],
                embargo_until=told["embargo_until"],
            )
            plan_briefing(at, duty, Audience.parse(told["audience"]))
        except InputError as error:
            beside_its_field(form, error)
        else:
            messages.success(request, _("Planned; the ledger says when it is due."))
            return redirect("briefings", at.frame.slug)
    return _plan_page(request, at, form, audiences)


@in_case(Room.OVERVIEW, methods=READ_AND_WRITE, doing=Action.FILE)
def revise_plan(request: HttpRequest, at: At, duty_id: str) -> HttpResponse:
    filed = duty_of(at, duty_id)
    duty = filed.duty
    initial = {name: getattr(duty, name) for name in ("by", "due", "embargo", "embargo_until")}
    form = BriefingRevision(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        calls_off = request.POST.get("step") == "call-off"
        told = {} if calls_off else form.cleaned_data
        try:
            revised = replace(duty, called_off=calls_off, **told)
            plan_briefing(at, revised, filed.audience, supersedes=filed.id)
        except GoodOfficesError as error:
            form.add_error(None, str(error))
        else:
            done = _("Called off; the plan is kept.") if calls_off else _("The plan is revised.")
            messages.success(request, done)
            return redirect("briefings", at.frame.slug)
    return _plan_page(request, at, form, (choice_of(at, filed.audience),), filed)


def _plan_page(
    request: HttpRequest,
    at: At,
    form: BriefingForm | BriefingRevision,
    audiences: tuple[AudienceChoice, ...],
    filed: FiledDuty | None = None,
) -> HttpResponse:
    page = PlanPage(
        shell=shell_of(request, at, Room.OVERVIEW),
        tools=tools_of(at, Tool.BRIEFINGS),
        as_of="",
        heading=_("Revise a planned briefing") if filed else _("Plan a briefing"),
        about=filed.duty.who if filed else "",
        form=form,
        is_revision=filed is not None,
        audiences=audiences,
    )
    return show(request, page, _UNPROCESSABLE if form.errors else 200)
