"""The one way in which anything is written down.

`append` seals the payload, moves the heads of both chains and saves the entry with the words by
which it is found, all inside the caller's transaction; the keys are on disk before.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q

from goodoffices.journal.canonical import canonical
from goodoffices.journal.chain import Checkpoint, advance, origin
from goodoffices.journal.sealing import new_key, seal
from goodoffices.record.audiences import Audience
from goodoffices.record.dates import RecordDate
from goodoffices.record.marks import Field, Marks
from goodoffices.record.places import place
from goodoffices.store.at_odds import at_odds
from goodoffices.store.folding import indexed
from goodoffices.store.full_text import free_number
from goodoffices.store.genres import Genre
from goodoffices.store.hashing import digest_of, file_of
from goodoffices.store.models import (
    MARK_LENGTH,
    AudienceRow,
    Case,
    Entry,
    SealedFile,
    SearchText,
)
from goodoffices.store.statements import change, every, is_same, put, put_row, row_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from goodoffices.journal.keyfile import KeyFile

__all__ = [
    "NewEntry",
    "append",
    "audience_row",
    "link_in",
    "make_findable",
    "open_case_row",
    "widen",
    "write_marks",
    "writing_to",
]


@dataclass(frozen=True, slots=True)
class NewEntry:
    """`words` and `marks` are what it is found by, `attached` is a picture or file; its place in a
    chronology follows from `when`; `subject` is the entry itself where none is given.
    """

    genre: Genre
    audience: Audience
    payload: Any
    entered: datetime
    seat: str = ""
    subject: str | None = None
    supersedes: str | None = None
    when: RecordDate | None = None
    words: str = ""
    marks: Marks = frozenset()
    attached: bytes | None = None
    id: str | None = None


def open_case_row(case_id: str, slug: str) -> Case:
    start = origin(case_id)
    return Case.objects.create(id=case_id, slug=slug, length=0, head=start.head)


def writing_to(case_id: str) -> Case:
    """The case, held until the transaction ends: what is read now is not written over.

    The row lock orders writers on PostgreSQL; SQLite's transactions begin IMMEDIATE.
    """
    case = row_of(Case, is_same("id", case_id), held=True)
    if case is None:
        raise LookupError(f"there is no case {case_id}")
    return case


def append(case_id: str, new: NewEntry, keys: KeyFile, new_id: Callable[[], str]) -> str:
    """Write one entry and return its id. Must be called inside a transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("entries are appended inside a transaction")
    case = writing_to(case_id)
    audience = audience_row(case, new.audience)
    entry_id = new.id or new_id()
    key = keys.keep({entry_id: new_key()})[entry_id]
    marks = new.marks
    if new.genre is Genre.ACCOUNT and at_odds(case_id, new.subject or "", new.payload, keys):
        marks |= {(Field.AT_ODDS, new.subject or entry_id)}
    entry = Entry(
        id=entry_id,
        case=case,
        audience=audience,
        readers=audience,
        genre=new.genre,
        subject=new.subject or entry_id,
        seat=new.seat,
        entered=new.entered,
        supersedes=new.supersedes or "",
        place=place(new.when, new.entered, entry_id),
        sealed=seal(canonical(new.payload), key, entry_id),
        whole_position=case.length,
        audience_position=audience.length,
    )
    file = None
    if new.attached is not None:
        file = seal(new.attached, key, file_of(entry_id))
        entry.attached = hashlib.sha256(file).digest()
    entry.digest = digest_of(entry, audience.key)
    link_in(case, audience, entry)
    put_row(entry)
    if file is not None:
        SealedFile.objects.create(entry=entry, sealed=file)
    for chain in (case, audience):
        change(chain, length=chain.length, head=chain.head)
    make_findable(entry, new.words, marks)
    return entry_id


def link_in(case: Case, audience: AudienceRow, entry: Entry) -> None:
    """Make the entry the last link of both chains; the caller saves all three."""
    digest = bytes(entry.digest)
    whole = advance(Checkpoint(case.id, case.length, bytes(case.head)), digest)
    part = advance(Checkpoint(audience.id, audience.length, bytes(audience.head)), digest)
    entry.whole_link, entry.audience_link = whole.head, part.head
    case.length, case.head = whole.length, whole.head
    audience.length, audience.head = part.length, part.head


def make_findable(entry: Entry, words: str, marks: Marks) -> None:
    """Keep, unsealed, the words by which an entry is found and those by which lists select."""
    if words:
        number = free_number(entry.place, entry.id)
        put_row(SearchText(number=number, entry=entry, words=indexed(words)))
    write_marks([(entry, marks)])


def write_marks(marked: Iterable[tuple[Entry, Marks]]) -> None:
    """Keep the marks of entries: there are several of each, so that no object is made of one."""
    rows = [
        (entry.id, entry.case_id, entry.subject, str(field), value[:MARK_LENGTH])
        for entry, marks in marked
        for field, value in sorted(marks)
        if "\0" not in value  # PostgreSQL keeps none; nobody can ask for one
    ]
    put("store_mark", ("entry_id", "case_id", "subject", "field", "value"), rows)


def widen(case_id: str, entry_id: str, audience: Audience) -> None:
    """Give an entry, and the withdrawal of it if there is one, the readers of another audience.

    The caller writes the release that says so; `verify` compares the two.
    """
    row = audience_row(writing_to(case_id), audience)
    about = Q(id=entry_id) | Q(genre=Genre.WITHDRAWAL, supersedes=entry_id)
    Entry.objects.filter(about, case_id=case_id).update(readers=row)


def audience_row(case: Case, audience: Audience) -> AudienceRow:
    row = row_of(AudienceRow, every((is_same("case_id", case.id), is_same("key", audience.key))))
    if row is not None:
        return row
    # derived from the case, so that making it consumes no random id that others would notice
    row_id = hashlib.sha256(f"{case.id} {audience.key}".encode()).hexdigest()[:32]
    return AudienceRow.objects.create(
        id=row_id, case=case, key=audience.key, length=0, head=origin(row_id).head
    )
