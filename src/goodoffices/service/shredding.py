"""Shredding: the key of a text is destroyed, its words leave every table, a tombstone stays.

An entry says first that the text is shredded, by whom and why; then its key is overwritten. Were
the process killed between the two, `finish_shreddings` goes on. The journal keeps the sealed
bytes, so that every chain still verifies; nobody opens them any more, in a backup neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.errors import InputError
from goodoffices.record.audiences import Audience
from goodoffices.saying import say
from goodoffices.service.cases import nothing_here
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append, writing_to
from goodoffices.store.erasing import (
    erase_words,
    left_of,
    recorded,
    rows_of,
    sweep,
    with_it,
)
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from collections.abc import Collection

    from goodoffices.journal.keyfile import KeyFile
    from goodoffices.journal.signing import SigningKey
    from goodoffices.service.at import At
    from goodoffices.service.world import World

__all__ = [
    "SHREDDABLE",
    "Shredded",
    "certificate_of",
    "finish_shreddings",
    "shred",
    "shred_entries",
    "shreddings",
]

SHREDDABLE = frozenset(
    {
        Genre.REPORT,
        Genre.DRAFTS,
        Genre.DECISION,
        Genre.ACCOUNT,
        Genre.WITHDRAWAL,
        Genre.DUTY,
        Genre.DECLARATION,
        Genre.PIN,
        Genre.MODEL,
        Genre.ATTACHMENT,
        Genre.TAG,
        Genre.COMMENT,
    }
)
"""What says who may read what, or what a talk came to, stays: the rest follows from it."""
_CERTIFICATE = "goodoffices-shredding/1"


@dataclass(frozen=True, slots=True)
class Shredded:
    """A tombstone: which entry of which subject was shredded, when, by whom and why."""

    entry: str
    subject: str
    audience: Audience
    when: datetime
    by: str
    reason: str


def shred(at: At, entry_id: str, reason: str) -> tuple[str, ...]:
    """Shred a text with all that repeats it; the lead mediator alone may. Returns the entries.

    Whoever reads the other parts, they go too: a text of which a revision stays is not shredded.
    Other texts that quote it are entries of their own.
    """
    check_may(at.viewer, Action.MANAGE)
    found = queries.entry(at.viewer, at.case_id, at.world.keys, entry_id)
    if found is None:
        raise nothing_here()
    if found.genre not in SHREDDABLE:
        raise InputError(
            say("what decides access, and what a talk came to, is not shredded"), where="entry"
        )
    if not reason.strip():
        raise InputError(say("a shredding says why"), where="reason")
    parts = rows_of(at.case_id, with_it(at.case_id, entry_id))
    ids = [row.id for row in parts if row.genre in SHREDDABLE]
    return shred_entries(at.world, at.case_id, ids, reason, at.seat)


def shred_entries(
    world: World, case_id: str, ids: Collection[str], reason: str, seat: str = ""
) -> tuple[str, ...]:
    """Shred those of these entries that are not yet; the caller has made sure that it may."""
    with transaction.atomic():
        writing_to(case_id)
        gone = recorded(case_id)
        wanted = [row for row in rows_of(case_id, ids) if row.id not in gone]
        for row in wanted:
            append(
                case_id,
                NewEntry(
                    genre=Genre.SHREDDING,
                    audience=row.readers,
                    payload={"entry": row.id, "reason": reason},
                    entered=world.clock(),
                    seat=seat,
                    subject=row.subject,
                    supersedes=row.id,
                ),
                world.keys,
                world.new_id,
            )
    shredded = tuple(row.id for row in wanted)
    finish_shreddings(world.keys, shredded)
    return shredded


def finish_shreddings(keys: KeyFile, ids: Collection[str] | None = None) -> int:
    """Destroy what is left of shredded texts, of all where none are named; returns how many had
    something left. Linear in them; the file is written anew where there was anything.
    """
    every = sorted(recorded()) if ids is None else list(ids)
    left = set(keys.fetch(every)) | left_of(every)
    if left:
        keys.shred(sorted(left))
        erase_words(sorted(left))
        sweep()
    return len(left)


def shreddings(at: At, subject: str | None = None) -> tuple[Shredded, ...]:
    """The tombstones that this seat may see, the latest first."""
    told = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.SHREDDING, subject=subject)
    return tuple(
        Shredded(e.payload["entry"], e.subject, e.audience, e.entered, e.seat, e.payload["reason"])
        for e in reversed(told)
    )


def certificate_of(at: At, ids: Collection[str], key: SigningKey) -> dict[str, Any]:
    """What was shredded, signed: which entries, the hash of what stays sealed, when and why.

    It repeats no word of the texts.
    """
    check_may(at.viewer, Action.MANAGE)
    said = {one.entry: one for one in shreddings(at)}
    still, words = at.world.keys.fetch(ids), left_of(ids)
    entries = [
        {
            "entry": row.id,
            "genre": str(row.genre),
            "written": row.entered.isoformat(),
            "shredded": said[row.id].when.isoformat(),
            "reason": said[row.id].reason,
            "sealed_sha256": row.sealed_sha256,
            "key_destroyed": row.id not in still,
            "words_removed": row.id not in words,
        }
        for row in rows_of(at.case_id, ids)
        if row.id in said
    ]
    return key.sign(
        {
            "format": _CERTIFICATE,
            "case": at.case_id,
            "made": at.world.clock().isoformat(),
            "entries": entries,
            "beyond_reach": "copies of the keys that were made before and are kept elsewhere",
        }
    )
