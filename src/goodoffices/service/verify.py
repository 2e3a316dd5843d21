"""Verification: that what is stored is what was written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from goodoffices.errors import GoodOfficesError, TamperedError
from goodoffices.journal.chain import ChainWalk, Checkpoint
from goodoffices.journal.sealing import unseal
from goodoffices.saying import say
from goodoffices.service.verify_access import check_access
from goodoffices.service.verify_shredded import check_shredded
from goodoffices.store.hashing import digest_of_columns, file_of
from goodoffices.store.models import AudienceRow, Case, Entry, SealedFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from goodoffices.journal.keyfile import KeyFile

__all__ = ["CaseVerdict", "verify", "verify_case"]

_BATCH = 2000
_HASHED = (
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
)
"""What is hashed, in the order in which `digest_of_columns` takes it."""
_CHAINED = (
    "digest",
    "whole_position",
    "whole_link",
    "audience_id",
    "audience_position",
    "audience_link",
)
"""What the chains say of it."""


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
    return tuple(verify_case(case, keys, checkpoints) for case in Case.objects.order_by("slug"))


def verify_case(case: Case, keys: KeyFile, kept: tuple[Checkpoint, ...] = ()) -> CaseVerdict:
    """The same of one case."""
    head = bytes(case.head)
    shredded: list[str] = []
    audiences = {row.id: row for row in AudienceRow.objects.filter(case=case).order_by("key")}
    keys_of = {row.id: row.key for row in audiences.values()}
    chains = 1 + len(audiences)
    try:
        whole = ChainWalk(case.id, (c for c in kept if c.chain == case.id))
        parts = {one: ChainWalk(one, (c for c in kept if c.chain == one)) for one in audiences}
        files = SealedFile.objects.filter(entry__case=case)
        with_file = set(files.values_list("entry_id", flat=True))
        for batch in _batches(case):
            found = keys.fetch(row[0] for row in batch)
            for row in batch:
                hashed, chained = row[: len(_HASHED)], row[len(_HASHED) :]
                entry, sealed, attached = hashed[0], hashed[-2], hashed[-1]
                key = found.get(entry)
                if key is not None:
                    unseal(bytes(sealed), key, entry)
                if entry in with_file:
                    _check_file(case, entry, attached, key)
                elif attached is not None:
                    raise TamperedError(
                        say("the file of entry {entry} is missing", entry=entry),
                        where=f"chain {case.id}",
                    )
                if key is None:
                    shredded.append(entry)
                digest, position, link, audience, part_position, part_link = chained
                here = digest_of_columns(keys_of.get(audience, ""), *hashed)
                if audience not in keys_of or here != bytes(digest):
                    raise TamperedError(
                        say("entry {row} is not what was written", row=entry),
                        where=f"chain {case.id}",
                    )
                whole.go_on(entry, position, here, bytes(link))
                parts[audience].go_on(entry, part_position, here, bytes(part_link))
        length = whole.end(Checkpoint(case.id, case.length, head))
        for one in audiences.values():
            parts[one.id].end(Checkpoint(one.id, one.length, bytes(one.head)))
        check_access(case, keys)
        check_shredded(case, shredded)
    except GoodOfficesError as fault:
        return CaseVerdict(case.slug, case.length, chains, len(shredded), head.hex(), str(fault))
    return CaseVerdict(case.slug, length, chains, len(shredded), head.hex())


def _batches(case: Case) -> Iterator[list[tuple[Any, ...]]]:
    """The columns of the entries in the order in which they were written."""
    rows = Entry.objects.filter(case=case).order_by("whole_position")
    columns = rows.values_list(*_HASHED, *_CHAINED).iterator(chunk_size=_BATCH)
    while batch := list(islice(columns, _BATCH)):
        yield batch


def _check_file(case: Case, entry: str, attached: Any, key: bytes | None) -> None:
    """That the file of an entry is as it was written; one at a time, for they are large."""
    sealed = bytes(SealedFile.objects.get(entry=entry).sealed)
    if attached is None or hashlib.sha256(sealed).digest() != bytes(attached):
        raise TamperedError(
            say("the file of entry {entry} is not what was written", entry=entry),
            where=f"chain {case.id}",
        )
    if key is not None:
        unseal(sealed, key, file_of(entry))
