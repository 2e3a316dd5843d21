"""The brief as Markdown: references as footnotes, charts in words, every word escaped."""

from __future__ import annotations

import re
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
    RefKind,
    Subheading,
    number_of,
)
from goodoffices.brief.words import day, unquoted
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodoffices.brief.document import Block, Brief, Entry, Ref, Run

__all__ = ["escape", "to_markdown"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^$&!])")
_LEADING = re.compile(r"^(\d*)([-+=.)])")
_LINKED = re.compile(r"(?i)(://|\bwww\.|\bmailto:|@)")
_COLUMNS, _ROWS = 8, 24
"""Larger tables of numbers are left to the other editions."""
_ENTITY = {":": "&#58;", ".": "&#46;", "@": "&#64;"}


def escape(text: str) -> str:
    """Words that mean nothing to Markdown: no marks, no tags, no links, on one line."""
    flat = " ".join(text.split())
    flat = _SPECIAL.sub(r"\\\1", flat)
    return _LINKED.sub(lambda m: "".join(_ENTITY.get(c, c) for c in m[0]), flat)


def to_markdown(brief: Brief) -> str:
    labels = brief.labels
    lines = [
        f"# {say('Brief: {title}', title=escape(brief.title))}",
        "",
        _head(brief),
    ]
    # its notes say who stands behind a number, so it needs no list of them
    for section in (one for one in brief.sections if one.id != CITED):
        lines += ["", f"## {escape(section.heading)}"]
        for block in section.blocks:
            lines += ["", *_block(block, labels)]
    lines.append("")
    short = brief.length is Length.PAGE
    for entry in (one for one in brief.entries if not short or one.label in brief.listed):
        lines += _footnote(entry, labels)
    for source in brief.sources:
        parts = [source.title, source.particulars]
        said = ". ".join(escape(part) for part in parts if part)
        lines.append(f"[^{source.label}]: {said}.")
    return "\n".join(lines).rstrip() + "\n"


def _head(brief: Brief) -> str:
    return say(
        "For {reader}. State of the record: {as_of}. Meant for {audience}.",
        reader=escape(brief.reader),
        as_of=day(brief.as_of),
        audience=escape(brief.audience),
    )


def _block(block: Block, labels: dict[Ref, str]) -> list[str]:
    match block:
        case Paragraph(runs):
            return [_line(runs, labels)]
        case Subheading(runs):
            return [f"### {_runs(runs, labels)}"]
        case Bullets(items):
            return [f"- {_line(item, labels)}" for item in items]
        case Grid(caption, columns, rows):
            written = [[_runs(cell, labels) for cell in row] for row in rows]
            return [f"*{escape(caption)}*", "", *_table(map(escape, columns), written)]
        case Figure(chart):
            table = chart.table
            head = [f"*{escape(chart.title)}.* {escape(chart.description)}"]
            if len(table.columns) > _COLUMNS or len(table.rows) > _ROWS:
                return head
            drawn = [
                ["" if cell is None else escape(str(cell)) for cell in row] for row in table.rows
            ]
            return [*head, "", *_table(map(escape, table.columns), drawn)]


def _table(columns: Iterable[str], rows: Iterable[Sequence[str]]) -> list[str]:
    heads = list(columns)
    return [
        f"| {' | '.join(heads)} |",
        f"|{' --- |' * len(heads)}",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]


def _runs(runs: Iterable[Run], labels: dict[Ref, str]) -> str:
    return "".join(_run(run, labels) for run in runs)


def _line(runs: Iterable[Run], labels: dict[Ref, str]) -> str:
    """Runs at the beginning of a line, where a dash or a number would begin a list."""
    return _LEADING.sub(r"\1\\\2", _runs(runs, labels))


def _run(run: Run, labels: dict[Ref, str]) -> str:
    if isinstance(run, Quoted):
        return f"“{escape(unquoted(run.words.text))}”"
    if isinstance(run, Cite):
        notes = dict.fromkeys(note for ref in run.refs if (note := _note(ref, labels)))
        return "".join(f"[^{note}]" for note in notes)
    edges = re.match(r"(\s*)(.*?)(\s*)\Z", run.text, re.DOTALL)
    before, inside, after = edges.groups() if edges else ("", run.text, "")
    words = escape(inside)
    words = f"**{words}**" if run.strong and words else words
    return (" " if before else "") + words + (" " if after else "")


def _note(ref: Ref, labels: dict[Ref, str]) -> str:
    """Accounts share the note of their entry; models are explained in the text itself."""
    if ref.kind is RefKind.COMPUTATION:
        return ""
    return number_of(labels[ref])


def _footnote(entry: Entry, labels: dict[Ref, str]) -> list[str]:
    by_report = {ref.id: label for ref, label in labels.items() if ref.kind is RefKind.REPORT}
    lines = [
        f"[^{entry.label}]: **{escape(entry.title)}** {escape(entry.kind)}, {escape(entry.when)}."
    ]
    for telling in entry.tellings:
        parts = [telling.attribution, telling.particulars]
        said = say("; ").join(escape(part) for part in parts if part)
        source = by_report.get(telling.source or "")
        note = f" [^{source}]" if source else ""
        lines += [
            "",
            f"    {telling.label}. “{escape(unquoted(telling.words.text))}” {said}.{note}",
        ]
    lines.append("")
    return lines
