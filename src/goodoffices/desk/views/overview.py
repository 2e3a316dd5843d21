"""The overview of a case: what is open, what is contested, who must be briefed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.utils.safestring import SafeString

from goodoffices.access.acting import Action, Room, may
from goodoffices.access.viewers import SeatKind
from goodoffices.desk.act_html import contests_html
from goodoffices.desk.acts import act_address, contest, standing_in_words
from goodoffices.desk.badges import Badge, badges
from goodoffices.desk.doors import in_case
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.tools.links import ToolLink, tools_of
from goodoffices.record.date_words import day_in_words, in_words
from goodoffices.record.phrases import KIND_NAMES
from goodoffices.saying import say
from goodoffices.service.overview import Glance, ToGive, briefings_to_give

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.record.acts import Act
    from goodoffices.record.briefings import Briefing
    from goodoffices.service.at import At

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
    contests: SafeString


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
class More:
    """Of which lists not all is here."""

    offers: bool
    contested: bool
    briefings: bool


@dataclass(frozen=True, slots=True)
class OverviewPage(CasePage):
    template: ClassVar[str] = "overview/overview.html"

    note: str
    as_of: str
    is_public: bool
    """To a stranger it is the public page: it says what it is, and nothing of the work."""
    mediator: str
    parties: tuple[str, ...]
    tools: tuple[ToolLink, ...]
    is_empty: bool
    may_file: bool
    offers: tuple[OpenOffer, ...]
    contested: tuple[ContestedAct, ...]
    briefings: tuple[BriefingLine, ...]
    sides: tuple[SideLine, ...]
    more: More


def _line(at: At, act: Act) -> ActLine:
    return ActLine(
        address=act_address(at, act.id),
        title=act.title,
        kind=KIND_NAMES[act.kind],
        when=in_words(act.happened) if act.happened else say("date not known"),
        badges=badges(at, act.audiences),
    )


def _briefings(at: At, to_give: ToGive) -> tuple[BriefingLine, ...]:
    record = to_give.record
    found = ((b, record.act(b.contact)) for b in record.briefings)
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
    glance, to_give = Glance(at), briefings_to_give(at)
    offers, contested = glance.open_offers(), glance.contested_acts()
    page = OverviewPage(
        shell=shell_of(request, at, Room.OVERVIEW),
        note=at.frame.note,
        is_public=at.viewer.kind is SeatKind.PUBLIC,
        mediator=at.frame.mediator.name,
        parties=tuple(party.name for party in at.frame.parties),
        as_of=day_in_words(at.world.clock().date()),
        tools=tools_of(at),
        is_empty=glance.is_empty(),
        may_file=bool(may(at.viewer, Action.FILE)),
        offers=tuple(
            OpenOffer(_line(at, met.act), standing_in_words(met.standing))
            for met in offers.some
            if met.standing
        ),
        contested=tuple(
            ContestedAct(_line(at, act), contests_html(map(contest, act.contested)))
            for act in contested.some
        ),
        briefings=_briefings(at, to_give),
        more=More(not offers.is_all, not contested.is_all, not to_give.is_all),
        sides=tuple(
            SideLine(position.side.name, tuple(_line(at, act) for act in position.latest))
            for position in glance.where_sides_stand()
        ),
    )
    return show(request, page)
