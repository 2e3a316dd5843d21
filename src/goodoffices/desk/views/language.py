"""Choosing the language of the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from goodoffices.desk.addresses import own_page
from goodoffices.desk.language import remember, spoken_here

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

__all__ = ["choose_language"]


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Back to the page one came from, in the language chosen; an unknown one changes nothing."""
    response = redirect(own_page(request, request.POST.get("next", "")))
    language = request.POST.get("language", "")
    if spoken_here(language):
        remember(request, response, language)
    return response
