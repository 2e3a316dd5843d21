"""The key file: one key per sealed text, in a file of its own that backups do not hold.

A key is on disk before the text it seals is committed, so that no committed text is ever
without its key; a key whose text was rolled back opens nothing.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from contextlib import closing, contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from goodoffices.errors import InputError
from goodoffices.journal.sealing import unseal
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["KeyFile", "Text"]

T = TypeVar("T")

_BATCH = 512
_BUSY_SECONDS = 20.0
_MOST_REMEMBERED = 16_384
_LONGEST_REMEMBERED = 8_192


class Text:
    """What a sealed text says: plain data, which nobody changes, and what is made of that once."""

    __slots__ = ("_made", "plain")

    def __init__(self, plain: Any) -> None:
        self.plain = plain
        self._made: dict[Callable[[Any], Any], Any] = {}

    def read(self, make: Callable[[Any], T]) -> T:
        """`make` of the plain data; it follows from that alone."""
        if make not in self._made:
            self._made[make] = make(self.plain)
        made: T = self._made[make]
        return made


def _open_text(identity: str, sealed: bytes, key: bytes) -> Text:
    return Text(json.loads(unseal(sealed, key, identity)))


class _Reading:
    """A connection that one thread reads through, while the file is the one that it opened."""

    def __init__(self, file: tuple[int, ...], connection: sqlite3.Connection) -> None:
        self.file, self.connection = file, connection

    def __del__(self) -> None:
        self.connection.close()


class KeyFile:
    """Shared by threads and processes. Who writes opens it afresh; each thread that reads keeps
    its connection.

    Texts that were opened are remembered by all that they follow from: their id, their sealed
    bytes and their key, which is read each time. So a text whose key was shredded is not found;
    and with the first reading after a shredding each process forgets all that it remembers.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._of_thread = threading.local()
        self._remembered = lru_cache(_MOST_REMEMBERED)(_open_text)
        self._shreddings = 0

    def open(self, sealed: Mapping[str, bytes], *, once: bool = False) -> dict[str, Text]:
        """The texts by the ids of their entries; those whose key was shredded are left out.

        `once`: none is remembered, where a whole case is walked through.
        """
        keys = self.fetch(sealed)
        longest = 0 if once else _LONGEST_REMEMBERED
        return {
            identity: (self._remembered if len(text) <= longest else _open_text)(
                identity, text, keys[identity]
            )
            for identity, text in sealed.items()
            if identity in keys
        }

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection]:
        """A lost file is not made anew for reading: every text would look shredded."""
        try:
            found = self._path.stat()
            file = (found.st_dev, found.st_ino, os.getpid())
            kept: _Reading | None = getattr(self._of_thread, "reading", None)
            if kept is None or kept.file != file:
                address = f"{self._path.resolve().as_uri()}?mode=rw"  # and never makes it
                connection = sqlite3.connect(
                    address, uri=True, timeout=_BUSY_SECONDS, check_same_thread=False
                )
                kept = self._of_thread.reading = _Reading(file, connection)
            yield kept.connection
        except FileNotFoundError:
            raise self._trouble(say("it is not there")) from None
        except sqlite3.DatabaseError as error:
            self._of_thread.reading = None
            raise self._trouble(str(error)) from None
        except OSError as error:
            raise self._trouble(error.strerror or say("it cannot be read")) from None

    @contextmanager
    def _open(self, *, may_make: bool = False) -> Iterator[sqlite3.Connection]:
        try:
            if may_make:
                self._path.touch(mode=0o600)
            elif not self._path.exists():
                raise self._trouble(say("it is not there"))
            with closing(sqlite3.connect(self._path, timeout=_BUSY_SECONDS)) as connection:
                connection.execute("PRAGMA synchronous=FULL")
                connection.execute("PRAGMA secure_delete=ON")
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS key (entry TEXT PRIMARY KEY, bytes BLOB NOT NULL)"
                    " WITHOUT ROWID"
                )
                with connection:
                    yield connection
        except sqlite3.DatabaseError as error:
            raise self._trouble(str(error)) from None
        except OSError as error:
            raise self._trouble(error.strerror or say("it cannot be read")) from None

    def _trouble(self, why: str) -> InputError:
        return InputError(
            say("the key file does not open: {why}", why=why),
            where=self._path.name,
            remedy=say("Restore it from its own copy"),
        )

    def keep(self, keys: Mapping[str, bytes]) -> dict[str, bytes]:
        """Write keys, wait until they are on disk, and return those that stand.

        A key that is there is never replaced: a text may be sealed under it. One that an import
        left which was rolled back serves when it is tried again.
        """
        with self._open(may_make=True) as connection:
            connection.executemany("INSERT OR IGNORE INTO key VALUES (?, ?)", keys.items())
            return self._found(connection, list(keys))

    def fetch(self, entries: Iterable[str]) -> dict[str, bytes]:
        """Return the keys that are there; a shredded entry has none."""
        wanted = list(entries)
        if not wanted:
            return {}
        with self._read() as connection:
            (shreddings,) = connection.execute("PRAGMA user_version").fetchone()
            if shreddings != self._shreddings:
                self._remembered.cache_clear()
                self._shreddings = shreddings
            return self._found(connection, wanted)

    @staticmethod
    def _found(connection: sqlite3.Connection, wanted: list[str]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            # few different statements, so that each is prepared once
            batch += batch[-1:] * ((1 << (len(batch) - 1).bit_length()) - len(batch))
            marks = ",".join("?" * len(batch))
            rows = connection.execute(
                f"SELECT entry, bytes FROM key WHERE entry IN ({marks})",  # noqa: S608 (marks only)
                batch,
            )
            found.update(rows)
        return found

    def shred(self, entries: Iterable[str]) -> None:
        """Forget keys; the bytes are overwritten in place, and every reader is told to forget."""
        with self._open() as connection:
            connection.executemany("DELETE FROM key WHERE entry = ?", [(e,) for e in entries])
            (shreddings,) = connection.execute("PRAGMA user_version").fetchone()
            connection.execute(f"PRAGMA user_version = {shreddings + 1}")
