"""What shredding does to the tables: which entries belong together, and that no word is left.

Nothing here opens an entry; the caller has made sure that it may be shredded, and writes the
tombstone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection

from goodoffices.record.audiences import Audience
from goodoffices.record.marks import until_mark
from goodoffices.store.genres import Genre
from goodoffices.store.locks import WORDS, one_at_a_time
from goodoffices.store.machine import may_let_go_of_log
from goodoffices.store.models import Entry, Mark, SearchText

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = [
    "Erasable",
    "erase_words",
    "kept",
    "left_of",
    "over",
    "recorded",
    "rows_of",
    "sweep",
    "with_it",
]

_WRITE_ANEW = "ALTER TABLE {table} ALTER entry_id TYPE varchar(32) USING entry_id || ''"
"""The same type again, by a formula: only rows that are there are written, and every index."""


@dataclass(frozen=True, slots=True)
class Erasable:
    """The plain columns of an entry that shredding asks for."""

    id: str
    genre: Genre
    subject: str
    readers: Audience
    entered: datetime
    sealed_sha256: str


def rows_of(case_id: str, ids: Collection[str]) -> tuple[Erasable, ...]:
    rows = Entry.objects.filter(case_id=case_id, id__in=ids).select_related("readers")
    return tuple(_erasable(row) for row in rows.order_by("whole_position"))


def kept(case_id: str, genres: Iterable[str]) -> tuple[Erasable, ...]:
    """The entries of these kinds that were not shredded."""
    rows = Entry.objects.filter(case_id=case_id, genre__in=list(genres)).select_related("readers")
    gone = recorded(case_id)
    return tuple(_erasable(row) for row in rows.order_by("whole_position") if row.id not in gone)


def over(case_id: str, now: datetime) -> set[str]:
    """The entries that say of themselves that they are shredded by now, those gone aside."""
    field, value = until_mark(now)
    rows = Mark.objects.filter(case_id=case_id, field=field, value__lte=value)
    return set(rows.values_list("entry_id", flat=True))


def _erasable(row: Entry) -> Erasable:
    return Erasable(
        row.id,
        Genre(row.genre),
        row.subject,
        Audience.parse(row.readers.key),
        row.entered,
        hashlib.sha256(bytes(row.sealed)).hexdigest(),
    )


def with_it(case_id: str, entry_id: str) -> set[str]:
    """The entry and those that repeat it: of a report what was drafted from it and decided, of
    anything else its revisions and withdrawals. Linear in them.
    """
    rows = Entry.objects.filter(case_id=case_id)
    if rows.get(id=entry_id).genre == Genre.REPORT:
        about = rows.filter(subject=entry_id, genre__in=[Genre.DRAFTS, Genre.DECISION])
        return {entry_id, *about.values_list("id", flat=True)}
    found: set[str] = set()
    queue = [entry_id]
    while queue:
        here = queue.pop()
        if here in found:
            continue
        found.add(here)
        before = rows.filter(id=here).values_list("supersedes", flat=True)
        after = rows.filter(supersedes=here).values_list("id", flat=True)
        queue += [one for one in (*before, *after) if one]
    return found


def recorded(case_id: str | None = None) -> set[str]:
    """The entries of which a tombstone says that they were shredded, of one case or of all."""
    rows = Entry.objects.filter(genre=Genre.SHREDDING)
    if case_id is not None:
        rows = rows.filter(case_id=case_id)
    return set(rows.values_list("supersedes", flat=True))


def left_of(ids: Collection[str]) -> set[str]:
    """Those of these entries of which a word still stands unsealed."""
    texts = SearchText.objects.filter(entry__in=ids).values_list("entry_id", flat=True)
    marks = Mark.objects.filter(entry__in=ids).values_list("entry_id", flat=True)
    return {*texts, *marks}


def erase_words(ids: Collection[str]) -> None:
    SearchText.objects.filter(entry__in=ids).delete()
    Mark.objects.filter(entry__in=ids).delete()


def sweep() -> None:
    """Leave no deleted word in the index, in a gap of the file or in the write-ahead log.

    The index is built anew and the file written anew. Inside of a transaction it cannot be done.
    The log of a PostgreSQL server is let go where its settings allow it (`machine.log_that_stays`).
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO store_searchindex(store_searchindex) VALUES ('rebuild')")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        # VACUUM FULL would carry dead rows over while a transaction runs anywhere on the server
        with one_at_a_time(WORDS):
            for table in ("store_searchtext", "store_mark"):
                cursor.execute(_WRITE_ANEW.format(table=table))
        if may_let_go_of_log():
            cursor.execute("SELECT pg_switch_wal()")
            cursor.execute("CHECKPOINT")
