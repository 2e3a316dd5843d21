"""Signing in by password or by a link that works once, and signing out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth import authenticate, login, logout
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from goodoffices.desk.addresses import own_page
from goodoffices.desk.attempts import note_failure, too_many_failures
from goodoffices.desk.pages import Page, show
from goodoffices.desk.wiring import world
from goodoffices.service.sign_in import use_link

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

__all__ = ["by_link", "by_password", "sign_out"]

_FORBIDDEN = 403
_TOO_MANY = 429
_PASSWORDS = "django.contrib.auth.backends.ModelBackend"


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
    address = request.META.get("REMOTE_ADDR", "")
    if too_many_failures(handle, address):
        return _password_page(request, handle, after, status=_TOO_MANY)
    person = authenticate(request, username=handle, password=password)
    if person is None:
        note_failure(handle, address)
        return _password_page(request, handle, after, status=_FORBIDDEN)
    login(request, person)
    return redirect(after)


def _password_page(
    request: HttpRequest, handle: str, next_page: str, *, status: int
) -> HttpResponse:
    page = PasswordPage(
        handle, next_page, refused=status == _FORBIDDEN, too_many=status == _TOO_MANY
    )
    return show(request, page, status)


@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask first: a link that is merely fetched, by a mail scanner say, is not used up."""
    if request.method != "POST":
        return show(request, LinkPage(refused=False))
    person = use_link(world(), token)
    if person is None:
        return show(request, LinkPage(refused=True), status=_FORBIDDEN)
    login(request, person, backend=_PASSWORDS)
    return redirect("cases")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("sign-in")
