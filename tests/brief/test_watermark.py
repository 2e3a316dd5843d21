from __future__ import annotations

import pytest
from example_case import brief_input, load
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.brief.compose import compose_brief
from goodoffices.brief.document import Bullets, Paragraph
from goodoffices.brief.html import to_html
from goodoffices.brief.markdown import to_markdown
from goodoffices.brief.plain_json import to_json
from goodoffices.brief.watermark import hidden_mark, marks_in, watermarked
from goodoffices.errors import InputError

codes = st.integers(0, 2**32 - 1).map(lambda n: f"{n:08x}")


@given(codes, st.text(st.characters(exclude_categories=["Cf", "Cs"])))
def test_a_mark_reads_back_and_shows_nothing(code, text):
    mark = hidden_mark(code)
    assert marks_in(f"{text}{mark}{text}") == (code,)
    assert marks_in(text) == ()
    assert not any(c.isprintable() or c.isspace() for c in mark)


@given(codes, codes)
def test_two_copies_are_told_apart(one, other):
    both = f"said{hidden_mark(one)} and{hidden_mark(other)} more"
    assert marks_in(both) == tuple(dict.fromkeys((one, other)))


@pytest.mark.parametrize("code", ["", "123", "G" * 8, "1234567", "123456789"])
def test_what_is_no_number_is_refused(code):
    with pytest.raises(InputError, match="not the number"):
        hidden_mark(code)


@pytest.mark.parametrize("write", [to_html, to_markdown, to_json])
def test_each_paragraph_of_each_form_carries_the_mark(write):
    plain = compose_brief(brief_input(load(), models=False))
    blocks = [block for section in plain.sections for block in section.blocks]
    paragraphs = sum(isinstance(block, Paragraph) for block in blocks)
    bullets = sum(len(block.items) for block in blocks if isinstance(block, Bullets))
    assert paragraphs
    assert bullets
    written = write(watermarked(plain, "0123abcd", "anna; copy 0123abcd"))
    assert "copy 0123abcd" in written
    assert written.count(hidden_mark("0123abcd")) == paragraphs + bullets
    assert marks_in(written) == ("0123abcd",)
    assert marks_in(write(plain)) == ()
