"""Word files edited by hand are read clause by clause: tracked changes, new and lost clauses."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.reading.documents.word_clauses import ReadComment, clauses_of_word
from goodoffices.record.audiences import JOINT
from goodoffices.record.texts import Direction
from goodoffices.talks.text import Bracket, Clause, Text, Version
from goodoffices.talks.text.word import mark_of, read_mark, word_of
from goodoffices.talks.wording import Wording

NOW = datetime(2022, 3, 1, 12, 0, tzinfo=UTC)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12
)
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)


def zipped(document: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("word/document.xml", document)
    return out.getvalue()


def made(*paragraphs: str) -> bytes:
    return zipped(f"<w:document {W}><w:body>{''.join(paragraphs)}</w:body></w:document>")


def heading(mark: str = "") -> str:
    bookmark = f'<w:bookmarkStart w:id="1" w:name="c_{mark}"/>' if mark else ""
    return f'<w:p><w:pPr><w:pStyle w:val="ClauseHeading"/></w:pPr>{bookmark}</w:p>'


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


@settings(max_examples=12)
@given(st.lists(LINES, min_size=1, max_size=3), st.data())
def test_what_is_written_is_read_back_brackets_aside(texts, data):
    clauses = []
    for k, words in enumerate(texts):
        start = data.draw(st.integers(0, len(words) - 1))
        end = data.draw(st.integers(start + 1, len(words)))
        version = Version((Wording(words), Wording("ماء", "ar", Direction.RTL)))
        bracket = Bracket("h", "a", start, end, JOINT)
        clauses.append(Clause(f"{k:032x}", (version,), brackets=(bracket,)))
    view = Text(("a", "b"), clauses=tuple(clauses))
    file = word_of(view, "A text", {"a": "Side A"}, "a copy", NOW)
    assert file == word_of(view, "A text", {"a": "Side A"}, "a copy", NOW)
    read = clauses_of_word(file, "file").clauses
    assert [one.text for one in read[::2]] == texts
    assert {one.text for one in read[1::2]} == {"ماء"}
    for clause, one in zip(clauses, read[::2], strict=True):
        assert one.mark == mark_of(clause, clause.version.wordings[0])
        assert read_mark(one.mark).version_of(clause) == clause.version


def test_tracked_changes_count_as_they_would_stand():
    taken_out = "<w:del><w:r><w:delText>noon</w:delText></w:r></w:del>"
    put_in = f"<w:ins>{run('dusk')}</w:ins>"
    moved = f"<w:moveFrom>{run('gone')}</w:moveFrom><w:moveTo>{run(' come')}</w:moveTo>"
    file = made(heading("x"), f"<w:p>{run('Quiet from ')}{taken_out}{put_in}{moved}</w:p>")
    assert [one.text for one in clauses_of_word(file, "file").clauses] == ["Quiet from dusk come"]


def test_that_there_are_tracked_changes_is_said():
    quiet = made(heading("x"), f"<w:p>{run('Quiet')}</w:p>")
    assert not clauses_of_word(quiet, "file").tracked
    for change in ("ins", "moveTo"):
        file = made(heading("x"), f"<w:p><w:{change}>{run('Quiet')}</w:{change}></w:p>")
        assert clauses_of_word(file, "file").tracked


def test_comments_in_the_margin_go_with_their_clause():
    file = Document(io.BytesIO(made_by_hand("Quiet from noon", "Water for both")))
    lines = {one.text: one for one in file.paragraphs}
    before, one, two = lines["A copy"], lines["Quiet from noon"], lines["Water for both"]
    file.add_comment(before.runs, "For whom is this?", author="Reader")
    file.add_comment(one.runs, "By whose clock?\nSay it.", author="Reader")
    file.add_comment(one.runs, "Quiet is too weak", author="")
    read = clauses_of_word(saved(file), "file")
    assert read.outside == (ReadComment("Reader", "For whom is this?", "A copy"),)
    assert [clause.comments for clause in read.clauses] == [
        (
            ReadComment("Reader", "By whose clock?\nSay it.", "Quiet from noon"),
            ReadComment("", "Quiet is too weak", "Quiet from noon"),
        ),
        (),
    ]
    assert [clause.text for clause in read.clauses] == ["Quiet from noon", two.text]


def made_by_hand(*clauses: str) -> bytes:
    """The file of a text, as it is taken to Word."""
    every = tuple(Clause(f"{k:032x}", (Version((Wording(c),)),)) for k, c in enumerate(clauses))
    return word_of(Text(("a", "b"), clauses=every), "A text", {}, "A copy", NOW)


def saved(file) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def test_a_paragraph_whose_end_was_taken_out_goes_on_in_the_next():
    joined = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    file = made(heading("x"), f"<w:p>{joined}{run('one ')}</w:p>", f"<w:p>{run('two')}</w:p>")
    assert clauses_of_word(file, "file").clauses[0].text == "one two"


def test_headings_of_hand_begin_new_clauses_and_what_stands_before_is_left_out():
    file = made(
        f"<w:p>{run('a covering note')}</w:p>",
        heading("x"),
        f"<w:p>{run('one')}</w:p>",
        heading(),
        f"<w:tbl><w:tr><w:tc><w:p>{run('new')}</w:p></w:tc></w:tr></w:tbl>",
    )
    read = clauses_of_word(file, "file").clauses
    assert [(one.mark, one.text) for one in read] == [("x", "one"), ("", "new")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        zipped("<not closed"),
        zipped(f"<!DOCTYPE x><w:document {W}/>"),
        made(f"<w:p>{run('no clause')}</w:p>"),
    ],
)
def test_what_is_no_such_file_is_one_line(data):
    with pytest.raises(InputError, match=r"^file: "):
        clauses_of_word(data, "file")
