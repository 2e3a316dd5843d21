"""A session of the talks: round, venue, agenda, who takes part, what each has confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from goodoffices.errors import InputError
from goodoffices.record.audiences import Audience
from goodoffices.saying import say

__all__ = ["Confirmed", "Delegation", "Minute", "Part", "Phase", "Plan", "Session"]


class Phase(StrEnum):
    PLANNED = "planned"
    INVITED = "invited"
    OPEN = "open"
    ADJOURNED = "adjourned"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Part(StrEnum):
    """What a delegation can confirm, each by itself."""

    ATTENDANCE = "attendance"
    AGENDA = "agenda"
    VENUE = "venue"


@dataclass(frozen=True, slots=True)
class Plan:
    """What the invitation says. `venue` is empty for a session online."""

    round: int
    begins: datetime
    parties: tuple[str, ...]
    agenda: tuple[str, ...] = ()
    venue: str = ""
    online: str = ""

    def __post_init__(self) -> None:
        if self.round < 1:
            raise InputError(say("rounds are counted from 1"), where="round")
        if not self.parties:
            raise InputError(
                say("nobody takes part"), where="parties", remedy=say("Name one party at least")
            )
        if len(set(self.parties)) < len(self.parties):
            raise InputError(say("a party is named twice"), where="parties")
        if any(not point.strip() for point in self.agenda):
            raise InputError(say("a point of the agenda has no words"), where="agenda")
        if self.venue and self.online:
            raise InputError(
                say("a session has a venue or is online"),
                where="venue",
                remedy=say("Plan two sessions, or say in the agenda who joins from afar"),
            )


@dataclass(frozen=True, slots=True)
class Confirmed:
    party: str
    part: Part


@dataclass(frozen=True, slots=True)
class Delegation:
    """Who comes for a party, as the party itself names them."""

    party: str
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.names or any(not name.strip() for name in self.names):
            raise InputError(say("a delegation has a name for each of its people"), where="names")


@dataclass(frozen=True, slots=True)
class Minute:
    """What was said and settled, as the mediator tells it to an audience."""

    words: str
    audience: Audience

    def __post_init__(self) -> None:
        if not self.words.strip():
            raise InputError(
                say("there are no words"), where="words", remedy=say("Say what you mean")
            )


@dataclass(frozen=True, slots=True)
class Session:
    """`told` are the parties that the invitation now standing went to."""

    plan: Plan
    phase: Phase = Phase.PLANNED
    told: tuple[str, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()
    declined: tuple[str, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    minutes: tuple[Minute, ...] = ()

    def has_confirmed(self, party: str, part: Part) -> bool:
        return Confirmed(party, part) in self.confirmed

    @property
    def all_attend(self) -> bool:
        return all(self.has_confirmed(party, Part.ATTENDANCE) for party in self.plan.parties)
