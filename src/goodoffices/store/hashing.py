"""What the digest of an entry covers: every plain column and the hash of the sealed bytes,
those of a picture or file among them.
"""

from __future__ import annotations

import hashlib
from datetime import UTC
from json.encoder import encode_basestring as as_json
from typing import TYPE_CHECKING, Protocol

from goodoffices.journal.canonical import canonical

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Hashed", "canonical_columns", "digest_of", "digest_of_columns", "file_of"]


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
    return digest_of_columns(
        audience_key,
        entry.id,
        entry.case_id,
        str(entry.genre),
        entry.subject,
        entry.seat,
        entry.entered,
        entry.supersedes,
        entry.place,
        entry.sealed,
        entry.attached,
    )


def digest_of_columns(
    audience: str,
    identity: str,
    case: str,
    genre: str,
    subject: str,
    seat: str,
    entered: datetime,
    supersedes: str,
    place: str,
    sealed: bytes | memoryview,
    attached: bytes | memoryview | None,
    /,
) -> bytes:
    """The digest of the canonical bytes of these columns, written out: `verify` makes one for
    each entry. `canonical_columns` is what they are by definition.
    """
    file = "null" if attached is None else f'"{bytes(attached).hex()}"'
    written = (
        f'{{"attached":{file},"audience":{as_json(audience)},"case":{as_json(case)},'
        f'"entered":"{entered.astimezone(UTC).isoformat()}","genre":{as_json(genre)},'
        f'"id":{as_json(identity)},"place":{as_json(place)},'
        f'"sealed":"{hashlib.sha256(sealed).hexdigest()}","seat":{as_json(seat)},'
        f'"subject":{as_json(subject)},"supersedes":{as_json(supersedes)}}}'
    )
    return hashlib.sha256(written.encode()).digest()


def canonical_columns(entry: Hashed, audience_key: str) -> bytes:
    """What the digest of an entry covers, as one canonical document."""
    return canonical(
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
