"""Positions: issue by party, with what each held before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Room
from goodoffices.charts.positions import positions_chart
from goodoffices.desk.doors import in_case
from goodoffices.desk.pages import show
from goodoffices.desk.pictures import NumbersPage, Picture, drawn, picture_of
from goodoffices.desk.shell import shell_of
from goodoffices.desk.tools.lines import ActLine, Acts, day_words
from goodoffices.desk.tools.links import Tool, tools_of
from goodoffices.desk.tools.pages import Part, ToolPage, part_of
from goodoffices.record.date_words import day_in_words
from goodoffices.record.issues import KIND_NAMES
from goodoffices.saying import say
from goodoffices.service.tools import positions_held

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.charts.chart import Chart
    from goodoffices.record.issues import Cell, Held, Issue
    from goodoffices.service.at import At

__all__ = ["positions", "positions_numbers", "positions_picture"]

_MOST_EARLIER = 4


@dataclass(frozen=True, slots=True)
class HeldLine:
    kind: str
    day: str
    act: ActLine


@dataclass(frozen=True, slots=True)
class CellLine:
    """What `party` holds: `now` is None where nothing is told of it."""

    party: str
    now: HeldLine | None
    changed: str
    earlier: tuple[HeldLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class IssueLine:
    name: str
    cells: tuple[CellLine, ...]


@dataclass(frozen=True, slots=True)
class PositionsPage(ToolPage):
    template: ClassVar[str] = "tools/positions.html"

    parties: tuple[str, ...]
    issues: Part[IssueLine]
    picture: Picture | None


def _issue(at: At, acts: Acts, issue: Issue) -> IssueLine:
    return IssueLine(
        issue.name,
        tuple(_cell(acts, party.name, issue.cell(party.id)) for party in at.frame.parties),
    )


def _cell(acts: Acts, party: str, cell: Cell | None) -> CellLine:
    if cell is None:
        return CellLine(party, None, "", (), 0)
    before = cell.history[:-1]
    changed = ""
    if cell.before and cell.changed:
        changed = say(
            "changed on {day}; before that: {before}",
            day=day_in_words(cell.changed),
            before=KIND_NAMES[cell.before.kind],
        )
    return CellLine(
        party=party,
        now=_held(acts, cell.now),
        changed=changed,
        earlier=tuple(_held(acts, one) for one in reversed(before[-_MOST_EARLIER:])),
        more=max(0, len(before) - _MOST_EARLIER),
    )


def _held(acts: Acts, one: Held) -> HeldLine:
    return HeldLine(KIND_NAMES[one.kind], day_words(one.day), acts[one.act])


@in_case(Room.OVERVIEW)
def positions(request: HttpRequest, at: At) -> HttpResponse:
    looked = positions_held(at)
    acts = Acts(at, looked.record)
    chart = positions_chart(looked.found, at.frame) if looked.found else None
    page = PositionsPage(
        shell=shell_of(request, at, Room.OVERVIEW),
        tools=tools_of(at, Tool.POSITIONS),
        as_of=day_in_words(looked.record.as_of),
        parties=tuple(party.name for party in at.frame.parties),
        issues=part_of(request, looked.found, partial(_issue, at, acts)),
        picture=picture_of(at, "positions-picture", chart.description) if chart else None,
    )
    return show(request, page)


def _chart(at: At) -> Chart:
    """There is none where no account names an issue."""
    found = positions_held(at).found
    if not found:
        raise Http404
    return positions_chart(found, at.frame)


@in_case(Room.OVERVIEW)
def positions_picture(request: HttpRequest, at: At) -> HttpResponse:
    return drawn(request, _chart(at))


@in_case(Room.OVERVIEW)
def positions_numbers(request: HttpRequest, at: At) -> HttpResponse:
    chart = _chart(at)
    back = reverse("positions", args=[at.frame.slug]), _("the positions")
    shell = shell_of(request, at, Room.OVERVIEW)
    return show(
        request,
        NumbersPage.of(chart, shell, picture_of(at, "positions-picture", chart.description), back),
    )
