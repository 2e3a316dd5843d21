"""Marked text is the text: nothing is lost, and what is marked is what the spans say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.desk.marked import Mark, blocks

TEXTS = st.text(alphabet="ab \n\r<é", max_size=60)


@st.composite
def marked_texts(draw):
    text = draw(TEXTS)
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = [tuple(sorted(pair)) for pair in draw(st.lists(places, max_size=4))]
    marks = tuple(Mark(a, b, n, "open", f"d{n}") for n, (a, b) in enumerate(spans))
    aside = [(*sorted(pair), "nav") for pair in draw(st.lists(places, max_size=2))]
    return text, marks, aside


@given(marked_texts())
def test_lines_are_whole_and_marks_cover_their_spans(case):
    text, marks, aside = case
    lines = [line for block in blocks(text, marks, aside) for line in block.lines]
    plain = text.replace("\r", "\n").split("\n")
    assert ["".join(piece.text for piece in line) for line in lines] == [
        line for line in plain if line.strip()
    ]
    for mark in marks:
        covered = "".join(p.text for line in lines for p in line if mark in p.marks)
        expected = "".join(
            line for line in text[mark.start : mark.end].replace("\r", "\n").split("\n")
        )
        # lines of blanks alone are not shown
        assert covered.split() == expected.split() or covered.replace(" ", "") in expected.replace(
            " ", ""
        )
        assert all(p.begins == () or p.marks for line in lines for p in line)


def test_overlapping_spans_share_a_piece():
    ((block,)) = blocks("abcdef", (Mark(0, 4, 1, "open", "x"), Mark(2, 6, 2, "open", "y")), ())
    (line,) = block.lines
    assert [(p.text, [m.number for m in p.marks]) for p in line] == [
        ("ab", [1]),
        ("cd", [1, 2]),
        ("ef", [2]),
    ]
    assert [[m.number for m in p.begins] for p in line] == [[1], [2], []]


def test_lines_set_aside_are_one_block_with_their_kinds():
    text = "Menu\nHeadline\nWords.\n"
    found = blocks(text, (), [(0, 4, "nav"), (5, 13, "headline")])
    assert [(b.aside, len(b.lines)) for b in found] == [("menu, headline", 2), ("", 1)]
