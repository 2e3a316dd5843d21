"""Addresses that came from outside, to go on to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["own_page"]


def own_page(request: HttpRequest, asked: str) -> str:
    """The page asked for, if it is one of ours; else the list of cases."""
    ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if ours else reverse("cases")
