"""How often somebody may guess: 5 times in 5 minutes an account, 30 times a minute an address.

A guess is written down before it is tried and struck out if it was right, and guesses are counted
one after the other, so that many who come at once, to several workers, do not get one guess more.
Names that exist and names that do not are counted alike; an address that guesses too often locks
itself out, an account that is guessed at is closed to guesses for a while, and nobody else is held
up.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from goodoffices.store.locks import one_at_a_time
from goodoffices.store.models import Attempt

if TYPE_CHECKING:
    from datetime import datetime

    from goodoffices.service.world import World

__all__ = ["begin", "succeeded", "too_often"]

_ACCOUNT = ("account", 5, timedelta(minutes=5))
_ADDRESS = ("address", 30, timedelta(minutes=1))


def begin(world: World, account: str, address: str) -> tuple[int, ...] | None:
    """Write the guess down; None if there were too many. Give the answer to `succeeded`."""
    with one_at_a_time("attempts"):
        return _counted(world.clock(), account, address)


def _counted(now: datetime, account: str, address: str) -> tuple[int, ...] | None:
    Attempt.objects.filter(at__lt=now - max(_ACCOUNT[2], _ADDRESS[2])).delete()
    noted: list[int] = []
    for (kind, most, within), value in ((_ACCOUNT, account.casefold()), (_ADDRESS, address)):
        counted = hashlib.sha256(f"{kind} {value}".encode()).hexdigest()
        mine = Attempt.objects.create(counted=counted, at=now)
        noted.append(mine.pk)
        if Attempt.objects.filter(counted=counted, at__gt=now - within).count() > most:
            Attempt.objects.filter(pk__in=noted).delete()
            return None
    return tuple(noted)


def succeeded(noted: tuple[int, ...]) -> None:
    """Strike a guess out that was right."""
    Attempt.objects.filter(pk__in=noted).delete()


def too_often(world: World, what: str, most: int, within: timedelta) -> bool:
    """Count one more of something else that is limited; whether it is one too many.

    `within` is no longer than that of guesses: what is older is no longer counted.
    """
    now = world.clock()
    counted = hashlib.sha256(what.encode()).hexdigest()
    with one_at_a_time("attempts"):
        if Attempt.objects.filter(counted=counted, at__gt=now - within).count() >= most:
            return True
        Attempt.objects.create(counted=counted, at=now)
        return False
