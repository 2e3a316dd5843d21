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
    link = _next_link(head.head, head.length, entry_digest)
    return Checkpoint(head.chain, head.length + 1, link)


def _next_link(link: bytes, position: int, entry_digest: bytes) -> bytes:
    body = _DOMAIN + b"\x01" + link + position.to_bytes(8) + entry_digest
    return hashlib.sha256(body).digest()


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
        self._chain = chain
        self._length, self._head = 0, origin(chain).head
        self._kept: dict[int, set[bytes]] = defaultdict(set)
        for checkpoint in kept:
            self._kept[checkpoint.length].add(checkpoint.head)
        self._check_kept()

    def take(self, entry: ChainEntry) -> None:
        """Go on by the next entry; TamperedError if it is not the one that was written next."""
        self.go_on(entry.id, entry.position, entry.digest, entry.link)

    def go_on(self, identity: str, position: int, entry_digest: bytes, link: bytes) -> None:
        """The same, of an entry whose parts are at hand."""
        if position != self._length:
            raise self._amiss(f"entry {self._length} is missing or out of order")
        self._head = _next_link(self._head, position, entry_digest)
        self._length += 1
        if self._head != link:
            raise self._amiss(f"entry {identity} is not what was written")
        if self._length in self._kept:
            self._check_kept()

    def end(self, head: Checkpoint) -> int:
        """The length of the chain; TamperedError if it does not end as the store says."""
        here = Checkpoint(self._chain, self._length, self._head)
        if here.length != head.length:
            raise self._amiss(f"{here.length} entries are there, {head.length} were written")
        if here != head:
            raise self._amiss("the head is not that of the entries")
        known = max(self._kept, default=0)
        if known > here.length:
            raise self._amiss(f"{here.length} entries are there, a checkpoint knows {known}")
        return here.length

    def _check_kept(self) -> None:
        if self._length in self._kept and self._kept[self._length] != {self._head}:
            raise self._amiss(f"the first {self._length} entries are not those of the checkpoint")

    def _amiss(self, what: str) -> TamperedError:
        return TamperedError(what, where=f"chain {self._chain}")
