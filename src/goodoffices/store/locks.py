"""What is done by one process at a time, whichever case it is about.

SQLite's transactions begin IMMEDIATE and wait for each other anyway; PostgreSQL has locks of a
name of our own, which block no reader.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection, transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["WORDS", "alone", "one_at_a_time"]

WORDS = "words"
"""For whoever writes the tables with plain words anew, or copies them."""


@contextmanager
def one_at_a_time(what: str) -> Iterator[None]:
    """A transaction that waits for every other of the same name, in all processes."""
    with transaction.atomic():
        _ask("pg_advisory_xact_lock", what)
        yield


@contextmanager
def alone(what: str) -> Iterator[None]:
    """The same around a transaction, which then begins with what the others have left."""
    _ask("pg_advisory_lock", what)
    try:
        yield
    finally:
        _ask("pg_advisory_unlock", what)


def _ask(function: str, what: str) -> None:
    if connection.vendor == "postgresql":
        number = int.from_bytes(hashlib.sha256(what.encode()).digest()[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [number])
