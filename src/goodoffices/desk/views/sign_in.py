"""Signing in by password, passkey or a link that works once, with a second step; signing out."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth import authenticate, login, logout
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from goodoffices.desk.addresses import own_page
from goodoffices.desk.limits import this_session
from goodoffices.desk.pages import Page, show
from goodoffices.desk.wiring import world
from goodoffices.errors import InputError
from goodoffices.service import attempts, passkeys, sessions
from goodoffices.service.second_step import has_second_step, take_code
from goodoffices.service.sign_in import use_link
from goodoffices.store.models import Person

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

__all__ = ["address_of", "by_code", "by_link", "by_passkey", "by_password", "sign_out", "site_of"]

_FORBIDDEN = 403
_TOO_MANY = 429
_PASSWORDS = "goodoffices.desk.signed_in.ByPassword"
_HALF, _CHALLENGE = "half_signed_in", "passkey_challenge"
_HALF_HOLDS = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class PasswordPage(Page):
    template: ClassVar[str] = "sign_in/password.html"

    handle: str
    next_page: str
    refused: bool
    too_many: bool


@dataclass(frozen=True, slots=True)
class LinkPage(Page):
    template: ClassVar[str] = "sign_in/link.html"

    refused: bool


@dataclass(frozen=True, slots=True)
class CodePage(Page):
    template: ClassVar[str] = "sign_in/code.html"

    refused: bool
    too_many: bool


@dataclass(frozen=True, slots=True)
class PasskeyPage(Page):
    template: ClassVar[str] = "sign_in/passkey.html"

    options: str
    next_page: str
    possible: bool
    """A passkey is bound to a name; to an address of numbers it cannot be."""
    refused: bool
    too_many: bool


def address_of(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


@sensitive_post_parameters("password")
@sensitive_variables("password")
@require_http_methods(["GET", "HEAD", "POST"])
def by_password(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        asked = request.GET.get("next", "")
        return _password_page(request, "", asked and own_page(request, asked), status=200)
    handle = request.POST.get("handle", "").strip()
    password = request.POST.get("password", "")
    after = own_page(request, request.POST.get("next", ""))
    noted = attempts.begin(world(), handle, address_of(request))
    if noted is None:
        return _password_page(request, handle, after, status=_TOO_MANY)
    person = authenticate(request, username=handle, password=password)
    if not isinstance(person, Person):
        return _password_page(request, handle, after, status=_FORBIDDEN)
    attempts.succeeded(noted)
    return _first_step_done(request, person, after)


def _password_page(
    request: HttpRequest, handle: str, next_page: str, *, status: int
) -> HttpResponse:
    page = PasswordPage(
        handle, next_page, refused=status == _FORBIDDEN, too_many=status == _TOO_MANY
    )
    return show(request, page, status)


def _first_step_done(request: HttpRequest, person: Person, after: str) -> HttpResponse:
    """Sign in, or ask for the second step of whoever has one."""
    if not has_second_step(person):
        return _signed_in(request, person, after)
    request.session[_HALF] = [person.id, world().clock().isoformat(), after]
    return redirect("sign-in-code")


def _signed_in(request: HttpRequest, person: Person, after: str) -> HttpResponse:
    """Begin a session of its own; one that was open in this browser ends."""
    if isinstance(request.user, Person):
        sessions.end(request.user, this_session(request))
    login(request, person, backend=_PASSWORDS)
    return redirect(after)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def by_code(request: HttpRequest) -> HttpResponse:
    """The second step; there only for a few minutes after the first."""
    half = request.session.get(_HALF)
    if half is None:
        return redirect("sign-in")
    person = Person.objects.filter(id=half[0], is_active=True).first()
    begun = datetime.fromisoformat(half[1])
    if person is None or world().clock() - begun >= _HALF_HOLDS:
        del request.session[_HALF]
        return redirect("sign-in")
    if request.method != "POST":
        return show(request, CodePage(refused=False, too_many=False))
    noted = attempts.begin(world(), f"code {person.id}", address_of(request))
    if noted is None:
        return show(request, CodePage(refused=False, too_many=True), _TOO_MANY)
    if not take_code(world(), person, request.POST.get("code", "")):
        return show(request, CodePage(refused=True, too_many=False), _FORBIDDEN)
    attempts.succeeded(noted)
    del request.session[_HALF]
    return _signed_in(request, person, half[2])


@require_http_methods(["GET", "HEAD", "POST"])
def by_passkey(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        asked = request.GET.get("next", "")
        return _passkey_page(request, asked and own_page(request, asked), 200)
    after = own_page(request, request.POST.get("next", ""))
    noted = attempts.begin(world(), "", address_of(request))
    if noted is None:
        return _passkey_page(request, after, _TOO_MANY)
    challenge = request.session.pop(_CHALLENGE, "")
    try:
        person = passkeys.use(site_of(request), challenge, request.POST.get("answer", ""))
    except InputError:
        return _passkey_page(request, after, _FORBIDDEN)
    attempts.succeeded(noted)
    return _signed_in(request, person, after)


def _passkey_page(request: HttpRequest, next_page: str, status: int) -> HttpResponse:
    site, options = site_of(request), ""
    possible = is_name(site.host)
    if possible:
        challenge = passkeys.new_challenge(world())
        request.session[_CHALLENGE] = challenge
        options = passkeys.request_options(site, challenge)
    page = PasskeyPage(
        options,
        next_page,
        possible,
        refused=status == _FORBIDDEN,
        too_many=status == _TOO_MANY,
    )
    return show(request, page, status)


def site_of(request: HttpRequest) -> passkeys.Site:
    host = request.get_host()
    name = host.rpartition("]")[0].lstrip("[") if host.startswith("[") else host.split(":")[0]
    return passkeys.Site(name, f"{request.scheme}://{host}")


def is_name(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask first: a link that is merely fetched, by a mail scanner say, is not used up."""
    if request.method != "POST":
        return show(request, LinkPage(refused=False))
    person = use_link(world(), token)
    if person is None:
        return show(request, LinkPage(refused=True), status=_FORBIDDEN)
    return _first_step_done(request, person, reverse("cases"))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, Person):
        sessions.end(request.user, this_session(request))
    logout(request)
    return redirect("sign-in")
