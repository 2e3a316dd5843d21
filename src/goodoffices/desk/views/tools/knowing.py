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
from goodoffices.desk.tools.pages import Part, ToolPage, part_of
from goodoffices.record.date_words import day_in_words
from goodoffices.service.tools import knowledge

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
    sees: Part[ActLine]


@in_case(Room.OVERVIEW, methods=None)
def known(request: HttpRequest, at: At, side: str) -> HttpResponse:
    looked = knowledge(at, side)
    if request.method not in READ:
        return HttpResponseNotAllowed(READ)
    acts, found = Acts(at, looked.record), looked.found
    line = partial(briefing_line, acts)
    free = [one for one in found.told if one not in found.embargoed]
    newest = tuple(reversed(found.sees))
    page = KnownPage(
        shell=shell_of(request, at, Room.OVERVIEW),
        tools=tools_of(at, Tool.BRIEFINGS if at.viewer.in_team else Tool.KNOWN),
        as_of=day_in_words(looked.record.as_of),
        who=at.frame.name_of(side),
        is_own=not at.viewer.in_team,
        embargoed=tuple(map(line, found.embargoed)),
        told=tuple(map(line, free)),
        owed=tuple(map(line, found.owed)),
        sees=part_of(request, newest, partial(act_line, at)),
    )
    return show(request, page)
