"""The entries of a case as they go out to another desk whole, and as they come in there again.

What goes out of an entry is what its digest covers: the plain columns, the sealed bytes and the
key that opens them. Sealed again under the same key and nonce a text has the same bytes; so both
chains come out as they were, link by link, and a checkpoint that was kept of them still holds.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import Q

from goodoffices.access.decisions import visible_keys
from goodoffices.journal.chain import Checkpoint
from goodoffices.record.audiences import Audience
from goodoffices.store.append import audience_row, link_in, write_marks
from goodoffices.store.folding import indexed
from goodoffices.store.full_text import free_numbers
from goodoffices.store.genres import Genre
from goodoffices.store.hashing import digest_of
from goodoffices.store.models import AudienceRow, Case, Entry, SealedFile, SearchText

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from goodoffices.access.viewers import Viewer
    from goodoffices.journal.keyfile import KeyFile
    from goodoffices.record.marks import Marks

__all__ = ["Carried", "Putting", "carried", "file_carried", "heads", "holds_closed", "present"]

_BATCH = 500
_COLUMNS = (
    "id",
    "genre",
    "subject",
    "seat",
    "entered",
    "supersedes",
    "place",
    "audience_id",
    "sealed",
    "attached",
    "digest",
    "readers_id",
)


@dataclass(frozen=True, slots=True)
class Carried:
    """An entry whole. `key` is None of one that was shredded; `attached` is the hash of its file.

    `closed`: it is for none but a party in its own room, so that whoever takes the case away is
    not to read it.
    """

    id: str
    genre: Genre
    subject: str
    seat: str
    entered: datetime
    supersedes: str
    place: str
    audience: str
    sealed: bytes
    attached: bytes | None
    key: bytes | None
    digest: bytes
    closed: bool = False


def carried(
    viewer: Viewer, case_id: str, keys: KeyFile, *, closed_alone: bool = False
) -> Iterator[Carried]:
    """Every entry of a case in the order of its chain, those closed to the viewer marked so; or
    these alone.
    """
    audiences = _keys_of(case_id)
    closed = _closed_to(viewer, audiences)
    wanted = Q(case_id=case_id, readers_id__in=closed) if closed_alone else Q(case_id=case_id)
    entries = Entry.objects.filter(wanted).order_by("whole_position")
    rows = entries.values_list(*_COLUMNS).iterator(_BATCH)
    while batch := list(islice(rows, _BATCH)):
        found = keys.fetch(row[0] for row in batch)
        for identity, genre, *plain, attached, digest, readers in batch:
            subject, seat, entered, supersedes, place, audience, sealed = plain
            yield Carried(
                identity,
                Genre(genre),
                subject,
                seat,
                entered,
                supersedes,
                place,
                audiences[audience],
                bytes(sealed),
                None if attached is None else bytes(attached),
                found.get(identity),
                bytes(digest),
                closed=readers in closed,
            )


def holds_closed(viewer: Viewer, case_id: str) -> bool:
    """Whether `carried` would mark an entry as closed to the viewer."""
    closed = _closed_to(viewer, _keys_of(case_id))
    return Entry.objects.filter(case_id=case_id, readers_id__in=closed).exists()


def _closed_to(viewer: Viewer, audiences: dict[str, str]) -> frozenset[str]:
    seen = visible_keys(viewer, (Audience.parse(key) for key in audiences.values()))
    return frozenset(row_id for row_id, key in audiences.items() if key not in seen)


def _keys_of(case_id: str) -> dict[str, str]:
    return dict(AudienceRow.objects.filter(case_id=case_id).values_list("id", "key"))


def file_carried(case_id: str, entry_id: str) -> bytes:
    """The sealed bytes of the file of an entry."""
    return bytes(SealedFile.objects.get(entry=entry_id, entry__case=case_id).sealed)


def heads(viewer: Viewer, case_id: str) -> dict[str, Checkpoint]:
    """The heads of the chain of the whole (under `case`) and of the audiences the viewer sees."""
    rows = AudienceRow.objects.filter(case_id=case_id, length__gt=0).order_by("key")
    seen = visible_keys(viewer, (Audience.parse(row.key) for row in rows))
    case = Case.objects.get(id=case_id)
    return {
        "case": Checkpoint(case.id, case.length, bytes(case.head)),
        **{r.key: Checkpoint(r.id, r.length, bytes(r.head)) for r in rows if r.key in seen},
    }


def present(ids: Collection[str]) -> str | None:
    """One of these ids that an entry of this desk has already; None if none has."""
    every = sorted(ids)
    for start in range(0, len(every), _BATCH):
        found = Entry.objects.filter(id__in=every[start : start + _BATCH])
        if (one := found.values_list("id", flat=True).first()) is not None:
            return one
    return None


class Putting:
    """Entries put down in a case as they were elsewhere, in order; inside one transaction.

    They are written in batches; the last of them, and the heads of the chains, by `end`.
    """

    def __init__(self, case: Case) -> None:
        self._case, self._rows = case, dict[str, AudienceRow]()
        self._batch: list[tuple[Entry, bytes | None, str, Marks]] = []

    def put(
        self, one: Carried, file: bytes | None, words: str = "", marks: Marks = frozenset()
    ) -> bool:
        """Put the next one down; False, and nothing is put, where its digest is another."""
        case, audience = self._case, self._row(one.audience)
        entry = Entry(
            id=one.id,
            case=case,
            audience=audience,
            readers=audience,
            genre=one.genre,
            subject=one.subject,
            seat=one.seat,
            entered=one.entered,
            supersedes=one.supersedes,
            place=one.place,
            sealed=one.sealed,
            attached=None if file is None else hashlib.sha256(file).digest(),
            whole_position=case.length,
            audience_position=audience.length,
        )
        entry.digest = digest_of(entry, audience.key)
        if entry.digest != one.digest:
            return False
        link_in(case, audience, entry)
        self._batch.append((entry, file, words, marks))
        if len(self._batch) == _BATCH:
            self._write()
        return True

    def _write(self) -> None:
        batch, self._batch = self._batch, []
        Entry.objects.bulk_create(entry for entry, _, _, _ in batch)
        SealedFile.objects.bulk_create(
            SealedFile(entry=entry, sealed=file) for entry, file, _, _ in batch if file is not None
        )
        texts = [(entry, words) for entry, _, words, _ in batch if words]
        numbers = free_numbers([(entry.place, entry.id) for entry, _ in texts])
        SearchText.objects.bulk_create(
            SearchText(number=number, entry=entry, words=indexed(words))
            for number, (entry, words) in zip(numbers, texts, strict=True)
        )
        write_marks((entry, marks) for entry, _, _, marks in batch)

    def _row(self, key: str) -> AudienceRow:
        if key not in self._rows:
            self._rows[key] = audience_row(self._case, Audience.parse(key))
        return self._rows[key]

    def end(self) -> None:
        """Write what is left, and keep the heads of the chains."""
        self._write()
        self._case.save(update_fields=["length", "head"])
        for row in self._rows.values():
            row.save(update_fields=["length", "head"])
