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

__all__ = ["document_of_word", "text_of_word"]

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
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(_PART) as part:
            xml = part.read(MOST + 1)
    except KeyError:
        raise InputError(
            say("this zip holds no Word document"), where=name, remedy=say(_REMEDY)
        ) from None
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
    for _, element in ET.iterparse(io.BytesIO(xml)):  # noqa: S314  document types are refused above
        if element.tag == f"{_W}t":
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
