"""Who reads one entry: its audience with its history, and the ways to open it to more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room, may
from goodoffices.access.grants import GrantState
from goodoffices.desk.acts import act_address
from goodoffices.desk.badges import AudienceChoice, Badge, badge, choice_of, named_badge
from goodoffices.desk.doors import WRITE, in_case
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.errors import InputError
from goodoffices.record.audiences import Audience
from goodoffices.record.date_words import day_in_words
from goodoffices.service.consents import ConsentState, consents
from goodoffices.service.granting import Grantee, grantees, grants_of
from goodoffices.service.readable import Readable, mark_confidence, may_mark, readable
from goodoffices.service.readers import audiences_for
from goodoffices.service.releases import (
    Step,
    changes_of,
    proposals,
    propose_release,
    wider_audiences,
)
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At

__all__ = ["confidence", "entry", "entry_address", "propose"]

_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Text:
    words: str
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    when: str
    before: Badge
    after: Badge
    reason: str


@dataclass(frozen=True, slots=True)
class GrantLine:
    to: str
    since: str
    until: str
    state: str
    reason: str
    address: str
    """Where it is taken back; empty once it is over."""


@dataclass(frozen=True, slots=True)
class ProposalLine:
    to: Badge
    reason: str
    when: str
    address: str


@dataclass(frozen=True, slots=True)
class ConsentLine:
    to: Badge
    when: str
    state: str
    how: str
    address: str
    """Where it is answered; empty once it was, or for who may not."""


@dataclass(frozen=True, slots=True)
class EntryPage(CasePage):
    template: ClassVar[str] = "people/entry.html"

    id: str
    title: str
    text: Text
    badge: Badge
    back: str
    rule: str
    in_caucus: bool
    in_confidence: bool
    may_mark: bool
    may_unmark: bool
    changes: tuple[ChangeLine, ...]
    consents: tuple[ConsentLine, ...]
    proposals: tuple[ProposalLine, ...]
    may_propose: bool
    wider: tuple[AudienceChoice, ...]
    may_grant: bool
    grants: tuple[GrantLine, ...]
    grantees: tuple[Grantee, ...]
    error: str
    typed_to: str
    typed_reason: str


def entry_address(at: At, entry_id: str) -> str:
    return reverse("entry", args=[at.frame.slug, entry_id])


@in_case(Room.AUDIENCES)
def entry(request: HttpRequest, at: At, entry_id: str) -> HttpResponse:
    return _page(request, at, readable(at, entry_id), 200)


@in_case(Room.AUDIENCES, methods=WRITE, doing=Action.PROPOSE_RELEASE)
def propose(request: HttpRequest, at: At, entry_id: str) -> HttpResponse:
    """Step one of a release; step two is another page."""
    one = readable(at, entry_id)
    to, reason = request.POST.get("audience", ""), request.POST.get("reason", "")
    try:
        made = propose_release(at, one.id, Audience.parse(to), reason)
    except InputError as error:
        return _page(request, at, one, _UNPROCESSABLE, error.said, to, reason)
    return redirect("release", at.frame.slug, made)


@in_case(Room.AUDIENCES, methods=WRITE)
def confidence(request: HttpRequest, at: At, entry_id: str) -> HttpResponse:
    one = readable(at, entry_id)
    wanted = request.POST.get("in_confidence") == "yes"
    try:
        mark_confidence(at, one.id, in_confidence=wanted)
    except InputError as error:
        return _page(request, at, one, _UNPROCESSABLE, error.said)
    messages.success(
        request, _("Marked as given in confidence.") if wanted else _("No longer in confidence.")
    )
    return redirect(entry_address(at, one.id))


def _page(
    request: HttpRequest,
    at: At,
    one: Readable,
    status: int,
    error: str = "",
    to: str = "",
    reason: str = "",
) -> HttpResponse:
    may_propose = bool(may(at.viewer, Action.PROPOSE_RELEASE))
    may_grant = bool(may(at.viewer, Action.MANAGE))
    marks = may_mark(at, one)
    page = EntryPage(
        shell=shell_of(request, at, Room.AUDIENCES),
        id=one.id,
        title=one.title,
        text=Text(one.words.text, one.words.language, str(one.words.direction)),
        badge=badge(at, one.audience),
        back=_back(at, one),
        rule=one.covered.reason,
        in_caucus=one.audience.party is not None,
        in_confidence=one.in_confidence,
        may_mark=marks and not one.in_confidence,
        may_unmark=marks and one.in_confidence and bool(may(at.viewer, Action.CONSENT)),
        changes=tuple(
            ChangeLine(_day(c.when), badge(at, c.before), badge(at, c.after), c.reason)
            for c in changes_of(at, one.id)
        ),
        consents=_consents(at, one.id),
        proposals=_proposals(at, one.id) if may_propose else (),
        may_propose=may_propose,
        wider=tuple(choice_of(at, a) for a in wider_audiences(one, audiences_for(at)))
        if may_propose
        else (),
        may_grant=may_grant,
        grants=_grants(at, one.id) if may_grant else (),
        grantees=grantees(at) if may_grant else (),
        error=error,
        typed_to=to,
        typed_reason=reason,
    )
    return show(request, page, status)


def _back(at: At, one: Readable) -> str:
    if one.act is not None:
        return act_address(at, one.act)
    if one.genre is Genre.REPORT and may(at.viewer, Action.READ_REPORTS):
        return reverse("report", args=[at.frame.slug, one.id])
    return reverse("who-sees-what", args=[at.frame.slug])


def _day(when: datetime) -> str:
    return day_in_words(when.date())


def _consents(at: At, entry_id: str) -> tuple[ConsentLine, ...]:
    return tuple(
        ConsentLine(
            to=named_badge(at, c.to),
            when=_day(c.answered or c.asked),
            state=_STATES[c.state](),
            how=c.how,
            address=reverse("consent", args=[at.frame.slug, c.id])
            if c.state is ConsentState.ASKED and _answers(at)
            else "",
        )
        for c in consents(at, entry_id)
    )


def _answers(at: At) -> bool:
    return bool(may(at.viewer, Action.CONSENT)) or bool(may(at.viewer, Action.RELEASE))


_STATES = {
    ConsentState.ASKED: lambda: _("asked, not answered"),
    ConsentState.GIVEN: lambda: _("consented"),
    ConsentState.REFUSED: lambda: _("refused"),
}
_GRANT_STATES = {
    GrantState.COMING: lambda: _("not begun"),
    GrantState.OPEN: lambda: _("open"),
    GrantState.ENDED: lambda: _("ended"),
    GrantState.REVOKED: lambda: _("taken back"),
}


def _proposals(at: At, entry_id: str) -> tuple[ProposalLine, ...]:
    return tuple(
        ProposalLine(
            badge(at, p.to),
            p.reason,
            _day(p.proposed),
            reverse("release", args=[at.frame.slug, p.id]),
        )
        for p in proposals(at, entry_id)
        if p.step is Step.PROPOSED
    )


def _grants(at: At, entry_id: str) -> tuple[GrantLine, ...]:
    over = {GrantState.ENDED, GrantState.REVOKED}
    return tuple(
        GrantLine(
            to=g.to,
            since=_day(g.grant.since),
            until=_day(g.grant.until) if g.grant.until else "",
            state=_GRANT_STATES[g.state](),
            reason=g.reason,
            address=""
            if g.state in over
            else reverse("revoke-grant", args=[at.frame.slug, g.grant.id]),
        )
        for g in grants_of(at, entry_id)
    )
