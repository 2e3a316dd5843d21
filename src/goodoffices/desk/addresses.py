"""Addresses: those of what has an id, and those that came from outside, to go on to."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.urls import get_script_prefix, reverse
from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["address", "own_page"]

_MOST_KEPT = 1_000


def address(route: str, slug: str, *ids: str) -> str:
    """What `reverse` says of a route of a case, for these ids. A page has hundreds of them, so
    that it is asked once for each route and case.
    """
    return _address(get_script_prefix(), route, slug, len(ids)).format(*map(quote, ids))


@lru_cache(maxsize=_MOST_KEPT)
def _address(prefix: str, route: str, slug: str, ids: int) -> str:  # noqa: ARG001 (`reverse` begins with the prefix)
    """The address of a route with braces where the ids stand."""
    marks = [f"id-{number}" for number in range(ids)]
    found = reverse(route, args=[slug, *marks])
    for mark in marks:
        found = found.replace(f"/{mark}/", "/{}/")
    return found


def own_page(request: HttpRequest, asked: str) -> str:
    """The page asked for, if it is one of ours; else the list of cases."""
    # what does not begin so would be looked up as the name of a route
    ours = asked.startswith("/") and url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if ours else reverse("cases")
