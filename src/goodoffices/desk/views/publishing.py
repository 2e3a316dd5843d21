"""The public page of a case: what strangers would find and infer, and the switch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.errors import ConflictingEditError, InputError
from goodoffices.service.publishing import (
    close_to_strangers,
    found_by_strangers,
    open_to_strangers,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At

__all__ = ["public_page"]

_UNPROCESSABLE = 422
_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class PublicSwitchPage(CasePage):
    template: ClassVar[str] = "people/public.html"

    is_open: bool
    address: str
    sides: tuple[str, ...]
    mediator: str
    titles: tuple[str, ...]
    fingerprint: str
    because: str
    error: str


@in_case(Room.PEOPLE, methods=READ_AND_WRITE, doing=Action.MANAGE)
def public_page(request: HttpRequest, at: At) -> HttpResponse:
    if request.method != "POST":
        return _page(request, at, 200)
    if request.POST.get("do") == "close":
        close_to_strangers(at)
        messages.success(request, _("Closed: strangers find nothing at this address any more."))
        return redirect("public-page", at.frame.slug)
    try:
        open_to_strangers(
            at,
            request.POST.get("because", ""),
            request.POST.get("found", ""),
            looked=request.POST.get("looked") == "yes",
        )
    except ConflictingEditError as error:
        return _page(request, at, _CONFLICT, error.said)
    except InputError as error:
        return _page(request, at, _UNPROCESSABLE, error.said)
    messages.success(request, _("Open: everybody can read what is for everybody."))
    return redirect("public-page", at.frame.slug)


def _page(request: HttpRequest, at: At, status: int, error: str = "") -> HttpResponse:
    found = found_by_strangers(at)
    page = PublicSwitchPage(
        shell=shell_of(request, at, Room.PEOPLE),
        is_open=at.frame.public,
        address=settings.ADDRESS + reverse("overview", args=[at.frame.slug]),
        sides=tuple(party.name for party in at.frame.parties),
        mediator=at.frame.mediator.name,
        titles=found.titles,
        fingerprint=found.fingerprint,
        because=request.POST.get("because", ""),
        error=error,
    )
    return show(request, page, status)
