"""The text of a Word document (.docx, ISO/IEC 29500): its paragraphs, nothing that is run.

Only `word/document.xml` is opened, and no more of it than `MOST` bytes, however small it was
packed; a document type, in which entities could be declared, is refused. O(length).
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile

from goodoffices.errors import InputError, LimitError
from goodoffices.saying import mark, say
from goodoffices.zips import BROKEN_ZIP

__all__ = ["document_of_word", "part_of_word", "text_of_word"]

MOST = 20_000_000
_PART = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_REMEDY = mark("Save it again as .docx, or as plain text")


def text_of_word(data: bytes, name: str) -> str:
    xml = document_of_word(data, name)
    try:
        return "\n\n".join(_paragraphs(xml))
    except (ET.ParseError, ValueError, LookupError) as error:
        raise InputError(
            say("this Word file is broken"), where=name, remedy=say(_REMEDY)
        ) from error


def document_of_word(data: bytes, name: str) -> bytes:
    """The main part of the file as XML without entities; InputError if there is none such."""
    xml = part_of_word(data, name, _PART)
    if xml is None:
        raise InputError(say("this zip holds no Word document"), where=name, remedy=say(_REMEDY))
    return xml


def part_of_word(data: bytes, name: str, part: str) -> bytes | None:
    """A part of the file as XML without entities, None where it has no such part; InputError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(part) as opened:
            xml = opened.read(MOST + 1)
    except KeyError:
        return None
    except BROKEN_ZIP as error:
        raise InputError(
            say("this Word file is broken"), where=name, remedy=say(_REMEDY)
        ) from error
    if len(xml) > MOST:
        raise LimitError(
            say("the document unpacks to more than {most} bytes", most=f"{MOST:,}"),
            where=name,
            remedy=say("Split it"),
        )
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise InputError(say("this Word file declares entities"), where=name, remedy=say(_REMEDY))
    return xml


def _paragraphs(xml: bytes) -> list[str]:
    found: list[str] = []
    parts: list[str] = []
    moved = 0
    for edge, element in ET.iterparse(io.BytesIO(xml), ("start", "end")):  # noqa: S314  as above
        if element.tag == f"{_W}moveFrom":
            # what was moved stands where it was moved to
            moved += 1 if edge == "start" else -1
        elif edge == "start" or moved:
            continue
        elif element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag in _SIGNS:
            parts.append(_SIGNS[element.tag])
        elif element.tag == f"{_W}p":
            text = "".join(parts).strip()
            parts = []
            if text:
                found.append(text)
            element.clear()
    return found
