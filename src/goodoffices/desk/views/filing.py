"""Filing an account by hand, and revising one; what more than the team reads takes two steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room
from goodoffices.desk.acts import act_address
from goodoffices.desk.badges import AudienceChoice, audience_choices, choice_of
from goodoffices.desk.choices import FORM_STEPS, act_choices
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.facts import Fact, Stated, facts_of
from goodoffices.desk.forms.account import AccountForm, beside_its_field, typed_from
from goodoffices.desk.merging import MergePage, merged
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.tools.briefings import given
from goodoffices.errors import ConflictingEditError, InputError, NotFoundError
from goodoffices.record.acts import Act, FiledAccount
from goodoffices.record.audiences import TEAM
from goodoffices.record.briefings import FiledDuty
from goodoffices.record.date_words import instant_in_words
from goodoffices.record.differences import differences
from goodoffices.saying import say
from goodoffices.service.at import At
from goodoffices.service.briefings import duty_of
from goodoffices.service.contributors import contributors
from goodoffices.service.history import history_of
from goodoffices.service.record import act_of, around, file_account

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.history import AccountHistory

__all__ = ["Filing", "Proposal", "account_in", "answer_filing", "file", "revise"]

_UNPROCESSABLE = 422
_CONFLICT = 409
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
    act: Act | None
    earlier: FiledAccount | None = None
    proposal: Proposal | None = None
    gives: FiledDuty | None = None
    """The planned briefing of which it is to tell that it was given."""

    @property
    def heading(self) -> str:
        if self.proposal:
            return _("Put a package on the table")
        if self.earlier:
            return _("Revise an account")
        return _("File another account") if self.act else _("File an account")

    @property
    def back(self) -> str:
        if self.proposal:
            return self.proposal.back
        if self.act:
            return act_address(self.at, self.act.id)
        return reverse("record", args=[self.at.frame.slug])

    def form(self, request: HttpRequest) -> AccountForm:
        typed = request.POST.dict() or self._initial()
        saves = request.method == "POST" and typed.get("step") not in FORM_STEPS
        return self.form_of(request.POST if saves else None, typed)

    def form_of(self, data: Any, typed: dict[str, Any]) -> AccountForm:
        return AccountForm(
            data,
            audiences=audience_choices(self.at),
            acts=act_choices(self.at, self.act, typed),
            earlier=self.earlier.account if self.earlier else None,
            initial=typed,
        )

    @property
    def done(self) -> str:
        if self.proposal:
            return _("It is on the table; the record holds it as a proposal.")
        return _("Revised; the earlier text is kept.") if self.earlier else _("Filed.")

    def after(self, filed: FiledAccount) -> str:
        """Where one goes on once it is filed."""
        return self.proposal.back if self.proposal else act_address(self.at, filed.act)

    def _initial(self) -> dict[str, Any]:
        if self.proposal:
            return dict(self.proposal.initial)
        if self.earlier:
            return typed_from(self.earlier.account, self.earlier.audience)
        if self.act:
            known = typed_from(self.act.leading)
            return {name: known[name] for name in ("kind", "actors", "targets", "happened")}
        return given(self.gives) if self.gives else {}


def account_in(act: Act, account_id: str) -> FiledAccount:
    found = next((filed for filed in act.accounts if filed.id == account_id), None)
    if found is None:
        raise NotFoundError(say("There is nothing here"), remedy=say("Check the address"))
    return found


@in_case(Room.RECORD, methods=READ_AND_WRITE, doing=Action.FILE)
def file(request: HttpRequest, at: At) -> HttpResponse:
    named = request.POST.get("act") or request.GET.get("act")
    act = act_of(at, named)[0] if named else None
    planned = request.GET.get("gives", "")
    gives = duty_of(at, planned) if planned else None
    return answer_filing(request, Filing(at, act, gives=gives))


@in_case(Room.RECORD, methods=READ_AND_WRITE, doing=Action.FILE)
def revise(request: HttpRequest, at: At, act_id: str, account_id: str) -> HttpResponse:
    history = history_of(at, act_id, account_id)
    base, current = history.revision(account_id), history.current
    filing = Filing(at, around(at, {act_id}).act(act_id), base)
    if current is not None and current.id == account_id:
        return answer_filing(request, filing)
    if request.method != "POST":
        return redirect("account-history", at.frame.slug, act_id, account_id)
    # somebody was quicker: nothing that was typed on top of the earlier text is lost
    return _answer_late(request, filing, history)


def answer_filing(request: HttpRequest, filing: Filing) -> HttpResponse:
    form = filing.form(request)
    step = request.POST.get("step", "")
    if not form.is_bound:
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
    except ConflictingEditError:
        assert filing.earlier is not None  # noqa: S101 (only a revision can come too late)
        earlier = filing.earlier
        return _answer_late(request, filing, history_of(filing.at, earlier.act, earlier.id))
    messages.success(request, filing.done)
    return redirect(filing.after(filed))


def _answer_late(request: HttpRequest, filing: Filing, history: AccountHistory) -> HttpResponse:
    """Somebody revised or withdrew the account meanwhile: both texts, and a form to join them."""
    form = filing.form(request)
    if not form.is_bound or not form.is_valid() or form.account is None:
        return _form_page(request, filing, form, _UNPROCESSABLE)
    return merge_page(request, filing, form, history)


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
        raise NotFoundError(say("There is nothing here"))
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
        facts=tuple(fact for fact in facts if fact.key != "Entered"),
        typed=tuple(
            Typed(name, value)
            for name in request.POST
            if name not in _STEPS
            for value in request.POST.getlist(name)
        ),
        audiences=(choice_of(filing.at, form.audience_chosen),),
    )
    return show(request, page)


def merge_page(
    request: HttpRequest, filing: Filing, form: AccountForm, history: AccountHistory
) -> HttpResponse:
    """Both texts side by side, and a form in which what only one of them changed is joined."""
    at, current = filing.at, history.current
    mine = form.account
    if filing.earlier is None or mine is None:
        raise NotFoundError(say("There is nothing here"))
    theirs = current or history.newest
    joined = merged(filing.earlier, theirs, form)
    # a withdrawn account is not revised: the text can be filed as another account of the act
    on = Filing(at, filing.act, current)
    route = "revise-account" if current else "file-account"
    where = [at.frame.slug, theirs.act, theirs.id] if current else [at.frame.slug]
    written = FiledAccount("", "", form.audience_chosen, mine, at.world.clock(), at.seat)
    names = contributors(at)
    facts = facts_of([written, theirs, filing.earlier], names)
    page = MergePage(
        shell=shell_of(request, at, Room.RECORD),
        back=filing.back,
        by=names[theirs.recorder],
        when=instant_in_words(theirs.entered),
        is_withdrawn=current is None,
        texts=tuple(
            Stated(text, runs=runs)
            for text, runs in zip(
                (one.account.claim.text for one in (written, theirs, filing.earlier)),
                differences([one.account.claim.text for one in (written, theirs, filing.earlier)]),
                strict=True,
            )
        ),
        language=mine.claim.language,
        direction=str(mine.claim.direction),
        facts=tuple(fact for fact in facts if fact.changed and fact.key != "Entered"),
        both_changed=tuple(
            str(form.fields[name].label) for name in joined.both if name in form.fields
        ),
        act=theirs.act if filing.act else "",
        action=reverse(route, args=where),
        form=on.form_of(None, joined.typed),
        audiences=audience_choices(at),
    )
    return show(request, page, _CONFLICT)
