"""Accounts: who says what of an act, through whom, when, and how far it is to be trusted.

An act has no content of its own. Each account carries its content (kind, who, whom, when,
where, through what, words) and the chain through which it came. Accounts never change: a
correction is a new account that names the one it supersedes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goodoffices.errors import InputError
from goodoffices.record.dates import RecordDate
from goodoffices.record.texts import Direction, Parallel, Words, authoritative, check_parallels
from goodoffices.record.vocabulary import ActKind, Role
from goodoffices.saying import say

__all__ = [
    "Account",
    "Carrier",
    "Direction",
    "Grade",
    "Link",
    "LinkKind",
    "Mention",
    "Parallel",
    "Quote",
    "Span",
    "Stance",
    "Term",
    "Words",
]


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or some body as an account names them; `state` is the side they act for."""

    name: str
    role: Role = Role.OTHER
    state: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InputError(
                say("a person or body has no name"), remedy=say("leave it out instead")
            )

    @property
    def side(self) -> str:
        """The state or body they act for, or their own name."""
        return self.state or self.name


@dataclass(frozen=True, slots=True)
class Carrier:
    """One link of the chain of attribution, from the outermost carrier to the speaker."""

    name: str
    medium: str = ""
    anonymous: bool = False
    role: Role = Role.OTHER
    state: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.medium})" if self.medium else self.name


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of Unicode characters in the text of a report."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise InputError(
                say("the span {start} to {end} is not a range", start=self.start, end=self.end)
            )


class Quote(StrEnum):
    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Stance(StrEnum):
    """What the account does to the act it tells of."""

    TELLS = "tells"
    CONFIRMS = "confirms"
    DENIES = "denies"
    READING = "reading"
    """The team's own reading; it decides the act's kind and title for those who may see it."""


@dataclass(frozen=True, slots=True)
class Grade:
    """Admiralty code: reliability of the source A to F, credibility of the account 1 to 6."""

    reliability: str
    credibility: int

    def __post_init__(self) -> None:
        if self.reliability not in set("ABCDEF") or not 1 <= self.credibility <= 6:  # noqa: PLR2004 (the code has six steps)
            raise InputError(
                say(
                    "'{reliability}{credibility}' is no Admiralty grade",
                    reliability=self.reliability,
                    credibility=self.credibility,
                ),
                remedy=say("use A to F and 1 to 6, as in B2"),
            )

    def __str__(self) -> str:
        return f"{self.reliability}{self.credibility}"


class LinkKind(StrEnum):
    ANSWERS = "answers"
    WITHDRAWS = "withdraws"
    FOLLOWS = "follows"
    CORRECTS = "corrects"
    CONTRADICTS = "contradicts"
    BEARS_ON = "bears_on"
    """What the account says of who took the initiative holds there too."""
    BRIEFS_BEFORE = "briefs_before"
    BRIEFS_AFTER = "briefs_after"


@dataclass(frozen=True, slots=True)
class Link:
    kind: LinkKind
    act: str


@dataclass(frozen=True, slots=True)
class Term:
    """One issue of a package that is put forward, by its id in the model, and the value for it."""

    issue: str
    value: str

    def __post_init__(self) -> None:
        if not self.issue.strip() or not self.value.strip():
            raise InputError(
                say("a term names an issue and its value"), remedy=say("Write issue: value")
            )


@dataclass(frozen=True, slots=True)
class Account:
    """One telling of one act. Fields left at None or empty are not known, never 'no'."""

    kind: ActKind
    claim: Words
    also: tuple[ActKind, ...] = ()
    stance: Stance = Stance.TELLS
    title: str = ""
    actors: tuple[Mention, ...] = ()
    targets: tuple[Mention, ...] = ()
    mediator: str | None = None
    venue: str | None = None
    channel: str | None = None
    issue: str | None = None
    addressee: str | None = None
    initiator: Mention | None = None
    outcome: str | None = None
    number: str | None = None
    planned: bool = False
    hedged: bool = False
    happened: RecordDate | None = None
    said: RecordDate | None = None
    reported: RecordDate | None = None
    expires: RecordDate | None = None
    chain: tuple[Carrier, ...] = ()
    reporter: str = ""
    quote: Quote = Quote.INDIRECT
    grade: Grade | None = None
    links: tuple[Link, ...] = ()
    source: str | None = None
    spans: tuple[Span, ...] = ()
    terms: tuple[Term, ...] = ()
    """The package that a proposal puts forward; what it leaves open is not named."""
    parallels: tuple[Parallel, ...] = ()
    """The claim in other languages; the claim itself is authoritative unless one is marked."""

    def __post_init__(self) -> None:
        check_parallels(self.parallels)
        if self.spans and self.source is None:
            raise InputError(
                say("an account with spans names the report they lie in"), where="source"
            )

    @property
    def authoritative(self) -> Words:
        """The text that binds, among the claim and those parallel to it."""
        return authoritative(self.claim, self.parallels)

    @property
    def speaker(self) -> Carrier | None:
        return self.chain[-1] if self.chain else None

    @property
    def anonymous(self) -> bool:
        return any(carrier.anonymous for carrier in self.chain)

    @property
    def attribution(self) -> str:
        """The chain in words, innermost first: `the ambassador, through The New York Times`."""
        if not self.chain:
            return self.reporter or ""
        inner, *outer = (str(carrier) for carrier in reversed(self.chain))
        told = inner
        for carrier in outer:
            told = say("{source}, through {carrier}", source=told, carrier=carrier)
        return told
