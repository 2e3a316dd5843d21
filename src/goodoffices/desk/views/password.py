"""One's own password: set it after a first visit by link, change it later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from goodoffices.desk.doors import signed_in_person
from goodoffices.desk.limits import this_session
from goodoffices.desk.pages import Page, show
from goodoffices.desk.wiring import world
from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.service import attempts, sessions
from goodoffices.service.sign_in import set_password

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

__all__ = ["own_password"]

_UNPROCESSABLE = 422
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class OwnPasswordPage(Page):
    template: ClassVar[str] = "sign_in/own_password.html"

    person: str
    has_one: bool
    wrong_current: str = ""
    wrong_password: str = ""
    too_many: bool = False


@login_required
@sensitive_post_parameters("current", "password")
@sensitive_variables("current", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def own_password(request: HttpRequest) -> HttpResponse:
    person = signed_in_person(request)
    if person is None:
        return redirect("sign-in")
    name, has_one = person.handle, person.has_usable_password()
    if request.method != "POST":
        return show(request, OwnPasswordPage(name, has_one))
    address = request.META.get("REMOTE_ADDR", "")
    noted = attempts.begin(world(), name, address)
    if noted is None:
        return show(request, OwnPasswordPage(name, has_one, too_many=True), _TOO_MANY)
    current, password = request.POST.get("current", ""), request.POST.get("password", "")
    try:
        set_password(person, current, password)
    except InputError as error:
        if error.where == "current":
            page = OwnPasswordPage(name, has_one, wrong_current=error.what)
        else:
            attempts.succeeded(noted)
            page = OwnPasswordPage(name, has_one, wrong_password=error.what)
        return show(request, page, _UNPROCESSABLE)
    attempts.succeeded(noted)
    sessions.end_others(person, this_session(request))
    update_session_auth_hash(request, person)
    messages.success(request, say("Your password is set. It works from the next time you sign in."))
    return redirect("cases")
