from __future__ import annotations

import time

import pytest

from goodoffices.errors import InputError, LimitError
from goodoffices.reading import Reader, Report, extract
from goodoffices.reading.extract import MAX_BYTES
from goodoffices.reading.parse import MOST_TOKENS

SENTENCE = "The envoy said that talks would go on."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_usual_encodings(encoding: str) -> None:
    text = "“Naïve” talks – he said."
    data = text.encode(encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    assert extract(data, "report.txt").text == text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t ",
        b"\x00\x01\x02",
        b"talks\x00talks",
        b"\x7fELF\x02\x01\x01\x00",
        b"%PDF-1.7\n",
        b"PK\x03\x04abc",
        b"\xff\xfe\x00",
        bytes(range(1, 9)) * 50,
    ],
)
def test_what_is_no_text_is_told_in_one_line(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        extract(data, "report.txt")
    assert str(caught.value).startswith("report.txt")
    assert "\n" not in str(caught.value)


def test_limit() -> None:
    with pytest.raises(LimitError, match="10,000,000"):
        extract(b"a" * (MAX_BYTES + 1), "report.txt")


def test_html_without_its_scripts() -> None:
    page = (
        "<!doctype html><html><head><title>t</title><script>alert('no')</script></head><body>"
        "<nav><a href='/'>Home</a></nav><article><h1>Envoy speaks</h1>"
        f"<p>{SENTENCE} It was the third day of the conference in the capital.</p>"
        "<p>Nobody else spoke to the press on that day, and the hall was closed at noon.</p>"
        "<script>var x = 'He said that nothing holds.';</script></article></body></html>"
    )
    found = extract(page.encode(), "page.html")
    assert found.kind == "html"
    assert SENTENCE in found.text
    assert "alert" not in found.text
    assert "nothing holds" not in found.text


def test_a_line_of_a_million_characters_does_not_hang(plain_reader: Reader) -> None:
    line = "The envoy said that talks would go on in the capital on Friday. " * 15_000
    for text in (line, "a" * 1_000_000, '"' * 1_000_000, "“a ”b " * 166_000):
        begin = time.process_time()
        plain_reader.read(Report(text))
        assert time.process_time() - begin < 20


def test_what_is_parsed_of_an_endless_line_is_limited(reader: Reader) -> None:
    work = reader.work(Report("The envoy said that talks would go on on Friday. " * 2_000))
    assert sum(len(tree.toks) for tree in work.trees.values()) <= 1.2 * MOST_TOKENS


def test_right_to_left_text_survives(reader: Reader) -> None:
    text = 'قال المبعوث: "سنواصل المحادثات غدا إن شاء الله."\n\nאמר השליח: "נמשיך לדבר."\n'
    drafts = reader.read(Report(text, language="ar"))
    for draft in drafts.drafts:
        for span in draft.claim:
            assert text[span.start : span.end]
    assert drafts.to_dict()["language"] == "ar"


def test_nothing_to_draft(reader: Reader) -> None:
    assert reader.read(Report("Rain.")).drafts == ()
    assert reader.read(Report("\n\n  \n")).drafts == ()
