"""The text of a PDF: its pages in order, lines joined into paragraphs again (pypdf).

A PDF without text, such as a scan, is told as that. Reading stops with a message when it takes
longer than a page of that size may. O(length).
"""

from __future__ import annotations

import io
import logging
import re
import time
from itertools import islice

from goodoffices.errors import InputError, LimitError, MissingPartError
from goodoffices.saying import say

__all__ = ["joined", "text_of_pdf"]

SECONDS = 2.0
SECONDS_A_BYTE = 1.5e-5
PAGES = 500
_STOP = re.compile(r"[.!?:…][\"'”’)\]]*$")


def text_of_pdf(data: bytes, name: str) -> str:
    try:
        import pypdf  # noqa: PLC0415  an optional part, loaded when a PDF is read
    except ModuleNotFoundError:
        raise MissingPartError(
            say("reading PDFs is not installed"),
            where=name,
            remedy=say("Install goodoffices[reading]"),
        ) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is told in one line below
    until = time.process_time() + SECONDS + SECONDS_A_BYTE * len(data)
    pages: list[str] = []
    try:
        for page in islice(pypdf.PdfReader(io.BytesIO(data)).pages, PAGES + 1):
            if len(pages) == PAGES or time.process_time() > until:
                break
            pages.append(joined(page.extract_text()))
        else:
            until = float("inf")
    except Exception as error:  # a broken PDF raises whatever the library met inside it
        raise InputError(
            say("this PDF is broken or locked"), where=name, remedy=say("Paste its text instead")
        ) from error
    if until < float("inf"):
        raise LimitError(
            say("this PDF is too much to read after page {count}", count=len(pages)),
            where=name,
            remedy=say("Save the pages that matter by themselves"),
        )
    text = "\n\n".join(page for page in pages if page.strip())
    if not text:
        raise InputError(
            say("this PDF has no text, only pictures of it"),
            where=name,
            remedy=say("Have the text recognised first, or paste it"),
        )
    return text


def joined(page: str) -> str:
    """Join the lines that the width of the page broke, and words parted by a hyphen."""
    lines = [line.rstrip() for line in page.splitlines()]
    width = max((len(line) for line in lines), default=0)
    paragraphs: list[str] = []
    open_line = False
    for line in lines:
        text = line.strip()
        if not text:
            open_line = False
            continue
        if open_line and paragraphs:
            last = paragraphs[-1]
            parted = last.endswith("-") and last[-2:-1].isalpha() and text[:1].islower()
            paragraphs[-1] = last[:-1] + text if parted else f"{last} {text}"
        else:
            paragraphs.append(text)
        ends = _STOP.search(text) is not None and len(text) < 0.8 * width
        open_line = len(text) > width / 2 and not ends
    return "\n\n".join(paragraphs)
