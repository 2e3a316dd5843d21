"""A brief as a frozen value: sections of blocks, blocks of runs, each claim with its references.

What an entry of the record is called in the brief is its number in the chronology; its accounts
are lettered (12a, 12b), reports are S1, S2 and so on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from goodoffices.charts.chart import Chart
from goodoffices.errors import InputError
from goodoffices.record.accounts import Direction, Words
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "CITED",
    "Block",
    "Brief",
    "Bullets",
    "Cite",
    "Entry",
    "Figure",
    "Grid",
    "Length",
    "Paragraph",
    "Quoted",
    "Ref",
    "RefKind",
    "Run",
    "Runs",
    "Section",
    "SourceEntry",
    "Subheading",
    "Telling",
    "Text",
    "number_of",
]


CITED = "cited"
"""The section of a single page that says who stands behind each number on it."""


class Length(StrEnum):
    """How much of it: a page to take into the meeting, or all."""

    PAGE = "page"
    FULL = "full"


class RefKind(StrEnum):
    ACT = "act"
    ACCOUNT = "account"
    REPORT = "report"
    COMPUTATION = "computation"
    """A model of the case, by its kind: conflict or negotiation."""


@dataclass(frozen=True, slots=True)
class Ref:
    kind: RefKind
    id: str


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """Somebody else's words, in their own language and direction, in quotation marks."""

    words: Words


@dataclass(frozen=True, slots=True)
class Cite:
    """What the words before it rest on."""

    refs: tuple[Ref, ...]


Run = Text | Quoted | Cite
Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True, slots=True)
class Subheading:
    runs: Runs


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `caption` says what it shows, and every row has a cell for each column."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise InputError(say("a row of the table does not fit its columns"), where=self.caption)


@dataclass(frozen=True, slots=True)
class Figure:
    chart: Chart


Block = Paragraph | Subheading | Bullets | Grid | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """`id` names it in links; it is the same in every brief."""

    id: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """One account of an entry: its words, who says it through whom, and the particulars."""

    account: str
    label: str
    words: Words
    attribution: str
    particulars: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One act of the record with all its accounts, as the appendix lists it."""

    act: str
    label: str
    kind: str
    title: str
    when: str
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class SourceEntry:
    report: str
    label: str
    title: str
    particulars: str


@dataclass(frozen=True, slots=True)
class Brief:
    title: str
    language: str
    direction: Direction
    reader: str
    audience: str
    as_of: date
    sections: tuple[Section, ...]
    entries: tuple[Entry, ...]
    sources: tuple[SourceEntry, ...]
    length: Length = Length.FULL
    is_part: bool = False
    """Whether the record has more acts than it was made from."""

    @property
    def labels(self) -> dict[Ref, str]:
        """What each entry, account and report is called; the only things that may be cited."""
        labels: dict[Ref, str] = {}
        for entry in self.entries:
            labels[Ref(RefKind.ACT, entry.act)] = entry.label
            for telling in entry.tellings:
                labels[Ref(RefKind.ACCOUNT, telling.account)] = telling.label
        for source in self.sources:
            labels[Ref(RefKind.REPORT, source.report)] = source.label
        return labels

    @property
    def listed(self) -> frozenset[str]:
        """The numbers that a single page explains at its foot."""
        labels = self.labels
        cites = (
            run
            for section in self.sections
            if section.id == CITED
            for block in section.blocks
            for run in runs_of(block)
            if isinstance(run, Cite)
        )
        return frozenset(labels[ref] for cite in cites for ref in cite.refs)

    def refs(self) -> Iterator[Ref]:
        """Every reference made anywhere in the sections, in the order of reading."""
        for section in self.sections:
            for block in section.blocks:
                for run in runs_of(block):
                    if isinstance(run, Cite):
                        yield from run.refs


def number_of(label: str) -> str:
    """The number of the entry that an account belongs to: 12 of 12a."""
    return label.rstrip("abcdefghijklmnopqrstuvwxyz")


def runs_of(block: Block) -> Iterator[Run]:
    match block:
        case Paragraph(runs) | Subheading(runs):
            yield from runs
        case Bullets(items):
            for item in items:
                yield from item
        case Grid(rows=rows):
            for row in rows:
                for cell in row:
                    yield from cell
        case Figure():
            return
