"""Verification: that what is stored is what was written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from goodoffices.errors import GoodOfficesError, TamperedError
from goodoffices.journal.chain import ChainEntry, ChainWalk, Checkpoint
from goodoffices.journal.sealing import unseal
from goodoffices.saying import say
from goodoffices.service.verify_access import check_access
from goodoffices.service.verify_shredded import check_shredded
from goodoffices.store.hashing import digest_of, file_of
from goodoffices.store.models import AudienceRow, Case, Entry, SealedFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from goodoffices.journal.keyfile import KeyFile

__all__ = ["CaseVerdict", "verify"]

_BATCH = 2000
_COLUMNS = (
    "id",
    "case_id",
    "genre",
    "subject",
    "seat",
    "entered",
    "supersedes",
    "place",
    "sealed",
    "attached",
    "digest",
    "whole_position",
    "whole_link",
    "audience_id",
    "audience_position",
    "audience_link",
)
"""What is hashed, and what the chains say of it."""


@dataclass(frozen=True, slots=True)
class CaseVerdict:
    slug: str
    entries: int
    chains: int
    shredded: int
    head: str
    fault: str | None = None


def verify(keys: KeyFile, kept: Iterable[Checkpoint] = ()) -> tuple[CaseVerdict, ...]:
    """Check every chain of every case: columns against digests, digests against links, links
    against heads, sealed bytes against their keys; and who may read what against the journal.
    Linear in the entries.
    """
    checkpoints = tuple(kept)
    return tuple(_verify_case(case, keys, checkpoints) for case in Case.objects.order_by("slug"))


def _verify_case(case: Case, keys: KeyFile, kept: tuple[Checkpoint, ...]) -> CaseVerdict:
    head = bytes(case.head)
    shredded: list[str] = []
    audiences = {row.id: row for row in AudienceRow.objects.filter(case=case).order_by("key")}
    chains = 1 + len(audiences)
    try:
        whole = ChainWalk(case.id, (c for c in kept if c.chain == case.id))
        parts = {one: ChainWalk(one, (c for c in kept if c.chain == one)) for one in audiences}
        files = SealedFile.objects.filter(entry__case=case)
        with_file = set(files.values_list("entry_id", flat=True))
        for batch in _batches(case):
            found = keys.fetch(row.id for row in batch)
            for row in batch:
                _check_texts(row, found.get(row.id), has_file=row.id in with_file)
                if row.id not in found:
                    shredded.append(row.id)
                audience = audiences.get(row.audience_id)
                here = digest_of(row, audience.key if audience else "")
                if audience is None or here != bytes(row.digest):
                    raise TamperedError(
                        say("entry {row} is not what was written", row=row.id),
                        where=f"chain {case.id}",
                    )
                whole.take(ChainEntry(row.id, row.whole_position, here, bytes(row.whole_link)))
                parts[audience.id].take(
                    ChainEntry(row.id, row.audience_position, here, bytes(row.audience_link))
                )
        length = whole.end(Checkpoint(case.id, case.length, head))
        for row in audiences.values():
            parts[row.id].end(Checkpoint(row.id, row.length, bytes(row.head)))
        check_access(case, keys)
        check_shredded(case, shredded)
    except GoodOfficesError as fault:
        return CaseVerdict(case.slug, case.length, chains, len(shredded), head.hex(), str(fault))
    return CaseVerdict(case.slug, length, chains, len(shredded), head.hex())


def _batches(case: Case) -> Iterator[list[Any]]:
    """The columns of the entries in the order in which they were written."""
    rows = Entry.objects.filter(case=case).order_by("whole_position")
    columns = rows.values_list(*_COLUMNS, named=True).iterator(chunk_size=_BATCH)
    while batch := list(islice(columns, _BATCH)):
        yield batch


def _check_texts(row: Any, key: bytes | None, *, has_file: bool) -> None:
    """That what is sealed opens under its key, and that the file of an entry is there."""
    if key is not None:
        unseal(bytes(row.sealed), key, row.id)
    if has_file:
        _check_file(row, key)
    elif row.attached is not None:
        raise TamperedError(f"the file of entry {row.id} is missing", where=f"chain {row.case_id}")


def _check_file(row: Any, key: bytes | None) -> None:
    """That the file of an entry is as it was written; one at a time, for they are large."""
    sealed = bytes(SealedFile.objects.get(entry=row.id).sealed)
    if row.attached is None or hashlib.sha256(sealed).digest() != bytes(row.attached):
        raise TamperedError(
            f"the file of entry {row.id} is not what was written", where=f"chain {row.case_id}"
        )
    if key is not None:
        unseal(sealed, key, file_of(row.id))
