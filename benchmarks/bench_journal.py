"""The journal: walking a chain, and sealing and opening texts of a thousand characters."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from figures import Figure, seconds

from goodoffices.journal.chain import ChainEntry, advance, check_chain, origin
from goodoffices.journal.sealing import new_key, seal, unseal

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENTRIES = 100_000
_TEXTS = 10_000


def subject() -> Iterator[Figure]:
    head = origin("case")
    rows = []
    for position in range(_ENTRIES):
        digest = hashlib.sha256(position.to_bytes(8)).digest()
        head = advance(head, digest)
        rows.append(ChainEntry(str(position), position, digest, head.head))
    walked = seconds(lambda: check_chain("case", rows, head), 3)
    yield Figure(f"check a chain of {_ENTRIES:,} entries", walked, 3.0)

    texts = [(f"{n:032x}", new_key(), b"x" * 1000) for n in range(_TEXTS)]
    sealed = [(entry, key, seal(plain, key, entry)) for entry, key, plain in texts]
    sealing = seconds(lambda: [seal(plain, key, entry) for entry, key, plain in texts], 3)
    yield Figure(f"seal {_TEXTS:,} texts", sealing)
    opening = seconds(lambda: [unseal(body, key, entry) for entry, key, body in sealed], 3)
    yield Figure(f"open {_TEXTS:,} texts", opening)
