"""The PDF says of itself what a reader of it needs, read back from its structure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pdf_structure import elements, glyphs
from pypdf import PdfReader
from sample_document import HOSTILE

from goodoffices.brief.watermark import hidden_mark
from goodoffices.documents.document import Document, Heading, Paragraph, Rows, Span
from goodoffices.documents.pdf import to_pdf
from goodoffices.errors import InputError

ON = date(2022, 2, 27)


def test_it_declares_what_the_compiler_checked(english: Document) -> None:
    reader = PdfReader(BytesIO(to_pdf(english)))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert bool(root["/MarkInfo"]["/Marked"])
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert reader.metadata.title == "The offer"
    assert [item.title for item in reader.outline if not isinstance(item, list)] == [
        "First",
        "Second",
    ]


def test_its_structure_is_read_in_the_order_of_the_document(english: Document) -> None:
    told = [(e.kind, e.words) for e in elements(to_pdf(english))]
    heads = [one for one in told if one[0] in {"Title", "H1", "H2"}]
    assert heads == [
        ("Title", "The offer"),
        ("H1", "Contents"),
        ("H1", "First"),
        ("H2", "Below it"),
        ("H1", "Second"),
    ]
    assert [words for kind, words in told if kind in {"TH", "TD"}] == ["Who", "What", "A", "asks"]
    assert [words for kind, words in told if kind == "LBody"] == ["a point", "another"]
    assert ("Link", "2") in told
    order = [words for _, words in told]
    assert order.index("Below it") < order.index("a point") < order.index("Who and what")
    assert order.index("Who and what") < order.index("A") < order.index("Second")


def test_a_drawing_is_told_in_words(english: Document) -> None:
    (figure,) = [e for e in elements(to_pdf(english)) if e.kind == "Figure" and e.alternative]
    assert figure.alternative == "It shows a square"


def test_no_word_is_markup(english: Document) -> None:
    words = "".join(e.words for e in elements(to_pdf(english)) if e.kind == "P")
    assert HOSTILE.partition("\0")[0].replace(" ", "") in words.replace(" ", "")


def test_the_same_document_is_the_same_bytes(english: Document) -> None:
    assert to_pdf(english) == to_pdf(english)


def one_line(words: str, language: str) -> Document:
    return Document("", Span("x"), language, "rtl", ON, (Paragraph((Span(words),)),))


def drawn(words: str, language: str) -> list[tuple[str, str]]:
    """The glyphs of the words alone: those of the title and the page number are taken off."""
    bare = glyphs(to_pdf(one_line("", language)))
    found = glyphs(to_pdf(one_line(words, language)))
    return found[1 : len(found) - len(bare) + 1]


def test_arabic_letters_join(arabic: Document) -> None:
    assert len({glyph for glyph, _ in drawn("ببب", "ar")}) == 3, "a shape for each place in a word"
    assert len({glyph for glyph, _ in drawn("ب ب ب", "ar")}) == 1, "and the same alone"


def test_a_mark_after_a_word_leaves_its_last_letter_as_it_is() -> None:
    own = {glyph for glyph, _ in drawn("بب", "ar")}
    assert len(own | {glyph for glyph, _ in drawn(f"بب{hidden_mark('ffffffff')}", "ar")}) == 2


def test_hebrew_runs_right_to_left() -> None:
    assert [letters for _, letters in drawn("אב", "he")] == ["ב", "א"], "drawn from the left"


def test_arabic_document_says_so(arabic: Document) -> None:
    pdf = to_pdf(arabic)
    assert PdfReader(BytesIO(pdf)).trailer["/Root"]["/Lang"] == "ar"
    assert [e.words for e in elements(pdf) if e.kind == "H1"] == ["Contents", "First", "Second"]


def test_a_reference_leads_somewhere() -> None:
    with pytest.raises(InputError, match=r"nowhere: a reference leads to a place"):
        Document("", Span("x"), "en", "ltr", ON, (Paragraph((Span("a", target="nowhere"),)),))


def test_two_places_have_two_names() -> None:
    head = Heading(1, (Span("a"),), "a")
    with pytest.raises(InputError, match="two places of a document have one name"):
        Document("", Span("x"), "en", "ltr", ON, (head, head))


def test_a_row_fits_its_columns() -> None:
    with pytest.raises(InputError, match="a row of the table does not fit its columns"):
        Rows("t", ("a",), (((), ()),))


def test_letters_without_a_font_are_one_clear_line(english: Document) -> None:
    lost = replace(english, blocks=(Paragraph((Span("\U000f0000"),)),))
    with pytest.raises(InputError, match=r"The offer: the PDF cannot be set: .*\. Install a font"):
        to_pdf(lost)
