"""Who sees what: for each audience of the case, who reads it and why."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room, may
from goodoffices.access.grants import GrantState
from goodoffices.desk.badges import Badge, badge
from goodoffices.desk.doors import in_case
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.views.entry import entry_address
from goodoffices.errors import InputError, NotFoundError
from goodoffices.record.audiences import Audience
from goodoffices.record.frame import CaucusRule
from goodoffices.saying import Names, mark
from goodoffices.service.consents import ConsentState, consents
from goodoffices.service.granting import grants_of
from goodoffices.service.people import people_of
from goodoffices.service.readable import readable, shown_alone
from goodoffices.service.readers import audience_name, every_audience, is_of_case, readers
from goodoffices.service.releases import Step, proposals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At

__all__ = ["who_sees_what"]

_CAUCUS_RULES = Names(
    {
        CaucusRule.CLOSED_UNLESS_RELEASED: (
            mark(
                "What a side says in caucus stays between it and the mediator’s team, "
                "unless that side releases it."
            )
        ),
        CaucusRule.MAY_BE_PASSED_ON: (
            mark(
                "What a side says in caucus may be passed on by the mediator, unless "
                "that side gave it in confidence."
            )
        ),
    }
)


@dataclass(frozen=True, slots=True)
class ReaderCell:
    name: str
    sees: bool
    reason: str


@dataclass(frozen=True, slots=True)
class AudienceLine:
    key: str
    badge: Badge
    asked_for: bool
    readers: tuple[ReaderCell, ...]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry to be looked at, and why it stands here."""

    address: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AudiencesPage(CasePage):
    template: ClassVar[str] = "audiences/table.html"

    lines: tuple[AudienceLine, ...]
    caucus_rule: str
    asked: tuple[EntryLine, ...]
    """Consents that wait for an answer of this seat, or of the party through the lead."""
    alone: tuple[EntryLine, ...]
    """What was granted to this seat alone."""
    proposed: tuple[EntryLine, ...]
    granted: tuple[EntryLine, ...]
    groups: tuple[GroupLine, ...]


def _asked_of(at: At) -> tuple[EntryLine, ...]:
    if not may(at.viewer, Action.CONSENT) and not may(at.viewer, Action.RELEASE):
        return ()
    about = _("that it be read by: %(audience)s")
    return _lines(
        at,
        (
            (one.entry, "consent", one.id, about % {"audience": audience_name(at, one.to)})
            for one in consents(at)
            if one.state is ConsentState.ASKED
        ),
    )


def _proposed(at: At) -> tuple[EntryLine, ...]:
    if not may(at.viewer, Action.PROPOSE_RELEASE):
        return ()
    return _lines(
        at,
        (
            (one.entry, "release", one.id, audience_name(at, one.to))
            for one in proposals(at)
            if one.step is Step.PROPOSED
        ),
    )


def _granted(at: At) -> tuple[EntryLine, ...]:
    if not may(at.viewer, Action.MANAGE):
        return ()
    return _lines(
        at,
        (
            (one.grant.entry, "entry", one.grant.entry, one.to)
            for one in grants_of(at)
            if one.state is GrantState.OPEN
        ),
    )


def _lines(at: At, found: Iterable[tuple[str, str, str, str]]) -> tuple[EntryLine, ...]:
    """Each an entry, its page with what that is about; an entry that was shredded is left out."""
    lines = []
    for entry_id, route, about_id, about in found:
        with suppress(NotFoundError):
            title = readable(at, entry_id).title
            lines.append(EntryLine(reverse(route, args=[at.frame.slug, about_id]), title, about))
    return tuple(lines)


def _groups(at: At) -> tuple[GroupLine, ...]:
    if not at.groups:
        return ()
    people = people_of(at)
    return tuple(
        GroupLine(one.name, tuple(p.name for p in people if p.seat in one.members))
        for one in at.groups
    )


def _asked(request: HttpRequest, at: At) -> Audience | None:
    key = request.GET.get("of")
    if key is None:
        return None
    try:
        audience = Audience.parse(key)
    except InputError:
        raise Http404 from None
    if not is_of_case(at, audience):
        raise Http404
    return audience


def _line(at: At, audience: Audience, asked: Audience | None) -> AudienceLine:
    cells = tuple(
        ReaderCell(r.name, bool(r.answer), r.answer.reason) for r in readers(at, audience)
    )
    return AudienceLine(audience.key, badge(at, audience), audience == asked, cells)


@in_case(Room.AUDIENCES)
def who_sees_what(request: HttpRequest, at: At) -> HttpResponse:
    asked = _asked(request, at)
    everything = every_audience(at)
    if asked is not None:
        # the one asked for stands first, whether or not it is among the usual ones
        everything = (asked, *(audience for audience in everything if audience != asked))
    page = AudiencesPage(
        shell=shell_of(request, at, Room.AUDIENCES),
        lines=tuple(_line(at, audience, asked) for audience in everything),
        caucus_rule=_CAUCUS_RULES[at.frame.caucus_rule],
        asked=_asked_of(at),
        alone=tuple(EntryLine(entry_address(at, one.id), one.title, "") for one in shown_alone(at)),
        proposed=_proposed(at),
        granted=_granted(at),
        groups=_groups(at),
    )
    return show(request, page)
