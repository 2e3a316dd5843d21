"""Error pages: the same bytes for whoever gets them, whatever the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["failed", "forbidden", "not_found"]


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Render without the request: nothing of the viewer or of the address shows."""
    return HttpResponse(render_to_string("errors/404.html"), status=404)


def forbidden(request: HttpRequest, reason: str = "") -> HttpResponse:
    return HttpResponse(render_to_string("errors/403.html"), status=403)


def failed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_to_string("errors/500.html"), status=500)
