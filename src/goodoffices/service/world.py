"""What use cases need of the world: the clock, the source of ids, the keys."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from goodoffices.journal.keyfile import KeyFile

__all__ = ["World", "random_id", "utc_now"]


def random_id() -> str:
    """128 random bits as 32 hexadecimal digits."""
    return secrets.token_hex(16)


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class World:
    keys: KeyFile
    clock: Callable[[], datetime] = utc_now
    new_id: Callable[[], str] = random_id
