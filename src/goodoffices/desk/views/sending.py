"""Sending an entry or the brief by mail, to oneself or to members who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.access.acting import Room
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.mailing import send_brief, send_entry
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.desk.views.brief import query_of, wished
from goodoffices.errors import InputError, LimitError
from goodoffices.service.readable import readable
from goodoffices.service.rules import rules_of
from goodoffices.service.sending import Addressee, addressees, errands

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At

__all__ = ["send_an_entry", "send_the_brief"]

_UNPROCESSABLE, _TOO_MANY = 422, 429
_FORMS = {"pdf": "PDF", "docx": "Word", "md": "Markdown"}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SendPage(CasePage):
    template: ClassVar[str] = "record/send.html"

    title: str
    """Of the entry; empty for the brief."""
    back: str
    has_server: bool
    most: str
    holds: str
    has_own: bool
    people: tuple[Choice, ...]
    forms: tuple[Choice, ...]
    """Of the file; empty for an entry."""
    error: str


@in_case(Room.AUDIENCES, methods=READ_AND_WRITE)
def send_an_entry(request: HttpRequest, at: At, entry_id: str) -> HttpResponse:
    one = readable(at, entry_id)
    back = reverse("entry", args=[at.frame.slug, one.id])
    found, error, status = addressees(at, one), "", 200
    if request.method == "POST":
        try:
            carried = errands(at, _chosen(request), one)
            return _after(request, send_entry(carried, one.id), back)
        except InputError as wrong:
            error, status = wrong.said, _status(wrong)
    return show(request, _page(request, at, found, one.title, back, error), status)


@in_case(Room.BRIEF, methods=READ_AND_WRITE)
def send_the_brief(request: HttpRequest, at: At) -> HttpResponse:
    order, wrong_order = wished(request)
    back = reverse("brief", args=[at.frame.slug]) + query_of(order)
    found, error, status = addressees(at), wrong_order, 200
    if request.method == "POST":
        try:
            carried = errands(at, _chosen(request))
            return _after(request, send_brief(carried, _form(request), order), back)
        except InputError as wrong:
            error, status = wrong.said, _status(wrong)
    return show(request, _page(request, at, found, "", back, error), status)


def _chosen(request: HttpRequest) -> frozenset[str]:
    if not settings.EMAIL_HOST:
        raise InputError(_("This desk sends no mail"))
    return frozenset(request.POST.getlist("to"))


def _form(request: HttpRequest) -> str:
    form = request.POST.get("form", "")
    if form not in _FORMS:
        raise InputError(_("Choose one of the list"), where="form")
    return form


def _status(error: InputError) -> int:
    return _TOO_MANY if isinstance(error, LimitError) else _UNPROCESSABLE


def _after(request: HttpRequest, came: tuple[int, str], back: str) -> HttpResponse:
    many, trouble = came
    if many:
        words = ngettext("Sent to one person.", "Sent to %(many)s people.", many)
        messages.success(request, words % {"many": many})
    if trouble:
        words = _("The mail server did not take the rest: %(why)s")
        messages.error(request, words % {"why": trouble})
    return redirect(back)


def _page(
    request: HttpRequest,
    at: At,
    found: tuple[Addressee, ...],
    title: str,
    back: str,
    error: str,
) -> SendPage:
    rules, sent = rules_of(at), request.POST
    return SendPage(
        shell=shell_of(request, at, Room.AUDIENCES if title else Room.BRIEF),
        title=title,
        back=back,
        has_server=bool(settings.EMAIL_HOST),
        most=rules.mail,
        holds=rules.sending,
        has_own=any(one.is_oneself for one in found),
        people=tuple(Choice(one.seat, one.words, one.seat in sent.getlist("to")) for one in found),
        forms=()
        if title
        else tuple(
            Choice(value, words, value == sent.get("form", "pdf"))
            for value, words in _FORMS.items()
        ),
        error=error,
    )
