"""Backups and their restoration: the database without plain words, and the keys apart from it.

A backup holds sealed texts and no key of any; a copy of the keys is a file of its own, to be kept
elsewhere and for a shorter time. Only both together give a desk.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection

from goodoffices.errors import InputError
from goodoffices.journal.envelope import open_file, seal_file
from goodoffices.saying import say
from goodoffices.service.copying import copy_database, put_words_back
from goodoffices.store.carrying import fill_database, has_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.journal.envelope import Identity, Lock
    from goodoffices.journal.keyfile import KeyFile

__all__ = ["Places", "back_up", "back_up_keys", "newest_backup", "restore", "restore_keys"]

_BACKUP = "backup"
_KEYS = "keys"
_PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class Places:
    """Where the files of a desk lie."""

    folder: Path
    database: Path
    keys: Path
    signing: Path


def back_up(places: Places, keys: KeyFile, target: Path, lock: Lock) -> int:
    """Write an encrypted backup while the desk goes on; returns its size. Linear in the database.

    The copy that is made on the way lies in the home, for its owner alone, and is removed.
    """
    with _scratch(places) as scratch:
        copy_database(scratch, keys)
        return _sealed(scratch, target, lock, _BACKUP)


def back_up_keys(places: Places, target: Path, lock: Lock) -> int:
    """Write an encrypted copy of the keys of all texts and of the key that signs."""
    with _scratch(places) as scratch:
        with (
            closing(sqlite3.connect(places.keys)) as source,
            closing(sqlite3.connect(scratch)) as copy,
        ):
            source.backup(copy)
            if places.signing.exists():
                copy.execute("CREATE TABLE signing (bytes BLOB NOT NULL)")
                copy.execute("INSERT INTO signing VALUES (?)", [places.signing.read_bytes()])
            copy.commit()
        return _sealed(scratch, target, lock, _KEYS)


def restore(places: Places, keys: KeyFile, backup: Path, lock: Lock | Identity) -> None:
    """Make the database of a desk that has none from a backup; the keys must be there.

    A backup of either kind of database fills either.
    """
    embedded = connection.vendor == "sqlite"
    if places.database.exists() if embedded else has_tables():
        raise InputError(
            say("this home has a database already"),
            where=str(places.folder) if embedded else "DATABASE_URL",
            remedy=say("Name an empty home with --home")
            if embedded
            else say("Name an empty database"),
        )
    with _scratch(places) as scratch:
        _opened(backup, scratch, lock, _BACKUP)
        put_words_back(scratch, keys)
        if embedded:
            scratch.replace(places.database)
        else:
            fill_database(scratch)


def restore_keys(places: Places, copy: Path, lock: Lock | Identity) -> None:
    """Put the keys of a copy into a home that has none, and the key that signs."""
    if places.keys.exists():
        raise InputError(
            say("this home has keys already"),
            where=str(places.folder),
            remedy=say("Leave --keys out, or name an empty home with --home"),
        )
    with _scratch(places) as scratch:
        _opened(copy, scratch, lock, _KEYS)
        with closing(sqlite3.connect(scratch)) as found:
            try:
                signing = [row[0] for row in found.execute("SELECT bytes FROM signing")]
                found.execute("DROP TABLE signing")
            except sqlite3.OperationalError:
                signing = []
            found.commit()
        if signing and not places.signing.exists():
            places.signing.touch(mode=_PRIVATE)
            places.signing.write_bytes(signing[0])
        scratch.replace(places.keys)


def newest_backup(folder: Path) -> Path | None:
    """The newest backup of a folder, by the time at which it was written."""
    found = [path for path in folder.glob("*.backup") if path.is_file()]
    return max(found, key=lambda path: path.stat().st_mtime, default=None)


@contextmanager
def _scratch(places: Places) -> Iterator[Path]:
    """A file in the home, for its owner alone, that is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=places.folder, prefix="copy-") as folder:
        path = Path(folder) / "copy.sqlite3"
        path.touch(mode=_PRIVATE)
        yield path


def _sealed(source: Path, target: Path, lock: Lock, kind: str) -> int:
    """Encrypt into a new file, which is there whole or not at all."""
    if target.exists():
        raise InputError(
            say("there is a file of that name"), where=str(target), remedy=say("Name another")
        )
    beside = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE)
        with source.open("rb") as plain, os.fdopen(descriptor, "wb") as file:
            seal_file(plain, file, lock, kind)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
        return target.stat().st_size
    except OSError as error:
        raise InputError(
            say("it cannot be written: {reason}", reason=error.strerror), where=str(target)
        ) from None
    finally:
        beside.unlink(missing_ok=True)


def _opened(source: Path, target: Path, lock: Lock | Identity, kind: str) -> None:
    try:
        with source.open("rb") as file, target.open("wb") as plain:
            open_file(file, plain, lock, kind, source.name)
    except OSError as error:
        raise InputError(
            say("it does not open: {reason}", reason=error.strerror), where=str(source)
        ) from None
