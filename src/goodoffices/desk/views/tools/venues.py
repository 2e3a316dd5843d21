"""Venues: who wants to meet where, which delegation is ready, and what was missed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from goodoffices.access.acting import Room
from goodoffices.desk.doors import in_case
from goodoffices.desk.pages import show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.tools.lines import ActLine, Acts, day_words
from goodoffices.desk.tools.links import Tool, tools_of
from goodoffices.desk.tools.pages import ToolPage
from goodoffices.record.date_words import day_in_words
from goodoffices.record.readiness import ChanceState
from goodoffices.record.venues import WordKind
from goodoffices.service.tools import venues_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from goodoffices.record.readiness import Chance, Readiness
    from goodoffices.record.venues import Venue, VenueWord
    from goodoffices.service.at import At

__all__ = ["venues"]

_MOST_VENUES = 40
_MOST_WORDS = 6
_MOST_ACTS = 80
"""Acts that name a place and are read for it, the latest."""
_HEADS = {
    WordKind.PROPOSES: mark("Proposed by"),
    WordKind.FAVOURS: mark("Spoken for by"),
    WordKind.ACCEPTS: mark("Accepted by"),
    WordKind.REFUSES: mark("Refused by"),
    WordKind.READY: mark("Ready there"),
    WordKind.MET: mark("Met there"),
}
_STATES = {
    ChanceState.MET: mark("{other} came"),
    ChanceState.AWAITED: mark("{other} is awaited"),
    ChanceState.MISSED: mark("missed with {other} since {day}"),
}


@dataclass(frozen=True, slots=True)
class WordLine:
    side: str
    act: ActLine
    day: str


@dataclass(frozen=True, slots=True)
class Column:
    head: str
    words: tuple[WordLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class VenueLine:
    name: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class ReadyLine:
    who: str
    place: str
    since: str
    until: str
    act: ActLine
    chances: tuple[ChanceLine, ...]


@dataclass(frozen=True, slots=True)
class ChanceLine:
    words: str
    missed: bool
    rests_on: tuple[ActLine, ...]


@dataclass(frozen=True, slots=True)
class VenuesPage(ToolPage):
    template: ClassVar[str] = "tools/venues.html"

    ready: tuple[ReadyLine, ...]
    heads: tuple[str, ...]
    venues: tuple[VenueLine, ...]
    more: int
    is_all: bool


def _ready(at: At, acts: Acts, one: Readiness, chances: Sequence[Chance]) -> ReadyLine:
    return ReadyLine(
        who=at.frame.name_of(one.party),
        place=one.place,
        since=day_words(one.start),
        until=day_words(one.end) if one.end else "",
        act=acts[one.act],
        chances=tuple(_chance(at, acts, c) for c in chances if c.ready == one),
    )


def _chance(at: At, acts: Acts, chance: Chance) -> ChanceLine:
    return ChanceLine(
        words=_(_STATES[chance.state]).format(
            other=at.frame.name_of(chance.other), day=day_words(chance.since)
        ),
        missed=chance.state is ChanceState.MISSED,
        rests_on=acts.lines(one for one in chance.rests_on if one != chance.ready.act),
    )


def _venue(at: At, acts: Acts, venue: Venue, *, is_all: bool) -> VenueLine:
    by_kind = {kind: _latest(venue.words, kind) for kind in WordKind}
    return VenueLine(
        venue.name,
        tuple(
            Column(
                _(_HEADS[kind]),
                tuple(
                    WordLine(at.frame.name_of(word.side), acts[word.act], day_words(word.day))
                    for word in words[:_MOST_WORDS]
                ),
                max(0, len(words) - _MOST_WORDS) if is_all else 0,
            )
            for kind, words in by_kind.items()
            if words
        ),
    )


def _latest(words: Sequence[VenueWord], kind: WordKind) -> list[VenueWord]:
    """One word of each side in each act, the latest first."""
    found = {(word.side, word.act): word for word in words if word.kind is kind}
    return list(reversed(found.values()))


@in_case(Room.OVERVIEW)
def venues(request: HttpRequest, at: At) -> HttpResponse:
    looked = venues_told(at, _MOST_ACTS)
    acts, told = Acts(at, looked.record), looked.found
    page = VenuesPage(
        shell=shell_of(request, at, Room.OVERVIEW),
        tools=tools_of(at, Tool.VENUES),
        as_of=day_in_words(looked.record.as_of),
        ready=tuple(
            _ready(at, acts, one, told.chances) for one in reversed(told.ready[-_MOST_VENUES:])
        ),
        heads=tuple(_(head) for head in _HEADS.values()),
        venues=tuple(
            _venue(at, acts, venue, is_all=told.is_all) for venue in told.venues[:_MOST_VENUES]
        ),
        more=max(0, len(told.venues) - _MOST_VENUES) if told.is_all else 0,
        is_all=told.is_all,
    )
    return show(request, page)
