"""The key file: one key per sealed text, in a file of its own that backups do not hold.

A key is on disk before the text it seals is committed, so that no committed text is ever
without its key; a key whose text was rolled back opens nothing.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from goodoffices.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["KeyFile"]

_BATCH = 500
_BUSY_SECONDS = 20.0


class KeyFile:
    """Opened afresh for each operation: it is shared by threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def _open(self, *, may_make: bool = False) -> Iterator[sqlite3.Connection]:
        """A lost file is not made anew for reading: every text would look shredded."""
        try:
            if may_make:
                self._path.touch(mode=0o600)
            elif not self._path.exists():
                raise self._trouble("it is not there")
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
            raise self._trouble(error.strerror or "it cannot be read") from None

    def _trouble(self, why: str) -> InputError:
        return InputError(
            f"the key file does not open: {why}",
            where=self._path.name,
            remedy="Restore it from its own copy",
        )

    def keep(self, keys: Mapping[str, bytes]) -> None:
        """Write keys and wait until they are on disk."""
        with self._open(may_make=True) as connection:
            connection.executemany("INSERT INTO key VALUES (?, ?)", keys.items())

    def fetch(self, entries: Iterable[str]) -> dict[str, bytes]:
        """Return the keys that are there; a shredded entry has none."""
        wanted = list(entries)
        found: dict[str, bytes] = {}
        if not wanted:
            return found
        with self._open() as connection:
            for start in range(0, len(wanted), _BATCH):
                batch = wanted[start : start + _BATCH]
                marks = ",".join("?" * len(batch))
                rows = connection.execute(
                    f"SELECT entry, bytes FROM key WHERE entry IN ({marks})",  # noqa: S608 (marks only)
                    batch,
                )
                found.update(rows)
        return found

    def shred(self, entries: Iterable[str]) -> None:
        """Forget keys; the bytes are overwritten in place."""
        with self._open() as connection:
            connection.executemany("DELETE FROM key WHERE entry = ?", [(e,) for e in entries])
