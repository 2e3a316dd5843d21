"""What a reader may know now: what its seats see, and what it was told, under which embargo."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from django.http import HttpResponseNotAllowed

from goodoffices.access.acting import Room
from goodoffices.desk.doors import READ, in_case
from goodoffices.desk.pages import show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.tools.briefings import BriefingLine, briefing_line
from goodoffices.desk.tools.lines import ActLine, Acts, act_line
from goodoffices.desk.tools.links import Tool, tools_of
from goodoffices.desk.tools.pages import Places, ToolPage, places_of, sent_place
from goodoffices.record.date_words import day_in_words
from goodoffices.record.places import END
from goodoffices.service.chronology import NO_PAGE
from goodoffices.service.chronology import page as acts_in_order
from goodoffices.service.tools import seen_with, told_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At

__all__ = ["known"]


@dataclass(frozen=True, slots=True)
class KnownPage(ToolPage):
    template: ClassVar[str] = "tools/known.html"

    who: str
    is_own: bool
    """Whether the reader itself looks, to whom what it sees is its record."""
    embargoed: tuple[BriefingLine, ...]
    told: tuple[BriefingLine, ...]
    owed: tuple[BriefingLine, ...]
    sees: tuple[ActLine, ...]
    places: Places


@in_case(Room.OVERVIEW, methods=None)
def known(request: HttpRequest, at: At, side: str) -> HttpResponse:
    looked = told_to(at, side)
    if request.method not in READ:
        return HttpResponseNotAllowed(READ)
    acts, found = Acts(at, looked.record), looked.found
    line = partial(briefing_line, acts)
    free = [one for one in found.told if one not in found.embargoed]
    after, before = sent_place(request, "after"), sent_place(request, "before")
    seen = NO_PAGE
    if at.viewer.in_team:
        shared = seen_with(at, side)
        seen = acts_in_order(shared, after=after, before=before or ("" if after else END))
    page = KnownPage(
        shell=shell_of(request, at, Room.OVERVIEW),
        tools=tools_of(at, Tool.BRIEFINGS if at.viewer.in_team else Tool.KNOWN),
        as_of=day_in_words(looked.record.as_of),
        who=at.frame.name_of(side),
        is_own=not at.viewer.in_team,
        embargoed=tuple(map(line, found.embargoed)),
        told=tuple(map(line, free)),
        owed=tuple(map(line, found.owed)),
        sees=tuple(act_line(at, act) for act in reversed(seen.record.acts)),
        places=places_of(seen, is_first=not (after or before)),
    )
    return show(request, page)
