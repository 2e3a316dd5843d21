"""The export register, for the lead mediator; and whose copy a text was taken from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from goodoffices.access.acting import Action, Room
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.record.date_words import day_in_words
from goodoffices.service.exports import Exported, copies, whose_copy

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At

__all__ = ["exports"]


@dataclass(frozen=True, slots=True)
class CopyLine:
    number: str
    name: str
    seat: str
    form: str
    when: str
    sent_by: str


@dataclass(frozen=True, slots=True)
class ExportsPage(CasePage):
    template: ClassVar[str] = "people/exports.html"

    copies: tuple[CopyLine, ...]
    asked: bool
    found: tuple[CopyLine, ...]


@in_case(Room.PEOPLE, methods=READ_AND_WRITE, doing=Action.MANAGE)
def exports(request: HttpRequest, at: At) -> HttpResponse:
    text = request.POST.get("text", "")
    page = ExportsPage(
        shell=shell_of(request, at, Room.PEOPLE),
        copies=tuple(_line(one) for one in copies(at)),
        asked=request.method == "POST",
        found=tuple(_line(one) for one in whose_copy(at, text)),
    )
    return show(request, page)


def _line(one: Exported) -> CopyLine:
    when = f"{day_in_words(one.when.date())}, {one.when:%H:%M} UTC"
    return CopyLine(one.number, one.name, one.seat, one.form, when, one.sent_by)
