"""The people of a case: who sits where; for the lead invitations, groups, declared interests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room, may
from goodoffices.access.viewers import SeatKind
from goodoffices.desk.doors import READ_AND_WRITE, WRITE, in_case
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.views.account import code_picture
from goodoffices.errors import InputError
from goodoffices.record.date_words import day_in_words
from goodoffices.saying import listed
from goodoffices.service.cases import nothing_here, take_seat_away
from goodoffices.service.groups import make_group, set_members
from goodoffices.service.interests import declare_interests, register
from goodoffices.service.invitations import InvitationState, invitations, invite, take_back
from goodoffices.service.people import people_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.record.groups import Group
    from goodoffices.service.at import At

__all__ = [
    "end_seat",
    "interests",
    "invite_somebody",
    "new_group",
    "people",
    "take_invitation_back",
    "who_is_in_group",
]

_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class PersonLine:
    seat: str
    name: str
    label: str
    groups: tuple[str, ...]
    declared: tuple[str, ...]
    """What interests they declared and when; for the lead alone."""
    see_as: str
    may_end: bool


@dataclass(frozen=True, slots=True)
class InvitationLine:
    id: str
    whom: str
    seat: str
    until: str
    state: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class SeatChoice:
    """A seat that can be given: `key` is the kind, with the side where it has one."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Tick:
    seat: str
    words: str
    on: bool


@dataclass(frozen=True, slots=True)
class GroupBox:
    id: str
    name: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class PeoplePage(CasePage):
    template: ClassVar[str] = "people/people.html"

    people: tuple[PersonLine, ...]
    may_manage: bool
    choices: tuple[SeatChoice, ...]
    invitations: tuple[InvitationLine, ...]
    groups: tuple[GroupBox, ...]
    newcomers: tuple[Tick, ...]
    """Who can be put into a new group."""
    error: str
    whom: str
    days: str


@in_case(Room.PEOPLE)
def people(request: HttpRequest, at: At) -> HttpResponse:
    return _page(request, at, 200)


@in_case(Room.PEOPLE, methods=WRITE, doing=Action.MANAGE)
def invite_somebody(request: HttpRequest, at: At) -> HttpResponse:
    """Make the link and show it, and its QR code, this once."""
    kind, _colon, side = request.POST.get("seat", "").partition(":")
    try:
        days = int(request.POST.get("days", ""))
        sent, token = invite(at, SeatKind(kind), side or None, request.POST.get("whom", ""), days)
    except InputError as error:
        return _page(request, at, _UNPROCESSABLE, error.said)
    except ValueError:
        return _page(request, at, _UNPROCESSABLE, _("Choose a seat and a number of days."))
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    page = InvitedPage(
        shell=shell_of(request, at, Room.PEOPLE),
        whom=sent.whom,
        seat=sent.seat,
        until=day_in_words(sent.expires.date()),
        link=link,
        picture=code_picture(link),
    )
    return show(request, page)


@dataclass(frozen=True, slots=True)
class InvitedPage(CasePage):
    template: ClassVar[str] = "people/invited.html"

    whom: str
    seat: str
    until: str
    link: str
    picture: SafeString


@in_case(Room.PEOPLE, methods=WRITE, doing=Action.MANAGE)
def take_invitation_back(request: HttpRequest, at: At, invitation_id: str) -> HttpResponse:
    take_back(at, invitation_id)
    messages.success(request, _("Taken back: the link no longer works."))
    return redirect("people", at.frame.slug)


@dataclass(frozen=True, slots=True)
class EndSeatPage(CasePage):
    template: ClassVar[str] = "people/end_seat.html"

    name: str
    label: str


@in_case(Room.PEOPLE, methods=READ_AND_WRITE, doing=Action.MANAGE)
def end_seat(request: HttpRequest, at: At, seat_id: str) -> HttpResponse:
    """Two steps: who it is, then it is done."""
    one = next((p for p in people_of(at) if p.seat == seat_id and seat_id != at.seat), None)
    if one is None:
        raise nothing_here()
    if request.method == "POST":
        take_seat_away(at, seat_id)
        messages.success(request, _("The seat is free. What was written from it stays."))
        return redirect("people", at.frame.slug)
    return show(request, EndSeatPage(shell_of(request, at, Room.PEOPLE), one.name, one.label))


@in_case(Room.PEOPLE, methods=WRITE, doing=Action.MANAGE)
def new_group(request: HttpRequest, at: At) -> HttpResponse:
    try:
        make_group(at, request.POST.get("name", ""), request.POST.getlist("members"))
    except InputError as error:
        return _page(request, at, _UNPROCESSABLE, error.said)
    messages.success(request, _("The group is made. It can be chosen as an audience now."))
    return redirect("people", at.frame.slug)


@in_case(Room.PEOPLE, methods=WRITE, doing=Action.MANAGE)
def who_is_in_group(request: HttpRequest, at: At, group_id: str) -> HttpResponse:
    try:
        set_members(at, group_id, request.POST.getlist("members"))
    except InputError as error:
        return _page(request, at, _UNPROCESSABLE, error.said)
    messages.success(request, _("Changed. Who left the group sees nothing of it any more."))
    return redirect("people", at.frame.slug)


def _page(request: HttpRequest, at: At, status: int, error: str = "") -> HttpResponse:
    manages = bool(may(at.viewer, Action.MANAGE))
    everybody = people_of(at)
    declared: dict[str, list[str]] = {}
    for one in register(at) if manages else ():
        said = one.interests or _("none")
        declared.setdefault(one.seat, []).append(f"{day_in_words(one.when.date())}: {said}")
    inside = [p for p in everybody if p.viewer.kind in {SeatKind.TEAM, SeatKind.CLERK}]
    page = PeoplePage(
        shell=shell_of(request, at, Room.PEOPLE),
        people=tuple(
            PersonLine(
                p.seat,
                p.name,
                p.label,
                tuple(g.name for g in at.groups if p.seat in g.members),
                tuple(declared.get(p.seat, ())),
                f"/as/{p.seat}{reverse('overview', args=[at.frame.slug])}"
                if manages and p.seat != at.seat
                else "",
                may_end=manages and p.seat != at.seat,
            )
            for p in everybody
        ),
        may_manage=manages,
        choices=_choices(at),
        invitations=tuple(
            InvitationLine(
                s.id,
                s.whom,
                s.seat,
                day_in_words(s.expires.date()),
                _STATES[s.state](),
                s.state is InvitationState.OPEN,
            )
            for s in (invitations(at) if manages else ())
        ),
        groups=tuple(
            GroupBox(g.id, g.name, tuple(_tick(p.seat, p.name, p.label, g) for p in inside))
            for g in at.groups
        ),
        newcomers=tuple(_tick(p.seat, p.name, p.label) for p in inside),
        error=error,
        whom=request.POST.get("whom", ""),
        days=request.POST.get("days", "7"),
    )
    return show(request, page, status)


def _tick(seat: str, name: str, label: str, group: Group | None = None) -> Tick:
    return Tick(seat, listed((name, label)), group is not None and seat in group.members)


_STATES = {
    InvitationState.OPEN: lambda: _("open"),
    InvitationState.TAKEN: lambda: _("taken"),
    InvitationState.EXPIRED: lambda: _("expired"),
    InvitationState.TAKEN_BACK: lambda: _("taken back"),
}


def _choices(at: At) -> tuple[SeatChoice, ...]:
    return (
        *(
            SeatChoice(f"{SeatKind.DELEGATE}:{p.id}", _("Delegate of %(side)s") % {"side": p.name})
            for p in at.frame.parties
        ),
        *(
            SeatChoice(f"{SeatKind.OBSERVER}:{o.id}", _("Observer for %(side)s") % {"side": o.name})
            for o in at.frame.observers
        ),
        SeatChoice(SeatKind.TEAM, _("Mediator’s team")),
        SeatChoice(SeatKind.CLERK, _("Clerk: files and plans, does not model or release")),
    )


@dataclass(frozen=True, slots=True)
class InterestsPage(CasePage):
    template: ClassVar[str] = "people/interests.html"

    first: bool
    interests: str
    error: str


@in_case(None, methods=READ_AND_WRITE, doing=Action.DECLARE)
def interests(request: HttpRequest, at: At) -> HttpResponse:
    text, error = request.POST.get("interests", ""), ""
    if request.method == "POST":
        try:
            declare_interests(at, text, none=request.POST.get("none") == "yes")
        except InputError as wrong:
            error = wrong.said
        else:
            messages.success(request, _("Thank you. The lead mediator alone reads it."))
            return redirect("overview", at.frame.slug)
    page = InterestsPage(
        shell=shell_of(request, at, Room.PEOPLE),
        first=at.viewer.undeclared,
        interests=text,
        error=error,
    )
    return show(request, page, _UNPROCESSABLE if error else 200)
