"""The reading room: the reports of the case, and adding one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse

from goodoffices.access.acting import Room
from goodoffices.desk.badges import AudienceChoice, Badge, audience_choices, badge, choice_of
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.drafts import about_report
from goodoffices.desk.forms.account import beside_its_field
from goodoffices.desk.forms.report import ReportForm
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.wiring import reader
from goodoffices.errors import InputError
from goodoffices.record.audiences import TEAM
from goodoffices.record.reports import Report
from goodoffices.saying import say
from goodoffices.service.reading import add_report, reading_of
from goodoffices.service.reports import reports

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At
    from goodoffices.service.reports import FiledReport

__all__ = ["reading"]

PER_PAGE = 20
_UNPROCESSABLE = 422
_OPENING = 600


@dataclass(frozen=True, slots=True)
class ReportLine:
    address: str
    title: str
    language: str
    direction: str
    about: str
    drafts: int
    undecided: int
    badge: Badge


@dataclass(frozen=True, slots=True)
class ReadingPage(CasePage):
    template: ClassVar[str] = "reading/list.html"

    is_empty: bool
    count: int
    lines: tuple[ReportLine, ...]
    page: int
    pages: int
    form: ReportForm
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class LastLookPage(CasePage):
    """What more than the team would read, shown once more before it is kept."""

    template: ClassVar[str] = "reading/last_look.html"

    report: Report
    published: str
    audience: str
    opening: str
    characters: str
    audiences: tuple[AudienceChoice, ...]


@in_case(Room.READING, methods=READ_AND_WRITE)
def reading(request: HttpRequest, at: At) -> HttpResponse:
    choices = audience_choices(at)
    if request.method != "POST":
        return _list_page(request, at, ReportForm(audiences=choices), 200)
    form = ReportForm(request.POST, request.FILES, audiences=choices)
    step = request.POST.get("step", "")
    if not form.is_valid() or form.report is None:
        return _list_page(request, at, form, _UNPROCESSABLE)
    if step == "back":
        return _list_page(request, at, form, 200)
    if step != "confirmed" and form.audience_chosen != TEAM:
        return _last_look(request, at, form, form.report)
    try:
        filed = add_report(at, form.report, form.audience_chosen, reader())
    except InputError as error:
        beside_its_field(form, error)
        return _list_page(request, at, form, _UNPROCESSABLE)
    messages.success(
        request,
        say("Read. What is proposed below becomes part of the record only once you confirm it."),
    )
    return redirect(reverse("report", args=[at.frame.slug, filed.id]))


def _list_page(request: HttpRequest, at: At, form: ReportForm, status: int) -> HttpResponse:
    everything = reports(at)
    sheet = Paginator(everything, PER_PAGE).get_page(request.GET.get("page"))
    page = ReadingPage(
        shell=shell_of(request, at, Room.READING),
        is_empty=not everything,
        count=len(everything),
        lines=tuple(_line(at, filed) for filed in sheet),
        page=sheet.number,
        pages=sheet.paginator.num_pages,
        form=form,
        audiences=audience_choices(at),
    )
    return show(request, page, status)


def _line(at: At, filed: FiledReport) -> ReportLine:
    found, report = reading_of(at, filed.id), filed.report
    return ReportLine(
        address=reverse("report", args=[at.frame.slug, filed.id]),
        title=report.title,
        language=report.language,
        direction=str(report.direction),
        about=about_report(filed),
        drafts=len(found.drafts),
        undecided=found.undecided,
        badge=badge(at, filed.audience),
    )


def _last_look(request: HttpRequest, at: At, form: ReportForm, report: Report) -> HttpResponse:
    page = LastLookPage(
        shell=shell_of(request, at, Room.READING),
        report=report,
        published=report.published.isoformat() if report.published else "",
        audience=form.audience_chosen.key,
        opening=report.text.strip()[:_OPENING],
        characters=f"{len(report.text):,}",
        audiences=(choice_of(at, form.audience_chosen),),
    )
    return show(request, page)
