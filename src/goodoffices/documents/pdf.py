"""A document as PDF: PDF/UA-1, checked by the compiler, with fonts that come with the program.

The page is laid out by Typst from `layout.typ`; the document reaches it as data, so no word of
it is markup. The same document is the same bytes. Takes about 60 ms a page.
"""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from goodoffices.documents.document import Drawing, Heading, Items, Paragraph, Rows
from goodoffices.documents.widths import share_of_page, widths
from goodoffices.documents.words import bare, isolated, settled
from goodoffices.errors import InputError, MissingPartError
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.documents.document import Block, Document, Span

__all__ = ["FONTS", "to_pdf"]

FONTS = files("goodoffices.documents").joinpath("fonts")
"""Noto Serif (Latin, Greek, Cyrillic), Noto Naskh Arabic and Noto Serif Hebrew."""

_STANDARD = "ua-1"


def to_pdf(document: Document) -> bytes:
    """Write it. Words in a script that the fonts lack are set in fonts of the machine."""
    typst = _typst()
    layout = files("goodoffices.documents").joinpath("layout.typ").read_bytes()
    data = {"document": json.dumps(_document(document), ensure_ascii=False)}
    with as_file(FONTS) as folder:
        for own_alone in (True, False):
            fonts = typst.Fonts(include_system_fonts=not own_alone, font_paths=[str(folder)])
            try:
                made = typst.compile(
                    layout, font_paths=fonts, sys_inputs=data, pdf_standards=_STANDARD
                )
            except typst.TypstError as error:
                if not own_alone:
                    raise _refused(error, document) from None
            else:
                return bytes(made)
    raise AssertionError  # one of the two turns returns or raises


def _typst() -> Any:
    try:
        import typst  # noqa: PLC0415 (an optional part, loaded when something is written)
    except ImportError:
        raise MissingPartError(
            say("writing a PDF needs typst"), remedy=say("pip install 'goodoffices[documents]'")
        ) from None
    return typst


def _refused(error: Exception, document: Document) -> InputError:
    """What the compiler says of it; as a rule letters for which no font is there."""
    return InputError(
        say("the PDF cannot be set: {reason}", reason=str(error).splitlines()[0]),
        where=document.title.text,
        remedy=say("Install a font that has these letters, or take another format"),
    )


def _document(document: Document) -> dict[str, Any]:
    on = document.as_of
    return {
        "kind": bare(document.kind),
        "name": bare(document.title.text),
        "title": _span(document.title, document),
        "language": _language(document.language),
        "direction": document.direction,
        "date": [on.year, on.month, on.day],
        "head": [[name, settled(said, document.direction)] for name, said in document.head],
        "foot": settled(document.foot, document.direction),
        "contents": document.contents,
        "dense": document.dense,
        "more": document.more,
        "blocks": [_block(block, document) for block in document.blocks],
    }


def _block(block: Block, document: Document) -> dict[str, Any]:
    match block:
        case Heading(level, spans, anchor):
            return {
                "kind": "heading",
                "level": level,
                "spans": _spans(spans, document),
                "anchor": anchor,
            }
        case Paragraph(spans, anchor):
            return {"kind": "paragraph", "spans": _spans(spans, document), "anchor": anchor}
        case Items(items, numbered):
            return {
                "kind": "items",
                "numbered": numbered,
                "items": [_spans(item, document) for item in items],
            }
        case Rows(caption, columns, rows):
            return {
                "kind": "rows",
                "caption": settled(caption, document.direction),
                "columns": [settled(column, document.direction) for column in columns],
                "widths": list(widths(block)),
                "cells": [_spans(cell, document) for row in rows for cell in row],
            }
        case Drawing(svg, _, caption, alternative):
            return {
                "kind": "drawing",
                "svg": svg,
                "width": share_of_page(svg),
                "caption": settled(caption, document.direction),
                "alternative": bare(alternative),
            }


def _spans(spans: Sequence[Span], document: Document) -> list[dict[str, Any]]:
    return [_span(span, document) for span in spans]


def _span(span: Span, document: Document) -> dict[str, Any]:
    return {
        "text": isolated(span, document.direction),
        "strong": span.strong,
        "quiet": span.quiet,
        "language": _language(span.language),
        "target": span.target,
        "anchor": span.anchor,
    }


def _language(tag: str) -> str:
    """The first part of a language tag (BCP 47), which is what the compiler takes."""
    first = tag.partition("-")[0].casefold()
    return first if first.isascii() and first.isalpha() and len(first) in {2, 3} else ""
