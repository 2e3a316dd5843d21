"""Every session has a row of its own: it holds while the row is there and its limits are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import logout

from goodoffices.desk.wiring import world
from goodoffices.service import sessions
from goodoffices.store.models import Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

__all__ = ["SessionLimits", "begin_session", "this_session"]

_KEY = "signed_in"


def begin_session(sender: object, request: HttpRequest, user: object, **rest: object) -> None:  # noqa: ARG001 (a signal's signature)
    """Called by Django whenever somebody is signed in."""
    if isinstance(user, Person):
        device = request.META.get("HTTP_USER_AGENT", "")
        request.session[_KEY] = sessions.begin(world(), user, device)


def this_session(request: HttpRequest) -> str:
    return str(request.session.get(_KEY, ""))


class SessionLimits:
    """Sign out whose session was ended elsewhere, was idle too long or is too old."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if isinstance(person, Person) and not sessions.goes_on(
            world(), this_session(request), person
        ):
            logout(request)
        return self._get_response(request)
