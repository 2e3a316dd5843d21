"""Step: quotation marks are paired paragraph by paragraph, before any parse.

Curly marks are paired by kind, straight ones by parity; a quotation that a paragraph opens and
does not close runs to the paragraph's end, and carries over if the next opens with a mark too (the
rule of English typesetting). Nothing is refused: a stray mark is passed over. O(characters).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodoffices.reading.model import Span

if TYPE_CHECKING:
    from goodoffices.reading.work import Work

# straight marks between letters are part of Hebrew abbreviations
_MARK = re.compile(
    r"''|``|(?<![\u05d0-\u05ea])[\"״]|[\"״](?![\u05d0-\u05ea])|[“”„«»‹›「」『』《》]"
    r"|(?<![\w])[‘'](?=\w)|(?<=[\w.,!?…])['’](?!\w)"
)
_OPEN = {"“": "”", "„": "“”", "«": "»", "‘": "’"} | dict(zip("‹「『《", "›」』》", strict=True))
_WORD = re.compile(r"\w+(?:[.,'’\-]\w+)*")
SENTENCE_WORDS = 4
MOST_IN_PARAGRAPH = 150


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in marks: `span` with the marks, `carried` where an earlier paragraph's goes on."""

    span: Span
    paragraph: int
    words: int
    sentence_like: bool
    carried: bool = False


def pair(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Pair the marks of text[start:end]; an unclosed one runs to the end of the paragraph."""
    found: list[Span] = []
    opened: tuple[int, str] | None = None
    for mark in _MARK.finditer(text, start, end):
        sign, at = mark.group(), mark.start()
        if len(sign) > 1:
            sign = '"'
        if opened is None:
            if sign in _OPEN:
                opened = (at, _OPEN[sign])
            elif sign in {'"', "״"}:
                opened = (at, f"{sign}”")
            elif sign == "'" and (at == start or not text[at - 1].isalnum()):
                opened = (at, "'’")
        elif (sign in opened[1] or _closes_with_opening(text, sign, at)) and not _apostrophe(
            text, at, opened
        ):
            found.append(Span(opened[0], mark.end()))
            opened = None
        elif opened[1] in {"'’", "’"} and sign in {'"', "“"}:
            opened = (at, '"”' if sign == '"' else "”")  # the single mark was an apostrophe
    if opened is not None and opened[1] not in {"'’", "’"} and end - opened[0] > 1:
        found.append(Span(opened[0], end))
    return tuple(found)


def _closes_with_opening(text: str, sign: str, at: int) -> bool:
    """`“Not yet,“ said`: an opening mark typed where one closes."""
    return sign == "“" and text[at - 1] in ",.!?…" and text[at + 1 : at + 2] in {" ", "\n", ""}


def _apostrophe(text: str, at: int, opened: tuple[int, str]) -> bool:
    """Tell a plural possessive (`leaders' talks`) from a closing single mark."""
    return opened[1] == "'’" and text[at - 1] == "s" and "'" in text[at + 1 : at + 60]


def pair_quotations(work: Work) -> Work:
    text = work.report.text
    found: list[Quotation] = []
    open_before = False
    for number, paragraph in enumerate(work.paragraphs):
        spans = pair(text, paragraph.start, paragraph.end)
        if len(spans) > MOST_IN_PARAGRAPH:
            continue  # marks so dense are not quotations
        for k, span in enumerate(spans):
            inner = text[span.start + 1 : span.end]
            words = len(_WORD.findall(inner))
            before = text[paragraph.start : span.start].rstrip()
            opening = not before or before[-1] in '.!?:,;"”—،؛؟' or before.endswith("...")
            capital = inner.lstrip("'‘…. [")[:1]
            found.append(
                Quotation(
                    span,
                    number,
                    words,
                    sentence_like=opening
                    and words >= SENTENCE_WORDS
                    and not (capital.islower() and not before.endswith((",", ":", '"', "”"))),
                    carried=open_before and k == 0 and span.start == paragraph.start,
                )
            )
        last = text[paragraph.start : paragraph.end].rstrip()[-1:]
        open_before = bool(spans) and spans[-1].end == paragraph.end and last not in '"”»'
    marks: dict[int, tuple[Quotation, ...]] = {}
    for quotation in found:
        marks[quotation.paragraph] = (*marks.get(quotation.paragraph, ()), quotation)
    return replace(work, quotations=tuple(found), marks=marks)
