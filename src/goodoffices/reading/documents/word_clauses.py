"""A Word file edited by hand, read back clause by clause (.docx, ISO/IEC 29500).

A clause begins at a paragraph with a bookmark of our own, or at a heading without one, and has the
paragraphs up to the next. What tracked changes took out is left out, what they put in is read, and
that there are any is said. A comment in the margin goes with the clause in which it ends.
Characters in a style of ours (`NOT_SAID`: the marks of brackets) are not part of
the words. Linear in the file.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from goodoffices.errors import InputError
from goodoffices.reading.documents.word import document_of_word, part_of_word
from goodoffices.saying import say
from goodoffices.talks.word_file import BOOKMARK, HEADING, NOT_SAID

__all__ = ["ReadClause", "ReadComment", "WordText", "clauses_of_word"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_TAKEN_OUT = {f"{_W}del", f"{_W}moveFrom", f"{_W}delText", f"{_W}instrText"}
_TRACKED = {f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo"}
_COMMENTS = "word/comments.xml"


@dataclass(frozen=True, slots=True)
class ReadComment:
    """`on` are the words that it stands beside, as they read now; empty for a place."""

    author: str
    words: str
    on: str = ""


@dataclass(frozen=True, slots=True)
class ReadClause:
    """`mark` is what follows our own letters in the bookmark; empty where there is none."""

    mark: str
    text: str
    comments: tuple[ReadComment, ...] = ()


@dataclass(frozen=True, slots=True)
class WordText:
    """`tracked`: the file has changes that nobody has accepted yet; they are read as accepted.

    `outside` are the comments that stand before the first clause.
    """

    clauses: tuple[ReadClause, ...]
    tracked: bool = False
    outside: tuple[ReadComment, ...] = ()


@dataclass(slots=True)
class _Open:
    """A clause while it is read."""

    mark: str
    lines: list[str] = field(default_factory=list)
    comments: list[ReadComment] = field(default_factory=list)


def clauses_of_word(data: bytes, name: str) -> WordText:
    """Return the clauses in their order; InputError for a broken file, or one without any."""
    root = _parsed(document_of_word(data, name), name)
    margin = _Margin(_comments(data, name))
    before, found = _Open(""), list[_Open]()
    joined = ""
    for paragraph in _paragraphs(root):
        mark = _mark_in(paragraph)
        heading = _style_of(paragraph) == HEADING
        if mark is not None or heading:
            found.append(_Open(mark or ""))
            joined = ""
        words = _words(paragraph, margin)
        (found[-1] if found else before).comments.extend(margin.ended())
        if mark is not None or heading or not found:
            continue
        words = joined + words
        # a paragraph whose end was taken out goes on in the next
        joined = words if _end_taken_out(paragraph) else ""
        if not joined and words.strip():
            found[-1].lines.append(words.strip())
    if not found:
        raise InputError(
            say("no clause of the text is found in this file"),
            where=name,
            remedy=say("Take the text to Word here, edit that file, and bring it back"),
        )
    return WordText(
        tuple(ReadClause(one.mark, "\n".join(one.lines), tuple(one.comments)) for one in found),
        any(element.tag in _TRACKED for element in root.iter()),
        tuple(before.comments),
    )


def _parsed(xml: bytes, name: str) -> ET.Element:
    try:
        return ET.parse(io.BytesIO(xml)).getroot()  # noqa: S314  document types are refused above
    except (ET.ParseError, ValueError, LookupError, RecursionError) as error:
        raise InputError(say("this Word file is broken"), where=name) from error


def _comments(data: bytes, name: str) -> dict[str, ReadComment]:
    """The comments of the file by the number that the text refers to."""
    xml = part_of_word(data, name, _COMMENTS)
    found = {}
    for one in () if xml is None else _parsed(xml, name).iter(f"{_W}comment"):
        lines = (_words(paragraph).strip() for paragraph in _paragraphs(one))
        words = "\n".join(line for line in lines if line)
        if words:
            author = one.get(f"{_W}author", "").strip()
            found[one.get(f"{_W}id", "")] = ReadComment(author, words)
    return found


class _Margin:
    """The comments as the reading passes by them, with the words between their two ends."""

    def __init__(self, comments: dict[str, ReadComment]) -> None:
        self._comments = comments
        self._beside: dict[str, list[str]] = {}
        self._closed: dict[str, str] = {}
        self._ended: list[ReadComment] = []

    def passes(self, element: ET.Element) -> None:
        number = element.get(f"{_W}id", "")
        if element.tag == f"{_W}commentRangeStart":
            self._beside[number] = []
        elif element.tag == f"{_W}commentRangeEnd":
            self._closed[number] = "".join(self._beside.pop(number, ()))
        elif element.tag == f"{_W}commentReference" and number in self._comments:
            one = self._comments.pop(number)
            on = " ".join(self._closed.pop(number, "").split())
            self._ended.append(ReadComment(one.author, one.words, on))

    def reads(self, words: str) -> None:
        for beside in self._beside.values():
            beside.append(words)

    def ended(self) -> list[ReadComment]:
        found, self._ended = self._ended, []
        return found


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


def _words(paragraph: ET.Element, margin: _Margin | None = None) -> str:
    parts: list[str] = []
    waiting = [paragraph]
    while waiting:
        one = waiting.pop()
        if margin is not None:
            margin.passes(one)
        if one.tag == f"{_W}t" or one.tag in _SIGNS:
            said = _SIGNS.get(one.tag, one.text or "")
            parts.append(said)
            if margin is not None:
                margin.reads(said)
        elif one.tag not in _TAKEN_OUT and not _not_said(one):
            waiting.extend(reversed(one))
    return "".join(parts)


def _not_said(run: ET.Element) -> bool:
    style = run.find(f"{_W}rPr/{_W}rStyle") if run.tag == f"{_W}r" else None
    return style is not None and style.get(f"{_W}val") == NOT_SAID
