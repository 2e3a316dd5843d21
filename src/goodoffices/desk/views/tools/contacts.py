"""Contacts of the mediator with each party: a table, the same as a chart, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from goodoffices.access.acting import Action, Room
from goodoffices.charts.contacts import contacts_chart
from goodoffices.desk.doors import in_case
from goodoffices.desk.pages import show
from goodoffices.desk.pictures import NumbersPage, Picture, drawn, picture_of
from goodoffices.desk.shell import shell_of
from goodoffices.desk.tools.lines import ActLine, Acts, day_words
from goodoffices.desk.tools.links import Tool, tools_of
from goodoffices.desk.tools.pages import ToolPage
from goodoffices.record.contacts import Means
from goodoffices.record.date_words import day_in_words, month_in_words
from goodoffices.saying import say
from goodoffices.service.tools import balance

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from goodoffices.charts.chart import Chart
    from goodoffices.record.contacts import Balance, Draft
    from goodoffices.service.at import At

__all__ = ["contacts", "contacts_numbers", "contacts_picture"]

_MOST = 12
_MEANS = {
    Means.MEETING: mark("Meetings"),
    Means.CALL: mark("Calls"),
    Means.LETTER: mark("Letters"),
    Means.BRIEFING: mark("Briefings"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One means of contact in one month (`month` empty: all of them), counted by party."""

    month: str
    means: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """The contacts with one party by one means, the latest first."""

    means: str
    acts: tuple[ActLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    acts: tuple[ActLine, ...]


@dataclass(frozen=True, slots=True)
class PartyPart:
    name: str
    entries: tuple[Entries, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class DraftLine:
    first: str
    seen: tuple[str, ...]
    acts: tuple[ActLine, ...]


@dataclass(frozen=True, slots=True)
class ContactsPage(ToolPage):
    template: ClassVar[str] = "tools/contacts.html"

    parties: tuple[str, ...]
    total: tuple[Row, ...]
    months: tuple[Row, ...]
    picture: Picture | None
    by_party: tuple[PartyPart, ...]
    drafts: tuple[DraftLine, ...]
    seen_first: tuple[int, ...]


def _rows(found: Balance) -> tuple[Row, ...]:
    rows = []
    for month in found.months:
        for means, name in _MEANS.items():
            counts = tuple(len(found.of(p, means, month)) for p in found.parties)
            if any(counts):
                rows.append(Row(_month(month), _(name), counts))
    return tuple(rows)


def _month(month: date | None) -> str:
    return month_in_words(month.month, str(month.year)) if month else _("month not known")


def _party(at: At, acts: Acts, found: Balance, party: str) -> PartyPart:
    entries = []
    for means, name in _MEANS.items():
        own = [c.act for c in found.contacts if (c.party, c.means) == (party, means)]
        if own:
            latest = acts.lines(reversed(own[-_MOST:]))
            entries.append(Entries(_(name), latest, max(0, len(own) - _MOST)))
    places = tuple(
        Place(name, acts.lines(told[:_MOST])) for name, told in found.places(party)[:_MOST]
    )
    return PartyPart(at.frame.name_of(party), tuple(entries), places)


def _draft(at: At, acts: Acts, draft: Draft) -> DraftLine:
    return DraftLine(
        first=at.frame.name_of(draft.first) if draft.first else "",
        seen=tuple(
            say("{who}: {day}", who=at.frame.name_of(party), day=day_words(day))
            for party, day in draft.seen
        ),
        acts=acts.lines(draft.acts),
    )


@in_case(Room.OVERVIEW, doing=Action.PREPARE)
def contacts(request: HttpRequest, at: At) -> HttpResponse:
    looked = balance(at)
    acts, found = Acts(at, looked.record), looked.found
    chart = contacts_chart(found, at.frame) if found.contacts else None
    page = ContactsPage(
        shell=shell_of(request, at, Room.OVERVIEW),
        tools=tools_of(at, Tool.CONTACTS),
        as_of=day_in_words(looked.record.as_of),
        parties=tuple(party.name for party in at.frame.parties),
        total=tuple(
            Row("", _(name), tuple(found.count(p, means) for p in found.parties))
            for means, name in _MEANS.items()
        ),
        months=_rows(found),
        picture=picture_of(at, "contacts-picture", chart.description) if chart else None,
        by_party=tuple(_party(at, acts, found, party) for party in found.parties),
        drafts=tuple(_draft(at, acts, draft) for draft in reversed(found.drafts[-_MOST:])),
        seen_first=tuple(map(found.seen_first, found.parties)),
    )
    return show(request, page)


def _chart(at: At) -> Chart:
    """There is none without a contact."""
    found = balance(at).found
    if not found.contacts:
        raise Http404
    return contacts_chart(found, at.frame)


@in_case(Room.OVERVIEW, doing=Action.PREPARE)
def contacts_picture(request: HttpRequest, at: At) -> HttpResponse:
    return drawn(request, _chart(at))


@in_case(Room.OVERVIEW, doing=Action.PREPARE)
def contacts_numbers(request: HttpRequest, at: At) -> HttpResponse:
    chart = _chart(at)
    back = reverse("contacts", args=[at.frame.slug]), _("the contacts")
    shell = shell_of(request, at, Room.OVERVIEW)
    return show(
        request,
        NumbersPage.of(chart, shell, picture_of(at, "contacts-picture", chart.description), back),
    )
