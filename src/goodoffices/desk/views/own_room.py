"""A delegation's own room: what packages are to it, and what it wants; the mediator not there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room
from goodoffices.desk.badges import AudienceChoice, Badge, audience_choices, badge, choice_of
from goodoffices.desk.builder.grounds import Rests
from goodoffices.desk.builder.hand import Hand
from goodoffices.desk.builder.negotiation.fields import party_taken_up
from goodoffices.desk.builder.negotiation.party import RedLines, red_lines
from goodoffices.desk.builder.negotiation.places import NEGOTIATION, PARTY
from goodoffices.desk.builder.negotiation.presses import EDITS
from goodoffices.desk.builder.negotiation.scored import Scored, scored
from goodoffices.desk.builder.press import Press, made
from goodoffices.desk.builder.state import State
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.forms.sides import ReadersForm
from goodoffices.desk.own_terms import OwnTerms, SideLine, own_terms, side_line
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.saving import UNPROCESSABLE
from goodoffices.desk.shell import shell_of
from goodoffices.errors import InputError
from goodoffices.record.audiences import AudienceKind
from goodoffices.record.date_words import instant_in_words
from goodoffices.service.sides import SharedMatter, known_sides, matter, state_preferences
from goodoffices.settlement.draft import Draft
from goodoffices.settlement.sides import preferences_of, put_together

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At

__all__ = ["own_preferences", "own_room"]

_TOLD_TO = frozenset({AudienceKind.OWN_ROOM, AudienceKind.CAUCUS, AudienceKind.JOINT})


@dataclass(frozen=True, slots=True)
class OwnRoomPage(CasePage):
    template: ClassVar[str] = "own/room.html"

    badge: Badge | None
    matter: str
    """What is negotiated; empty while the mediator has not shown it."""
    shown: str
    named: bool
    """Whether what was shown names this side."""
    mine: SideLine | None
    terms: OwnTerms | None
    unfit: str


@dataclass(frozen=True, slots=True)
class OwnPreferencesPage(CasePage):
    template: ClassVar[str] = "own/preferences.html"

    matter: str
    source: str
    scored: Scored
    red: RedLines
    faults: bool
    refused: str
    chosen: str
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class OwnLastLookPage(CasePage):
    template: ClassVar[str] = "own/last_look.html"

    source: str
    audience: str
    audiences: tuple[AudienceChoice, ...]


@in_case(Room.OWN)
def own_room(request: HttpRequest, at: At) -> HttpResponse:
    shared = matter(at)
    mine = known_sides(at, stated=True).get(at.viewer.side or "")
    own = at.viewer.side or ""
    named = shared is not None and own in _sides(shared)
    terms, unfit = None, ""
    try:
        terms = own_terms(at, request.GET)
    except InputError as error:
        unfit = str(error)
    page = OwnRoomPage(
        shell=shell_of(request, at, Room.OWN),
        badge=badge(at, mine.audience) if mine else None,
        matter=shared.matter.title if shared else "",
        shown=instant_in_words(shared.entered) if shared else "",
        named=named,
        mine=side_line(at, mine) if mine else None,
        terms=terms,
        unfit=unfit,
    )
    return show(request, page)


@in_case(Room.OWN, methods=READ_AND_WRITE, doing=Action.STATE_PREFERENCES)
def own_preferences(request: HttpRequest, at: At) -> HttpResponse:
    shared = matter(at)
    if shared is None:
        raise Http404
    state = _opened(request, at, shared)
    if request.method != "POST":
        return _form_page(request, at, shared, state)
    hand = Hand(request.POST, state.draft)
    step = request.POST.get("step", "")
    press = Press.asked(request.POST)
    if not step:
        party_taken_up(hand, state.subject, press.leaves_out)
    state = replace(state.with_draft(hand.draft), faults=hand.faults, typed=hand.kept)
    if not state.faults and (press.what == "form" or _about_red_lines(press)):
        state = made(state, press, request.POST, EDITS)
    if state.faults or step == "back" or (press.what != "save" and not step):
        return _form_page(request, at, shared, state)
    return _save(request, at, shared, state, confirmed=step == "confirmed")


def _about_red_lines(press: Press) -> bool:
    """Whether a button is one of those beside red lines; others of the builder do nothing here."""
    return (press.what, press.to.partition(".")[0]) in {("compose", "red"), ("remove", "red")}


def _opened(request: HttpRequest, at: At, shared: SharedMatter) -> State[Draft]:
    """What the page carries of one's own table, else what was said last; the rest is the matter."""
    own = at.viewer.side or ""
    mine = known_sides(at, stated=True).get(own)
    told = {own: mine.preferences.source} if mine else {}
    sent = request.POST.get("source", "").replace("\r\n", "\n")
    try:
        if sent:
            told = {own: preferences_of(sent, own)}
        draft = put_together(shared.matter.source, told)
    except InputError:
        draft = put_together(shared.matter.source, {})
    if own not in _sides(shared):
        raise Http404
    audience = mine.audience.key if mine else ""
    return State(
        shop=NEGOTIATION,
        draft=draft,
        text=draft.text(),
        title="",
        assumptions=(),
        illustrative=False,
        audience=request.POST.get("audience", audience),
        base="",
        part=f"{PARTY}.{own}",
    )


def _sides(shared: SharedMatter) -> frozenset[str]:
    return frozenset(str(table["id"]) for table in Draft.opened(shared.matter.source).parties)


def _told_to(at: At) -> tuple[AudienceChoice, ...]:
    """Its own room first, then the mediator, then everybody at the table."""
    wanted = {str(kind) for kind in _TOLD_TO}
    return tuple(c for c in audience_choices(at) if c.key.partition(":")[0] in wanted)


def _form_page(
    request: HttpRequest,
    at: At,
    shared: SharedMatter,
    state: State[Draft],
    refused: str = "",
) -> HttpResponse:
    page = OwnPreferencesPage(
        shell=shell_of(request, at, Room.OWN),
        matter=shared.matter.title,
        source=state.draft.text(),
        scored=scored(state, state.subject),
        red=red_lines(
            state, Rests(state, ()), _("One more condition that you will not do without")
        ),
        faults=bool(state.faults),
        refused=refused,
        chosen=state.audience,
        audiences=_told_to(at),
    )
    return show(request, page, UNPROCESSABLE if state.faults or refused else 200)


def _save(
    request: HttpRequest, at: At, shared: SharedMatter, state: State[Draft], *, confirmed: bool
) -> HttpResponse:
    form = ReadersForm(request.POST, audiences=_told_to(at))
    if not form.is_valid():
        return _form_page(request, at, shared, state, _("Choose who reads it."))
    audience = form.audience_chosen
    if audience.kind is not AudienceKind.OWN_ROOM and not confirmed:
        page = OwnLastLookPage(
            shell=shell_of(request, at, Room.OWN),
            source=state.draft.text(),
            audience=audience.key,
            audiences=(choice_of(at, audience),),
        )
        return show(request, page)
    try:
        state_preferences(at, preferences_of(state.draft.text(), state.subject), audience)
    except InputError as error:
        return _form_page(request, at, shared, state, str(error))
    messages.success(request, _("Kept. What you said before is kept too, for whom it was said."))
    return redirect(reverse("own-room", args=[at.frame.slug]))
