"""The list of cases in which I have a seat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.decorators import login_required
from django.urls import reverse
from django.views.decorators.http import require_safe

from goodoffices.desk.doors import signed_in_person
from goodoffices.desk.pages import Page, show
from goodoffices.desk.wiring import world
from goodoffices.service.cases import cases_of, label_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

__all__ = ["cases"]


@dataclass(frozen=True, slots=True)
class CaseLine:
    title: str
    language: str
    direction: str
    seat: str
    address: str
    sides: str


@dataclass(frozen=True, slots=True)
class CasesPage(Page):
    template: ClassVar[str] = "cases/list.html"

    person: str
    cases: tuple[CaseLine, ...]


@login_required
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    person = signed_in_person(request)
    lines = tuple(
        CaseLine(
            title=at.frame.title,
            language=at.frame.language,
            direction=str(at.frame.direction),
            seat=label_of(at.frame, at.viewer),
            address=reverse("overview", args=[at.frame.slug]),
            sides=" · ".join(p.name for p in at.frame.parties),
        )
        for at in (cases_of(world(), person) if person else ())
    )
    return show(request, CasesPage(request.user.get_username(), lines))
