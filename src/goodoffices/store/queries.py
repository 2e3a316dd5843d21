"""The only door to entries: every function takes the viewer it answers.

Which audiences the viewer may see is asked of `access`; the rest is selection and opening. A
text whose key was shredded is left out.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q, QuerySet

from goodoffices.access.decisions import visible_keys
from goodoffices.journal.sealing import unseal
from goodoffices.record.acts import no_longer_standing
from goodoffices.record.audiences import Audience
from goodoffices.store.full_text import LATEST, matching
from goodoffices.store.genres import Genre
from goodoffices.store.hashing import file_of
from goodoffices.store.models import MARK_LENGTH, Entry, Mark, SealedFile
from goodoffices.store.opened import Opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from goodoffices.access.viewers import Viewer
    from goodoffices.journal.keyfile import KeyFile
    from goodoffices.store.folding import Phrase

__all__ = [
    "Having",
    "Step",
    "attached",
    "entries",
    "entries_of",
    "entry",
    "frame_payload",
    "latest",
    "present",
    "search",
    "subjects_having",
    "subjects_of",
    "values_of",
    "walk",
]

_MOST_LISTED = 50
_MOST_VALUES = 900
"""How many values one statement is given: SQLite's own limit was 999 for long."""
_FIRST_FOUND = 40


@dataclass(frozen=True, slots=True)
class _Visible:
    """What a viewer may see of a case: the one selection that all functions here begin with."""

    readable: Q
    case_id: str
    audiences: dict[str, Audience]
    """Every audience of the case by the id of its row."""

    @property
    def rows(self) -> QuerySet[Entry]:
        return Entry.objects.filter(self.readable, case_id=self.case_id)

    def named(self, ids: Collection[str]) -> QuerySet[Entry]:
        """Those with these ids. The case is not named again (its audiences are in no other), for
        a database would rather pass over all of it than look for many ids.
        """
        return Entry.objects.filter(self.readable, id__in=ids)

    def open(self, rows: QuerySet[Entry], keys: KeyFile) -> tuple[Opened, ...]:
        """The entries that these rows hold, in their order."""
        return self.opened(rows.values_list(*_OPENED), keys)

    def opened(self, rows: Iterable[tuple[Any, ...]], keys: KeyFile) -> tuple[Opened, ...]:
        """The same of columns that were read already."""
        kept = list(rows)
        found = keys.fetch(row[0] for row in kept)
        return tuple(
            Opened(
                id=identity,
                genre=Genre(genre),
                subject=subject,
                audience=self.audiences[readers],
                seat=seat,
                entered=entered,
                supersedes=supersedes or None,
                payload=_payload(sealed, found[identity], identity),
            )
            for identity, genre, subject, readers, seat, entered, supersedes, sealed, _ in kept
            if identity in found
        )


def _payload(sealed: bytes | memoryview, key: bytes, identity: str) -> Any:
    return json.loads(unseal(bytes(sealed), key, identity))


_OPENED = (
    "id",
    "genre",
    "subject",
    "readers_id",
    "seat",
    "entered",
    "supersedes",
    "sealed",
    "whole_position",
)
"""The columns of an entry that is handed out, and by which it is put in order."""


@lru_cache(maxsize=1_000)
def _audience(key: str) -> Audience:
    return Audience.parse(key)


def _audiences(case_id: str) -> dict[str, Audience]:
    """Asked before every selection, so that it is not made anew from its parts each time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, key FROM store_audiencerow WHERE case_id = %s", [case_id])
        return {row_id: _audience(key) for row_id, key in cursor.fetchall()}


def _visible(viewer: Viewer, case_id: str) -> _Visible:
    audiences = _audiences(case_id)
    keys = visible_keys(viewer, audiences.values())
    ids = sorted(row_id for row_id, audience in audiences.items() if audience.key in keys)
    if not viewer.granted:
        return _Visible(Q(readers_id__in=ids), case_id, audiences)
    # a tombstone names what is gone: who was granted a text learns of it
    tombs = (Genre.WITHDRAWAL, Genre.SHREDDING)
    gone = Q(genre__in=tombs, supersedes__in=viewer.granted)
    granted = Q(id__in=viewer.granted, readers_id__in=audiences) | gone & Q(case_id=case_id)
    return _Visible(Q(readers_id__in=ids) | granted, case_id, audiences)


def entries(
    viewer: Viewer,
    case_id: str,
    keys: KeyFile,
    *genres: Genre,
    subject: str | None = None,
    subjects: Collection[str] | None = None,
    since: datetime | None = None,
) -> tuple[Opened, ...]:
    """The entries of these genres that the viewer may see, in the order in which they came; of
    them only those written after `since`, where it is given.
    """
    visible = _visible(viewer, case_id)
    rows = visible.rows.filter(genre__in=genres)
    if since is not None:
        rows = rows.filter(entered__gt=since)
    if subject is not None:
        subjects = [subject]
    if subjects is None:
        return visible.open(rows.order_by("whole_position"), keys)
    columns = rows.values_list(*_OPENED)
    # sorted here: for the sake of order a database may pass over every entry of the case
    found = [row for some in _batched(subjects) for row in columns.filter(subject__in=some)]
    return visible.opened(sorted(found, key=itemgetter(-1)), keys)


def entry(viewer: Viewer, case_id: str, keys: KeyFile, entry_id: str) -> Opened | None:
    visible = _visible(viewer, case_id)
    found = visible.open(visible.named([entry_id]), keys)
    return found[0] if found else None


def entries_of(
    viewer: Viewer, case_id: str, keys: KeyFile, ids: Collection[str]
) -> tuple[Opened, ...]:
    """Those of these entries that the viewer may see, in the order in which they came."""
    visible = _visible(viewer, case_id)
    found = [row for some in _batched(ids) for row in visible.named(some).values_list(*_OPENED)]
    return visible.opened(sorted(found, key=itemgetter(-1)), keys)


def attached(viewer: Viewer, case_id: str, keys: KeyFile, entry_id: str) -> bytes | None:
    """The picture or file of an entry that the viewer may see; None where there is none."""
    named = _visible(viewer, case_id).named([entry_id])
    row = named.filter(attached__isnull=False).first()
    file = SealedFile.objects.filter(entry=row).first() if row else None
    key = keys.fetch([entry_id]).get(entry_id)
    if file is None or key is None:
        return None
    return unseal(bytes(file.sealed), key, file_of(entry_id))


def latest(
    viewer: Viewer, case_id: str, keys: KeyFile, genre: Genre, subject: str | None = None
) -> Opened | None:
    visible = _visible(viewer, case_id)
    rows = visible.rows.filter(genre=genre)
    if subject is not None:
        rows = rows.filter(subject=subject)
    found = visible.open(rows.order_by("-whole_position")[:1], keys)
    return found[0] if found else None


def frame_payload(case_id: str, keys: KeyFile) -> dict[str, Any]:
    """The frame is shown to every seat of the case; the caller has made sure of a seat."""
    rows = Entry.objects.filter(case_id=case_id, genre=Genre.FRAME).order_by("-whole_position")
    identity, sealed = rows.values_list("id", "sealed")[:1].get()
    payload: dict[str, Any] = _payload(sealed, keys.fetch([identity])[identity], identity)
    return payload


@dataclass(frozen=True, slots=True)
class Having:
    """Of a subject: that some entry of it, whoever may see that, has one of these values.

    So a walk gives more than what the viewer would find having it, and never less. `names_it`
    selects the subjects that are themselves values of the field.
    """

    field: str
    values: Collection[str] = ()
    names_it: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """An entry passed on a walk: its place, its id, its subject."""

    place: str
    id: str
    subject: str


def walk(
    viewer: Viewer,
    case_id: str,
    genre: Genre,
    *,
    after: str = "",
    before: str = "",
    backwards: bool = False,
    having: Iterable[Having] = (),
    most: int,
) -> tuple[Step, ...]:
    """Entries by place, strictly between `after` and `before`; nothing is opened."""
    between = {"place__gt": after, "place__lt": before}
    limits = {limit: place for limit, place in between.items() if place}
    rows = _visible(viewer, case_id).rows.filter(genre=genre, **limits)
    for wanted in having:
        rows = rows.filter(subject__in=_subjects(case_id, wanted))
    ordered = rows.order_by("-place" if backwards else "place")
    return tuple(Step(*row) for row in ordered.values_list("place", "id", "subject")[:most])


def _subjects(case_id: str, wanted: Having) -> QuerySet[Mark, Any]:
    """More than the walk gives: what the viewer may not see is left out by `walk` itself."""
    rows = Mark.objects.filter(case_id=case_id, field=wanted.field)
    if wanted.names_it:
        return rows.values("value")
    return rows.filter(value__in=_as_kept(wanted.values)).values("subject")


def _as_kept(values: Iterable[str]) -> list[str]:
    """Values as marks hold them; none holds a NUL, and PostgreSQL refuses to look for one."""
    return [one[:MARK_LENGTH] for one in values if "\0" not in one]


def subjects_having(
    viewer: Viewer, case_id: str, fields: Iterable[str], values: Collection[str]
) -> frozenset[str]:
    """The subjects of entries with one of these values in one of these fields."""
    visible, named = _visible(viewer, case_id).rows, list(fields)
    return frozenset(
        subject
        for some in _batched(_as_kept(values))
        for subject in visible.filter(
            marks__case_id=case_id, marks__field__in=named, marks__value__in=some
        ).values_list("subject", flat=True)
    )


def values_of(
    viewer: Viewer, case_id: str, field: str, *, holding: str = "", among: Collection[str] = ()
) -> tuple[str, ...]:
    """Values that entries have in a field: those that hold some letters (the first fifty, in
    order), or those among these.
    """
    rows = Mark.objects.filter(entry__in=_visible(viewer, case_id).rows, field=field)
    if among:
        rows = rows.filter(value__in=_as_kept(among))
    elif "\0" in holding:
        return ()
    else:
        rows = rows.filter(value__contains=holding)
    return tuple(rows.order_by("value").values_list("value", flat=True).distinct()[:_MOST_LISTED])


def subjects_of(viewer: Viewer, case_id: str, ids: Collection[str]) -> frozenset[str]:
    """The subjects of those of these entries that the viewer may see."""
    visible = _visible(viewer, case_id)
    return frozenset(
        subject
        for some in _batched(ids)
        for subject in visible.named(some).values_list("subject", flat=True)
    )


def present(viewer: Viewer, case_id: str, keys: KeyFile, acts: Collection[str]) -> frozenset[str]:
    """Those of these acts of which an account stands that the viewer may see; none is opened."""
    visible = _visible(viewer, case_id).rows.filter(genre__in=[Genre.ACCOUNT, Genre.WITHDRAWAL])
    rows = [
        row
        for some in _batched(acts)
        for row in visible.filter(subject__in=some).values_list(
            "id", "genre", "subject", "supersedes"
        )
    ]
    readable = keys.fetch(row[0] for row in rows)
    rows = [row for row in rows if row[0] in readable]
    told = {identity: act for identity, genre, act, _ in rows if genre == Genre.ACCOUNT}
    gone = no_longer_standing(
        {identity: over for identity, _, _, over in rows if over and identity in told},
        {over for identity, genre, _, over in rows if genre == Genre.WITHDRAWAL},
    )
    return frozenset(act for identity, act in told.items() if identity not in gone)


def _batched(values: Iterable[str]) -> Iterator[list[str]]:
    """In lists that one statement takes."""
    every = list(values)
    for start in range(0, len(every), _MOST_VALUES):
        yield every[start : start + _MOST_VALUES]


def search(
    viewer: Viewer, case_id: str, keys: KeyFile, phrases: Sequence[Phrase], after: str = ""
) -> Iterator[Opened]:
    """Entries that hold every phrase, the latest happening first; no ranks, no counts.

    `after` names an entry to go on from: one that the viewer may see, or it is passed over.
    """
    if not phrases:
        return
    visible = _visible(viewer, case_id)
    named = visible.named([after] if after.isalnum() else [])
    begun = named.values_list("searchtext__number", flat=True).first()
    below, size = LATEST if begun is None else begun, _FIRST_FOUND
    while True:
        texts = matching(phrases, below, size)
        found = visible.named([entry for _, entry in texts]).values_list(*_OPENED)
        rows = {row[0]: row for row in found}
        yield from visible.opened((rows[entry] for _, entry in texts if entry in rows), keys)
        if len(texts) < size:
            return
        below, size = texts[-1][0], min(2 * size, _MOST_VALUES)
