"""One page, what changed, what to bring to the next contact; and the brief as PDF and Word."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn
from pdf_structure import elements
from pypdf import PdfReader

from goodoffices.brief.compose import compose_brief
from goodoffices.brief.document import (
    Bullets,
    Cite,
    Length,
    Paragraph,
    RefKind,
    Text,
    number_of,
    runs_of,
)
from goodoffices.brief.formats import written
from goodoffices.brief.given import BriefInput
from goodoffices.brief.html import to_html
from goodoffices.brief.markdown import to_markdown
from goodoffices.brief.watermark import marks_in, watermarked
from goodoffices.record.accounts import Account, Link, LinkKind, Mention, Words
from goodoffices.record.acts import FiledAccount, compose
from goodoffices.record.audiences import JOINT, TEAM
from goodoffices.record.dates import RecordDate
from goodoffices.record.frame import Frame, Side
from goodoffices.record.standing import standings
from goodoffices.record.vocabulary import ActKind

if TYPE_CHECKING:
    from pdf_structure import Element

    from goodoffices.brief.document import Brief, Section

FRAME = Frame("A dispute", "d", Side("m", "Mediator"), (Side("a", "Side A"), Side("b", "Side B")))
ON = date(2022, 3, 10)
ACT, ACCOUNT = RefKind.ACT, RefKind.ACCOUNT


def account(kind: ActKind, title: str, day: int, who: str, to: str = "", **more: object) -> Account:
    return Account(
        kind=kind,
        claim=Words(title),
        title=title,
        actors=(Mention(who),),
        targets=(Mention(to),) if to else (),
        happened=RecordDate(f"2022-03-{day:02}"),
        **more,
    )


def filed(key: str, act: str, told: Account, entered: int) -> FiledAccount:
    return FiledAccount(key, act, TEAM, told, datetime(2022, 3, entered, tzinfo=UTC))


def given() -> BriefInput:
    """A call, an offer of A that B leaves open and then accepts, a second account of the call."""
    answer = (Link(LinkKind.ANSWERS, "offer"),)
    acts = compose(
        (
            filed("1", "call", account(ActKind.PHONE_CALL, "The call", 1, "Mediator", "Side A"), 1),
            filed(
                "2",
                "offer",
                account(ActKind.PROPOSE, "A proposes a line", 2, "Side A", "Side B", issue="line"),
                2,
            ),
            filed(
                "3",
                "yes",
                account(ActKind.AGREE_TO_TALK, "B agrees", 6, "Side B", issue="line", links=answer),
                6,
            ),
            filed("4", "call", account(ActKind.PHONE_CALL, "A call", 1, "Mediator", "Side A"), 7),
            filed(
                "5",
                "ask",
                account(ActKind.PROPOSE, "B proposes monitors", 8, "Side B", "Side A"),
                8,
            ),
        )
    )
    return BriefInput(FRAME, "Lead", "team", ON, acts, standings(acts, ON))


def section(brief: Brief, name: str) -> Section:
    return next(s for s in brief.sections if s.id == name)


def lines(part: Section) -> list[str]:
    return [
        "".join(run.text for run in item if isinstance(run, Text))
        for block in part.blocks
        if isinstance(block, Bullets)
        for item in block.items
    ]


def test_what_changed_is_what_was_entered_after_that_day() -> None:
    part = section(compose_brief(replace(given(), since=date(2022, 3, 5))), "changed")
    assert part.heading == "Changed since 5 March 2022"
    told = lines(part)
    assert told[0].startswith("B agrees")
    assert told[1].startswith("B proposes monitors")
    assert told[2].startswith("The call"), "a further account of what was known"
    assert not any(line.startswith("A proposes a line, ") for line in told[:3])


def test_nothing_changed_is_said() -> None:
    part = section(compose_brief(replace(given(), since=date(2022, 3, 9))), "changed")
    assert part.blocks[0].runs[0].text == "Nothing that is shown here."


def test_what_was_entered_on_the_day_itself_is_not_missed() -> None:
    told = lines(section(compose_brief(replace(given(), since=date(2022, 3, 8))), "changed"))
    assert [line.partition(",")[0] for line in told[:1]] == ["B proposes monitors"]


def test_without_an_earlier_day_nothing_is_compared() -> None:
    assert "changed" not in {s.id for s in compose_brief(given()).sections}


def test_each_party_is_asked_for_what_it_owes() -> None:
    part = section(compose_brief(given()), "next")
    told = lines(part)
    assert told[0].startswith("Last contact: The call")
    assert any(line.startswith("Ask for its answer: B proposes monitors") for line in told)
    assert "No contact with it is told here." in told
    assert any(line.startswith("It waits for an answer: B proposes monitors") for line in told)
    assert all(any(isinstance(run, Cite) for run in runs_of(b)) for b in part.blocks[1:2])


def test_talking_points_and_balance_are_for_the_team_alone() -> None:
    joint = compose_brief(replace(given(), audience=JOINT.key))
    assert {"next", "balance"}.isdisjoint({s.id for s in joint.sections})
    assert {"next", "balance"} <= {s.id for s in compose_brief(given()).sections}


def test_positions_stand_issue_by_party() -> None:
    grid = section(compose_brief(given()), "positions").blocks[0]
    assert grid.columns == ("Issue", "Side A", "Side B")
    ((issue, first, second),) = grid.rows
    assert issue[0].text == "Line"
    assert first[0].text == "asks or offers, 2 March 2022"
    assert second[0].text == "agrees, 6 March 2022"


@pytest.fixture(scope="module")
def page(case) -> Brief:
    from example_case import brief_input

    given = replace(brief_input(case), length=Length.PAGE, since=date(2022, 2, 26))
    return compose_brief(given)


def test_one_page_is_one_page(page: Brief) -> None:
    reader = PdfReader(BytesIO(written(page, "pdf")))
    assert len(reader.pages) == 1


def test_each_page_of_a_pdf_says_whose_copy_it_is_and_word_keeps_the_mark(page: Brief) -> None:
    marked = watermarked(page, "0123abcd", "anna; copy 0123abcd")
    for one in PdfReader(BytesIO(written(replace(marked, length=Length.FULL), "pdf"))).pages:
        assert "anna; copy 0123abcd" in " ".join(one.extract_text().split())
    file = docx.Document(BytesIO(written(marked, "docx")))
    assert marks_in("\n".join(p.text for p in file.paragraphs)) == ("0123abcd",)


def test_one_page_leaves_out_what_has_no_room_and_says_so(page: Brief) -> None:
    words = "A proposal that is told at great length. " * 8
    longer = tuple(
        replace(part, blocks=(*part.blocks, *(Paragraph((Text(words),)) for _ in range(20))))
        for part in page.sections
    )
    reader = PdfReader(BytesIO(written(replace(page, sections=longer), "pdf")))
    assert len(reader.pages) == 1
    told = " ".join(reader.pages[0].extract_text().split())
    assert "There is more in the full brief." in told


def test_one_page_says_who_stands_behind_each_number(page: Brief) -> None:
    cited = {number_of(page.labels[r]) for r in page.refs() if r.kind in {ACT, ACCOUNT}}
    assert cited == page.listed
    html = to_html(page)
    assert 'id="entries"' not in html
    places = set(re.findall(r'id="([^"]+)"', html))
    assert {f"entry-{number}" for number in cited} <= places
    assert set(re.findall(r'href="#([^"]+)"', html)) <= places
    found = elements(written(page, "pdf"))
    assert {e.words for e in found if e.kind == "Link"} == cited
    notes = {
        line[2:].partition("]")[0] for line in to_markdown(page).split("\n") if line[:2] == "[^"
    }
    assert {note for note in notes if not note.startswith("S")} == cited


def letters(words: str) -> str:
    """Of what is read: without marks, which are links in one form and notes in another."""
    bare = re.sub(r"\[[^\]]*\]", "", words)
    return "".join(c for c in bare if c.isalpha())


def latin(words: str) -> str:
    return "".join(sorted(c for c in words if c.isascii()))


def in_order_of_reading(found: list[Element]) -> list[str]:
    return [letters(e.words) for e in found if e.kind in {"H1", "H2", "LBody"}]


def in_order_of_markdown(told: str) -> list[str]:
    lines = [re.match(r"(?:##|###|-) (.*)", line) for line in told.split("\n")]
    return [letters(line[1]) for line in lines if line]


def test_the_arabic_page_says_that_it_is_arabic_and_is_read_in_order(case) -> None:
    from example_case import brief_input

    from goodoffices.desk.language import spoken_in

    with spoken_in("ar"):
        page = compose_brief(replace(brief_input(case), length=Length.PAGE))
        pdf, told, word = (written(page, form) for form in ("pdf", "md", "docx"))
    reader = PdfReader(BytesIO(pdf))
    assert reader.trailer["/Root"]["/Lang"] == "ar"
    assert reader.metadata.title == page.title
    found = elements(pdf)
    heads = [set(letters(e.words)) for e in found if e.kind == "H1"]
    assert heads == [set(letters(section.heading)) for section in page.sections]
    # Arabic glyphs are drawn from the left, some for two letters: a line is known by its Latin ones
    listed = [latin(line) for line in in_order_of_markdown(told.decode())]
    assert len([line for line in listed if line]) > len(page.sections)
    assert [latin(line) for line in in_order_of_reading(found)[:-1]] == listed
    file = docx.Document(BytesIO(word))
    turned = [p._p.pPr.find(qn("w:bidi")) is not None for p in file.paragraphs]
    assert all(turned)


def test_the_pdf_of_the_example_says_all_it_holds(brief: Brief) -> None:
    found = elements(written(brief, "pdf"))
    listed = in_order_of_markdown(to_markdown(brief))
    read = in_order_of_reading(found)
    assert read[1 : len(listed) + 1] == listed, "after the contents, in the order of the Markdown"
    heads = [e.words for e in found if e.kind == "H1"]
    own = [s.heading for s in brief.sections]
    assert heads == ["Contents", *own, "Entries", "The drawings as tables"]
    drawn = [e.alternative for e in found if e.kind == "Figure" and e.alternative]
    assert len(drawn) == sum(type(b).__name__ == "Figure" for s in brief.sections for b in s.blocks)
    assert len([e for e in found if e.kind == "Link"]) > len(brief.entries)


def test_the_word_file_of_the_example_has_its_headings_and_tables(brief: Brief) -> None:
    file = docx.Document(BytesIO(written(brief, "docx")))
    heads = [p.text for p in file.paragraphs if p.style.name == "Heading 1"]
    assert heads == [*(s.heading for s in brief.sections), "Entries", "The drawings as tables"]
    entries = [p.text for p in file.paragraphs if p.style.name == "Heading 2"]
    assert all(f"{e.label}. {e.title}" in entries for e in brief.entries)
