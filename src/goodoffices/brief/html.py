"""The brief as HTML: one file that needs nothing else, or a fragment for a page of the desk.

Everything that came from outside is escaped. The file carries a content policy that allows
nothing but its own style, so that it can be opened and passed on without harm.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from goodoffices.brief.document import (
    CITED,
    Bullets,
    Cite,
    Figure,
    Grid,
    Length,
    Paragraph,
    Quoted,
    Ref,
    RefKind,
    Subheading,
    number_of,
)
from goodoffices.brief.words import day, unquoted
from goodoffices.charts.svg import to_svg
from goodoffices.saying import at_its_edges, mark, runs_left_to_right, say, speaker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.brief.document import Block, Brief, Entry, Run, Section
    from goodoffices.charts.theme import ThemeName
    from goodoffices.record.accounts import Words

__all__ = ["Link", "to_fragment", "to_html"]

Link = Callable[[Ref], str | None]
"""Where a reference leads; None where it is to be told without a link."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_GRADES = mark(
    "Grades follow the Admiralty code: A to F for the reliability of the source, 1 to 6 "
    "for how credible the account is."
)


def to_html(brief: Brief) -> str:
    """A whole document with its own style, contents and the list of entries."""
    writer = _Writer(brief, None, "light")
    style = files("goodoffices.brief").joinpath("brief.css").read_text("utf-8")
    title = say("Brief: {title}", title=brief.title)
    now = speaker()
    return (
        "<!doctype html>\n"
        f'<html lang="{now.language}" dir="{now.direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<header>\n<p>{say('Brief')}</p>\n<h1{_tongue(brief.language, brief.direction)}>"
        f"{escape(brief.title)}</h1>\n{writer.head()}</header>\n"
        f"{writer.contents()}<main>\n{writer.sections()}{writer.appendix()}</main>\n"
        "</body>\n</html>\n"
    )


def to_fragment(brief: Brief, link: Link, theme: ThemeName = "light") -> str:
    """The sections alone, with references that lead where `link` says."""
    return _Writer(brief, link, theme).sections()


def _tongue(language: str, direction: str) -> str:
    return f' lang="{escape(language)}" dir="{escape(direction)}"'


class _Writer:
    def __init__(self, brief: Brief, link: Link | None, theme: ThemeName) -> None:
        self.brief, self.theme = brief, theme
        self.labels = brief.labels
        self.alone = link is None
        self.listed, self.listing = brief.listed, False
        self.link = link or self._anchor

    def _anchor(self, ref: Ref) -> str | None:
        if self.brief.length is Length.PAGE:
            number = "" if ref.kind is RefKind.COMPUTATION else number_of(self.labels[ref])
            return f"#entry-{number}" if number in self.listed else None
        return "#assumptions" if ref.kind is RefKind.COMPUTATION else f"#entry-{self.labels[ref]}"

    @property
    def _has_appendix(self) -> bool:
        return bool(self.brief.entries) and self.brief.length is Length.FULL

    def head(self) -> str:
        brief = self.brief
        rows = (
            (say("For"), brief.reader),
            (say("State of the record"), day(brief.as_of)),
            (say("Meant for"), brief.audience),
        )
        items = "".join(f"<dt>{name}</dt><dd>{escape(said)}</dd>" for name, said in rows)
        return f"<dl>{items}</dl>\n"

    def contents(self) -> str:
        names = [(section.id, section.heading) for section in self.brief.sections]
        if self._has_appendix:
            names.append(("entries", say("Entries")))
        items = "".join(
            f'<li><a href="#{escape(name)}">{escape(heading)}</a></li>' for name, heading in names
        )
        label = escape(say("Contents"))
        return f'<nav aria-label="{label}">\n<ol>{items}</ol>\n</nav>\n'

    def sections(self) -> str:
        return "".join(self._section(section) for section in self.brief.sections)

    def _section(self, section: Section) -> str:
        name = escape(section.id)
        self.listing = not self._has_appendix and section.id == CITED
        body = "".join(self._block(block) for block in section.blocks)
        return (
            f'<section id="{name}" aria-labelledby="{name}-heading">\n'
            f'<h2 id="{name}-heading">{escape(section.heading)}</h2>\n{body}</section>\n'
        )

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(runs):
                return f"<p>{self._runs(runs)}</p>\n"
            case Subheading(runs):
                return f"<h3>{self._runs(runs)}</h3>\n"
            case Bullets(items):
                lines = "".join(f"<li>{self._runs(item)}</li>\n" for item in items)
                return f"<ul>\n{lines}</ul>\n"
            case Grid(caption, columns, rows):
                return _table(
                    caption, columns, [[self._runs(cell) for cell in row] for row in rows]
                )
            case Figure(chart):
                cells = [
                    ["" if cell is None else escape(str(cell)) for cell in row]
                    for row in chart.table.rows
                ]
                return (
                    f"<figure>\n{to_svg(chart, self.theme)}\n"
                    f"<figcaption>{escape(chart.title)}. {escape(chart.description)}</figcaption>\n"
                    f"<details><summary>{escape(say('The same as a table'))}</summary>\n"
                    f"{_table(chart.title, chart.table.columns, cells)}</details>\n</figure>\n"
                )

    def _runs(self, runs: Iterable[Run]) -> str:
        return "".join(self._run(run) for run in runs)

    def _run(self, run: Run) -> str:
        if isinstance(run, Quoted):
            return _quoted(run.words)
        if isinstance(run, Cite):
            marks = [mark for ref in run.refs if (mark := self._mark(ref))]
            return f' <span class="cite">[{", ".join(marks)}]</span>' if marks else ""
        words = escape(run.text)
        if speaker().direction == "rtl" and runs_left_to_right(run.text):
            before, inside, after = at_its_edges(run.text)
            words = f"{escape(before)}<bdi>{escape(inside)}</bdi>{escape(after)}"
        return f"<strong>{words}</strong>" if run.strong else words

    def _mark(self, ref: Ref) -> str:
        computed = ref.kind is RefKind.COMPUTATION
        label = say("model") if computed else self.labels[ref]
        if ref.kind is RefKind.REPORT and self.alone:
            # reports are cited where they are listed, so here is the place itself
            return f'<span id="source-{label}">{label}</span>'
        if self.listing and self.alone:
            return f'<span id="entry-{label}">{label}</span>'
        target = self.link(ref)
        if target is None:
            return label
        kind = (
            say("The model")
            if computed
            else say("Source")
            if ref.kind is RefKind.REPORT
            else say("Entry")
        )
        name = kind if computed else f"{kind} {label.removeprefix('S')}"
        return f'<a href="{escape(target)}" aria-label="{name}">{label}</a>'

    def appendix(self) -> str:
        if not self._has_appendix:
            return ""
        body = "".join(self._entry(entry) for entry in self.brief.entries)
        return (
            '<section id="entries" aria-labelledby="entries-heading">\n'
            f'<h2 id="entries-heading">{escape(say("Entries"))}</h2>\n'
            f"<p>{say(_GRADES)}</p>\n{body}</section>\n"
        )

    def _entry(self, entry: Entry) -> str:
        tellings = []
        for telling in entry.tellings:
            source = self.labels.get(Ref(RefKind.REPORT, telling.source or ""))
            note = f' <a href="#source-{source}">{source}</a>' if source else ""
            said = say("; ").join(
                escape(p) for p in (telling.attribution, telling.particulars) if p
            )
            tellings.append(
                f'<li id="entry-{telling.label}"><span class="no">{telling.label}</span> '
                f"{_quoted(telling.words)} <small>{said}{note}</small></li>\n"
            )
        return (
            f'<article id="entry-{entry.label}">\n'
            f'<h3><span class="no">{entry.label}</span> {escape(entry.title)}</h3>\n'
            f"<p><small>{escape(entry.kind)}, {escape(entry.when)}</small></p>\n"
            f"<ul>\n{''.join(tellings)}</ul>\n</article>\n"
        )


def _quoted(words: Words) -> str:
    return f"<q{_tongue(words.language, words.direction)}>{escape(unquoted(words.text))}</q>"


def _table(caption: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    return (
        f'<div class="table" tabindex="0" role="group" aria-label="{escape(caption)}">\n'
        f"<table>\n<caption>{escape(caption)}</caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{lines}</tbody>\n</table>\n</div>\n"
    )
