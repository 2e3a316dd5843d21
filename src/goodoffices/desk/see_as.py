"""See-as: the lead mediator looks at a case through another seat, reading only.

An address under `/as/SEAT/` is answered as to the person in that seat, by the same views and the
same door, so that nothing has to be told apart; every link on the page stays under it. A party's
own room stays closed (`access.decisions`). Whoever may not look so finds nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import HttpResponseNotAllowed
from django.urls import get_script_prefix, set_script_prefix

from goodoffices.desk.doors import PREVIEW, READ, signed_in_person
from goodoffices.desk.views.errors import not_found
from goodoffices.desk.wiring import world
from goodoffices.errors import NotFoundError
from goodoffices.service.see_as import person_seen

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

__all__ = ["SeeAs"]

_ADDRESS = re.compile(r"/as/(?P<seat>[0-9a-f]{32})(?P<rest>/c/(?P<slug>[-a-z0-9]+)/.*)\Z")


class SeeAs:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = _ADDRESS.match(request.path_info)
        if asked is None:
            return self._get_response(request)
        try:
            seen = person_seen(world(), asked["slug"], signed_in_person(request), asked["seat"])
        except NotFoundError as error:
            return not_found(request, error)
        if request.method not in READ:
            return HttpResponseNotAllowed(READ)
        request.user = seen
        request.META[PREVIEW] = asked["seat"]
        request.path_info = asked["rest"]
        before = get_script_prefix()
        set_script_prefix(f"{before}as/{asked['seat']}/")
        try:
            return self._get_response(request)
        finally:
            set_script_prefix(before)
