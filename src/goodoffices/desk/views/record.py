"""The record as a chronology, and the search in it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlencode

from django.core.paginator import Paginator

from goodoffices.access.acting import Action, Room, may
from goodoffices.desk.acts import ActRow, act_address, act_row
from goodoffices.desk.badges import Badge, badge
from goodoffices.desk.doors import in_case
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.record.phrases import KIND_NAMES
from goodoffices.service.record import search, view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from goodoffices.record.acts import Act
    from goodoffices.service.at import At

__all__ = ["chronology", "find"]

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader asked to see; empty means everything."""

    kind: str
    actor: str
    contested: bool

    @classmethod
    def asked(cls, request: HttpRequest) -> Filter:
        get = request.GET
        return cls(get.get("kind", ""), get.get("actor", ""), get.get("contested") == "yes")

    @property
    def is_set(self) -> bool:
        return bool(self.kind or self.actor or self.contested)

    def lets_through(self, act: Act) -> bool:
        return (
            (not self.kind or act.kind == self.kind)
            and (not self.actor or any(m.side == self.actor for m in act.actors))
            and (not self.contested or bool(act.contested))
        )

    def query(self, page: int) -> str:
        asked = {"kind": self.kind, "actor": self.actor}
        kept = {name: value for name, value in asked.items() if value}
        if self.contested:
            kept["contested"] = "yes"
        return urlencode({**kept, "page": page})


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    acts: tuple[ActRow, ...]


@dataclass(frozen=True, slots=True)
class ChronologyPage(CasePage):
    template: ClassVar[str] = "record/chronology.html"

    is_empty: bool
    may_file: bool
    acts: int
    accounts: int
    contested: int
    shown: int
    filter: Filter
    kinds: tuple[Choice, ...]
    actors: tuple[Choice, ...]
    days: tuple[Day, ...]
    page: int
    pages: int
    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class Hit:
    address: str
    title: str
    words: str
    badge: Badge


@dataclass(frozen=True, slots=True)
class SearchPage(CasePage):
    template: ClassVar[str] = "record/search.html"

    query: str
    hits: tuple[Hit, ...]


def _kinds(acts: Sequence[Act], chosen: str) -> tuple[Choice, ...]:
    present = {act.kind for act in acts}
    return tuple(
        Choice(str(k), KIND_NAMES[k], k == chosen)
        for k in sorted(present, key=KIND_NAMES.__getitem__)
    )


def _actors(acts: Sequence[Act], chosen: str) -> tuple[Choice, ...]:
    present = {mention.side for act in acts for mention in act.actors}
    return tuple(Choice(name, name, name == chosen) for name in sorted(present))


@in_case(Room.RECORD)
def chronology(request: HttpRequest, at: At) -> HttpResponse:
    record = view(at)
    asked = Filter.asked(request)
    chosen = [act for act in record.acts if asked.lets_through(act)]
    sheet = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    rows = [act_row(at, act, record) for act in sheet]
    page = ChronologyPage(
        shell=shell_of(request, at, Room.RECORD),
        is_empty=not record.acts,
        may_file=bool(may(at.viewer, Action.FILE)),
        acts=len(record.acts),
        accounts=sum(len(act.accounts) for act in record.acts),
        contested=len(record.contested),
        shown=len(chosen),
        filter=asked,
        kinds=_kinds(record.acts, asked.kind),
        actors=_actors(record.acts, asked.actor),
        days=tuple(Day(name, tuple(group)) for name, group in groupby(rows, lambda row: row.day)),
        page=sheet.number,
        pages=sheet.paginator.num_pages,
        earlier=asked.query(sheet.number - 1) if sheet.has_previous() else "",
        later=asked.query(sheet.number + 1) if sheet.has_next() else "",
    )
    return show(request, page)


@in_case(Room.RECORD)
def find(request: HttpRequest, at: At) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    hits = tuple(
        Hit(act_address(at, hit.act), hit.title, hit.words, badge(at, hit.audience))
        for hit in search(at, query)
    )
    return show(request, SearchPage(shell_of(request, at, Room.RECORD, query), query, hits))
