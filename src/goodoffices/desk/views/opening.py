"""Step two of opening an entry to more people: the names once more, and the pictures and files
that go with it, then it is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.contrib import messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room, may
from goodoffices.desk.attached import AttachedFile, attached_file
from goodoffices.desk.badges import AudienceChoice, Badge, badge, choice_of, named_badge
from goodoffices.desk.doors import READ_AND_WRITE, WRITE, in_case
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.views.entry import Text, entry_address
from goodoffices.errors import ConflictingEditError, InputError
from goodoffices.record.date_words import day_in_words
from goodoffices.service.attachments import files_named, going_with
from goodoffices.service.cases import nothing_here
from goodoffices.service.consents import ConsentState, answer, consent
from goodoffices.service.contributors import contributors
from goodoffices.service.granting import (
    ask_for_grant,
    give_grant,
    grantee,
    grants_of,
    revoke_grant,
)
from goodoffices.service.people import SeatedPerson
from goodoffices.service.readable import readable
from goodoffices.service.releases import confirm_release, drop_release, last_look

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from goodoffices.record.accounts import Words
    from goodoffices.service.at import At
    from goodoffices.service.attachments import FiledAttachment

__all__ = ["answer_consent", "grant", "release", "revoke"]

_UNPROCESSABLE = 422
_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class ReleasePage(CasePage):
    template: ClassVar[str] = "people/release.html"

    title: str
    text: Text
    back: str
    before: Badge
    after: Badge
    reason: str
    readers: tuple[SeatedPerson, ...]
    everybody: bool
    consent: str
    """What the party has said, in words; empty where nobody's consent is needed."""
    consent_id: str
    may_release: bool
    fingerprint: str
    files: tuple[AttachedFile, ...]
    error: str
    audiences: tuple[AudienceChoice, ...]


@in_case(Room.AUDIENCES, methods=READ_AND_WRITE, doing=Action.PROPOSE_RELEASE)
def release(request: HttpRequest, at: At, proposal_id: str) -> HttpResponse:
    if request.method != "POST":
        return _release_page(request, at, proposal_id, 200)
    look = last_look(at, proposal_id)
    try:
        if request.POST.get("step") == "drop":
            drop_release(at, proposal_id)
            messages.success(request, _("The proposal was given up; nothing was released."))
        else:
            confirm_release(at, proposal_id, request.POST.get("readers", ""))
            messages.success(request, _("Released. The journal says when, to whom and why."))
    except ConflictingEditError as error:
        return _release_page(request, at, proposal_id, _CONFLICT, error.said)
    except InputError as error:
        return _release_page(request, at, proposal_id, _UNPROCESSABLE, error.said)
    return redirect(entry_address(at, look.entry.id))


_CONSENT_WORDS = {
    ConsentState.ASKED: lambda: _("The party was asked in its caucus and has not answered."),
    ConsentState.GIVEN: lambda: _("The party has consented."),
    ConsentState.REFUSED: lambda: _("The party has refused."),
}


def _release_page(
    request: HttpRequest, at: At, proposal_id: str, status: int, error: str = ""
) -> HttpResponse:
    look = last_look(at, proposal_id)
    said = _CONSENT_WORDS[look.consent.state]() if look.consent else _("The party was not asked.")
    open_question = look.consent is not None and look.consent.state is ConsentState.ASKED
    page = ReleasePage(
        shell=shell_of(request, at, Room.AUDIENCES),
        title=look.entry.title,
        text=_text(look.entry.words),
        back=entry_address(at, look.entry.id),
        before=badge(at, look.entry.audience),
        after=badge(at, look.proposal.to),
        reason=look.proposal.reason,
        readers=look.readers,
        everybody=look.everybody,
        consent=said if look.consent_needed else "",
        consent_id=look.consent.id if look.consent and open_question else "",
        may_release=look.may_be_released and bool(may(at.viewer, Action.RELEASE)),
        fingerprint=look.fingerprint,
        files=_shown(at, look.files),
        error=error,
        audiences=(choice_of(at, look.proposal.to),),
    )
    return show(request, page, status)


def _text(words: Words) -> Text:
    return Text(words.text, words.language, str(words.direction))


def _shown(at: At, files: Iterable[FiledAttachment]) -> tuple[AttachedFile, ...]:
    names = contributors(at)
    return tuple(attached_file(at, file, names) for file in files)


@dataclass(frozen=True, slots=True)
class GrantPage(CasePage):
    template: ClassVar[str] = "people/grant.html"

    entry: str
    title: str
    text: Text
    back: str
    to: str
    to_words: str
    people: tuple[SeatedPerson, ...]
    reason: str
    since: str
    until: str
    files: tuple[AttachedFile, ...]
    must_wait: bool


@in_case(Room.AUDIENCES, methods=WRITE, doing=Action.MANAGE)
def grant(request: HttpRequest, at: At, entry_id: str) -> HttpResponse:
    """Both steps: first the names of the new readers, then the grant."""
    one = readable(at, entry_id)
    typed = {
        name: request.POST.get(name, "").strip() for name in ("to", "reason", "since", "until")
    }
    try:
        to = grantee(at, typed["to"])
        since, until = _instant(typed["since"], "since"), _instant(typed["until"], "until", days=1)
        must_wait = ask_for_grant(at, one.id, to.key, typed["reason"])
        if request.POST.get("step") == "confirmed" and not must_wait:
            shown = request.POST.get("files", "").split()
            give_grant(at, one.id, to.key, typed["reason"], since, until, shown)
            messages.success(request, _("Granted. You can take it back at any time."))
            return redirect(entry_address(at, one.id))
    except (InputError, ConflictingEditError) as wrong:
        messages.error(request, wrong.said)
        return redirect(entry_address(at, one.id))
    page = GrantPage(
        shell=shell_of(request, at, Room.AUDIENCES),
        entry=one.id,
        title=one.title,
        text=_text(one.words),
        back=entry_address(at, one.id),
        to=to.key,
        to_words=to.words,
        people=to.people,
        reason=typed["reason"],
        since=typed["since"],
        until=typed["until"],
        files=_shown(at, going_with(at, one.act, one.audience)),
        must_wait=must_wait,
    )
    return show(request, page)


def _instant(typed: str, where: str, days: int = 0) -> datetime | None:
    """The first instant of a day, or of the one after its last."""
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed) + timedelta(days=days)
    except (ValueError, OverflowError):
        raise InputError(_("This is not a day."), where=where) from None
    return datetime.combine(day, time(), UTC)


@dataclass(frozen=True, slots=True)
class RevokePage(CasePage):
    template: ClassVar[str] = "people/revoke.html"

    back: str
    to: str
    reason: str
    files: tuple[AttachedFile, ...]
    error: str


@in_case(Room.AUDIENCES, methods=READ_AND_WRITE, doing=Action.MANAGE)
def revoke(request: HttpRequest, at: At, grant_id: str) -> HttpResponse:
    found = next((g for g in grants_of(at) if g.grant.id == grant_id), None)
    if found is None or found.grant.revoked is not None:
        raise nothing_here()
    back, error = entry_address(at, found.grant.entry), ""
    if request.method == "POST":
        try:
            revoke_grant(at, grant_id, request.POST.get("reason", ""))
        except InputError as wrong:
            error = wrong.said
        else:
            messages.success(request, _("Taken back. What was read meanwhile was read."))
            return redirect(back)
    page = RevokePage(
        shell=shell_of(request, at, Room.AUDIENCES),
        back=back,
        to=found.to,
        reason=found.reason,
        files=_shown(at, files_named(at, found.grant.files)),
        error=error,
    )
    return show(request, page, _UNPROCESSABLE if error else 200)


@dataclass(frozen=True, slots=True)
class ConsentPage(CasePage):
    template: ClassVar[str] = "people/consent.html"

    title: str
    text: Text
    back: str
    party: str
    to: Badge
    asked: str
    for_party: bool
    """A delegate answers; otherwise the lead mediator records what the party said."""
    how: str
    files: tuple[AttachedFile, ...]
    error: str
    audiences: tuple[AudienceChoice, ...]


@in_case(Room.AUDIENCES, methods=None)
def answer_consent(request: HttpRequest, at: At, consent_id: str) -> HttpResponse:
    found = consent(at, consent_id)
    of_party = bool(may(at.viewer, Action.CONSENT))
    if not of_party and not may(at.viewer, Action.RELEASE):
        raise nothing_here()
    if request.method not in READ_AND_WRITE:
        return HttpResponseNotAllowed(READ_AND_WRITE)
    one, how, error, status = readable(at, found.entry), request.POST.get("how", ""), "", 200
    if request.method == "POST":
        try:
            answer(at, consent_id, given=request.POST.get("answer") == "yes", how=how)
        except InputError as wrong:
            error, status = wrong.said, _UNPROCESSABLE
        except ConflictingEditError as wrong:
            error, status = wrong.said, _CONFLICT
        else:
            messages.success(request, _("The answer is in the journal."))
            return redirect(entry_address(at, one.id))
    page = ConsentPage(
        shell=shell_of(request, at, Room.AUDIENCES),
        title=one.title,
        text=_text(one.words),
        back=entry_address(at, one.id),
        party=at.frame.name_of(found.party),
        to=named_badge(at, found.to),
        asked=day_in_words(found.asked.date()),
        for_party=of_party,
        how=how,
        files=_shown(at, files_named(at, found.files)),
        error=error,
        audiences=(choice_of(at, one.audience),),
    )
    return show(request, page, status)
