"""What can happen to a bidding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.talks.bids.commitment import Bid

__all__ = ["EVENTS", "Again", "Commit", "End", "Event", "Expire", "Reveal"]

_COMMITMENT = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class Commit:
    """A party binds itself to a bid without showing it."""

    name: ClassVar[str] = "commit"
    commitment: str

    def __post_init__(self) -> None:
        if not _COMMITMENT.match(self.commitment):
            raise InputError(say("a commitment is 64 hexadecimal digits"), where="commitment")


@dataclass(frozen=True, slots=True)
class Reveal:
    name: ClassVar[str] = "reveal"
    bid: Bid


@dataclass(frozen=True, slots=True)
class Expire:
    """The deadline of the phase passed while something was missing."""

    name: ClassVar[str] = "expire"


@dataclass(frozen=True, slots=True)
class Again:
    """The mediator opens the next round."""

    name: ClassVar[str] = "again"
    until: datetime


@dataclass(frozen=True, slots=True)
class End:
    name: ClassVar[str] = "end"


Event = Commit | Reveal | Expire | Again | End
EVENTS: dict[str, type[Event]] = {kind.name: kind for kind in (Commit, Reveal, Expire, Again, End)}
