"""The doors of the desk: every view of a case is entered through `in_case`, and no other way.

Default closed: a door names the room it opens; a viewer whose seat has no such room, a stranger
and a missing case get the same 404.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect

from goodoffices.access.acting import Action, Room, check_has_room, check_may
from goodoffices.desk.wiring import world
from goodoffices.errors import NotFoundError
from goodoffices.service.cases import nothing_here, place_of
from goodoffices.store.models import Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.service.at import At

__all__ = ["PREVIEW", "READ", "READ_AND_WRITE", "WRITE", "in_case", "signed_in_person"]

P = ParamSpec("P")
PREVIEW = "goodoffices.preview"
"""In a request's META: the lead mediator looks through another seat (`desk.see_as`)."""


def signed_in_person(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


READ = ("GET", "HEAD")
WRITE = ("POST",)
READ_AND_WRITE = (*READ, *WRITE)


def _declare_first(request: HttpRequest, at: At) -> HttpResponse:
    if request.method not in READ:
        raise nothing_here()
    return redirect("interests", at.frame.slug)


def in_case(
    room: Room | None, methods: tuple[str, ...] | None = READ, doing: Action | None = None
) -> Callable[
    [Callable[Concatenate[HttpRequest, At, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, str, P], HttpResponse],
]:
    """Open `room` of the case named in the address, for whoever has a seat with that room.

    Who has yet to declare their interests is sent to the page for that, which is in no room.

    The view is called with the place (`At`) instead of the slug. A page on which something is
    done names it (`doing`) and is there only for those who may. What may be asked for
    (`methods`) is said only to those who may be there; None leaves it to a view that first has to
    find out whether this one may.
    """

    def door(
        view: Callable[Concatenate[HttpRequest, At, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
        @wraps(view)
        def entered(
            request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            try:
                person, preview = signed_in_person(request), bool(request.META.get(PREVIEW))
                at = place_of(world(), slug, person, preview=preview)
                if at.viewer.undeclared and doing is not Action.DECLARE:
                    return _declare_first(request, at)
                if room is not None:
                    check_has_room(at.viewer, room)
                if doing is not None:
                    check_may(at.viewer, doing)
                if methods is not None and request.method not in methods:
                    return HttpResponseNotAllowed(methods)
                return view(request, at, *args, **kwargs)
            except NotFoundError as error:
                raise Http404(str(error)) from None

        return entered  # type: ignore[return-value]  # Django passes the slug by name

    return door
