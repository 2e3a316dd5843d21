"""Correcting a draft before it is filed: every field of the account, and the act it tells of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.contrib import messages
from django.urls import reverse

from goodoffices.access.acting import Action, Room, check_may
from goodoffices.desk.badges import AudienceChoice, audience_choices
from goodoffices.desk.choices import FORM_STEPS, act_choices
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.drafts import place_of
from goodoffices.desk.forms.account import beside_its_field, typed_from
from goodoffices.desk.forms.draft import NEW_ACT, DraftForm
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.views.report import on_to_the_next
from goodoffices.errors import ConflictingEditError, InputError
from goodoffices.record.accounts import Account
from goodoffices.saying import say
from goodoffices.service.at import At
from goodoffices.service.drafts import account_of_draft
from goodoffices.service.reading import DraftRow, Reading, confirm, reading_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

__all__ = ["correct_draft"]

_UNPROCESSABLE = 422
_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class CorrectPage(CasePage):
    template: ClassVar[str] = "reading/correct.html"

    title: str
    back: str
    words: str
    form: DraftForm
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class Correcting:
    """A draft that is being corrected, and the account it would have been."""

    at: At
    reading: Reading
    row: DraftRow
    account: Account

    @property
    def report_id(self) -> str:
        return self.reading.filed.id

    def form(self, request: HttpRequest) -> DraftForm:
        proposed = {
            **typed_from(self.account, self.reading.filed.audience),
            "tells_of": self._act_of_group() or NEW_ACT,
        }
        typed = request.POST.dict() or proposed
        saves = request.method == "POST" and typed.get("step") not in FORM_STEPS
        return DraftForm(
            request.POST if saves else None,
            audiences=audience_choices(self.at),
            acts=act_choices(self.at, None, typed),
            earlier=self.account,
            initial=typed,
        )

    def _act_of_group(self) -> str | None:
        """The act of a draft that the reader put together with this one, if it is filed."""
        group = self.row.draft.get("group")
        filed = (r.act for r in self.reading.drafts if r.act and r.draft.get("group") == group)
        return next(filed, None)


@in_case(Room.READING, methods=READ_AND_WRITE)
def correct_draft(request: HttpRequest, at: At, report_id: str, draft_id: str) -> HttpResponse:
    check_may(at.viewer, Action.FILE)
    found = reading_of(at, report_id)
    row = found.row(draft_id)
    proposed = account_of_draft(row.draft, found.filed.report, report_id)
    correcting = Correcting(at, found, row, proposed)
    form = correcting.form(request)
    if not form.is_bound:
        return _page(request, correcting, form, 200)
    if not form.is_valid() or form.account is None:
        return _page(request, correcting, form, _UNPROCESSABLE)
    try:
        confirm(
            at,
            report_id,
            draft_id,
            audience=form.audience_chosen,
            corrected=form.account,
            # without one named, a draft would join the act of its group
            act=form.act_chosen or at.world.new_id(),
        )
    except InputError as error:
        beside_its_field(form, error)
        return _page(request, correcting, form, _UNPROCESSABLE)
    except ConflictingEditError as error:
        beside_its_field(form, error)
        return _page(request, correcting, form, _CONFLICT)
    messages.success(request, say("Corrected and filed."))
    return on_to_the_next(at, report_id, draft_id)


def _page(
    request: HttpRequest, correcting: Correcting, form: DraftForm, status: int
) -> HttpResponse:
    at = correcting.at
    address = reverse("report", args=[at.frame.slug, correcting.report_id])
    page = CorrectPage(
        shell=shell_of(request, at, Room.READING),
        title=correcting.reading.filed.report.title,
        back=f"{address}#{place_of(correcting.row)}",
        words=correcting.account.claim.text,
        form=form,
        audiences=audience_choices(at),
    )
    return show(request, page, status)
