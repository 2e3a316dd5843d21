"""A Word file edited by hand, read back clause by clause (.docx, ISO/IEC 29500).

A clause begins at a paragraph with a bookmark of our own, or at a heading without one, and has the
paragraphs up to the next. What tracked changes took out is left out, what they put in is read.
Characters in a style of ours (`NOT_SAID`: the marks of brackets) are not part of
the words. Linear in the file.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from goodoffices.errors import InputError
from goodoffices.reading.documents.word import document_of_word
from goodoffices.saying import say
from goodoffices.talks.word_file import BOOKMARK, HEADING, NOT_SAID

__all__ = ["ReadClause", "clauses_of_word"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_TAKEN_OUT = {f"{_W}del", f"{_W}moveFrom", f"{_W}delText", f"{_W}instrText"}


@dataclass(frozen=True, slots=True)
class ReadClause:
    """`mark` is what follows our own letters in the bookmark; empty where there is none."""

    mark: str
    text: str


def clauses_of_word(data: bytes, name: str) -> tuple[ReadClause, ...]:
    """Return the clauses in their order; InputError for a broken file, or one without any."""
    xml = document_of_word(data, name)
    try:
        root = ET.parse(io.BytesIO(xml)).getroot()  # noqa: S314  document types are refused above
    except (ET.ParseError, ValueError, LookupError, RecursionError) as error:
        raise InputError(say("this Word file is broken"), where=name) from error
    found: list[tuple[str, list[str]]] = []
    joined = ""
    for paragraph in _paragraphs(root):
        mark = _mark_in(paragraph)
        heading = _style_of(paragraph) == HEADING
        if mark is not None or heading:
            found.append((mark or "", []))
            joined = ""
            continue
        if not found:
            continue
        words = joined + _words(paragraph)
        # a paragraph whose end was taken out goes on in the next
        joined = words if _end_taken_out(paragraph) else ""
        if not joined and words.strip():
            found[-1][1].append(words.strip())
    if not found:
        raise InputError(
            say("no clause of the text is found in this file"),
            where=name,
            remedy=say("Take the text to Word here, edit that file, and bring it back"),
        )
    return tuple(ReadClause(mark, "\n".join(lines)) for mark, lines in found)


def _paragraphs(element: ET.Element) -> list[ET.Element]:
    """The paragraphs that stand, tables and content controls included, in reading order."""
    found, waiting = [], [element]
    while waiting:
        one = waiting.pop()
        if one.tag == f"{_W}p":
            found.append(one)
        elif one.tag not in _TAKEN_OUT:
            waiting.extend(reversed(one))
    return found


def _mark_in(paragraph: ET.Element) -> str | None:
    for start in paragraph.iter(f"{_W}bookmarkStart"):
        name = start.get(f"{_W}name", "")
        if name.startswith(BOOKMARK):
            return name.removeprefix(BOOKMARK)
    return None


def _style_of(paragraph: ET.Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else style.get(f"{_W}val", "")


def _end_taken_out(paragraph: ET.Element) -> bool:
    return paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None


def _words(paragraph: ET.Element) -> str:
    parts: list[str] = []
    waiting = [paragraph]
    while waiting:
        one = waiting.pop()
        if one.tag == f"{_W}t":
            parts.append(one.text or "")
        elif one.tag in _SIGNS:
            parts.append(_SIGNS[one.tag])
        elif one.tag not in _TAKEN_OUT and not _not_said(one):
            waiting.extend(reversed(one))
    return "".join(parts)


def _not_said(run: ET.Element) -> bool:
    style = run.find(f"{_W}rPr/{_W}rStyle") if run.tag == f"{_W}r" else None
    return style is not None and style.get(f"{_W}val") == NOT_SAID
