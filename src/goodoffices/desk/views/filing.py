"""Filing an account by hand, and revising one; what more than the team reads takes two steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room
from goodoffices.desk.acts import act_address
from goodoffices.desk.badges import AudienceChoice, audience_choices, choice_of
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.facts import Fact, facts_of
from goodoffices.desk.forms.account import AccountForm, beside_its_field, typed_from
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.errors import ConflictingEditError, InputError, NotFoundError
from goodoffices.record.acts import Act, FiledAccount
from goodoffices.record.audiences import TEAM
from goodoffices.record.date_words import in_words
from goodoffices.service.at import At
from goodoffices.service.record import RecordView, act_of, file_account, view

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

__all__ = ["Filing", "Proposal", "account_in", "answer_filing", "file", "revise"]

_UNPROCESSABLE = 422
_CONFLICT = 409
_MOST_TO_LINK = 60
_STEPS = ("csrfmiddlewaretoken", "step")
"""Names in the form that are not part of the account."""


@dataclass(frozen=True, slots=True)
class FormPage(CasePage):
    template: ClassVar[str] = "record/file.html"

    heading: str
    about: str
    """The act it tells of, in words; empty for a new one."""
    back: str
    act: str
    form: AccountForm
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ReviewPage(CasePage):
    template: ClassVar[str] = "record/review.html"

    heading: str
    words: str
    language: str
    direction: str
    is_revision: bool
    facts: tuple[Fact, ...]
    typed: tuple[Typed, ...]
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An account that a package is put forward with, as far as the package says it already."""

    initial: Mapping[str, object]
    back: str


@dataclass(frozen=True, slots=True)
class Filing:
    """What is being filed: an account of `act` (a new one if None), or a revision of `earlier`."""

    at: At
    record: RecordView
    act: Act | None
    earlier: FiledAccount | None = None
    proposal: Proposal | None = None

    @property
    def heading(self) -> str:
        if self.proposal:
            return _("Put a package on the table")
        if self.earlier:
            return "Revise an account"
        return "File another account" if self.act else "File an account"

    @property
    def back(self) -> str:
        if self.proposal:
            return self.proposal.back
        if self.act:
            return act_address(self.at, self.act.id)
        return reverse("record", args=[self.at.frame.slug])

    def form(self, request: HttpRequest) -> AccountForm:
        return AccountForm(
            request.POST if request.method == "POST" else None,
            audiences=audience_choices(self.at),
            acts=_acts(self.record, self.act),
            earlier=self.earlier.account if self.earlier else None,
            initial=self._initial(),
        )

    @property
    def done(self) -> str:
        if self.proposal:
            return _("It is on the table; the record holds it as a proposal.")
        return "Revised; the earlier text is kept." if self.earlier else "Filed."

    def after(self, filed: FiledAccount) -> str:
        """Where one goes on once it is filed."""
        return self.proposal.back if self.proposal else act_address(self.at, filed.act)

    def _initial(self) -> dict[str, object]:
        if self.proposal:
            return dict(self.proposal.initial)
        if self.earlier:
            return typed_from(self.earlier.account, self.earlier.audience)
        if self.act:
            known = typed_from(self.act.leading)
            return {name: known[name] for name in ("kind", "actors", "targets", "happened")}
        return {}


def _acts(record: RecordView, own: Act | None) -> list[tuple[str, str]]:
    """The latest acts, and those already linked to, as choices to link to."""
    linked = {link.act for link in own.links} if own else set()
    others = [act for act in record.acts if own is None or act.id != own.id]
    recent = {act.id for act in others[-_MOST_TO_LINK:]} | linked
    return [
        (act.id, f"{in_words(act.happened) if act.happened else 'undated'}: {act.title}"[:90])
        for act in reversed(others)
        if act.id in recent
    ]


def account_in(act: Act, account_id: str) -> FiledAccount:
    found = next((filed for filed in act.accounts if filed.id == account_id), None)
    if found is None:
        raise NotFoundError("There is nothing here", remedy="Check the address")
    return found


@in_case(Room.RECORD, methods=READ_AND_WRITE, doing=Action.FILE)
def file(request: HttpRequest, at: At) -> HttpResponse:
    named = request.POST.get("act") or request.GET.get("act")
    act, record = act_of(at, named) if named else (None, view(at))
    return answer_filing(request, Filing(at, record, act))


@in_case(Room.RECORD, methods=READ_AND_WRITE, doing=Action.FILE)
def revise(request: HttpRequest, at: At, act_id: str, account_id: str) -> HttpResponse:
    act, record = act_of(at, act_id)
    return answer_filing(request, Filing(at, record, act, account_in(act, account_id)))


def answer_filing(request: HttpRequest, filing: Filing) -> HttpResponse:
    form = filing.form(request)
    step = request.POST.get("step", "")
    if request.method != "POST":
        return _form_page(request, filing, form, 200)
    if not form.is_valid() or form.account is None:
        return _form_page(request, filing, form, _UNPROCESSABLE)
    if step == "back":
        return _form_page(request, filing, form, 200)
    audience = form.audience_chosen
    if step != "confirmed" and (filing.earlier or audience != TEAM):
        return _review_page(request, filing, form)
    try:
        filed = file_account(
            filing.at,
            form.account,
            audience,
            act=filing.act.id if filing.act else None,
            supersedes=filing.earlier.id if filing.earlier else None,
        )
    except InputError as error:
        beside_its_field(form, error)
        return _form_page(request, filing, form, _UNPROCESSABLE)
    except ConflictingEditError as error:
        beside_its_field(form, error)
        return _form_page(request, filing, form, _CONFLICT)
    messages.success(request, filing.done)
    return redirect(filing.after(filed))


def _form_page(
    request: HttpRequest, filing: Filing, form: AccountForm, status: int
) -> HttpResponse:
    page = FormPage(
        shell=shell_of(request, filing.at, Room.RECORD),
        heading=filing.heading,
        about=filing.act.title if filing.act else "",
        back=filing.back,
        act=filing.act.id if filing.act else "",
        form=form,
        audiences=audience_choices(filing.at),
    )
    return show(request, page, status)


def _review_page(request: HttpRequest, filing: Filing, form: AccountForm) -> HttpResponse:
    account = form.account
    if account is None:
        raise NotFoundError("There is nothing here")
    now = FiledAccount("", "", form.audience_chosen, account, filing.at.world.clock())
    # beside its earlier text, so that what changed is marked
    facts = facts_of([now, filing.earlier] if filing.earlier else [now])
    page = ReviewPage(
        shell=shell_of(request, filing.at, Room.RECORD),
        heading=filing.heading,
        words=account.claim.text,
        language=account.claim.language,
        direction=str(account.claim.direction),
        is_revision=filing.earlier is not None,
        facts=tuple(fact for fact in facts if fact.name != "Entered"),
        typed=tuple(
            Typed(name, value)
            for name in request.POST
            if name not in _STEPS
            for value in request.POST.getlist(name)
        ),
        audiences=(choice_of(filing.at, form.audience_chosen),),
    )
    return show(request, page)
