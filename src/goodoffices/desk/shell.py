"""What stands around every page of a case: its title, my seat, the search, the rooms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from goodoffices.access.acting import Room, rooms_of
from goodoffices.desk.addresses import address
from goodoffices.desk.doors import PREVIEW
from goodoffices.record.accounts import Direction
from goodoffices.saying import mark, say, speaker
from goodoffices.service.cases import label_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from goodoffices.service.at import At

__all__ = ["RoomLink", "Shell", "shell_of"]

# room: (its name, the route of its first page), in the order of the work
_ROOMS = {
    Room.OVERVIEW: (mark("Overview"), "overview"),
    Room.RECORD: (mark("Record"), "record"),
    Room.READING: (mark("Reading"), "reading"),
    Room.CONFLICT: (mark("Conflict"), "conflict"),
    Room.SETTLEMENT: (mark("Settlement"), "settlement"),
    Room.TALKS: (mark("Talks"), "talks"),
    Room.AGREEMENT: (mark("Agreement"), "agreements"),
    Room.OWN: (mark("Own room"), "own-room"),
    Room.BRIEF: (mark("Brief"), "brief"),
    Room.PEOPLE: (mark("People"), "people"),
    Room.AUDIENCES: (mark("Who sees what"), "who-sees-what"),
}


@dataclass(frozen=True, slots=True)
class RoomLink:
    name: str
    address: str
    here: bool
    apart: bool
    """Set off from the rooms of the work."""


@dataclass(frozen=True, slots=True)
class Shell:
    title: str
    language: str
    direction: Direction
    slug: str
    seat: str
    rooms: SafeString
    person: str
    """Who is signed in; empty for a stranger on a public page."""
    query: str = ""
    preview: str = ""
    """Where a preview of this seat is left; empty where it is none."""


def shell_of(request: HttpRequest, at: At, room: Room, query: str = "") -> Shell:
    """The frame for a page of `room`, with the rooms that this seat has."""
    slug = at.frame.slug
    links = _links(rooms_of(at.viewer), room, slug)
    return Shell(
        title=at.frame.title,
        language=at.frame.language,
        direction=at.frame.direction,
        slug=slug,
        seat=label_of(at.frame, at.viewer),
        rooms=_written(links, speaker().language),
        person=request.user.get_username() if request.user.is_authenticated else "",
        query=query,
        preview=_out_of_preview(request, slug),
    )


def _links(own: tuple[Room, ...], here: Room, slug: str) -> tuple[RoomLink, ...]:
    apart = Room.PEOPLE if Room.PEOPLE in own else Room.AUDIENCES
    return tuple(
        RoomLink(say(name), address(route, slug), this is here, this is apart)
        for this, (name, route) in _ROOMS.items()
        if this in own
    )


@lru_cache(maxsize=1_000)
def _written(links: tuple[RoomLink, ...], language: str) -> SafeString:  # noqa: ARG001 (the words of the template are in it)
    """The links to the rooms: the same for all who have the same rooms, in a language."""
    return mark_safe(render_to_string("parts/rooms.html", {"rooms": links}))  # noqa: S308 (a template made it)


def _out_of_preview(request: HttpRequest, slug: str) -> str:
    """The lead mediator's own page of people, whatever the seat that is looked through."""
    return f"/c/{slug}/people/" if request.META.get(PREVIEW) else ""
