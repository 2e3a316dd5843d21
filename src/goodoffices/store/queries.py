"""The only door to entries: every function takes the viewer it answers.

Which audiences the viewer may see is asked of `access`; the rest is selection and opening. A
text whose key was shredded is left out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from goodoffices.access.decisions import visible_keys
from goodoffices.journal.sealing import unseal
from goodoffices.record.audiences import Audience
from goodoffices.store.folding import terms
from goodoffices.store.genres import Genre
from goodoffices.store.models import AudienceRow, Entry
from goodoffices.store.opened import Opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from goodoffices.access.viewers import Viewer
    from goodoffices.journal.keyfile import KeyFile

__all__ = ["entries", "entry", "frame_payload", "latest", "search"]


def _visible(viewer: Viewer, case_id: str) -> QuerySet[Entry]:
    """The one selection that all functions here begin with."""
    rows = AudienceRow.objects.filter(case_id=case_id)
    keys = visible_keys(viewer, (Audience.parse(row.key) for row in rows))
    ids = [row.id for row in rows if row.key in keys]
    readable = Q(readers_id__in=ids)
    if viewer.granted:
        # a withdrawal names what it withdraws: who was granted a text learns that it is gone
        gone = Q(genre=Genre.WITHDRAWAL, supersedes__in=viewer.granted)
        readable |= Q(id__in=viewer.granted) | gone
    return Entry.objects.filter(readable, case_id=case_id).select_related("readers")


def _open(rows: Iterable[Entry], keys: KeyFile) -> tuple[Opened, ...]:
    kept = list(rows)
    found = keys.fetch(row.id for row in kept)
    return tuple(
        Opened(
            id=row.id,
            genre=Genre(row.genre),
            subject=row.subject,
            audience=Audience.parse(row.readers.key),
            seat=row.seat,
            entered=row.entered,
            supersedes=row.supersedes or None,
            payload=json.loads(unseal(bytes(row.sealed), found[row.id], row.id)),
        )
        for row in kept
        if row.id in found
    )


def entries(
    viewer: Viewer, case_id: str, keys: KeyFile, *genres: Genre, subject: str | None = None
) -> tuple[Opened, ...]:
    """The entries of these genres that the viewer may see, in the order in which they came."""
    rows = _visible(viewer, case_id).filter(genre__in=genres)
    if subject is not None:
        rows = rows.filter(subject=subject)
    return _open(rows.order_by("whole_position"), keys)


def entry(viewer: Viewer, case_id: str, keys: KeyFile, entry_id: str) -> Opened | None:
    found = _open(_visible(viewer, case_id).filter(id=entry_id), keys)
    return found[0] if found else None


def latest(
    viewer: Viewer, case_id: str, keys: KeyFile, genre: Genre, subject: str | None = None
) -> Opened | None:
    rows = _visible(viewer, case_id).filter(genre=genre)
    if subject is not None:
        rows = rows.filter(subject=subject)
    found = _open(rows.order_by("-whole_position")[:1], keys)
    return found[0] if found else None


def frame_payload(case_id: str, keys: KeyFile) -> dict[str, Any]:
    """The frame is shown to every seat of the case; the caller has made sure of a seat."""
    rows = Entry.objects.filter(case_id=case_id, genre=Genre.FRAME).select_related("readers")
    (opened,) = _open(rows.order_by("-whole_position")[:1], keys)
    return opened.payload


def search(
    viewer: Viewer, case_id: str, keys: KeyFile, query: str, most: int
) -> tuple[Opened, ...]:
    """Entries that hold every word of the query, newest happening first; no ranks, no counts."""
    wanted = terms(query)
    if not wanted:
        return ()
    rows = _visible(viewer, case_id)
    for term in wanted:
        rows = rows.filter(searchtext__words__contains=term)
    return _open(rows.order_by("-sort_from", "-entered", "id")[:most], keys)
