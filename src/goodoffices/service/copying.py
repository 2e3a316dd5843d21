"""A copy of the database, one SQLite file whatever the database is, that holds no plain word.

The words by which an entry is found (its search text and its marks) are taken out of their
tables and sealed under the key of the entry itself. So whoever has a copy and not the keys reads
nothing, and what is shredded afterwards is gone from every copy made before.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from django.db import connection

from goodoffices.errors import InputError
from goodoffices.journal.canonical import canonical
from goodoffices.journal.sealing import seal, unseal
from goodoffices.saying import say
from goodoffices.store.carrying import write_portable_copy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from goodoffices.journal.keyfile import KeyFile

__all__ = ["copy_database", "put_words_back"]

_FORMAT = "goodoffices-copy/1"
_BATCH = 1000
_NOT_COPIED = ("django_session", "store_signedin", "store_signinlink", "store_attempt")
"""What lets somebody in, or says when they came."""
_INDEX = "store_searchindex"
_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type='trigger' AND tbl_name=?"


def copy_database(target: Path, keys: KeyFile) -> None:
    """Copy the database as it is at one moment, while others write. Linear in its size."""
    connection.ensure_connection()
    if connection.vendor != "sqlite":
        write_portable_copy(target)
    with closing(sqlite3.connect(target)) as copy:
        if connection.vendor == "sqlite":
            connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("PRAGMA secure_delete=ON")
        with copy:
            _seal_words(copy, keys)
        copy.execute("VACUUM")


def _seal_words(copy: sqlite3.Connection, keys: KeyFile) -> None:
    copy.execute("CREATE TABLE copied (format TEXT NOT NULL)")
    copy.execute("INSERT INTO copied VALUES (?)", [_FORMAT])
    copy.execute("CREATE TABLE sealed_words (entry TEXT PRIMARY KEY, sealed BLOB NOT NULL)")
    for batch in _entries(copy):
        found = keys.fetch(batch)
        copy.executemany(
            "INSERT INTO sealed_words VALUES (?, ?)",
            [
                (entry, seal(canonical(_words_of(copy, entry)), key, _words(entry)))
                for entry, key in found.items()
            ],
        )
    triggers = list(copy.execute(_TRIGGERS, ["store_searchtext"]))
    for name, _ in triggers:
        copy.execute(f"DROP TRIGGER {name}")
    copy.execute(f"INSERT INTO {_INDEX}({_INDEX}) VALUES ('delete-all')")  # noqa: S608 (a constant)
    for table in ("store_searchtext", "store_mark", *_NOT_COPIED):
        copy.execute(f"DELETE FROM {table}")  # noqa: S608 (constants)
    for _, statement in triggers:
        copy.execute(statement)


def _entries(copy: sqlite3.Connection) -> Iterator[list[str]]:
    rows = copy.execute("SELECT id FROM store_entry ORDER BY id")
    while batch := [row[0] for row in rows.fetchmany(_BATCH)]:
        yield batch


def _words_of(copy: sqlite3.Connection, entry: str) -> dict[str, list[list[str | int]]]:
    texts = copy.execute("SELECT number, words FROM store_searchtext WHERE entry_id=?", [entry])
    marks = copy.execute(
        "SELECT case_id, subject, field, value FROM store_mark WHERE entry_id=?", [entry]
    )
    return {"texts": [list(row) for row in texts], "marks": [list(row) for row in marks]}


def put_words_back(path: Path, keys: KeyFile) -> None:
    """Make a copy a database again: the words of every entry whose key is there."""
    with closing(sqlite3.connect(path)) as copy:
        try:
            formats = list(copy.execute("SELECT format FROM copied"))
        except sqlite3.DatabaseError:
            formats = []
        if formats != [(_FORMAT,)]:
            raise InputError(
                say("it holds no copy that this version reads"),
                remedy=say("This reads {format}", format=_FORMAT),
            )
        with copy:
            for batch in _entries(copy):
                _open_words(copy, keys.fetch(batch))
            copy.execute("DROP TABLE sealed_words")
            copy.execute("DROP TABLE copied")


def _open_words(copy: sqlite3.Connection, found: dict[str, bytes]) -> None:
    for entry, key in found.items():
        row = copy.execute("SELECT sealed FROM sealed_words WHERE entry=?", [entry]).fetchone()
        told = json.loads(unseal(row[0], key, _words(entry))) if row else {"texts": [], "marks": []}
        copy.executemany(
            "INSERT INTO store_searchtext (number, entry_id, words) VALUES (?, ?, ?)",
            [(number, entry, words) for number, words in told["texts"]],
        )
        copy.executemany(
            "INSERT INTO store_mark (entry_id, case_id, subject, field, value)"
            " VALUES (?, ?, ?, ?, ?)",
            [(entry, *row) for row in told["marks"]],
        )


def _words(entry: str) -> str:
    """What the words of an entry are bound to when they are sealed under its key."""
    return f"{entry}/words"
