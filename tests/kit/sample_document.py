"""A small document with one of everything."""

from __future__ import annotations

from datetime import date

from goodoffices.documents.document import (
    Document,
    Drawing,
    Heading,
    Items,
    Paragraph,
    Rows,
    Span,
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40">'
    '<rect width="60" height="40" fill="#ccc"/><text x="5" y="20">here</text></svg>'
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360"
    "000000020001e221bc330000000049454e44ae426082"
)
HOSTILE = "#panic() *x* _y_ $z$ <label> @ref \\ [ ] { } // /* `code` ]]> & \0\x07"


def document(direction: str = "ltr", language: str = "en", words: str = HOSTILE) -> Document:
    return Document(
        kind="Brief",
        title=Span("The offer"),
        language=language,
        direction=direction,
        as_of=date(2022, 2, 27),
        head=(("For", "the lead"),),
        foot="copy 0123abcd",
        contents="Contents",
        blocks=(
            Heading(1, (Span("First"),), "one"),
            Paragraph((Span(words), Span(" [", quiet=True), Span("2", target="two"), Span("]"))),
            Heading(2, (Span("Below it"),)),
            Items(((Span("a point", strong=True),), (Span("another"),))),
            Rows("Who and what", ("Who", "What"), (((Span("A"),), (Span("asks"),)),)),
            Heading(1, (Span("Second"),), "two"),
            Drawing(SVG, lambda: PIXEL, "A drawing", "It shows a square"),
            Paragraph((Span("Слова", language="ru", direction="ltr"), Span("after", anchor="x"))),
        ),
    )
