"""People and bodies: who is named, everything one of them did, and which names are of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room, may
from goodoffices.desk.acts import ActLink, act_link
from goodoffices.desk.badges import AudienceChoice, Badge, audience_choices, badge, choice_of
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.forms.account import beside_its_field
from goodoffices.desk.forms.topic import SamenessForm
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.errors import InputError
from goodoffices.record.actors import Actor, Sameness, folded_name
from goodoffices.record.audiences import TEAM
from goodoffices.record.date_words import instant_in_words
from goodoffices.record.marks import named_in
from goodoffices.record.places import END, is_place
from goodoffices.record.role_names import ROLE_NAMES
from goodoffices.saying import listed, say
from goodoffices.service.actors import ActorSeen, actor_seen, decide, named
from goodoffices.service.contributors import contributors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from goodoffices.record.actors import Proposal
    from goodoffices.record.acts import Act
    from goodoffices.service.at import At

__all__ = ["actor", "actors", "same_actor"]

_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class ActorLine:
    """An actor in a list; `about` are roles and sides as accounts give them."""

    name: str
    address: str
    about: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposalLine:
    one: ActorLine
    other: ActorLine
    address: str
    """Where it is decided."""


@dataclass(frozen=True, slots=True)
class ActorsPage(CasePage):
    template: ClassVar[str] = "record/actors.html"

    holding: str
    all_of_them: bool
    actors: tuple[ActorLine, ...]
    proposals: tuple[ProposalLine, ...]


@dataclass(frozen=True, slots=True)
class DecisionLine:
    one: str
    other: str
    when: str
    by: str
    badge: Badge


@dataclass(frozen=True, slots=True)
class Deed:
    act: ActLink
    part: str
    """What part the actor has in it."""


@dataclass(frozen=True, slots=True)
class ActorPage(CasePage):
    template: ClassVar[str] = "record/actor.html"

    actor: ActorLine
    deeds: tuple[Deed, ...]
    earlier: str
    later: str
    decided: tuple[DecisionLine, ...]
    proposals: tuple[ProposalLine, ...]
    decide: str
    """Where names are joined and parted; empty where this seat does not."""


@dataclass(frozen=True, slots=True)
class SamePage(CasePage):
    template: ClassVar[str] = "record/same_actor.html"

    actor: ActorLine
    form: SamenessForm
    proposals: tuple[ProposalLine, ...]
    decided: tuple[DecisionLine, ...]
    asks_again: bool
    audiences: tuple[AudienceChoice, ...]


def _address(at: At, route: str, name: str, **more: str) -> str:
    asked = {"name": name, **{key: value for key, value in more.items() if value}}
    return f"{reverse(route, args=[at.frame.slug])}?{urlencode(asked)}"


def _line(at: At, one: Actor) -> ActorLine:
    roles = [ROLE_NAMES[role] for role in one.roles]
    sides = [side for side in one.sides if not one.is_known_as(side)]
    return ActorLine(
        name=one.name,
        address=_address(at, "actor", one.name),
        about=say("; ").join([*roles, *sides]),
        also=one.names[1:],
    )


def _proposed(at: At, pairs: Sequence[Proposal], first: str = "") -> tuple[ProposalLine, ...]:
    """Pairs that may be one; whoever is named `first` stands first in each."""
    lines = []
    for pair in pairs:
        here, there = pair.one, pair.other
        if there.is_known_as(first):
            here, there = there, here
        address = _address(at, "same-actor", here.name, other=there.name)
        lines.append(ProposalLine(_line(at, here), _line(at, there), address))
    return tuple(lines)


@in_case(Room.RECORD)
def actors(request: HttpRequest, at: At) -> HttpResponse:
    holding = request.GET.get("q", "").strip()[:100]
    found = named(at, holding)
    files = bool(may(at.viewer, Action.FILE))
    page = ActorsPage(
        shell=shell_of(request, at, Room.RECORD),
        holding=holding,
        all_of_them=found.all_of_them,
        actors=tuple(_line(at, one) for one in found.actors),
        proposals=_proposed(at, found.proposals) if files else (),
    )
    return show(request, page)


@in_case(Room.RECORD)
def actor(request: HttpRequest, at: At) -> HttpResponse:
    name = request.GET.get("name", "")
    sent = {key: request.GET.get(key, "") for key in ("after", "before")}
    places = {key: value for key, value in sent.items() if value and is_place(value)}
    found = actor_seen(at, name, **(places or {"before": END}))
    files = bool(may(at.viewer, Action.FILE))
    page = ActorPage(
        shell=shell_of(request, at, Room.RECORD),
        actor=_line(at, found.actor),
        deeds=tuple(
            Deed(link, _part(act, found.actor))
            for act in reversed(found.page.record.acts)
            if (link := act_link(at, found.page.record, act.id))
        ),
        earlier=_on(at, name, "before", found.page.earlier),
        # the page that is shown first is the last
        later=_on(at, name, "after", found.page.later) if places else "",
        decided=_decided(at, found),
        proposals=_proposed(at, found.proposals, name) if files else (),
        decide=_address(at, "same-actor", found.actor.name) if files else "",
    )
    return show(request, page)


def _on(at: At, name: str, way: str, place: str) -> str:
    """The address of the page beyond a place; empty where there is none."""
    return _address(at, "actor", name, **{way: place}) if place else ""


def _part(act: Act, who: Actor) -> str:
    names = frozenset(map(folded_name, who.names))
    parts = []
    accounts = [f.account for f in act.accounts if named_in(f.account) & names]
    if any(folded_name(m.name) in names for a in accounts for m in a.actors):
        parts.append(_("acts"))
    if any(folded_name(m.name) in names for a in accounts for m in a.targets):
        parts.append(_("is addressed or takes part"))
    if any(folded_name(c.name) in names for a in accounts for c in a.chain if not c.anonymous):
        parts.append(_("tells of it"))
    return listed(parts)


def _decided(at: At, found: ActorSeen) -> tuple[DecisionLine, ...]:
    """The decisions that hold: of each two names the latest, where it says that they are one."""
    names = contributors(at)
    latest = {one.sameness.pair: one for one in found.decided}
    return tuple(
        DecisionLine(
            one=made.sameness.one,
            other=made.sameness.other,
            when=instant_in_words(made.entered),
            by=names[made.recorder],
            badge=badge(at, made.audience),
        )
        for made in latest.values()
        if made.sameness.same
    )


@in_case(Room.RECORD, methods=READ_AND_WRITE, doing=Action.FILE)
def same_actor(request: HttpRequest, at: At) -> HttpResponse:
    found = actor_seen(at, request.GET.get("name", ""), before=END)
    if request.method != "POST":
        initial = {"other": request.GET.get("other", "")}
        return _same_page(
            request, at, found, SamenessForm(audiences=audience_choices(at), initial=initial)
        )
    undo = request.POST.get("undo")
    if undo is not None:
        return _undo(request, at, found, undo)
    form = SamenessForm(request.POST, audiences=audience_choices(at))
    if not form.is_valid():
        return _same_page(request, at, found, form, _UNPROCESSABLE)
    step = request.POST.get("step", "")
    if step == "back":
        return _same_page(request, at, found, form)
    audience, differ = form.audience_chosen, step == "differ"
    if audience != TEAM and step != "confirmed" and not differ:
        return _same_page(request, at, found, form, asks_again=True)
    try:
        said = Sameness(found.actor.name, form.cleaned_data["other"].strip(), same=not differ)
        decide(at, said, audience)
    except InputError as error:
        if error.where == "names":
            error.where = "other"
        beside_its_field(form, error)
        return _same_page(request, at, found, form, _UNPROCESSABLE)
    done = _("Kept apart.") if differ else _("Joined; it can be undone.")
    messages.success(request, done)
    return redirect(_address(at, "actor", found.actor.name))


def _undo(request: HttpRequest, at: At, found: ActorSeen, other: str) -> HttpResponse:
    """Part two names again, for all who were told that they are one."""
    made = [
        one
        for one in found.decided
        if folded_name(other) == folded_name(one.sameness.other) and one.sameness.same
    ]
    for audience in dict.fromkeys(one.audience for one in made):
        said = made[-1].sameness
        decide(at, Sameness(said.one, said.other, same=False), audience)
    messages.success(request, _("Undone: they are two again."))
    return redirect(_address(at, "actor", found.actor.name))


def _same_page(
    request: HttpRequest,
    at: At,
    found: ActorSeen,
    form: SamenessForm,
    status: int = 200,
    *,
    asks_again: bool = False,
) -> HttpResponse:
    page = SamePage(
        shell=shell_of(request, at, Room.RECORD),
        actor=_line(at, found.actor),
        form=form,
        proposals=_proposed(at, found.proposals, found.actor.name),
        decided=_decided(at, found),
        asks_again=asks_again,
        audiences=(choice_of(at, form.audience_chosen),) if asks_again else audience_choices(at),
    )
    return show(request, page, status)
