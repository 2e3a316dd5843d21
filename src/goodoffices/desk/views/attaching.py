"""Pictures and files of an act: adding one, changing what is said of it, withdrawing it, its bytes.

A file is kept for the team first. What more than the team is to see is shown once more, with its
readers, before it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room
from goodoffices.desk.acts import act_address
from goodoffices.desk.attached import AttachedFile, attached_file, handed_out
from goodoffices.desk.badges import AudienceChoice, audience_choices, choice_of
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.forms.account import beside_its_field
from goodoffices.desk.forms.attachment import AboutForm, AttachmentForm, typed_from
from goodoffices.desk.forms.uploads import bytes_of as bytes_uploaded
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.errors import ConflictingEditError, InputError, NotFoundError
from goodoffices.record.attachments import MediaType
from goodoffices.record.audiences import TEAM
from goodoffices.service.attachments import (
    attach,
    attachment_of,
    bytes_of,
    newest_of,
    revise_attachment,
)
from goodoffices.service.cases import nothing_here
from goodoffices.service.contributors import contributors
from goodoffices.service.record import act_of, withdraw
from goodoffices.service.uploads import MOST_BYTES, preview

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.record.acts import Act
    from goodoffices.service.at import At
    from goodoffices.service.attachments import FiledAttachment

__all__ = ["add", "attachment", "attachment_preview", "change", "withdraw_attachment"]

_UNPROCESSABLE = 422
_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class AttachPage(CasePage):
    template: ClassVar[str] = "record/attach.html"

    title: str
    back: str
    form: AboutForm
    file: AttachedFile | None
    """What is kept already; None where one is added."""
    asks_again: bool
    """Whether this is the last look before it is shown to others than the team."""
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class RemovePage(CasePage):
    template: ClassVar[str] = "record/remove.html"

    title: str
    back: str
    file: AttachedFile
    reason: str
    asks_again: bool
    error: str
    audiences: tuple[AudienceChoice, ...]


@in_case(Room.RECORD, methods=READ_AND_WRITE, doing=Action.FILE)
def add(request: HttpRequest, at: At, act_id: str) -> HttpResponse:
    act, _record = act_of(at, act_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AttachmentForm(*sent, audiences=audience_choices(at))
    if not form.is_bound:
        return _attach_page(request, at, act, form, 200)
    if not form.is_valid():
        return _attach_page(request, at, act, form, _UNPROCESSABLE)
    try:
        data = bytes_uploaded(form.upload, MOST_BYTES, _("a file"))
        filed = attach(at, act_id, (form.upload.name or "", data), form.about, TEAM)
    except InputError as error:
        beside_its_field(form, error)
        return _attach_page(request, at, act, form, _UNPROCESSABLE)
    wanted = form.audience_chosen
    if wanted == TEAM:
        messages.success(request, _("Kept with the act, for the team."))
        return redirect(act_address(at, act_id))
    # the second step: for the team it is kept, for others it is shown once more
    address = reverse("change-attachment", args=[at.frame.slug, act_id, filed.id])
    return redirect(f"{address}?{urlencode({'for': wanted.key})}")


@in_case(Room.RECORD, methods=READ_AND_WRITE, doing=Action.FILE)
def change(request: HttpRequest, at: At, act_id: str, attachment_id: str) -> HttpResponse:
    act, _record = act_of(at, act_id)
    try:
        filed = attachment_of(at, act_id, attachment_id)
    except NotFoundError:
        return _too_late(request, at, act, newest_of(at, act_id, attachment_id))
    asked = request.GET.get("for")
    if request.method == "POST":
        form = AboutForm(request.POST, audiences=audience_choices(at))
    else:
        typed = typed_from(filed)
        data = {**typed, "audience": asked} if asked else None
        form = AboutForm(data, audiences=audience_choices(at), initial=typed)
    if not form.is_bound:
        return _attach_page(request, at, act, form, 200, filed)
    if not form.is_valid():
        return _attach_page(request, at, act, form, _UNPROCESSABLE, filed)
    step = request.POST.get("step", "")
    if step == "back":
        return _attach_page(request, at, act, form, 200, filed)
    if step != "confirmed" and (asked or form.audience_chosen != TEAM):
        return _attach_page(request, at, act, form, 200, filed, asks_again=True)
    try:
        revise_attachment(at, filed, form.about, form.audience_chosen)
    except InputError as error:
        beside_its_field(form, error)
        return _attach_page(request, at, act, form, _UNPROCESSABLE, filed)
    except ConflictingEditError as error:
        beside_its_field(form, error)
        return _attach_page(request, at, act, form, _CONFLICT, filed)
    messages.success(request, _("Changed; how it was before is kept."))
    return redirect(act_address(at, act_id))


def _too_late(request: HttpRequest, at: At, act: Act, newest: FiledAttachment) -> HttpResponse:
    """Somebody changed it meanwhile: what they wrote stands beside the form, what I did in it."""
    if request.method != "POST":
        return redirect("change-attachment", at.frame.slug, act.id, newest.id)
    form = AboutForm(request.POST, audiences=audience_choices(at))
    form.add_error(None, _("Somebody else changed it meanwhile; it is shown as they left it."))
    return _attach_page(request, at, act, form, _CONFLICT, newest)


def _attach_page(
    request: HttpRequest,
    at: At,
    act: Act,
    form: AboutForm,
    status: int,
    filed: FiledAttachment | None = None,
    *,
    asks_again: bool = False,
) -> HttpResponse:
    page = AttachPage(
        shell=shell_of(request, at, Room.RECORD),
        title=act.title,
        back=act_address(at, act.id),
        form=form,
        file=attached_file(at, filed, contributors(at)) if filed else None,
        asks_again=asks_again,
        audiences=(choice_of(at, form.audience_chosen),) if asks_again else audience_choices(at),
    )
    return show(request, page, status)


@in_case(Room.RECORD, methods=READ_AND_WRITE, doing=Action.FILE)
def withdraw_attachment(
    request: HttpRequest, at: At, act_id: str, attachment_id: str
) -> HttpResponse:
    act, _record = act_of(at, act_id)
    filed = attachment_of(at, act_id, attachment_id)
    reason = request.POST.get("reason", "").strip()
    step = request.POST.get("step", "")
    asked = request.method == "POST" and step != "back"
    if asked and reason and step == "confirmed":
        withdraw(at, attachment_id, reason)
        messages.success(request, _("Withdrawn; that it was there, and why it went, is kept."))
        return redirect(act_address(at, act_id))
    page = RemovePage(
        shell=shell_of(request, at, Room.RECORD),
        title=act.title,
        back=act_address(at, act_id),
        file=attached_file(at, filed, contributors(at)),
        reason=reason,
        asks_again=asked and bool(reason),
        error=_("A withdrawal says why.") if asked and not reason else "",
        audiences=(choice_of(at, filed.audience),),
    )
    return show(request, page, _UNPROCESSABLE if page.error else 200)


@in_case(Room.RECORD)
def attachment(_request: HttpRequest, at: At, act_id: str, attachment_id: str) -> HttpResponse:
    filed = attachment_of(at, act_id, attachment_id)
    return handed_out(bytes_of(at, filed), filed.attachment.media_type, filed.attachment.name)


@in_case(Room.RECORD)
def attachment_preview(
    _request: HttpRequest, at: At, act_id: str, attachment_id: str
) -> HttpResponse:
    filed = attachment_of(at, act_id, attachment_id)
    if not filed.attachment.media_type.is_picture:
        raise nothing_here()
    small = preview(bytes_of(at, filed))
    return handed_out(small, MediaType.JPEG, f"preview{MediaType.JPEG.ending}")
