"""The pages below the overview, those that this seat has, for the line at their head."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, may
from goodoffices.access.viewers import SeatKind

if TYPE_CHECKING:
    from goodoffices.service.at import At

__all__ = ["Tool", "ToolLink", "tools_of"]


class Tool(StrEnum):
    """Each by the name of its route."""

    OFFERS = "open-offers"
    VENUES = "venues"
    POSITIONS = "positions"
    MEDIATOR = "mediator"
    BRIEFINGS = "briefings"
    KNOWN = "known"
    CONTACTS = "contacts"
    FUNDAMENTALS = "fundamentals"


@dataclass(frozen=True, slots=True)
class ToolLink:
    name: str
    address: str
    here: bool


def tools_of(at: At, here: Tool | None = None) -> tuple[ToolLink, ...]:
    """The team's planning is among them for the team alone."""
    found = [
        (Tool.OFFERS, _("Open offers")),
        (Tool.VENUES, _("Venues")),
        (Tool.POSITIONS, _("Positions")),
        (Tool.MEDIATOR, _("The mediator")),
    ]
    if may(at.viewer, Action.PREPARE):
        found += [
            (Tool.BRIEFINGS, _("Briefings")),
            (Tool.CONTACTS, _("Contacts")),
            (Tool.FUNDAMENTALS, _("Fundamentals")),
        ]
    elif at.viewer.kind is not SeatKind.PUBLIC:
        found.append((Tool.KNOWN, _("What we were told")))
    return tuple(ToolLink(name, _address(at, tool), tool is here) for tool, name in found)


def _address(at: At, tool: Tool) -> str:
    if tool is Tool.KNOWN:
        return reverse(tool, args=[at.frame.slug, at.viewer.side])
    return reverse(tool, args=[at.frame.slug])
