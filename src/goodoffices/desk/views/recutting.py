"""Marking words that were not drafted, splitting and merging drafts, taking labels out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from goodoffices.access.acting import Room
from goodoffices.desk.doors import WRITE, in_case
from goodoffices.desk.forms.account import in_one_line
from goodoffices.errors import ConflictingEditError, InputError
from goodoffices.service.recutting import (
    mark_words,
    merge_drafts,
    split_draft,
    take_labels,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At

__all__ = ["labels_file", "mark_draft", "merge_draft", "split_one"]


@in_case(Room.READING, methods=WRITE)
def mark_draft(request: HttpRequest, at: At, report_id: str) -> HttpResponse:
    """The marked words become a draft, which is opened at once to say what they tell."""
    words, before = request.POST.get("words", ""), request.POST.get("before", "")
    try:
        made = mark_words(at, report_id, words, before)
    except InputError as error:
        messages.error(request, in_one_line(error))
        return redirect(reverse("report", args=[at.frame.slug, report_id]))
    return redirect(reverse("correct-draft", args=[at.frame.slug, report_id, made]))


@in_case(Room.READING, methods=WRITE)
def split_one(request: HttpRequest, at: At, report_id: str, draft_id: str) -> HttpResponse:
    begins = request.POST.get("begins", "")
    return _cut(
        request, at, report_id, draft_id, lambda: split_draft(at, report_id, draft_id, begins)
    )


@in_case(Room.READING, methods=WRITE)
def merge_draft(request: HttpRequest, at: At, report_id: str, draft_id: str) -> HttpResponse:
    other = request.POST.get("with", "")
    return _cut(
        request, at, report_id, draft_id, lambda: merge_drafts(at, report_id, draft_id, other)
    )


@in_case(Room.READING, methods=WRITE)
def labels_file(request: HttpRequest, at: At) -> HttpResponse:
    """What was decided about each draft, for whoever trains the reader; asked for with consent."""
    try:
        found = take_labels(at, agreed=request.POST.get("agreed") == "yes")
    except InputError as error:
        messages.error(request, in_one_line(error))
        return redirect(reverse("reading", args=[at.frame.slug]))
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="labels.json"'
    return response


def _cut(
    request: HttpRequest, at: At, report_id: str, draft_id: str, cut: Callable[[], str]
) -> HttpResponse:
    place = draft_id
    try:
        place = cut()
    except (ConflictingEditError, InputError) as error:
        messages.error(request, in_one_line(error))
    return redirect(reverse("report", args=[at.frame.slug, report_id]) + f"#draft-{place}")
