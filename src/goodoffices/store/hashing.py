"""What the digest of an entry covers: every plain column and the hash of the sealed bytes,
those of a picture or file among them.
"""

from __future__ import annotations

import hashlib
from datetime import UTC
from typing import TYPE_CHECKING, Protocol

from goodoffices.journal.canonical import digest

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Hashed", "digest_of", "file_of"]


class Hashed(Protocol):
    """The columns that a digest covers, of a row however it was read."""

    @property
    def id(self) -> str: ...
    @property
    def case_id(self) -> str: ...
    @property
    def genre(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def seat(self) -> str: ...
    @property
    def entered(self) -> datetime: ...
    @property
    def supersedes(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def sealed(self) -> bytes | memoryview: ...
    @property
    def attached(self) -> bytes | memoryview | None: ...


def digest_of(entry: Hashed, audience_key: str) -> bytes:
    return digest(
        {
            "id": entry.id,
            "case": entry.case_id,
            "audience": audience_key,
            "genre": str(entry.genre),
            "subject": entry.subject,
            "seat": entry.seat,
            "entered": entry.entered.astimezone(UTC).isoformat(),
            "supersedes": entry.supersedes,
            "place": entry.place,
            "sealed": hashlib.sha256(bytes(entry.sealed)).hexdigest(),
            "attached": bytes(entry.attached).hex() if entry.attached is not None else None,
        }
    )


def file_of(entry_id: str) -> str:
    """What the bytes of an entry's file are bound to when they are sealed under its key."""
    return f"{entry_id}/file"
