"""The Word file read back: styles, tables, directions, alternatives, the order of properties."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml.ns import qn
from sample_document import document

from goodoffices.documents.word import to_word

if TYPE_CHECKING:
    from goodoffices.documents.document import Document


def read(content: bytes) -> Any:
    return docx.Document(BytesIO(content))


def test_headings_lists_and_tables_come_back(english: Document) -> None:
    file = read(to_word(english))
    told = [(p.style.name, p.text) for p in file.paragraphs]
    heads = [(style, text) for style, text in told if style.startswith(("Heading", "Title"))]
    assert heads == [
        ("Title", "The offer"),
        ("Heading 1", "First"),
        ("Heading 2", "Below it"),
        ("Heading 1", "Second"),
    ]
    assert [text for style, text in told if style == "List Bullet"] == ["a point", "another"]
    (table,) = file.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Who", "What"],
        ["A", "asks"],
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert file.core_properties.title == "The offer"
    assert file.core_properties.language == "en"


def test_marks_lead_to_their_places(english: Document) -> None:
    body = read(to_word(english)).element.body
    places = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    targets = {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))}
    assert targets
    assert targets <= places


def test_a_drawing_is_told_in_words(english: Document) -> None:
    body = read(to_word(english)).element.body
    (about,) = body.iter(qn("wp:docPr"))
    assert about.get("descr") == "It shows a square"


def test_right_to_left_reaches_page_paragraphs_words_and_tables(arabic: Document) -> None:
    file = read(to_word(arabic))
    assert file.sections[0]._sectPr.find(qn("w:bidi")) is not None
    for paragraph in file.paragraphs:
        assert paragraph._p.pPr.find(qn("w:bidi")) is not None
    (table,) = file.tables
    assert table._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    runs = {run.text: run._r.rPr for p in file.paragraphs for run in p.runs}
    own = runs["مساعٍ حميدة"]
    assert own.find(qn("w:rtl")) is not None
    assert own.find(qn("w:lang")).get(qn("w:bidi")) == "ar"
    (foreign,) = [form for text, form in runs.items() if "Слова" in text]
    assert foreign.find(qn("w:rtl")) is None
    assert foreign.find(qn("w:lang")).get(qn("w:val")) == "ru"


def test_nothing_of_it_is_left_in_an_english_file(english: Document) -> None:
    body = read(to_word(english)).element.body
    assert not [one for name in ("bidi", "rtl", "bidiVisual") for one in body.iter(qn(f"w:{name}"))]


def test_properties_stand_in_the_order_of_the_standard(arabic: Document) -> None:
    order = ["rFonts", "b", "bCs", "sz", "szCs", "rtl", "lang"]
    for form in read(to_word(arabic)).element.body.iter(qn("w:rPr")):
        names = [child.tag.rpartition("}")[2] for child in form]
        assert names == sorted(names, key=order.index)


def test_the_same_document_is_the_same_bytes(english: Document) -> None:
    assert to_word(english) == to_word(english)


def test_letters_that_xml_cannot_hold_are_left_out() -> None:
    file = read(to_word(document(words="a\0\x07\ufffeb")))
    assert any(p.text.startswith("ab") for p in file.paragraphs)
