"""A Word file (.docx, ISO/IEC 29500) written so that it can be read back; same input, same bytes.

python-docx, an optional extra, is loaded on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodoffices.documents.word_parts import element, kept, put
from goodoffices.documents.words import bare
from goodoffices.errors import MissingPartError
from goodoffices.record.texts import Direction
from goodoffices.saying import say

if TYPE_CHECKING:
    from datetime import datetime

    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from goodoffices.talks.wording import Wording

__all__ = [
    "BOOKMARK",
    "HEADING",
    "NOT_SAID",
    "add_heading",
    "add_not_said",
    "in_direction",
    "new_file",
    "packed",
]

BOOKMARK = "c_"
"""How the names of our bookmarks begin."""
HEADING = "ClauseHeading"
"""The style of a clause's heading, by its id in the file."""
NOT_SAID = "ClauseMark"
"""The style of characters that are no part of the words, such as the marks of brackets."""


def new_file(title: str, taken: datetime, wording: Wording | None = None) -> Document:
    """An empty file with our styles; its title stands first. `wording` gives the direction."""
    try:
        from docx import Document  # noqa: PLC0415  # an optional extra
        from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415
        from docx.shared import Pt  # noqa: PLC0415
    except ImportError:
        raise MissingPartError(
            say("Word files need a package that is not installed"),
            where="python-docx",
            remedy=say("Run: pip install 'goodoffices[documents]'"),
        ) from None
    document = Document()
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = "Noto Serif", Pt(11)
    heading: Any = document.styles.add_style("Clause Heading", WD_STYLE_TYPE.PARAGRAPH)
    heading.base_style = document.styles["Heading 2"]
    heading.next_paragraph_style = normal
    mark: Any = document.styles.add_style("Clause Mark", WD_STYLE_TYPE.CHARACTER)
    mark.font.bold = True
    about = document.core_properties
    about.title, about.author, about.comments = bare(title), "Good Offices", ""
    about.created = about.modified = taken.replace(microsecond=0, tzinfo=None)
    heading_one = document.add_heading(bare(title), 0)
    if wording is not None:
        in_direction(heading_one, wording)
    return document


def add_heading(document: Document, words: str, mark: str = "") -> Paragraph:
    """The heading of a clause, with the bookmark by which it is known again."""
    paragraph = document.add_paragraph(bare(words), style="Clause Heading")
    if mark:
        number = str(len(document.element.body))
        start = element("bookmarkStart", id=number, name=f"{BOOKMARK}{mark}")
        paragraph._p.insert(1, start)  # noqa: SLF001  # bookmarks have no public way in
        paragraph._p.append(element("bookmarkEnd", id=number))  # noqa: SLF001  # the same
    return paragraph


def add_not_said(paragraph: Paragraph, words: str) -> None:
    """Characters that are no part of the words."""
    paragraph.add_run(bare(words), style="Clause Mark")


def in_direction(paragraph: Paragraph, wording: Wording) -> None:
    """Name the language of the words, and let them run in their direction."""
    from_the_right = wording.direction is Direction.RTL
    if from_the_right:
        put(paragraph._p.get_or_add_pPr(), "bidi")  # noqa: SLF001  # the same
    for run in paragraph.runs:
        properties = run._r.get_or_add_rPr()  # noqa: SLF001  # the same
        if from_the_right:
            put(properties, "rtl")
        put(properties, "lang", **{"bidi" if from_the_right else "val": wording.language})


def packed(document: Document) -> bytes:
    """The bytes of the file; the hour at which it was packed is not in them."""
    made: bytes = kept(document)
    return made
