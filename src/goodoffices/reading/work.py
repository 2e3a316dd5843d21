"""The state that one step hands to the next: everything read so far, frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from goodoffices.reading.cast import Cast
from goodoffices.reading.gazetteer import Gazetteer
from goodoffices.reading.model import Furniture, Party, Report, Span
from goodoffices.reading.network import Opinion, ReadsSpeech
from goodoffices.reading.quotations import Quotation
from goodoffices.reading.tagger import Tagger
from goodoffices.reading.tree import Tree
from goodoffices.record.vocabulary import ActKind


class Step(Protocol):
    """One stage of reading: takes the state, returns it with something more found out."""

    def __call__(self, work: Work, /) -> Work: ...


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name somebody; `head` is a token of the paragraph's tree, or None."""

    span: Span
    paragraph: int
    head: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A draft in the making."""

    spans: tuple[Span, ...]
    paragraph: int
    told: bool = False
    root: int | None = None
    cue: int | None = None
    cue_lemma: str = ""
    cue_words: str = ""
    frame: str = "that"
    source: Mention | None = None
    carriers: tuple[Mention, ...] = ()
    listener: Mention | None = None
    medium: str | None = None
    from_quotation: bool = False
    inherits: bool = False
    needs_speaker: bool = False
    """Only the network read it: a claim if somebody is found who says it."""
    sure: bool = True
    unnamed: str | None = None
    because: Mapping[str, str] = field(default_factory=dict)
    speaker: Party | None = None
    attribution: tuple[str, ...] = ()
    anonymous: bool = False
    addressee: str | None = None
    anaphoric: bool = False
    doer: Party | None = None
    act: ActKind | None = None
    also: tuple[ActKind, ...] = ()
    act_token: int | None = None
    actor: tuple[Party, ...] = ()
    target: tuple[Party, ...] = ()
    mediator: str | None = None
    venue: str | None = None
    planned: bool = False
    hedged: bool = False
    date: str | None = None
    date_text: str | None = None
    date_of: str | None = None
    dated_saying: bool = False
    contested: bool = False
    quote: str = "indirect"
    direct_quote: bool = False
    initiator: Party | None = None
    group: int = 0
    bears_on: tuple[int, ...] = ()
    links: tuple[tuple[str, int], ...] = ()
    channel: str | None = None
    number: str | None = None
    outcome: str | None = None

    @property
    def start(self) -> int:
        return self.spans[0].start


@dataclass(frozen=True, slots=True)
class Work:
    report: Report
    gazetteer: Gazetteer
    pipeline: Any = None
    tagger: Tagger | None = None
    network: ReadsSpeech | None = None
    reference: dt.date | None = None
    furniture: tuple[Furniture, ...] = ()
    paragraphs: tuple[Span, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    marks: Mapping[int, tuple[Quotation, ...]] = field(default_factory=dict)
    trees: Mapping[int, Tree] = field(default_factory=dict)
    asides: Mapping[int, Tree] = field(default_factory=dict)
    cast: Cast | None = None
    claims: tuple[Claim, ...] = ()
    opinions: Mapping[int, Opinion] = field(default_factory=dict)
    """What the network made of each paragraph it was asked about."""
    given: str = ""
    """The text as it came, where marks of a wiki were blanked in the report's (see `blanks`)."""
