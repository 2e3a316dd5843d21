"""The brief laid out to be printed: a `documents` tree for PDF and Word.

Everything that a statement rests on is in the same file: marks lead to the entries at the end,
drawings say in words what they show, and those with few numbers give them as a table too.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from goodoffices.brief.document import (
    CITED,
    Bullets,
    Cite,
    Grid,
    Length,
    Quoted,
    Ref,
    RefKind,
    Subheading,
    number_of,
)
from goodoffices.brief.document import Figure as BriefFigure
from goodoffices.brief.document import Paragraph as BriefParagraph
from goodoffices.brief.words import day, unquoted
from goodoffices.charts.svg import to_png, to_svg
from goodoffices.documents.document import (
    Document,
    Drawing,
    Heading,
    Items,
    Paragraph,
    Rows,
    Span,
)
from goodoffices.saying import at_its_edges, runs_left_to_right, say, speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from goodoffices.brief.document import Block as BriefBlock
    from goodoffices.brief.document import Brief, Entry, Run, Section, Text
    from goodoffices.charts.chart import Chart
    from goodoffices.documents.document import Block, Spans
    from goodoffices.record.accounts import Words

__all__ = ["printed"]

_COLUMNS, _ROWS = 8, 24
"""Larger tables of numbers are left to the other editions."""


def printed(brief: Brief) -> Document:
    """Lay it out in the language that is spoken now."""
    return _Layout(brief).document()


class _Layout:
    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.labels = brief.labels
        self.sections = {section.id for section in brief.sections}
        self.placed: set[str] = set()
        self.short = brief.length is Length.PAGE
        self.listed, self.listing = brief.listed, False

    def document(self) -> Document:
        brief, now = self.brief, speaker()
        body = [block for section in brief.sections for block in self._section(section)]
        return Document(
            kind=say("Brief"),
            title=Span(brief.title, language=brief.language, direction=brief.direction.value),
            language=now.language,
            direction=now.direction,
            as_of=brief.as_of,
            head=(
                (say("For"), brief.reader),
                (say("State of the record"), day(brief.as_of)),
                (say("Meant for"), brief.audience),
            ),
            foot=brief.reader,
            contents="" if self.short else say("Contents"),
            dense=self.short,
            more=say("There is more in the full brief.") if self.short else "",
            blocks=(*body, *self._entries(), *self._numbers()),
        )

    def _section(self, section: Section) -> Iterator[Block]:
        yield Heading(1, (Span(section.heading),), f"section-{section.id}")
        self.listing = self.short and section.id == CITED
        for block in section.blocks:
            yield self._block(block)

    def _block(self, block: BriefBlock) -> Block:
        match block:
            case BriefParagraph(runs):
                return Paragraph(self._spans(runs))
            case Subheading(runs):
                return Heading(2, self._spans(runs))
            case Bullets(items):
                return Items(tuple(self._spans(item) for item in items))
            case Grid(caption, columns, rows):
                cells = tuple(tuple(self._spans(cell) for cell in row) for row in rows)
                return Rows(caption, columns, cells)
            case BriefFigure(chart):
                return _drawing(chart)

    def _spans(self, runs: Iterable[Run]) -> Spans:
        return tuple(span for run in runs for span in self._run(run))

    def _run(self, run: Run) -> Iterator[Span]:
        if isinstance(run, Quoted):
            yield _quoted(run.words)
        elif isinstance(run, Cite):
            yield from self._marks(run)
        else:
            yield from _words(run)

    def _marks(self, cite: Cite) -> Iterator[Span]:
        """`[12, 14a]`, each leading to its entry; a report is named where it is listed."""
        for number, ref in enumerate(cite.refs):
            yield Span(", " if number else " [", quiet=True)
            if ref.kind is RefKind.COMPUTATION:
                target = "section-assumptions" if "assumptions" in self.sections else ""
                yield Span(say("model"), quiet=True, target=target)
                continue
            label = self.labels[ref]
            if ref.kind is not RefKind.REPORT:
                yield self._mark(label)
            elif label in self.placed:
                yield Span(label, quiet=True, target=f"source-{label}")
            else:
                self.placed.add(label)
                yield Span(label, quiet=True, anchor=f"source-{label}")
        if cite.refs:
            yield Span("]", quiet=True)

    def _mark(self, label: str) -> Span:
        """Leads to its entry; on a single page to the line at the foot that says whose it is."""
        if self.listing:
            return Span(label, quiet=True, anchor=f"entry-{label}")
        place = number_of(label) if self.short else label
        known = not self.short or place in self.listed
        return Span(label, quiet=True, target=f"entry-{place}" if known else "")

    def _entries(self) -> Iterator[Block]:
        if self.short or not self.brief.entries:
            return
        yield Heading(1, (Span(say("Entries")),), "section-entries")
        for entry in self.brief.entries:
            yield from self._entry(entry)

    def _entry(self, entry: Entry) -> Iterator[Block]:
        head = (Span(f"{entry.label}. "), Span(entry.title))
        yield Heading(2, head, f"entry-{entry.label}")
        yield Paragraph((Span(f"{entry.kind}, {entry.when}", quiet=True),))
        for telling in entry.tellings:
            said = say("; ").join(
                part for part in (telling.attribution, telling.particulars) if part
            )
            source = self.labels.get(Ref(RefKind.REPORT, telling.source or ""))
            spans = [
                Span(f"{telling.label} ", quiet=True, anchor=f"entry-{telling.label}"),
                _quoted(telling.words),
                Span(" "),
                Span(said, quiet=True),
            ]
            if source in self.placed:
                spans += [
                    Span(" "),
                    Span(source, quiet=True, target=f"source-{source}"),
                ]
            yield Paragraph(tuple(spans))

    def _numbers(self) -> Iterator[Block]:
        """The numbers of the drawings, of those that fit on a page."""
        if self.short:
            return
        found = [
            chart
            for section in self.brief.sections
            for block in section.blocks
            if isinstance(block, BriefFigure)
            and len((chart := block.chart).table.columns) <= _COLUMNS
            and len(chart.table.rows) <= _ROWS
        ]
        if not found:
            return
        yield Heading(1, (Span(say("The drawings as tables")),), "section-drawings")
        for chart in found:
            rows = tuple(
                tuple((Span("" if cell is None else str(cell)),) for cell in row)
                for row in chart.table.rows
            )
            yield Rows(chart.title, chart.table.columns, rows)


def _quoted(words: Words) -> Span:
    return Span(
        f"“{unquoted(words.text)}”", language=words.language, direction=words.direction.value
    )


def _words(run: Text) -> Iterator[Span]:
    """Words of the other direction keep their order; marks at their edges belong to the line."""
    if speaker().direction == "ltr" or not runs_left_to_right(run.text):
        yield Span(run.text, strong=run.strong)
        return
    before, inside, after = at_its_edges(run.text)
    spans = Span(before), Span(inside, strong=run.strong, direction="ltr"), Span(after)
    yield from (span for span in spans if span.text)


def _drawing(chart: Chart) -> Drawing:
    return Drawing(
        svg=to_svg(chart, "print"),
        pixels=partial(to_png, chart, "print"),
        caption=f"{chart.title}. {chart.description}",
        alternative=f"{chart.title}. {chart.description}",
    )
