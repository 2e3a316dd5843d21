"""An agreement as data: terms, each with where it came from (AG 1)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goodoffices.agreement.obligations import Obligation
from goodoffices.errors import InputError
from goodoffices.journal.canonical import digest
from goodoffices.record.codec import to_plain
from goodoffices.saying import say
from goodoffices.talks.wording import Choice, Wording, check_choices

__all__ = ["Agreement", "Origin", "Source", "Term"]


class Source(StrEnum):
    PROPOSAL = "proposal"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a term came from: a proposal, or a clause of a text, and what it said then."""

    source: Source
    id: str
    clause: str = ""
    check: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    id: str
    wordings: tuple[Wording, ...]
    origin: Origin
    package: tuple[Choice, ...] = ()
    title: str = ""

    def __post_init__(self) -> None:
        if not self.wordings:
            raise InputError(say("a term has no words"), where=f"term {self.id}")
        check_choices(self.package, f"term {self.id}")


@dataclass(frozen=True, slots=True)
class Agreement:
    title: str
    parties: tuple[str, ...]
    terms: tuple[Term, ...]
    obligations: tuple[Obligation, ...] = ()
    authoritative: str = "en"

    def __post_init__(self) -> None:
        if not self.terms:
            raise InputError(say("there is nothing agreed yet"), where="terms")
        ids = [term.id for term in self.terms]
        if len(set(ids)) < len(ids):
            raise InputError(say("two terms have one id"), where="terms")
        owed = [one.id for one in self.obligations]
        if len(set(owed)) < len(owed):
            raise InputError(say("two obligations have one id"), where="obligations")
        for one in self.obligations:
            if one.term not in ids:
                raise InputError(
                    say("the obligation rests on no term '{term}'", term=one.term),
                    where=f"obligation {one.id}",
                    remedy=say("Terms: {ids}", ids=", ".join(ids)),
                )
        self.package()

    def package(self) -> tuple[Choice, ...]:
        """What the terms settle together; InputError if two settle one issue apart."""
        every = tuple(dict.fromkeys(choice for term in self.terms for choice in term.package))
        check_choices(every, "terms")
        return every

    @property
    def check(self) -> str:
        """Fingerprint of the whole agreement."""
        return digest(to_plain(self)).hex()
