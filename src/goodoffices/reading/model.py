"""What goes into the reader and what comes out: `goodoffices-drafts/1`, as frozen values.

Offsets count Unicode characters of the report's text, end exclusive. Unknown values are None.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from goodoffices.errors import InputError
from goodoffices.record.vocabulary import ActKind, Role
from goodoffices.saying import say

FORMAT = "goodoffices-drafts/1"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InputError(
                say(
                    "a span must have a length, not {start} to {end}",
                    start=self.start,
                    end=self.end,
                )
            )

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def shared(self, other: Span) -> int:
        """How many characters both have."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def to_dict(self) -> dict[str, int]:
        return {"start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Report:
    """A report's text, the day it was published if known, its BCP 47 language and its origin."""

    text: str
    published: dt.date | None = None
    language: str = "en"
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who acts, is acted upon or speaks, as far as the report tells."""

    name: str
    role: Role = Role.OTHER
    state: str | None = None

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InputError(say("a party of a draft needs a name"))

    def to_dict(self) -> dict[str, str | None]:
        return {"name": self.name, "role": self.role.value, "state": self.state}


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch of the text that is not the body of the report, and what it is."""

    span: Span
    kind: str

    def to_dict(self) -> dict[str, int | str]:
        return {**self.span.to_dict(), "kind": self.kind}


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed entry of the record: an act or a statement, with the words it rests on."""

    claim: tuple[Span, ...]
    act: ActKind
    also: tuple[ActKind, ...] = ()
    actor: tuple[Party, ...] = ()
    target: tuple[Party, ...] = ()
    mediator: str | None = None
    venue: str | None = None
    addressee: str | None = None
    planned: bool = False
    hedged: bool = False
    date: str | None = None
    date_text: str | None = None
    date_of: str | None = None
    quote: str = "indirect"
    direct_quote: bool = False
    speaker: Party | None = None
    attribution: tuple[str, ...] = ()
    anonymous: bool = False
    contested: bool = False
    sure: bool = True
    because: Mapping[str, str] = field(default_factory=dict)
    initiator: Party | None = None
    group: int = 0
    bears_on: tuple[int, ...] = ()
    links: tuple[tuple[str, int], ...] = ()
    """What it does to the act of another group: `answers`, `briefs_before`, `briefs_after`."""
    channel: str | None = None
    number: str | None = None
    outcome: str | None = None

    def __post_init__(self) -> None:
        if not self.claim:
            raise InputError(say("a draft needs the words it rests on"))

    @property
    def id(self) -> str:
        """Stable within the report: made from the spans and the act alone."""
        spans = ",".join(f"{span.start}-{span.end}" for span in self.claim)
        return hashlib.sha256(f"{spans} {self.act.value}".encode()).hexdigest()[:16]

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "claim": [span.to_dict() for span in self.claim],
            "act": self.act.value,
            "also": [act.value for act in self.also],
            "cameo": self.act.cameo,
            "plover": self.act.plover,
            "actor": [party.to_dict() for party in self.actor],
            "target": [party.to_dict() for party in self.target],
            "mediator": self.mediator,
            "venue": self.venue,
            "addressee": self.addressee,
            "planned": self.planned,
            "hedged": self.hedged,
            "date": self.date,
            "date_text": self.date_text,
            "date_of": self.date_of,
            "quote": self.quote,
            "direct_quote": self.direct_quote,
            "speaker": self.speaker.to_dict() if self.speaker else None,
            "attribution": list(self.attribution),
            "anonymous": self.anonymous,
            "contested": self.contested,
            "sure": self.sure,
            "because": dict(self.because),
            "initiator": self.initiator.to_dict() if self.initiator else None,
            "group": self.group,
            "bears_on": list(self.bears_on),
            "links": [{"kind": kind, "group": group} for kind, group in self.links],
            "channel": self.channel,
            "number": self.number,
            "outcome": self.outcome,
        }


@dataclass(frozen=True, slots=True)
class Drafts:
    """All that one reading of a report proposes."""

    drafts: tuple[Draft, ...]
    furniture: tuple[Furniture, ...]
    reference_date: dt.date | None
    language: str
    text_sha256: str

    def to_dict(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "reference_date": self.reference_date.isoformat() if self.reference_date else None,
            "language": self.language,
            "text_sha256": self.text_sha256,
            "drafts": [draft.to_dict() for draft in self.drafts],
            "furniture": [part.to_dict() for part in self.furniture],
        }
