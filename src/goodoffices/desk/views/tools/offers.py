"""Open offers and requests: what is asked of whom, since when, and what that rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext as _

from goodoffices.access.acting import Room
from goodoffices.desk.doors import in_case
from goodoffices.desk.pages import show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.tools.lines import ActLine, Acts, day_words
from goodoffices.desk.tools.links import Tool, tools_of
from goodoffices.desk.tools.pages import Places, ToolPage, places_of, sent_place
from goodoffices.record.date_words import day_in_words, in_words
from goodoffices.record.phrases import people
from goodoffices.record.places import END
from goodoffices.record.standing import StandingKind
from goodoffices.saying import listed
from goodoffices.service.tools import offers_page

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

    offers: tuple[OfferLine, ...]
    places: Places


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
        silent=listed(offer.silent),
        issue=offer.issue or "",
        venue=offer.venue or "",
        until=in_words(offer.until) if offer.until else "",
        rests_on=acts.lines(one for one in offer.rests_on if one != offer.act),
    )


@in_case(Room.OVERVIEW)
def open_offers(request: HttpRequest, at: At) -> HttpResponse:
    after, before = sent_place(request, "after"), sent_place(request, "before")
    looked, met = offers_page(at, after, before or ("" if after else END))
    acts = Acts(at, looked.record)
    page = OffersPage(
        shell=shell_of(request, at, Room.OVERVIEW),
        tools=tools_of(at, Tool.OFFERS),
        as_of=day_in_words(looked.record.as_of),
        offers=tuple(_line(acts, one) for one in looked.found),
        places=places_of(met, is_first=not (after or before)),
    )
    return show(request, page)
