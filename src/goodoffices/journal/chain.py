"""Hash chains: each link covers its predecessor, so that no entry can change unseen.

    link(0)   = SHA-256("goodoffices-chain/1" || 0 || name of the chain)
    link(n+1) = SHA-256("goodoffices-chain/1" || 1 || link(n) || n || digest of entry n)

A case has one chain of the whole and one per audience, so that a party's copy does not number
the entries of others. Truncation at the end is found only by one who kept a checkpoint.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.errors import TamperedError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ChainEntry", "ChainWalk", "Checkpoint", "advance", "check_chain", "origin"]

_DOMAIN = b"goodoffices-chain/1"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a chain at a moment: what a reader may keep elsewhere."""

    chain: str
    length: int
    head: bytes


@dataclass(frozen=True, slots=True)
class ChainEntry:
    """An entry as stored: its place, the digest of what it says, and the link it claims."""

    id: str
    position: int
    digest: bytes
    link: bytes


def origin(chain: str) -> Checkpoint:
    return Checkpoint(chain, 0, hashlib.sha256(_DOMAIN + b"\x00" + chain.encode()).digest())


def advance(head: Checkpoint, entry_digest: bytes) -> Checkpoint:
    """Return the head after one more entry."""
    body = _DOMAIN + b"\x01" + head.head + head.length.to_bytes(8) + entry_digest
    return Checkpoint(head.chain, head.length + 1, hashlib.sha256(body).digest())


def check_chain(
    chain: str,
    entries: Iterable[ChainEntry],
    head: Checkpoint,
    kept: Iterable[Checkpoint] = (),
) -> int:
    """Walk the chain and return its length; raise TamperedError at the first thing amiss.

    `entries` come in order of position; `head` is what the store says now; `kept` are
    checkpoints from elsewhere. Linear, one hash an entry.
    """
    walk = ChainWalk(chain, kept)
    for entry in entries:
        walk.take(entry)
    return walk.end(head)


class ChainWalk:
    """A chain that is checked entry by entry, so that several are walked at once."""

    def __init__(self, chain: str, kept: Iterable[Checkpoint] = ()) -> None:
        self._here = origin(chain)
        self._kept: dict[int, set[bytes]] = defaultdict(set)
        for checkpoint in kept:
            self._kept[checkpoint.length].add(checkpoint.head)
        self._check_kept()

    def take(self, entry: ChainEntry) -> None:
        """Go on by the next entry; TamperedError if it is not the one that was written next."""
        here = self._here
        if entry.position != here.length:
            raise self._amiss(f"entry {here.length} is missing or out of order")
        self._here = advance(here, entry.digest)
        if self._here.head != entry.link:
            raise self._amiss(f"entry {entry.id} is not what was written")
        self._check_kept()

    def end(self, head: Checkpoint) -> int:
        """The length of the chain; TamperedError if it does not end as the store says."""
        here = self._here
        if here.length != head.length:
            raise self._amiss(f"{here.length} entries are there, {head.length} were written")
        if here != head:
            raise self._amiss("the head is not that of the entries")
        known = max(self._kept, default=0)
        if known > here.length:
            raise self._amiss(f"{here.length} entries are there, a checkpoint knows {known}")
        return here.length

    def _check_kept(self) -> None:
        here = self._here
        if here.length in self._kept and self._kept[here.length] != {here.head}:
            raise self._amiss(f"the first {here.length} entries are not those of the checkpoint")

    def _amiss(self, what: str) -> TamperedError:
        return TamperedError(what, where=f"chain {self._here.chain}")
