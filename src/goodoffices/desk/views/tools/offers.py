"""Open offers and requests: what is asked of whom, since when, and what that rests on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext as _

from goodoffices.access.acting import Room
from goodoffices.desk.doors import in_case
from goodoffices.desk.pages import show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.tools.lines import ActLine, Acts, day_words
from goodoffices.desk.tools.links import Tool, tools_of
from goodoffices.desk.tools.pages import Part, ToolPage, part_of
from goodoffices.record.date_words import day_in_words, in_words
from goodoffices.record.phrases import people
from goodoffices.record.standing import StandingKind
from goodoffices.service.tools import offers

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.record.asked import OpenOffer
    from goodoffices.service.at import At

__all__ = ["open_offers"]


@dataclass(frozen=True, slots=True)
class OfferLine:
    act: ActLine
    standing: str
    asks: str
    of: str
    silent: str
    issue: str
    venue: str
    until: str
    rests_on: tuple[ActLine, ...]


@dataclass(frozen=True, slots=True)
class OffersPage(ToolPage):
    template: ClassVar[str] = "tools/offers.html"

    offers: Part[OfferLine]


def _line(acts: Acts, offer: OpenOffer) -> OfferLine:
    words = {
        StandingKind.OPEN: _("open since {day}"),
        StandingKind.NOT_REFUSED: _("not refused since {day}"),
    }
    return OfferLine(
        act=acts[offer.act],
        standing=words[offer.standing].format(day=day_words(offer.since)),
        asks=people(offer.asks),
        of=people(offer.of),
        silent=", ".join(offer.silent),
        issue=offer.issue or "",
        venue=offer.venue or "",
        until=in_words(offer.until) if offer.until else "",
        rests_on=acts.lines(one for one in offer.rests_on if one != offer.act),
    )


@in_case(Room.OVERVIEW)
def open_offers(request: HttpRequest, at: At) -> HttpResponse:
    looked = offers(at)
    acts = Acts(at, looked.record)
    page = OffersPage(
        shell=shell_of(request, at, Room.OVERVIEW),
        tools=tools_of(at, Tool.OFFERS),
        as_of=day_in_words(looked.record.as_of),
        offers=part_of(request, looked.found, partial(_line, acts)),
    )
    return show(request, page)
