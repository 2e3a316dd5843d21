"""Blind bids: rounds of commitments and reveals on one number or a few (TK 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.talks.bids.commitment import Bid

__all__ = ["Bidding", "Committed", "Direction", "Phase", "Revealed", "Rule", "Terms"]

MOST_ROUNDS = 20
MOST_MINUTES = 90 * 24 * 60


class Phase(StrEnum):
    COMMITTING = "committing"
    REVEALING = "revealing"
    OVERLAP = "overlap"
    NO_OVERLAP = "no overlap"
    ENDED = "ended"


class Direction(StrEnum):
    """Whether a party's bid is the most or the least that it would take."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"


class Rule(StrEnum):
    """Which number of the overlap is agreed; fixed before the first bid."""

    MIDPOINT = "midpoint"
    LOWEST = "lowest"
    HIGHEST = "highest"


@dataclass(frozen=True, slots=True)
class Terms:
    """What all parties agreed before bidding.

    `numbers` are what is bid on (rent, term …); `sides[k]` belongs to `parties[k]`. Once all have
    committed themselves they have `reveal_minutes` to reveal.
    """

    case: str
    bidding: str
    numbers: tuple[str, ...]
    parties: tuple[str, ...]
    sides: tuple[Direction, ...]
    rule: Rule = Rule.MIDPOINT
    rounds: int = 3
    reveal_minutes: int = 24 * 60

    def __post_init__(self) -> None:
        if not self.numbers or len(set(self.numbers)) < len(self.numbers):
            raise InputError(say("the numbers bid on are named, each once"), where="numbers")
        if len(set(self.parties)) < len(self.parties) or len(self.sides) != len(self.parties):
            raise InputError(say("each party is named once and has one side"), where="parties")
        if set(self.sides) != set(Direction):
            raise InputError(
                say("there is nobody to meet"),
                where="sides",
                remedy=say(
                    "One party at least bids the most, and one the least, that it would take"
                ),
            )
        if not 1 <= self.rounds <= MOST_ROUNDS:
            raise InputError(
                say("there are 1 to {most_rounds} rounds", most_rounds=MOST_ROUNDS), where="rounds"
            )
        if not 1 <= self.reveal_minutes <= MOST_MINUTES:
            raise InputError(
                say(
                    "there are 1 to {most_minutes} minutes to reveal",
                    most_minutes=f"{MOST_MINUTES:,}",
                ),
                where="reveal_minutes",
            )


@dataclass(frozen=True, slots=True)
class Committed:
    party: str
    commitment: str


@dataclass(frozen=True, slots=True)
class Revealed:
    party: str
    bid: Bid


@dataclass(frozen=True, slots=True)
class Bidding:
    """`until`: the deadline of the phase now running. `agreed`: the numbers, if bids overlap."""

    terms: Terms
    until: datetime
    phase: Phase = Phase.COMMITTING
    round: int = 1
    commitments: tuple[Committed, ...] = ()
    reveals: tuple[Revealed, ...] = ()
    agreed: tuple[Decimal, ...] = ()

    def commitment_of(self, party: str) -> str | None:
        return next((c.commitment for c in self.commitments if c.party == party), None)

    def bid_of(self, party: str) -> Bid | None:
        return next((r.bid for r in self.reveals if r.party == party), None)
