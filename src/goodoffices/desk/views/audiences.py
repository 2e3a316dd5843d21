"""Who sees what: for each audience of the case, who reads it and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.http import Http404

from goodoffices.access.acting import Room
from goodoffices.desk.badges import Badge, badge
from goodoffices.desk.doors import in_case
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.errors import InputError
from goodoffices.record.audiences import Audience
from goodoffices.record.frame import CaucusRule
from goodoffices.service.readers import every_audience, is_of_case, readers

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At

__all__ = ["who_sees_what"]

_CAUCUS_RULES = {
    CaucusRule.CLOSED_UNLESS_RELEASED: (
        "What a side says in caucus stays between it and the mediator’s team, unless that side "
        "releases it."
    ),
    CaucusRule.MAY_BE_PASSED_ON: (
        "What a side says in caucus may be passed on by the mediator, unless that side gave it in "
        "confidence."
    ),
}


@dataclass(frozen=True, slots=True)
class ReaderCell:
    name: str
    sees: bool
    reason: str


@dataclass(frozen=True, slots=True)
class AudienceLine:
    key: str
    badge: Badge
    asked_for: bool
    readers: tuple[ReaderCell, ...]


@dataclass(frozen=True, slots=True)
class AudiencesPage(CasePage):
    template: ClassVar[str] = "audiences/table.html"

    lines: tuple[AudienceLine, ...]
    caucus_rule: str


def _asked(request: HttpRequest, at: At) -> Audience | None:
    key = request.GET.get("of")
    if key is None:
        return None
    try:
        audience = Audience.parse(key)
    except InputError:
        raise Http404 from None
    if not is_of_case(at, audience):
        raise Http404
    return audience


def _line(at: At, audience: Audience, asked: Audience | None) -> AudienceLine:
    cells = tuple(
        ReaderCell(r.name, bool(r.answer), r.answer.reason) for r in readers(at, audience)
    )
    return AudienceLine(audience.key, badge(at, audience), audience == asked, cells)


@in_case(Room.AUDIENCES)
def who_sees_what(request: HttpRequest, at: At) -> HttpResponse:
    asked = _asked(request, at)
    everything = every_audience(at)
    if asked is not None:
        # the one asked for stands first, whether or not it is among the usual ones
        everything = (asked, *(audience for audience in everything if audience != asked))
    page = AudiencesPage(
        shell=shell_of(request, at, Room.AUDIENCES),
        lines=tuple(_line(at, audience, asked) for audience in everything),
        caucus_rule=_CAUCUS_RULES[at.frame.caucus_rule],
    )
    return show(request, page)
