"""A negotiating text as a Word file that finds its way back (TK 5).

Each clause's heading has a bookmark that names the clause, the version and the language, so that
what somebody wrote into the file is compared with the version that they had before them. Brackets
are shown; the marks of them are in a style of their own and are no part of the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.documents.words import bare
from goodoffices.saying import say
from goodoffices.talks.word_file import (
    add_heading,
    add_not_said,
    in_direction,
    new_file,
    packed,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from docx.document import Document

    from goodoffices.talks.text.state import Bracket, Clause, Text, Version
    from goodoffices.talks.wording import Wording

__all__ = ["Mark", "mark_of", "read_mark", "word_of"]

_MARK = re.compile(r"(?P<clause>[^_]{1,16})_(?P<check>[0-9a-f]{8})_(?P<language>\w{1,12})\Z")
_ID, _CHECK, _TAG = 16, 8, 12


@dataclass(frozen=True, slots=True)
class Mark:
    """Beginnings of a clause's id, of a version's fingerprint and of a language."""

    clause: str
    check: str
    language: str

    def means(self, clause: Clause) -> bool:
        return clause.id[:_ID] == self.clause

    def version_of(self, clause: Clause) -> Version | None:
        """The version that the file was made from, if it is among those the clause has."""
        return next((v for v in clause.versions if v.check[:_CHECK] == self.check), None)

    def tongue_of(self, version: Version) -> str:
        """The language in full; empty if the version has no such wording."""
        tags = (w.language for w in version.wordings)
        return next((tag for tag in tags if _tag(tag) == self.language), "")


def mark_of(clause: Clause, wording: Wording) -> str:
    """Within the forty characters that Word has for the name of a bookmark."""
    return f"{clause.id[:_ID]}_{clause.version.check[:_CHECK]}_{_tag(wording.language)}"


def _tag(language: str) -> str:
    return re.sub(r"\W", "_", language)[:_TAG]


def read_mark(words: str) -> Mark | None:
    found = _MARK.match(words)
    return Mark(found["clause"], found["check"], found["language"]) if found else None


def word_of(view: Text, title: str, names: Mapping[str, str], line: str, taken: datetime) -> bytes:
    """The text as one viewer sees it (`view`); `line` says whose copy it is. Linear in the text."""
    document = new_file(title, taken)
    document.add_paragraph(bare(line))
    tongue = say("Authoritative language: {language}", language=view.authoritative)
    document.add_paragraph(tongue)
    for number, clause in enumerate(view.standing, 1):
        wordings = clause.version.wordings
        for wording in sorted(wordings, key=lambda w: w.language != view.authoritative):
            counts = wording.language == view.authoritative
            heading = say("Clause {number}", number=number)
            if len(wordings) > 1:
                heading = f"{heading} · {wording.language}"
            add_heading(document, heading, mark_of(clause, wording))
            _write(document, wording, clause.brackets if counts else (), names)
    return packed(document)


def _write(
    document: Document,
    wording: Wording,
    brackets: tuple[Bracket, ...],
    names: Mapping[str, str],
) -> None:
    """The words, a paragraph a line, with the brackets where they open and close."""
    begin = 0
    for line in wording.text.split("\n"):
        end = begin + len(line)
        paragraph = document.add_paragraph()
        bounds = {begin, end}
        for bracket in brackets:
            bounds |= {at for at in (bracket.start, bracket.end) if begin <= at <= end}
        cuts = sorted(bounds)
        for k, cut in enumerate(cuts):
            for bracket in brackets:
                if bracket.end == cut > begin:
                    holder = names.get(bracket.holder, bracket.holder)
                    add_not_said(paragraph, f"] ({holder})")
            for bracket in brackets:
                if bracket.start == cut and cut < end:
                    add_not_said(paragraph, "[")
            if k + 1 < len(cuts):
                paragraph.add_run(bare(wording.text[cut : cuts[k + 1]]))
        in_direction(paragraph, wording)
        begin = end + 1
