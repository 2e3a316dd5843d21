"""My account: my ways of signing in, and where I am signed in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, ClassVar, Concatenate, ParamSpec

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodoffices.desk.doors import signed_in_person
from goodoffices.desk.limits import this_session
from goodoffices.desk.pages import Page, show
from goodoffices.desk.views.sign_in import is_name, site_of
from goodoffices.desk.wiring import world
from goodoffices.errors import InputError
from goodoffices.record.date_words import day_in_words
from goodoffices.saying import say
from goodoffices.service import passkeys, sessions
from goodoffices.service.second_step import (
    add_codes,
    codes_left,
    has_second_step,
    make_recovery_codes,
    new_secret,
    otpauth,
    remove_authenticator,
)
from goodoffices.store.models import Authenticator, Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

__all__ = [
    "account",
    "add_passkey",
    "code_picture",
    "end_session",
    "one_time_codes",
    "recovery_codes",
    "remove",
]

P = ParamSpec("P")

_UNPROCESSABLE = 422
_SECRET, _CHALLENGE = "codes_secret", "passkey_made"


@dataclass(frozen=True, slots=True)
class Way:
    """A way of signing in beside the password."""

    id: str
    kind: str
    name: str
    made: str


@dataclass(frozen=True, slots=True)
class Session:
    id: str
    device: str
    seen: str
    here: bool


@dataclass(frozen=True, slots=True)
class AccountPage(Page):
    template: ClassVar[str] = "account/account.html"

    person: str
    has_password: bool
    has_codes: bool
    ways: tuple[Way, ...]
    codes_left: int
    sessions: tuple[Session, ...]


def _mine(
    view: Callable[Concatenate[HttpRequest, Person, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """For whoever is signed in, and lately so where a way of signing in is changed."""

    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = signed_in_person(request)
        if person is None or not sessions.is_fresh(world(), this_session(request)):
            messages.info(request, _("Sign in again to change your ways of signing in."))
            query = urlencode({"next": reverse("account")})
            return redirect(f"{reverse('sign-in')}?{query}")
        return view(request, person, *args, **kwargs)

    return login_required(answered)


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    person = signed_in_person(request)
    if person is None:
        return redirect("sign-in")
    ways = Authenticator.objects.filter(person=person).order_by("made", "id")
    page = AccountPage(
        person=person.handle,
        has_password=person.has_usable_password(),
        has_codes=has_second_step(person),
        ways=tuple(Way(w.id, w.kind, w.name, day_in_words(w.made.date())) for w in ways),
        codes_left=codes_left(person),
        sessions=tuple(
            Session(
                s.id,
                s.device,
                say("{date}, {seen} UTC", date=day_in_words(s.seen.date()), seen=f"{s.seen:%H:%M}"),
                s.id == this_session(request),
            )
            for s in sessions.sessions_of(person)
        ),
    )
    return show(request, page)


@dataclass(frozen=True, slots=True)
class CodesPage(Page):
    template: ClassVar[str] = "account/codes.html"

    secret: str
    picture: SafeString
    error: str


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@_mine
def one_time_codes(request: HttpRequest, person: Person) -> HttpResponse:
    error = ""
    if request.method == "POST":
        secret = request.session.get(_SECRET, "")
        try:
            add_codes(world(), person, secret, "".join(request.POST.get("code", "").split()))
        except InputError as wrong:
            error = wrong.said
        else:
            del request.session[_SECRET]
            sessions.end_others(person, this_session(request))
            return _show_recovery_codes(request, person)
    else:
        secret = request.session[_SECRET] = new_secret(world())
    spaced = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    page = CodesPage(spaced, code_picture(otpauth(secret, person)), error)
    return show(request, page, _UNPROCESSABLE if error else 200)


def code_picture(address: str) -> SafeString:
    """A QR code as a drawing on the page itself: dark on light, in the dark too."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        scale=5, border=4, dark="#000", light="#fff"
    )
    return mark_safe(drawn)  # noqa: S308 (squares alone; the address stands in it as a pattern)


@dataclass(frozen=True, slots=True)
class RecoveryPage(Page):
    template: ClassVar[str] = "account/recovery.html"

    codes: tuple[str, ...]


@require_POST
@_mine
def recovery_codes(request: HttpRequest, person: Person) -> HttpResponse:
    if not has_second_step(person):
        return redirect("account")
    return _show_recovery_codes(request, person)


def _show_recovery_codes(request: HttpRequest, person: Person) -> HttpResponse:
    return show(request, RecoveryPage(make_recovery_codes(world(), person)))


@dataclass(frozen=True, slots=True)
class AddPasskeyPage(Page):
    template: ClassVar[str] = "account/passkey.html"

    options: str
    possible: bool
    name: str
    error: str


@require_http_methods(["GET", "HEAD", "POST"])
@_mine
def add_passkey(request: HttpRequest, person: Person) -> HttpResponse:
    site, error, options = site_of(request), "", ""
    name = request.POST.get("name", "")
    if request.method == "POST":
        challenge = request.session.pop(_CHALLENGE, "")
        try:
            answer = request.POST.get("answer", "")
            passkeys.add_passkey(world(), site, person, challenge, answer, name)
        except InputError as wrong:
            error = wrong.said
        else:
            messages.success(request, _("The passkey is kept. You can sign in with it."))
            return redirect("account")
    possible = is_name(site.host)
    if possible:
        challenge = passkeys.new_challenge(world())
        request.session[_CHALLENGE] = challenge
        options = passkeys.creation_options(site, person, challenge)
    page = AddPasskeyPage(options, possible, name, error)
    return show(request, page, _UNPROCESSABLE if error else 200)


@require_POST
@_mine
def remove(request: HttpRequest, person: Person, way: str) -> HttpResponse:
    try:
        remove_authenticator(world(), person, way)
    except InputError as wrong:
        messages.error(request, wrong.said)
    else:
        messages.success(request, _("It no longer signs you in."))
    return redirect("account")


@login_required
@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """Sign out elsewhere: one session, or all but this."""
    person = signed_in_person(request)
    if person is None:
        return redirect("sign-in")
    named = request.POST.get("session", "")
    if named == "others":
        sessions.end_others(person, this_session(request))
    else:
        sessions.end(person, named)
    messages.success(request, _("Signed out there."))
    return redirect("account")
