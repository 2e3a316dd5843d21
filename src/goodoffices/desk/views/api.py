"""The read-only API: the same acts as the pages, by the same query, as JSON (OpenAPI 3.1).

A program reads as the seat whose token it sends (`Authorization: Bearer …`); a person who is
signed in as their own; anybody else what is public. Nothing can be written.
"""

from __future__ import annotations

from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseNotAllowed, JsonResponse

from goodoffices.access.acting import Room, check_has_room
from goodoffices.access.decisions import may_see
from goodoffices.desk.doors import PREVIEW, READ, signed_in_person
from goodoffices.desk.wiring import world
from goodoffices.errors import NotFoundError
from goodoffices.record.codec import to_plain
from goodoffices.record.places import is_place
from goodoffices.service.cases import label_of, nothing_here, place_of
from goodoffices.service.chronology import page
from goodoffices.service.comments import comments_of
from goodoffices.service.events import events_csv
from goodoffices.service.notices import place_of_token
from goodoffices.service.record import act_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from goodoffices.record.acts import Act
    from goodoffices.record.audiences import Audience
    from goodoffices.service.at import At

__all__ = ["api_act", "api_acts", "api_case", "api_description", "events"]

_ID = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
_TEXT = {"type": "string"}


def _reading(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open the case named in the address for whoever the request comes from; 404 otherwise."""

    @wraps(view)
    def entered(request: HttpRequest, slug: str, **named: str) -> HttpResponse:
        try:
            at = _place(request, slug)
            check_has_room(at.viewer, Room.RECORD)
            if request.method not in READ:
                return HttpResponseNotAllowed(READ)
            return view(request, at, **named)
        except NotFoundError as error:
            raise Http404(str(error)) from None

    return entered


def _place(request: HttpRequest, slug: str) -> At:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() != "bearer":
        preview = bool(request.META.get(PREVIEW))
        return place_of(world(), slug, signed_in_person(request), preview=preview)
    at = place_of_token(world(), token.strip(), "api")
    if at.frame.slug != slug:
        raise nothing_here()
    return at


@_reading
def api_case(request: HttpRequest, at: At) -> HttpResponse:  # noqa: ARG001 (a view)
    frame = at.frame
    return JsonResponse(
        {
            "id": at.case_id,
            "slug": frame.slug,
            "title": frame.title,
            "language": frame.language,
            "seat": label_of(frame, at.viewer),
            "mediator": frame.mediator.name,
            "parties": [one.name for one in frame.parties],
            "observers": [one.name for one in frame.observers],
        }
    )


@_reading
def api_acts(request: HttpRequest, at: At) -> HttpResponse:
    """A page of acts in order; `later` is what to ask `after` for the next one."""
    after = request.GET.get("after", "")
    found = page(at, after=after if is_place(after) else "")
    acts = [_act(at, one) for one in found.record.acts]
    return JsonResponse({"acts": acts, "later": found.later or None})


@_reading
def api_act(request: HttpRequest, at: At, act_id: str) -> HttpResponse:  # noqa: ARG001 (a view)
    act, _record = act_of(at, act_id)
    comments = [
        {
            "id": one.id,
            "entered": one.entered.isoformat(),
            "text": one.comment.words.text,
            "audience": _audience(at, one.audience),
        }
        for one in comments_of(at, act.id)
    ]
    return JsonResponse({**_act(at, act), "comments": comments})


def _act(at: At, act: Act) -> dict[str, Any]:
    """What links or rests on elsewhere is left out: the seat may not see where it leads."""
    return {
        "id": act.id,
        "kind": str(act.kind),
        "cameo": act.kind.cameo,
        "plover": act.kind.plover,
        "title": act.title,
        "happened": to_plain(act.happened) if act.happened else None,
        "contested": [str(point.point) for point in act.contested],
        "accounts": [
            {
                "id": one.id,
                "audience": _audience(at, one.audience),
                "entered": one.entered.isoformat(),
                "account": to_plain(replace(one.account, links=(), source=None, spans=())),
            }
            for one in act.accounts
        ],
    }


def _audience(at: At, audience: Audience) -> str:
    """For whom it is; of what was granted to this seat alone, that alone."""
    return audience.key if may_see(at.viewer, audience) else "granted"


@_reading
def events(request: HttpRequest, at: At) -> HttpResponse:  # noqa: ARG001 (a view)
    answer = HttpResponse(events_csv(at), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{at.frame.slug}-events.csv"'
    return answer


def api_description(request: HttpRequest) -> HttpResponse:
    """The API in the words of OpenAPI 3.1; it names no case."""
    if request.method not in READ:
        return HttpResponseNotAllowed(READ)
    return JsonResponse(_DESCRIPTION)


def _get(summary: str, schema: dict[str, Any], *parameters: dict[str, Any]) -> dict[str, Any]:
    slug = {"name": "slug", "in": "path", "required": True, "schema": _TEXT}
    return {
        "get": {
            "summary": summary,
            "parameters": [slug, *parameters],
            "responses": {
                "200": {
                    "description": summary,
                    "content": {"application/json": {"schema": schema}},
                },
                "404": {
                    "description": "Not there, or not for you; the two are never told apart",
                    "content": {"text/html": {}},
                },
            },
        }
    }


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list_of(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


_ACCOUNT = _object(id=_ID, audience=_TEXT, entered=_TEXT, account={"type": "object"})
_ACT = _object(
    id=_ID,
    kind=_TEXT,
    cameo=_TEXT,
    plover={"type": ["string", "null"]},
    title=_TEXT,
    happened={},
    contested=_list_of(_TEXT),
    accounts=_list_of(_ACCOUNT),
)
_COMMENT = _object(id=_ID, entered=_TEXT, text=_TEXT, audience=_TEXT)
_DESCRIPTION = {
    "openapi": "3.1.0",
    "info": {
        "title": "Good Offices",
        "version": "1",
        "description": "What a seat may see of a case; read-only. Without a token, what is public.",
    },
    "security": [{}, {"token": []}],
    "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    "paths": {
        "/c/{slug}/api/": _get(
            "A case",
            _object(
                id=_ID,
                slug=_TEXT,
                title=_TEXT,
                language=_TEXT,
                seat=_TEXT,
                mediator=_TEXT,
                parties=_list_of(_TEXT),
                observers=_list_of(_TEXT),
            ),
        ),
        "/c/{slug}/api/acts/": _get(
            "Acts in order, a page at a time",
            _object(acts=_list_of(_ACT), later={"type": ["string", "null"]}),
            {"name": "after", "in": "query", "required": False, "schema": _TEXT},
        ),
        "/c/{slug}/api/acts/{act_id}/": _get(
            "One act with its comments",
            {**_ACT, "properties": {**_ACT["properties"], "comments": _list_of(_COMMENT)}},
            {"name": "act_id", "in": "path", "required": True, "schema": _TEXT},
        ),
    },
}
