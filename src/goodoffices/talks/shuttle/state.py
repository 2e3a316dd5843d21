"""A proposal between mediator and parties, as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from goodoffices.journal.canonical import digest
from goodoffices.record.codec import to_plain
from goodoffices.talks.shuttle.events import Answer
from goodoffices.talks.shuttle.offer import Announce, Offer

__all__ = ["Exchange", "Given", "Phase", "Proposal"]


class Phase(StrEnum):
    DRAFT = "draft"
    CHECKED = "checked"
    TABLED = "tabled"
    ACCEPTED = "accepted"
    NO_AGREEMENT = "no agreement"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Given:
    """The standing answer of a party."""

    party: str
    answer: Answer
    at: datetime


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and the mediator's reply; between that party and the mediator alone."""

    party: str
    question: Answer
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """`parties` are those of the case, `to` the addressed; `deadline` None until prepared."""

    offer: Offer
    parties: tuple[str, ...]
    phase: Phase = Phase.DRAFT
    to: tuple[str, ...] = ()
    deadline: datetime | None = None
    announce: Announce = Announce.OUTCOME_ONLY
    conveyed: bool = False
    answers: tuple[Given, ...] = ()
    exchanges: tuple[Exchange, ...] = ()

    @property
    def check(self) -> str:
        """Fingerprint of what is conveyed to whom; the second confirmation repeats it."""
        deadline = self.deadline.isoformat() if self.deadline else ""
        shown = [to_plain(self.offer), list(self.to), deadline, str(self.announce)]
        return digest(shown).hex()

    @property
    def open(self) -> bool:
        """Whether answers are still hidden, from everybody but who gave them."""
        return self.phase is Phase.TABLED

    def answer_of(self, party: str) -> Answer | None:
        return next((given.answer for given in self.answers if given.party == party), None)

    def awaits_reply(self, party: str) -> bool:
        return any(e.party == party and not e.reply for e in self.exchanges)
