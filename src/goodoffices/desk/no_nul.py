"""No address holds a NUL character: PostgreSQL refuses it in a text, SQLite finds nothing by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from goodoffices.desk.views.errors import not_found

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

__all__ = ["NoNul"]


class NoNul:
    """What is asked for with a NUL is not there, the same on both databases."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            return not_found(request, Http404())
        return self._get_response(request)
