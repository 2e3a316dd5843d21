from __future__ import annotations

import io
import zipfile

import pytest

from fuzz_reading import KINDS, make, run
from goodoffices.errors import InputError, LimitError
from goodoffices.reading import Reader, extract
from goodoffices.reading.documents.pdf import joined

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: str, part: str = "word/document.xml", lead: str = "") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            part, f'{lead}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
    return packed.getvalue()


def test_paragraphs_of_a_word_document() -> None:
    body = (
        "<w:p><w:r><w:t>The envoy </w:t></w:r><w:r><w:t>left.</w:t></w:r></w:p><w:p/>"
        "<w:p><w:r><w:t>“We</w:t><w:tab/><w:t>wait,”</w:t><w:delText>no</w:delText></w:r></w:p>"
    )
    found = extract(word(body), "report.docx")
    assert (found.kind, found.text) == ("word", "The envoy left.\n\n“We\twait,”")


def test_tracked_changes_of_a_word_document_are_read_as_accepted() -> None:
    def run(words: str, tag: str = "t") -> str:
        return f"<w:r><w:{tag}>{words}</w:{tag}></w:r>"

    data = word(
        f"<w:p>{run('Quiet')}<w:moveFrom>{run(' at once')}</w:moveFrom>"
        f"<w:del>{run(' soon', 'delText')}</w:del><w:ins>{run(' now')}</w:ins></w:p>"
        f"<w:p><w:moveTo>{run('at once')}</w:moveTo></w:p>"
    )
    assert extract(data, "report.docx").text == "Quiet now\n\nat once"


def test_a_word_bomb_is_refused_before_it_is_unpacked() -> None:
    data = word("", lead=f"<!--{'a' * 25_000_000}-->")
    assert len(data) < 100_000
    with pytest.raises(LimitError, match="unpacks to more"):
        extract(data, "report.docx")


@pytest.mark.parametrize(
    "data",
    [
        word("<w:p>"),
        word("", part="other.xml"),
        word("", lead='<!DOCTYPE x [<!ENTITY a "bb">]>'),
        word("<w:p><w:r><w:t>talks</w:t></w:r></w:p>")[:-30],
    ],
)
def test_a_broken_word_file_is_told_in_one_line(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        extract(data, "report.docx")
    assert str(caught.value).startswith("report.docx: ")


def test_a_mail_gives_subject_body_and_day() -> None:
    data = (
        b"From: desk@agency.example\r\nDate: Sun, 27 Feb 2022 21:15:00 +0200\r\n"
        b"Subject: =?utf-8?q?D=C3=A9tente?=\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=windows-1251\r\n"
        b"Content-Transfer-Encoding: 8bit\r\n\r\n"
    ) + "Посол сказал: «мы готовы».".encode("cp1251")
    found = extract(data, "report.eml")
    assert found.text == "Détente\n\nПосол сказал: «мы готовы»."
    assert (found.kind, found.published) == ("mail", "2022-02-27")


def test_a_mail_of_html_keeps_no_script() -> None:
    data = (
        b"From: a@b.example\nDate: x\nSubject: Talks\nMIME-Version: 1.0\n"
        b"Content-Type: text/html; charset=utf-8\n\n"
        b"<p>The talks go on, the envoy said.</p><script>alert(1)</script>"
    )
    text = extract(data, "report.eml").text
    assert "talks go on" in text
    assert "alert" not in text


def test_text_of_a_pdf_and_none_of_a_scan() -> None:
    good = next(
        data
        for kind, data, _ in (make(3, k) for k in range(2_000))
        if kind == "pdf" and b"Tj" in data and data.endswith(b"EOF\n") and b"said" in data
    )
    assert "said" in extract(good, "report.pdf").text
    scan = good.replace(b"Tj", b"  ")
    with pytest.raises(InputError, match="no text"):
        extract(scan, "report.pdf")


def test_lines_that_the_page_broke_are_joined() -> None:
    page = (
        "The envoy said that both sides were will-\ning to meet again in the spring, as\n"
        "they had before.\nTalks resume on Monday in the capital of\nthe country."
    )
    assert joined(page) == (
        "The envoy said that both sides were willing to meet again in the spring, as they had"
        " before.\n\nTalks resume on Monday in the capital of the country."
    )


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Посол сообщил, что стороны готовы к переговорам."),
        ("koi8-r", "Посол сообщил, что стороны готовы к переговорам."),
        ("cp1256", "قال المبعوث إن الطرفين مستعدان للمحادثات"),
        ("cp1255", "השליח אמר שהצדדים מוכנים לשיחות"),
        ("cp1252", "L’émissaire a déclaré que les parties étaient prêtes."),
    ],
)
def test_old_code_pages_are_told_by_their_letters(encoding: str, text: str) -> None:
    assert extract(text.encode(encoding), "report.txt").text == text


def test_a_page_is_read_in_the_encoding_it_declares() -> None:
    page = "<html><head><meta charset=windows-1251></head><body><p>Посол сказал да.</p></body>"
    assert "Посол" in extract(page.encode("cp1251"), "report.html").text


def test_spoilt_files_neither_crash_nor_hang_nor_keep_a_script(plain_reader: Reader) -> None:
    met = set()
    for number in range(150):
        kind, data, name = make(11, number)
        met.add(kind)
        assert not run(data, name, plain_reader)[0].startswith("!"), number
    assert met == set(KINDS)
