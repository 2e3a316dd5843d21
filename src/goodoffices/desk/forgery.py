"""Forms must come from the desk itself.

The desk sends `Referrer-Policy: no-referrer`, so browsers name the origin of its forms `null`.
What a browser says in `Sec-Fetch-Site`, which no page can forge, takes its place; the token is
asked for as ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.middleware.csrf import CsrfViewMiddleware

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["FormsFromHere"]


class FormsFromHere(CsrfViewMiddleware):
    def _origin_verified(self, request: HttpRequest) -> bool:
        if request.META["HTTP_ORIGIN"] == "null":
            return request.META.get("HTTP_SEC_FETCH_SITE") == "same-origin"
        verified: bool = super()._origin_verified(request)  # type: ignore[misc]  # not in the stubs
        return verified
