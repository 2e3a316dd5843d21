"""A session of the talks: planned, invited to, confirmed by each delegation, held, minuted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room, may
from goodoffices.desk.badges import AudienceChoice, choice_of
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.forms.account import beside_its_field
from goodoffices.desk.forms.sessions import MinutesForm, NameForm, PlanForm, typed_from
from goodoffices.desk.meetings import SessionBox, duties_of, session_box
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.taking import take
from goodoffices.desk.views.agreement import calendar
from goodoffices.errors import GoodOfficesError, InputError
from goodoffices.record.audiences import TEAM, caucus
from goodoffices.saying import say
from goodoffices.service.rounds import enter_in_record, go_on, plan_session, session_of
from goodoffices.talks.sessions import Minute, Part, Phase
from goodoffices.talks.sessions import events as e
from goodoffices.talks.sessions.calendar import calendar_of

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At
    from goodoffices.service.rounds import SeenSession
    from goodoffices.talks.sessions import Event

__all__ = ["new_session", "replan_session", "session", "session_calendar"]

_UNPROCESSABLE = 422
_PLAIN = {kind.name: kind for kind in (e.Invite, e.Open, e.Adjourn, e.Resume, e.Close, e.Cancel)}


@dataclass(frozen=True, slots=True)
class PlanPage(CasePage):
    template: ClassVar[str] = "talks/plan_session.html"

    heading: str
    back: str
    falls: bool
    """Whether an invitation stands that a new plan would make void."""
    form: PlanForm
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class SessionPage(CasePage):
    """`steps` are those open to this seat; forms follow from the phase and the seat."""

    template: ClassVar[str] = "talks/session.html"

    session: SessionBox
    error: str
    for_team: bool
    look: str
    steps: tuple[str, ...]
    confirming: bool
    naming: NameForm | None
    keeping: MinutesForm | None
    recorded: bool
    duties: tuple[str, ...]
    receivers: tuple[AudienceChoice, ...]
    own_readers: tuple[AudienceChoice, ...]
    minute_readers: tuple[AudienceChoice, ...]


@in_case(Room.TALKS, methods=READ_AND_WRITE, doing=Action.TABLE)
def new_session(request: HttpRequest, at: At) -> HttpResponse:
    form = PlanForm(
        request.POST or None,
        sides=at.frame.parties,
        initial={"parties": [party.id for party in at.frame.parties]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = plan_session(at, form.plan())
        except InputError as fault:
            beside_its_field(form, fault)
        else:
            return redirect("session", at.frame.slug, made)
    back = reverse("talks", args=[at.frame.slug])
    return _plan_page(request, at, form, _("Plan a session"), back)


@in_case(Room.TALKS, methods=READ_AND_WRITE, doing=Action.TABLE)
def replan_session(request: HttpRequest, at: At, session_id: str) -> HttpResponse:
    seen = session_of(at, session_id)
    form = PlanForm(
        request.POST or None, sides=at.frame.parties, initial=typed_from(seen.view.plan)
    )
    if request.method == "POST" and form.is_valid():
        try:
            go_on(at, session_id, (e.Replan(form.plan()),))
        except GoodOfficesError as fault:
            beside_its_field(form, fault)
        else:
            return redirect("session", at.frame.slug, session_id)
    back = reverse("session", args=[at.frame.slug, session_id])
    falls = seen.view.phase is Phase.INVITED
    return _plan_page(request, at, form, _("Plan it anew"), back, falls=falls)


def _plan_page(
    request: HttpRequest, at: At, form: PlanForm, heading: str, back: str, *, falls: bool = False
) -> HttpResponse:
    page = PlanPage(
        shell=shell_of(request, at, Room.TALKS),
        heading=heading,
        back=back,
        falls=falls,
        form=form,
        audiences=(choice_of(at, TEAM),),
    )
    return show(request, page, _UNPROCESSABLE if form.errors else 200)


@in_case(Room.TALKS, methods=READ_AND_WRITE)
def session(request: HttpRequest, at: At, session_id: str) -> HttpResponse:
    seen = session_of(at, session_id)
    if request.method != "POST":
        return _page(request, at, seen)
    form = _form(request, at, seen)

    def step() -> HttpResponse:
        if request.POST.get("do") == "record":
            enter_in_record(at, session_id)
        else:
            go_on(at, session_id, _events(request, at, seen, form))
        return redirect("session", at.frame.slug, session_id)

    return take(form, step, lambda **told: _page(request, at, session_of(at, seen.id), **told))


def _form(request: HttpRequest, at: At, seen: SeenSession) -> forms.Form | None:
    match request.POST.get("do", ""):
        case "name":
            return NameForm(request.POST)
        case "keep":
            return _keeping(at, seen, request.POST)
    return None


def _keeping(at: At, seen: SeenSession, data: object = None) -> MinutesForm:
    return MinutesForm(data, audiences=_minute_readers(at, seen), every=_("all who were invited"))


def _minute_readers(at: At, seen: SeenSession) -> tuple[AudienceChoice, ...]:
    invited = (caucus(party) for party in seen.view.plan.parties)
    return tuple(choice_of(at, audience) for audience in (TEAM, *invited))


def _events(
    request: HttpRequest, at: At, seen: SeenSession, form: forms.Form | None
) -> tuple[Event, ...]:
    if isinstance(form, NameForm):
        return (form.event(at.viewer.side or ""),)
    if isinstance(form, MinutesForm):
        words = form.cleaned_data["words"]
        if form.cleaned_data["audience"] != "every":
            return (e.Keep(Minute(words, form.audience_chosen)),)
        return tuple(e.Keep(Minute(words, caucus(party))) for party in seen.view.plan.parties)
    did = request.POST.get("do", "")
    if did == "confirm":
        parts = [part for part in Part if part.value in request.POST.getlist("part")]
        if not parts:
            raise InputError(say("nothing was ticked"), remedy=say("Tick what you confirm"))
        return tuple(e.Confirm(part) for part in parts)
    if did == "decline":
        return (e.Decline(),)
    if did in _PLAIN:
        return (_PLAIN[did](),)
    raise InputError(_("There is no such step"))


def _page(
    request: HttpRequest,
    at: At,
    seen: SeenSession,
    *,
    form: forms.Form | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    view, own = seen.view, at.viewer.side or ""
    team = bool(may(at.viewer, Action.TABLE))
    answering = bool(own) and view.phase is Phase.INVITED and own in view.plan.parties
    held = view.phase in {Phase.OPEN, Phase.ADJOURNED}
    keeping, naming = None, None
    if team and held:
        keeping = form if isinstance(form, MinutesForm) else _keeping(at, seen)
    if answering:
        naming = form if isinstance(form, NameForm) else NameForm()
    recorded, duties = duties_of(at, seen.id) if team else (False, ())
    asked = request.GET.get("look", "")
    steps = _STEPS.get(view.phase, ()) if team else ()
    page = SessionPage(
        shell=shell_of(request, at, Room.TALKS),
        session=session_box(at, seen),
        error=error,
        for_team=team,
        look=asked if asked in {"invite", "cancel", "close"} and asked in steps else "",
        steps=steps,
        confirming=answering,
        naming=naming,
        keeping=keeping,
        recorded=recorded,
        duties=duties,
        receivers=tuple(choice_of(at, caucus(party)) for party in view.plan.parties)
        if team else (),
        own_readers=(choice_of(at, caucus(own)),) if answering else (),
        minute_readers=_minute_readers(at, seen) if keeping else (),
    )  # fmt: skip
    return show(request, page, status)


_STEPS = {
    Phase.PLANNED: ("replan", "invite", "cancel"),
    Phase.INVITED: ("replan", "open", "cancel"),
    Phase.OPEN: ("adjourn", "close"),
    Phase.ADJOURNED: ("resume", "close"),
}


@in_case(Room.TALKS)
def session_calendar(request: HttpRequest, at: At, session_id: str) -> HttpResponse:  # noqa: ARG001  # a view
    """The session for one's own calendar; the title says nothing of it."""
    view = session_of(at, session_id).view
    data = calendar_of(session_id, view.plan, view.phase, at.world.clock())
    return calendar(data, "meeting.ics")
