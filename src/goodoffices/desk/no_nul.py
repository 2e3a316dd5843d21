"""No NUL character reaches the database: PostgreSQL refuses it in a text, SQLite finds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import DataError
from django.http import Http404

from goodoffices.desk.views.errors import bad_request, not_found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, HttpResponse

__all__ = ["NoNul"]


class NoNul:
    """An address with a NUL is not there, the same on both databases. A question or a form with one
    is a bad request where the database refuses it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            return not_found(request, Http404())
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, DataError) and any("\0" in value for value in _typed(request)):
            return bad_request(request, error)
        return None


def _typed(request: HttpRequest) -> Iterator[str]:
    for form in (request.GET, request.POST):
        for name, values in form.lists():
            yield name
            yield from values
