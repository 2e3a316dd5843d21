"""The language of a page: the person's own, else the cookie's, else the browser's, else English.

It depends on nothing but who asks and with what, so it tells nothing of a case.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import trans_real

from goodoffices.errors import InputError
from goodoffices.saying import Speaker, say, spoken_by
from goodoffices.store.models import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, HttpResponse

__all__ = [
    "PageLanguage",
    "language_of",
    "remember",
    "speaker_of",
    "spoken_here",
    "spoken_in",
]

_YEAR = 365 * 24 * 60 * 60


def spoken_here(language: str) -> bool:
    return language in dict(settings.LANGUAGES)


def language_of(request: HttpRequest) -> str:
    person = request.user
    if isinstance(person, Person) and spoken_here(person.language):
        return person.language
    return translation.get_language_from_request(request)


@cache
def speaker_of(language: str) -> Speaker:
    """Says the sentences of the rooms below in one of the languages of the desk."""
    bidi = translation.get_language_info(language)["bidi"]
    told = trans_real.translation(language)
    return Speaker(language, "rtl" if bidi else "ltr", told.gettext, told.ngettext)


@contextmanager
def spoken_in(language: str) -> Iterator[None]:
    """Everything said inside is said in this language, of those that the desk speaks."""
    if not spoken_here(language):
        raise InputError(
            say("'{language}' is not spoken here", language=language),
            where="language",
            remedy=say("Known: {known}", known=", ".join(dict(settings.LANGUAGES))),
        )
    with translation.override(language), spoken_by(speaker_of(language)):
        yield


def remember(request: HttpRequest, response: HttpResponse, language: str) -> None:
    """Keep the choice: with the person who is signed in, and in this browser."""
    person = request.user
    if isinstance(person, Person):
        person.language = language
        person.save(update_fields=["language"])
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


class PageLanguage:
    """Every page is made in its reader's language; every answer says what that depends on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with translation.override(language), spoken_by(speaker_of(language)):
            response = self._get_response(request)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", language)
        return response
