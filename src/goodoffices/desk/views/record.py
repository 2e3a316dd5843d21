"""The record as a chronology, and the search in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlencode

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from goodoffices.access.acting import Action, Room, may
from goodoffices.desk.act_html import act_html
from goodoffices.desk.acts import ActRow, act_address, act_row
from goodoffices.desk.badges import Badge, badge
from goodoffices.desk.doors import in_case
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.record.phrases import KIND_NAMES
from goodoffices.record.places import UNDATED, is_day, is_place
from goodoffices.record.vocabulary import ActKind
from goodoffices.saying import speaker
from goodoffices.service.chronology import NO_PAGE, Asked, page
from goodoffices.service.search import Piece, search

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from goodoffices.record.frame import Frame, Side
    from goodoffices.service.at import At

__all__ = ["chronology", "find"]


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader asked to see, as in the address; empty means everything."""

    kind: str
    by: str
    contested: bool
    open_now: bool

    @classmethod
    def sent(cls, request: HttpRequest) -> Filter:
        get = request.GET
        contested, open_now = (get.get(name) == "yes" for name in ("contested", "open"))
        return cls(get.get("kind", ""), get.get("by", ""), contested, open_now)

    @property
    def is_set(self) -> bool:
        return bool(self.kind or self.by or self.contested or self.open_now)

    def asked(self, frame: Frame) -> Asked | None:
        """None where it names a kind or a side that does not exist."""
        side = next((s for s in _sides(frame) if s.id == self.by), None)
        if (self.kind and self.kind not in KIND_NAMES) or (self.by and side is None):
            return None
        kinds = frozenset({ActKind(self.kind)}) if self.kind else frozenset[ActKind]()
        return Asked(kinds, side, self.contested, self.open_now)

    def query(self, **place: str) -> str:
        marks = {"contested": self.contested, "open": self.open_now}
        asked = {"kind": self.kind, "by": self.by, **{n: "yes" for n, on in marks.items() if on}}
        return urlencode({n: value for n, value in {**asked, **place}.items() if value})


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    acts: SafeString


@dataclass(frozen=True, slots=True)
class ChronologyPage(CasePage):
    template: ClassVar[str] = "record/chronology.html"

    is_empty: bool
    may_file: bool
    filter: Filter
    since: str
    kinds: SafeString
    """The kinds of acts as the options of a choice."""
    sides: tuple[Choice, ...]
    days: tuple[Day, ...]
    first: str
    earlier: str
    later: str
    last: str


@dataclass(frozen=True, slots=True)
class Hit:
    address: str
    title: str
    pieces: tuple[Piece, ...]
    language: str
    badge: Badge


@dataclass(frozen=True, slots=True)
class SearchPage(CasePage):
    template: ClassVar[str] = "record/search.html"

    query: str
    hits: tuple[Hit, ...]
    more: str


@lru_cache(maxsize=200)
def _kinds(chosen: str, language: str) -> SafeString:  # noqa: ARG001 (the names are said in it)
    """The kinds of acts as the options of a choice, by their names: the same for every reader."""
    names = sorted((name, kind) for kind, name in KIND_NAMES.items())
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((kind, mark_safe(" selected") if kind == chosen else "", name) for name, kind in names),
    )


def _sides(frame: Frame) -> tuple[Side, ...]:
    return (frame.mediator, *frame.parties, *frame.observers)


def _written(rows: Iterable[ActRow]) -> SafeString:
    return mark_safe("".join(map(act_html, rows)))  # noqa: S308 (each is markup of ours)


def _place(request: HttpRequest, name: str) -> str:
    sent = request.GET.get(name, "")
    return sent if is_place(sent) else ""


@in_case(Room.RECORD)
def chronology(request: HttpRequest, at: At) -> HttpResponse:
    sent = Filter.sent(request)
    after, before = _place(request, "after"), _place(request, "before")
    asked = sent.asked(at.frame)
    found = page(at, asked, after=after, before=before) if asked else NO_PAGE
    rows = [act_row(at, act, found.record) for act in found.record.acts]
    shown = ChronologyPage(
        shell=shell_of(request, at, Room.RECORD),
        is_empty=not (rows or after or before or sent.is_set),
        may_file=bool(may(at.viewer, Action.FILE)),
        filter=sent,
        since=after if is_day(after) else "",
        kinds=_kinds(sent.kind if sent.kind in KIND_NAMES else "", speaker().language),
        sides=tuple(Choice(s.id, s.name, s.id == sent.by) for s in _sides(at.frame)),
        days=tuple(
            Day(name, _written(group)) for name, group in groupby(rows, lambda row: row.day)
        ),
        first=sent.query() if found.earlier else "",
        earlier=sent.query(before=found.earlier) if found.earlier else "",
        later=sent.query(after=found.later) if found.later else "",
        last=sent.query(before=UNDATED) if found.later else "",
    )
    return show(request, shown)


@in_case(Room.RECORD)
def find(request: HttpRequest, at: At) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    found = search(at, query, request.GET.get("after", ""))
    hits = tuple(
        Hit(
            f"{act_address(at, hit.act)}#account-{hit.id}",
            hit.title,
            hit.pieces,
            hit.language,
            badge(at, hit.audience),
        )
        for hit in found.hits
    )
    more = urlencode({"q": query, "after": found.more}) if found.more else ""
    return show(request, SearchPage(shell_of(request, at, Room.RECORD, query), query, hits, more))
