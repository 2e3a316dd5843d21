"""The mediator's brief, as this seat may have it: on a page, and to take away."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page

from goodoffices.access.acting import Room, rooms_of
from goodoffices.brief.document import Figure, Length, Paragraph, RefKind, Text
from goodoffices.brief.formats import CONTENT_TYPES, written
from goodoffices.brief.html import to_fragment
from goodoffices.brief.words import audience_words
from goodoffices.desk.acts import act_address
from goodoffices.desk.badges import Badge, badge
from goodoffices.desk.doors import in_case
from goodoffices.desk.language import spoken_here, spoken_in
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.pictures import NumbersPage, Picture, drawn
from goodoffices.desk.shell import shell_of
from goodoffices.errors import InputError
from goodoffices.record.audiences import Audience
from goodoffices.record.date_words import day_in_words
from goodoffices.record.models import ModelKind
from goodoffices.saying import mark, say
from goodoffices.service.brief import AS_SEEN, Order, audience_named, brief_of, choices, meant_for
from goodoffices.service.exports import copy_of_brief, last_taken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from goodoffices.brief.document import Block, Brief, Ref
    from goodoffices.brief.html import Link
    from goodoffices.charts.chart import Chart
    from goodoffices.service.at import At

__all__ = ["brief", "figure", "figure_numbers", "query_of", "take_away", "wished"]

_MARK = re.compile(r"<p>\0(\d+)\0</p>\n")

_MOST = 100
"""Accounts that a page tells of; the files tell of all."""
_LENGTHS = {Length.FULL: mark("All of it"), Length.PAGE: mark("One page")}
_FILES = {"pdf": "PDF", "docx": "Word", "html": "HTML", "md": "Markdown", "json": "JSON"}

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
class Choice:
    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class File:
    address: str
    name: str


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
    lengths: tuple[Choice, ...]
    audiences: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    files: tuple[File, ...]
    since: str
    query: str
    """What was chosen, for the addresses of the files."""
    sending: str
    """The same without what only the register told."""
    wrong: str
    is_part: bool
    """Whether the record is too long to be told here as a whole."""


# compressed, as it is long: nothing that was asked for shows in it, so its size tells nothing
@gzip_page
@in_case(Room.BRIEF)
def brief(request: HttpRequest, at: At) -> HttpResponse:
    order, wrong = wished(request, at)
    never = "since" in request.GET and order.since is None
    query = query_of(order, never=never)
    composed = brief_of(at, order, _MOST)
    page = BriefPage(
        shell=shell_of(request, at, Room.BRIEF),
        title=composed.title,
        language=composed.language,
        direction=str(composed.direction),
        reader=composed.reader,
        as_of=day_in_words(composed.as_of),
        meant_for=composed.audience,
        badge=badge(at, Audience.parse(order.audience) if order.audience else meant_for(at)),
        parts=tuple(Part(section.id, section.heading) for section in composed.sections),
        pieces=_pieces(at, composed, query),
        lengths=tuple(
            Choice(str(one), say(words), one is order.length) for one, words in _LENGTHS.items()
        ),
        audiences=tuple(
            Choice(one.key, audience_words(one.key, at.frame), one.key == order.audience)
            for one in choices(at)
        ),
        languages=tuple(
            Choice(code, name, code == get_language()) for code, name in settings.LANGUAGES
        ),
        files=tuple(
            File(reverse(f"brief-{form}", args=[at.frame.slug]), name)
            for form, name in _FILES.items()
        ),
        since=order.since.isoformat() if order.since else "",
        query=query,
        sending=query_of(wished(request)[0]),
        wrong=wrong,
        is_part=composed.is_part,
    )
    return show(request, page)


def wished(request: HttpRequest, at: At | None = None) -> tuple[Order, str]:
    """What the address asks for, and what is wrong with it in words; then all of it, as it is.

    Where a seat asks for its own brief, what changed is told since the last one, unless the address
    says since when, or nothing.
    """
    told = request.GET
    try:
        day = told.get("since", "")
        if at is not None and "since" not in told and not told.get("audience"):
            last = last_taken(at)
            day = last.isoformat() if last else ""
        order = Order(
            Length(told.get("length") or Length.FULL),
            told.get("audience", ""),
            date.fromisoformat(day) if day else None,
        )
        if at is not None and order.audience:
            audience_named(at, order.audience)
    except ValueError:
        return AS_SEEN, say("That is not a length or a day that is known here.")
    except InputError as wrong:
        return AS_SEEN, str(wrong)
    return order, ""


def query_of(order: Order, *, never: bool = False) -> str:
    """The same as an address has it; empty where nothing was asked for.

    `never` says in so many words that what changed is not to be told.
    """
    told = {
        "length": "" if order.length is Length.FULL else str(order.length),
        "audience": order.audience,
        "since": order.since.isoformat() if order.since else "",
    }
    given = {n: value for n, value in told.items() if value or (never and n == "since")}
    return f"?{urlencode(given)}" if given else ""


def _pieces(at: At, composed: Brief, query: str) -> tuple[Piece, ...]:
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
    before, *rest = _MARK.split(to_fragment(marked, _link(at, composed)))
    found = []
    for number, after in zip(rest[::2], rest[1::2], strict=True):
        chart = charts[int(number)]
        picture = _picture(at, chart, int(number), query)
        found.append(Piece(_safe(before), picture, chart.title))
        before = after
    return (*found, Piece(_safe(before), None, ""))


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


def _picture(at: At, chart: Chart, number: int, query: str) -> Picture:
    where = [at.frame.slug, number]
    return Picture(
        words=chart.description,
        address=reverse("brief-figure", args=where) + query,
        numbers=reverse("brief-figure-numbers", args=where) + query,
        query="",
    )


def _chart(request: HttpRequest, at: At, number: int) -> Chart:
    charts = _charts(brief_of(at, wished(request, at)[0], _MOST))
    if number >= len(charts):
        raise Http404
    return charts[number]


@in_case(Room.BRIEF)
def figure(request: HttpRequest, at: At, number: int) -> HttpResponse:
    return drawn(request, _chart(request, at, number))


@in_case(Room.BRIEF)
def figure_numbers(request: HttpRequest, at: At, number: int) -> HttpResponse:
    chart = _chart(request, at, number)
    query = query_of(wished(request, at)[0])
    back = reverse("brief", args=[at.frame.slug]) + query, say("the brief")
    shell = shell_of(request, at, Room.BRIEF)
    return show(request, NumbersPage.of(chart, shell, _picture(at, chart, number, query), back))


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
def take_away(request: HttpRequest, at: At, form: str) -> HttpResponse:
    name = f"brief-{at.frame.slug}.{form}"
    language = request.GET.get("language") or get_language() or "en"
    if not spoken_here(language):
        raise Http404
    order, wrong = wished(request, at)
    if wrong:
        # no file for other readers than those asked for: the page says what is wrong
        asked = request.GET.urlencode()
        return redirect(f"{reverse('brief', args=[at.frame.slug])}?{asked}")
    with spoken_in(language):
        content = written(copy_of_brief(at, form, order), form)
    return HttpResponse(
        content,
        content_type=CONTENT_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
