"""What can happen to a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.talks.shuttle.offer import Announce, Offer
from goodoffices.talks.wording import Choice, check_choices

__all__ = [
    "EVENTS",
    "Amend",
    "Answer",
    "AnswerKind",
    "Convey",
    "Event",
    "Lapse",
    "Prepare",
    "Reply",
    "Withdraw",
]


class AnswerKind(StrEnum):
    YES = "yes"
    NO = "no"
    YES_IF = "yes_if"
    COUNTER = "counter"
    QUESTION = "question"


_WITH_WORDS = frozenset({AnswerKind.YES_IF, AnswerKind.COUNTER, AnswerKind.QUESTION})


@dataclass(frozen=True, slots=True)
class Amend:
    """The mediator changes what is proposed; whatever was confirmed before falls."""

    name: ClassVar[str] = "amend"
    offer: Offer


@dataclass(frozen=True, slots=True)
class Prepare:
    """The first confirmation: to whom, until when, and what will be announced."""

    name: ClassVar[str] = "prepare"
    to: tuple[str, ...]
    deadline: datetime
    announce: Announce = Announce.OUTCOME_ONLY

    def __post_init__(self) -> None:
        if not self.to:
            raise InputError(
                say("nobody is addressed"), where="to", remedy=say("Choose one party at least")
            )
        if len(set(self.to)) < len(self.to):
            raise InputError(say("a party is addressed twice"), where="to")


@dataclass(frozen=True, slots=True)
class Convey:
    """The second confirmation: `check` is the fingerprint of what the first one showed."""

    name: ClassVar[str] = "convey"
    check: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A party's answer. A question leaves it open; a counter-proposal is no acceptance."""

    name: ClassVar[str] = "answer"
    kind: AnswerKind
    words: str = ""
    package: tuple[Choice, ...] = ()

    def __post_init__(self) -> None:
        check_choices(self.package)
        if self.kind in _WITH_WORDS and not (self.words.strip() or self.package):
            raise InputError(
                say("an answer '{kind}' needs words", kind=self.kind),
                where="words",
                remedy=say("Say what or which"),
            )
        if self.kind is AnswerKind.YES and (self.words.strip() or self.package):
            raise InputError(
                say("a yes carries no words"),
                where="words",
                remedy=say("Choose 'yes if' for a condition"),
            )


@dataclass(frozen=True, slots=True)
class Reply:
    """The mediator replies to a party's question, in that party's room."""

    name: ClassVar[str] = "reply"
    party: str
    words: str

    def __post_init__(self) -> None:
        if not self.words.strip():
            raise InputError(say("the reply has no words"), where="words")


@dataclass(frozen=True, slots=True)
class Withdraw:
    name: ClassVar[str] = "withdraw"


@dataclass(frozen=True, slots=True)
class Lapse:
    """The deadline passed while some had not answered."""

    name: ClassVar[str] = "lapse"


Event = Amend | Prepare | Convey | Answer | Reply | Withdraw | Lapse
EVENTS: dict[str, type[Event]] = {
    kind.name: kind for kind in (Amend, Prepare, Convey, Answer, Reply, Withdraw, Lapse)
}
