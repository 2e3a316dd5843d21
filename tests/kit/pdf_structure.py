"""A tagged PDF read back: its elements in reading order, each with its words and its alternative.

Written for what the tests ask; shares nothing with the writer. Words are those whose glyphs the
content of a page draws under the mark that the element names, in the order of the content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NumberObject

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Element", "elements", "glyphs"]

_CODES = re.compile(r"<([0-9A-Fa-f]+)>")


@dataclass(frozen=True)
class Element:
    kind: str
    words: str
    alternative: str
    language: str
    within: tuple[str, ...]


def elements(pdf: bytes) -> list[Element]:
    """Every element of the structure, parents before children, in reading order."""
    reader = PdfReader(BytesIO(pdf))
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    marked = {page.indirect_reference.idnum: _marked(page, reader) for page in reader.pages}
    return list(_walk(root["/K"], marked, None, ()))


def glyphs(pdf: bytes) -> list[tuple[str, str]]:
    """The glyphs of the first page with their letters, in the order in which they are drawn."""
    reader = PdfReader(BytesIO(pdf))
    return [(code, letters) for _, code, letters in _drawn(reader.pages[0], reader)]


def _walk(kids: Any, marked: dict[int, Any], page: int | None, within: tuple[str, ...]) -> Iterator:
    kids = kids if isinstance(kids, ArrayObject) else [kids]
    for kid in kids:
        element = kid.get_object()
        if not isinstance(element, DictionaryObject) or "/S" not in element:
            continue
        kind = str(element["/S"]).lstrip("/")
        here = element.raw_get("/Pg").idnum if "/Pg" in element else page
        yield Element(
            kind,
            "".join(_words(element, marked, here)),
            str(element.get("/Alt", "")),
            str(element.get("/Lang", "")),
            within,
        )
        if "/K" in element:
            yield from _walk(element["/K"], marked, here, (*within, kind))


def _words(element: Any, marked: dict[int, Any], page: int | None) -> Iterator[str]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        one = kid.get_object()
        if isinstance(one, NumberObject):
            yield marked[page].get(int(one), "")
        elif one.get("/Type") == "/MCR":
            at = one.raw_get("/Pg").idnum if "/Pg" in one else page
            yield marked[at].get(int(one["/MCID"]), "")
        elif "/S" in one:
            at = one.raw_get("/Pg").idnum if "/Pg" in one else page
            yield from _words(one, marked, at)


def _marked(page: Any, reader: PdfReader) -> dict[int, str]:
    found: dict[int, str] = {}
    for mark, _, word in _drawn(page, reader):
        if mark is not None:
            found[mark] = found.get(mark, "") + word
    return found


def _drawn(page: Any, reader: PdfReader) -> Iterator[tuple[int | None, str, str]]:
    """Under which mark, which glyph, which letters."""
    maps = {
        name: _letters(font.get_object())
        for name, font in page.get("/Resources", {}).get("/Font", {}).items()
    }
    marks: list[int | None] = []
    font: dict[str, str] = {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in {b"BDC", b"BMC"}:
            about = operands[1] if len(operands) > 1 else None
            given = isinstance(about, DictionaryObject) and "/MCID" in about
            marks.append(int(about["/MCID"]) if given else (marks[-1] if marks else None))
        elif operator == b"EMC":
            marks.pop()
        elif operator == b"Tf":
            font = maps[operands[0]]
        elif operator in {b"TJ", b"Tj"}:
            parts = operands[0] if operator == b"TJ" else operands
            for part in parts:
                raw = getattr(part, "original_bytes", None)
                if raw is None:
                    continue
                for k in range(0, len(raw), 2):
                    code = raw[k : k + 2].hex().upper()
                    yield marks[-1] if marks else None, code, font.get(code, "")


def _letters(font: Any) -> dict[str, str]:
    text = font["/ToUnicode"].get_object().get_data().decode("latin-1")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for line in block.strip().splitlines():
            code, letters = _CODES.findall(line)
            found[code.upper()] = bytes.fromhex(letters).decode("utf-16-be")
    return found
