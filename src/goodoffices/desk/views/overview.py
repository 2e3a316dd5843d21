"""The overview of a case: what is open, what is contested, who must be briefed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from goodoffices.access.acting import Action, Room, may
from goodoffices.desk.acts import Contest, act_address, contest, standing_in_words
from goodoffices.desk.badges import Badge, badges
from goodoffices.desk.doors import in_case
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.record.briefings import Briefing, BriefingState
from goodoffices.record.date_words import day_in_words, in_words
from goodoffices.record.phrases import KIND_NAMES
from goodoffices.service.overview import where_sides_stand
from goodoffices.service.record import view

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.record.acts import Act
    from goodoffices.service.at import At
    from goodoffices.service.record import RecordView

__all__ = ["overview"]


@dataclass(frozen=True, slots=True)
class ActLine:
    address: str
    title: str
    kind: str
    when: str
    badges: tuple[Badge, ...]


@dataclass(frozen=True, slots=True)
class OpenOffer:
    act: ActLine
    standing: str


@dataclass(frozen=True, slots=True)
class ContestedAct:
    act: ActLine
    contests: tuple[Contest, ...]


@dataclass(frozen=True, slots=True)
class BriefingLine:
    who: str
    moment: str
    contact: ActLine
    state: str
    due: str
    embargo: str


@dataclass(frozen=True, slots=True)
class SideLine:
    name: str
    latest: tuple[ActLine, ...]


@dataclass(frozen=True, slots=True)
class OverviewPage(CasePage):
    template: ClassVar[str] = "overview/overview.html"

    note: str
    as_of: str
    is_empty: bool
    may_file: bool
    offers: tuple[OpenOffer, ...]
    contested: tuple[ContestedAct, ...]
    briefings: tuple[BriefingLine, ...]
    sides: tuple[SideLine, ...]


def _line(at: At, act: Act) -> ActLine:
    return ActLine(
        address=act_address(at, act.id),
        title=act.title,
        kind=KIND_NAMES[act.kind],
        when=in_words(act.happened) if act.happened else "date not known",
        badges=badges(at, act.audiences),
    )


def _offers(at: At, record: RecordView) -> tuple[OpenOffer, ...]:
    found = ((s, record.act(s.act)) for s in record.standings if s.is_open)
    return tuple(OpenOffer(_line(at, act), standing_in_words(s)) for s, act in found if act)


def _briefings(at: At, record: RecordView) -> tuple[BriefingLine, ...]:
    open_ones = (b for b in record.briefings if b.state is not BriefingState.DONE)
    found = ((b, record.act(b.contact)) for b in open_ones)
    return tuple(_briefing(at, briefing, act) for briefing, act in found if act)


def _briefing(at: At, briefing: Briefing, contact: Act) -> BriefingLine:
    return BriefingLine(
        who=briefing.who,
        moment=str(briefing.moment),
        contact=_line(at, contact),
        state=str(briefing.state),
        due=day_in_words(briefing.due) if briefing.due else "",
        embargo=briefing.embargo,
    )


@in_case(Room.OVERVIEW)
def overview(request: HttpRequest, at: At) -> HttpResponse:
    record = view(at)
    page = OverviewPage(
        shell=shell_of(request, at, Room.OVERVIEW),
        note=at.frame.note,
        as_of=day_in_words(record.as_of),
        is_empty=not record.acts,
        may_file=bool(may(at.viewer, Action.FILE)),
        offers=_offers(at, record),
        contested=tuple(
            ContestedAct(_line(at, act), tuple(contest(p) for p in act.contested))
            for act in record.contested
        ),
        briefings=_briefings(at, record),
        sides=tuple(
            SideLine(position.side.name, tuple(_line(at, act) for act in position.latest))
            for position in where_sides_stand(at, record)
        ),
    )
    return show(request, page)
