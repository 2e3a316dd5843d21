"""Verification: that what is stored is what was written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.errors import GoodOfficesError, TamperedError
from goodoffices.journal.chain import ChainEntry, Checkpoint, check_chain
from goodoffices.journal.sealing import unseal
from goodoffices.saying import say
from goodoffices.service.verify_access import check_access
from goodoffices.store.hashing import digest_of, file_of
from goodoffices.store.models import AudienceRow, Case, Entry, SealedFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from goodoffices.journal.keyfile import KeyFile

__all__ = ["CaseVerdict", "verify"]

_BATCH = 2000


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
    chains = 1
    shredded: list[str] = []
    try:
        length = check_chain(
            case.id,
            _whole(case, keys, shredded),
            Checkpoint(case.id, case.length, head),
            (c for c in kept if c.chain == case.id),
        )
        seen = 0
        for row in AudienceRow.objects.filter(case=case).order_by("key"):
            seen += check_chain(
                row.id,
                _part(row),
                Checkpoint(row.id, row.length, bytes(row.head)),
                (c for c in kept if c.chain == row.id),
            )
            chains += 1
        if seen != length:
            raise TamperedError(
                say(
                    "{length} entries in all, {seen} in the chains of audiences",
                    length=length,
                    seen=seen,
                )
            )
        check_access(case, keys)
    except GoodOfficesError as fault:
        return CaseVerdict(case.slug, case.length, chains, len(shredded), head.hex(), str(fault))
    return CaseVerdict(case.slug, length, chains, len(shredded), head.hex())


def _whole(case: Case, keys: KeyFile, shredded: list[str]) -> Iterator[ChainEntry]:
    rows = Entry.objects.filter(case=case).select_related("audience").order_by("whole_position")
    batch: list[Entry] = []
    for row in rows.iterator(chunk_size=_BATCH):
        batch.append(row)
        if len(batch) == _BATCH:
            yield from _checked(batch, keys, shredded)
            batch = []
    yield from _checked(batch, keys, shredded)


def _checked(batch: list[Entry], keys: KeyFile, shredded: list[str]) -> Iterator[ChainEntry]:
    found = keys.fetch(row.id for row in batch)
    files = SealedFile.objects.filter(entry__in=[row.id for row in batch])
    with_file = set(files.values_list("entry_id", flat=True))
    for row in batch:
        key = found.get(row.id)
        if key is None:
            shredded.append(row.id)
        else:
            unseal(bytes(row.sealed), key, row.id)
        if row.id in with_file:
            _check_file(row, key)
        elif row.attached is not None:
            raise TamperedError(
                f"the file of entry {row.id} is missing", where=f"chain {row.case_id}"
            )
        here = digest_of(row, row.audience.key)
        if here != bytes(row.digest):
            raise TamperedError(
                say("entry {row} is not what was written", row=row.id), where=f"chain {row.case_id}"
            )
        yield ChainEntry(row.id, row.whole_position, here, bytes(row.whole_link))


def _check_file(row: Entry, key: bytes | None) -> None:
    """That the file of an entry is as it was written; one at a time, for they are large."""
    sealed = bytes(SealedFile.objects.get(entry=row).sealed)
    if row.attached is None or hashlib.sha256(sealed).digest() != bytes(row.attached):
        raise TamperedError(
            f"the file of entry {row.id} is not what was written", where=f"chain {row.case_id}"
        )
    if key is not None:
        unseal(sealed, key, file_of(row.id))


def _part(row: AudienceRow) -> Iterator[ChainEntry]:
    rows = Entry.objects.filter(audience=row).order_by("audience_position")
    for entry in rows.iterator(chunk_size=_BATCH):
        yield ChainEntry(
            entry.id, entry.audience_position, bytes(entry.digest), bytes(entry.audience_link)
        )
