"""Taking up an invitation: as oneself if one has an account, else by making one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth import login
from django.db import transaction
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from goodoffices.desk.doors import signed_in_person
from goodoffices.desk.pages import Page, show
from goodoffices.desk.views.sign_in import address_of
from goodoffices.desk.wiring import world
from goodoffices.errors import InputError, NotFoundError
from goodoffices.record.date_words import day_in_words
from goodoffices.saying import say
from goodoffices.service import attempts
from goodoffices.service.invitations import Invited, accept, invited_by
from goodoffices.service.sign_in import create_person

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

__all__ = ["invitation"]

_FORBIDDEN = 403
_UNPROCESSABLE = 422
_TOO_MANY = 429
_PASSWORDS = "goodoffices.desk.signed_in.ByPassword"


@dataclass(frozen=True, slots=True)
class InvitationPage(Page):
    template: ClassVar[str] = "sign_in/invitation.html"

    invited: Invited | None
    expires: str
    person: str
    """Who is signed in; empty for nobody."""
    here: str
    handle: str
    where: str
    """The field that `error` is about."""
    error: str


@sensitive_post_parameters("password")
@sensitive_variables("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Ask first: a link that is merely fetched is not used up."""
    found = invited_by(world(), token)
    if found is None:
        return _page(request, None, _FORBIDDEN)
    if request.method != "POST":
        return _page(request, found, 200)
    guessed = hashlib.sha256(token.encode()).hexdigest()
    noted = attempts.begin(world(), f"invitation {guessed}", address_of(request))
    if noted is None:
        return _page(request, found, _TOO_MANY, error=say("Too many attempts. Wait five minutes."))
    try:
        slug = _take(request, token)
    except InputError as wrong:
        error, where = wrong.said, wrong.where
        return _page(request, found, _UNPROCESSABLE, error=error, where=where)
    except NotFoundError:
        return _page(request, None, _FORBIDDEN)
    attempts.succeeded(noted)
    return redirect("overview", slug)


@transaction.atomic
def _take(request: HttpRequest, token: str) -> str:
    """The account and the seat together, or neither."""
    person = signed_in_person(request)
    if person is not None:
        return accept(world(), token, person)
    made = create_person(world(), request.POST.get("handle", ""), request.POST.get("password", ""))
    slug = accept(world(), token, made)
    login(request, made, backend=_PASSWORDS)
    return slug


def _page(
    request: HttpRequest, found: Invited | None, status: int, *, error: str = "", where: str = ""
) -> HttpResponse:
    person = signed_in_person(request)
    page = InvitationPage(
        invited=found,
        expires=day_in_words(found.expires.date()) if found else "",
        person=person.handle if person else "",
        here=request.path,
        handle=request.POST.get("handle", ""),
        where=where,
        error=error,
    )
    return show(request, page, status)
