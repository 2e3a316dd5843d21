"""The mediator's brief, as this seat may have it: on a page, and to take away."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.gzip import gzip_page

from goodoffices.access.acting import Room, rooms_of
from goodoffices.brief.document import Figure, Paragraph, RefKind, Text
from goodoffices.brief.formats import CONTENT_TYPES, written
from goodoffices.brief.html import to_fragment
from goodoffices.desk.acts import act_address
from goodoffices.desk.badges import Badge, badge
from goodoffices.desk.doors import in_case
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.pictures import NumbersPage, Picture, drawn, rows_of
from goodoffices.desk.shell import shell_of
from goodoffices.record.date_words import day_in_words
from goodoffices.record.models import ModelKind
from goodoffices.saying import say
from goodoffices.service.brief import brief_of, meant_for
from goodoffices.service.exports import copy_of_brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from goodoffices.brief.document import Block, Brief, Ref
    from goodoffices.brief.html import Link
    from goodoffices.charts.chart import Chart
    from goodoffices.service.at import At

__all__ = ["brief", "figure", "figure_numbers", "take_away"]

_MARK = re.compile(r"<p>\0(\d+)\0</p>\n")

_ROOMS = {
    str(ModelKind.CONFLICT): (Room.CONFLICT, "conflict"),
    str(ModelKind.NEGOTIATION): (Room.SETTLEMENT, "settlement"),
}


@dataclass(frozen=True, slots=True)
class Part:
    id: str
    heading: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the brief as it is written, and the picture that comes after it."""

    written: SafeString
    picture: Picture | None
    title: str


@dataclass(frozen=True, slots=True)
class BriefPage(CasePage):
    template: ClassVar[str] = "brief/brief.html"

    title: str
    language: str
    direction: str
    reader: str
    as_of: str
    meant_for: str
    badge: Badge
    parts: tuple[Part, ...]
    pieces: tuple[Piece, ...]


# compressed, as it is long: nothing that was asked for shows in it, so its size tells nothing
@gzip_page
@in_case(Room.BRIEF)
def brief(request: HttpRequest, at: At) -> HttpResponse:
    composed = brief_of(at)
    page = BriefPage(
        shell=shell_of(request, at, Room.BRIEF),
        title=composed.title,
        language=composed.language,
        direction=str(composed.direction),
        reader=composed.reader,
        as_of=day_in_words(composed.as_of),
        meant_for=composed.audience,
        badge=badge(at, meant_for(at)),
        parts=tuple(Part(section.id, section.heading) for section in composed.sections),
        pieces=_pieces(at, composed),
    )
    return show(request, page)


def _pieces(at: At, composed: Brief) -> tuple[Piece, ...]:
    """The brief cut where its charts stand, which are fetched as pictures of their own."""
    charts = _charts(composed)
    numbers = iter(range(len(charts)))
    marked = replace(
        composed,
        sections=tuple(
            replace(section, blocks=tuple(_marked(block, numbers) for block in section.blocks))
            for section in composed.sections
        ),
    )
    written, *rest = _MARK.split(to_fragment(marked, _link(at, composed)))
    found = []
    for number, after in zip(rest[::2], rest[1::2], strict=True):
        chart = charts[int(number)]
        found.append(Piece(_safe(written), _picture(at, chart, int(number)), chart.title))
        written = after
    return (*found, Piece(_safe(written), None, ""))


def _charts(composed: Brief) -> tuple[Chart, ...]:
    blocks = (block for section in composed.sections for block in section.blocks)
    return tuple(block.chart for block in blocks if isinstance(block, Figure))


def _marked(block: Block, numbers: Iterator[int]) -> Block:
    """A chart as a mark that no text can hold: what comes from outside has no such character."""
    if not isinstance(block, Figure):
        return block
    return Paragraph((Text(f"\0{next(numbers)}\0"),))


def _safe(written: str) -> SafeString:
    return mark_safe(written)  # noqa: S308 (the writer escapes whatever came from outside)


def _picture(at: At, chart: Chart, number: int) -> Picture:
    where = [at.frame.slug, number]
    return Picture(
        words=chart.description,
        address=reverse("brief-figure", args=where),
        numbers=reverse("brief-figure-numbers", args=where),
        query="",
    )


def _chart(at: At, number: int) -> Chart:
    charts = _charts(brief_of(at))
    if number >= len(charts):
        raise Http404
    return charts[number]


@in_case(Room.BRIEF)
def figure(request: HttpRequest, at: At, number: int) -> HttpResponse:
    return drawn(request, _chart(at, number))


@in_case(Room.BRIEF)
def figure_numbers(request: HttpRequest, at: At, number: int) -> HttpResponse:
    chart = _chart(at, number)
    page = NumbersPage(
        shell=shell_of(request, at, Room.BRIEF),
        title=chart.title,
        description=chart.description,
        picture=_picture(at, chart, number),
        columns=chart.table.columns,
        rows=rows_of(chart),
        back=reverse("brief", args=[at.frame.slug]),
        back_name=say("the brief"),
    )
    return show(request, page)


def _link(at: At, composed: Brief) -> Link:
    """Where what the brief cites stands on the desk, as far as this seat has that room."""
    own, slug = rooms_of(at.viewer), at.frame.slug
    act_of = {t.account: entry.act for entry in composed.entries for t in entry.tellings}

    def link(ref: Ref) -> str | None:
        match ref.kind:
            case RefKind.ACT:
                return act_address(at, ref.id)
            case RefKind.ACCOUNT:
                return f"{act_address(at, act_of[ref.id])}#account-{ref.id}"
            case RefKind.REPORT:
                has_room = Room.READING in own
                return reverse("report", args=[slug, ref.id]) if has_room else None
            case RefKind.COMPUTATION:
                room, route = _ROOMS[ref.id]
                return reverse(route, args=[slug]) if room in own else None

    return link


@in_case(Room.BRIEF)
def take_away(request: HttpRequest, at: At, form: str) -> HttpResponse:  # noqa: ARG001 (a view is given it)
    name = f"brief-{at.frame.slug}.{form}"
    return HttpResponse(
        written(copy_of_brief(at, form), form),
        content_type=CONTENT_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
