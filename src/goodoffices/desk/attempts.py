"""How often a password may be guessed: 5 times in 5 minutes a name, 30 times a minute an address.

Counted in the database, so that all workers share the counts. Failures alone are counted, for
names that exist and names that do not alike.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.cache import caches
from django.db import transaction

from goodoffices.desk.wiring import world

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["note_failure", "too_many_failures"]

_NAME = (5, 300)
_ADDRESS = (30, 60)
"""How many, in how many seconds."""


def too_many_failures(name: str, address: str) -> bool:
    return any(len(_recent(key, within)) >= most for key, most, within in _counts(name, address))


@transaction.atomic
def note_failure(name: str, address: str) -> None:
    now = world().clock().timestamp()
    for key, most, within in _counts(name, address):
        caches["shared"].set(key, [*_recent(key, within), now][-most:], timeout=within)


def _counts(name: str, address: str) -> Iterator[tuple[str, int, int]]:
    yield _key("name", name.casefold()), *_NAME
    yield _key("address", address), *_ADDRESS


def _key(kind: str, value: str) -> str:
    return f"failed-{kind}-{hashlib.sha256(value.encode()).hexdigest()}"


def _recent(key: str, within: int) -> list[float]:
    oldest = world().clock().timestamp() - within
    kept: list[float] = caches["shared"].get(key, [])
    return [instant for instant in kept if instant > oldest]
