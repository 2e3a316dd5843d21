"""A session in words for a page: plan, what each delegation confirmed, whom it sends, minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.desk.badges import Badge, badge
from goodoffices.record.briefings import Moment
from goodoffices.record.date_words import day_in_words, instant_in_words
from goodoffices.saying import all_of, say
from goodoffices.service.record import around
from goodoffices.talks.sessions import Part, Phase

if TYPE_CHECKING:
    from goodoffices.service.at import At
    from goodoffices.service.rounds import SeenSession

__all__ = ["DelegationBox", "SessionBox", "SessionLine", "duties_of", "session_box", "session_line"]


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session of the list. `waits`: this seat has not said whether it comes."""

    title: str
    address: str
    status: str
    when: str
    waits: bool


@dataclass(frozen=True, slots=True)
class DelegationBox:
    """What this seat sees of a delegation; empty where it sees nothing of it."""

    name: str
    confirmed: str
    declined: bool
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    words: str
    badge: Badge


@dataclass(frozen=True, slots=True)
class SessionBox:
    id: str
    title: str
    status: str
    phase: str
    begins: str
    where: str
    agenda: tuple[str, ...]
    invited: str
    delegations: tuple[DelegationBox, ...]
    minutes: tuple[Kept, ...]


def session_line(at: At, seen: SeenSession) -> SessionLine:
    view, own = seen.view, at.viewer.side or ""
    said = own in view.declined or any(one.party == own for one in view.confirmed)
    return SessionLine(
        title=_title(seen),
        address=reverse("session", args=[at.frame.slug, seen.id]),
        status=_status(view.phase),
        when=instant_in_words(view.plan.begins),
        waits=view.phase is Phase.INVITED and bool(own) and not said,
    )


def session_box(at: At, seen: SeenSession) -> SessionBox:
    view = seen.view
    plan, name = view.plan, at.frame.name_of
    return SessionBox(
        id=seen.id,
        title=_title(seen),
        status=_status(view.phase),
        phase=str(view.phase),
        begins=instant_in_words(plan.begins),
        where=plan.venue or plan.online,
        agenda=plan.agenda,
        invited=all_of([name(party) for party in plan.parties]),
        delegations=tuple(
            DelegationBox(
                name(party),
                all_of([_part(one.part) for one in view.confirmed if one.party == party]),
                party in view.declined,
                next((d.names for d in view.delegations if d.party == party), ()),
            )
            for party in plan.parties
        ),
        minutes=tuple(Kept(minute.words, badge(at, minute.audience)) for minute in view.minutes),
    )


def _title(seen: SeenSession) -> str:
    return say("Session of round {number}", number=seen.view.plan.round)


def _status(phase: Phase) -> str:
    return {
        Phase.PLANNED: _("Planned: the mediator’s team alone sees it"),
        Phase.INVITED: _("The invitation stands"),
        Phase.OPEN: _("Open"),
        Phase.ADJOURNED: _("Adjourned"),
        Phase.CLOSED: _("Closed"),
        Phase.CANCELLED: _("Cancelled"),
    }[phase]


def _part(part: Part) -> str:
    return {
        Part.ATTENDANCE: _("attendance"),
        Part.AGENDA: _("agenda"),
        Part.VENUE: _("venue"),
    }[part]


def duties_of(at: At, session_id: str) -> tuple[bool, tuple[str, ...]]:
    """Whether the session is in the record, and the briefings before and after it, in words."""
    record = around(at, {session_id})
    said = []
    for one in record.briefings:
        told = {
            Moment.BEFORE: _("{who} before it"),
            Moment.AFTER: _("{who} after it"),
        }[one.moment].format(who=one.who)
        due = say(", due {day}", day=day_in_words(one.due)) if one.due else ""
        said.append(f"{told}{due}")
    return bool(record.acts), tuple(said)
