"""Error pages: the same bytes for whoever gets them, whatever the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["bad_request", "failed", "forbidden", "not_found"]


def _static_page(name: str, status: int) -> HttpResponse:
    # without the request: nothing of the viewer or of the address shows, the language aside
    return HttpResponse(render_to_string(name), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    return _static_page("errors/400.html", 400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    return _static_page("errors/404.html", 404)


def forbidden(
    request: HttpRequest,  # noqa: ARG001 (Django's signature)
    reason: object = "",  # noqa: ARG001 (Django's signature; for a refused form or an exception)
) -> HttpResponse:
    return _static_page("errors/403.html", 403)


def failed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    return _static_page("errors/500.html", 500)
