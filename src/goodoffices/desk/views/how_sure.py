"""How sure are we: what is uncertain, in what share of worlds states hold, what matters most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.http import Http404, HttpResponse
from django.urls import reverse

from goodoffices import conflict
from goodoffices.access.acting import Room
from goodoffices.charts.robustness import robustness_chart
from goodoffices.desk.doors import in_case
from goodoffices.desk.how_sure import HowSure, asked, sure
from goodoffices.desk.how_sure import how_sure as answer_of
from goodoffices.desk.pages import show
from goodoffices.desk.pictures import NumbersPage, Picture, drawn, picture_of
from goodoffices.desk.questions import QuestionPage, answered
from goodoffices.desk.shell import shell_of
from goodoffices.errors import InputError
from goodoffices.record.models import ModelKind
from goodoffices.saying import say
from goodoffices.service.models import current

if TYPE_CHECKING:
    from django.http import HttpRequest

    from goodoffices.charts.chart import Chart
    from goodoffices.conflict import Conflict
    from goodoffices.service.at import At

__all__ = ["how_sure", "robustness_numbers", "robustness_picture"]


@dataclass(frozen=True, slots=True)
class HowSureAnswer:
    asked: HowSure
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class HowSurePage(QuestionPage):
    template: ClassVar[str] = "conflict/how_sure.html"

    answer: HowSureAnswer | None


@in_case(Room.CONFLICT)
def how_sure(request: HttpRequest, at: At) -> HttpResponse:
    def answer(model: Conflict) -> HowSureAnswer:
        question = asked(request.GET, model)
        found = answer_of(model, question)
        return HowSureAnswer(found, _picture(at, question.query) if found.sure else None)

    return answered(request, at, "how-sure", HowSurePage, answer)


def _picture(at: At, query: str) -> Picture:
    words = say(
        "In what share of the worlds each state holds, by concept, each share with its "
        "interval. The same stands in the table below and, in full, on the page linked here."
    )
    return picture_of(at, "conflict-robustness", words, query)


@in_case(Room.CONFLICT)
def robustness_picture(request: HttpRequest, at: At) -> HttpResponse:
    return drawn(request, _chart(request, at)[0])


@in_case(Room.CONFLICT)
def robustness_numbers(request: HttpRequest, at: At) -> HttpResponse:
    chart, query = _chart(request, at)
    back = reverse("how-sure", args=[at.frame.slug]), say("how sure we are")
    shell = shell_of(request, at, Room.CONFLICT)
    return show(request, NumbersPage.of(chart, shell, _picture(at, query), back))


def _chart(request: HttpRequest, at: At) -> tuple[Chart, str]:
    saved = current(at, ModelKind.CONFLICT)
    if saved is None:
        raise Http404
    try:
        model = conflict.loads(saved.model.source, "toml")
        question = asked(request.GET, model)
        found = sure(model, question)
    except InputError:
        raise Http404 from None
    if found is None:
        raise Http404
    return robustness_chart(found), question.query
