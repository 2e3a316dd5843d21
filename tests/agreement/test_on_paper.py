"""The agreement on paper: Word and PDF say the same words, and no word is a command."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pypdf
import pytest

from goodoffices.agreement import Agreement, Obligation, Origin, Source, Term
from goodoffices.agreement.printed import printed
from goodoffices.agreement.signing import TABLE, Paper, Phase, Signature
from goodoffices.documents.pdf import to_pdf
from goodoffices.documents.word import to_word
from goodoffices.reading.documents.word import text_of_word
from goodoffices.record.texts import Direction
from goodoffices.talks.diagram import mermaid, rows
from goodoffices.talks.wording import Choice, Wording

NOW = datetime(2022, 3, 1, 12, tzinfo=UTC)
NAMES = {"a": "Side A", "b": "Side B"}
COMMANDS = "#panic() $x$ @ref *bold* \\u{41} <label> [block]"


SETTLED = (Choice("Where the sluice keepers meet", "Pripyat"),)


@pytest.fixture
def paper() -> Paper:
    both = (Wording("Quiet from noon."), Wording("هدوء من الظهر", "ar", Direction.RTL))
    terms = (
        Term("one", both, Origin(Source.TEXT, "t" * 32, "c" * 32)),
        Term("two", (Wording(COMMANDS),), Origin(Source.PROPOSAL, "p" * 32), SETTLED, "Water"),
    )
    owed = Obligation("o", "two", "b", "opens the sluice", date(2022, 3, 5), "The third state")
    signatures = (Signature("a", ("First",), NOW), Signature("b", ("Second",), NOW))
    made = Agreement("Peace on the river", ("a", "b"), terms, (owed,))
    return Paper(made, phase=Phase.CONCLUDED, laid=True, signatures=signatures)


SAID = (
    "Peace on the river",
    "Side A and Side B",
    "Concluded on 1 March 2022",
    "Quiet from noon.",
    COMMANDS,
    "Where the sluice keepers meet: ",
    "Pripyat",
    "From proposal pppppppp",
    "opens the sluice",
    "5 March 2022",
    "The third state",
)


def test_word_says_all_of_it_and_the_same_bytes_again(paper):
    laid_out = printed(paper, NAMES, "a copy", NOW.date())
    file = to_word(laid_out)
    assert file == to_word(laid_out)
    text = text_of_word(file, "file")
    for words in (*SAID, "هدوء من الظهر", paper.agreement.check, "First, 1 March 2022"):
        assert words in text


def test_pdf_says_all_of_it_and_the_same_bytes_again(paper):
    laid_out = printed(paper, NAMES, "a copy", NOW.date())
    file = to_pdf(laid_out)
    assert file == to_pdf(laid_out)
    document = pypdf.PdfReader(io.BytesIO(file))
    text = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    for words in SAID:
        assert words in text
    assert document.metadata.title == "Peace on the river"
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]


# AG 6
def test_the_table_is_that_of_the_documentation(root):
    document = (root / "docs/definitions/agreement.md").read_text("utf-8")
    assert mermaid(TABLE) in document
    assert rows(TABLE) in document
