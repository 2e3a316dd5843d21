"""The brief as HTML, Markdown and JSON: everything in it, nothing active, nothing escaped twice."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from goodoffices.brief.compose import compose_brief
from goodoffices.brief.document import Brief, Ref, RefKind
from goodoffices.brief.given import BriefInput, Source
from goodoffices.brief.html import to_fragment, to_html
from goodoffices.brief.markdown import escape, to_markdown
from goodoffices.brief.plain_json import to_json
from goodoffices.record.accounts import Account, Carrier, Direction, Mention, Words
from goodoffices.record.acts import FiledAccount, compose
from goodoffices.record.audiences import TEAM
from goodoffices.record.dates import RecordDate
from goodoffices.record.frame import Frame, Side
from goodoffices.record.standing import standings
from goodoffices.record.vocabulary import ActKind

HOSTILE = "</q><script>alert(1)</script><img src=x onerror=alert(2)> [a](http://evil.example) `x`"
EMPTY = {"area", "br", "col", "hr", "img", "input", "link", "meta"}


class Page(HTMLParser):
    """What a browser would see: tags, attributes, text; and whether the tags are balanced."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def ids(self) -> list[str]:
        return [str(attrs["id"]) for _, attrs in self.tags if "id" in attrs]

    def links(self) -> list[str]:
        return [str(attrs["href"]) for tag, attrs in self.tags if tag == "a"]


@pytest.fixture(scope="module")
def html(brief: Brief) -> str:
    return to_html(brief)


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def hostile_brief() -> Brief:
    account = Account(
        kind=ActKind.OFFER_MEDIATION,
        claim=Words(HOSTILE, 'he" onload="x', Direction.RTL),
        title=HOSTILE,
        actors=(Mention(HOSTILE),),
        venue=HOSTILE,
        happened=RecordDate("2022-02-27", words=HOSTILE),
        chain=(Carrier(HOSTILE, HOSTILE),),
        source="r1",
    )
    other = replace(account, title="", initiator=Mention("Side A"), outcome=HOSTILE)
    third = replace(account, initiator=Mention(HOSTILE), outcome="otherwise")
    entered = datetime(2022, 3, 1, tzinfo=UTC)
    acts = compose(
        FiledAccount(f"t{k}", "a1", TEAM, one, entered) for k, one in enumerate((other, third))
    )
    frame = Frame(HOSTILE, "x", Side("m", HOSTILE), (Side("a", "Side A"), Side("b", HOSTILE + "b")))
    on = date(2022, 3, 1)
    reports = {"r1": Source(HOSTILE, HOSTILE)}
    return compose_brief(
        BriefInput(frame, HOSTILE, "team", on, acts, standings(acts, on), reports=reports)
    )


def test_html_holds_every_section_and_entry(brief: Brief, page: Page) -> None:
    assert page.open == []
    words = "".join(page.words)
    for section in brief.sections:
        assert section.heading in words
        assert section.id in page.ids()
    for entry in brief.entries:
        assert f"entry-{entry.label}" in page.ids()
        assert entry.title in words
    assert len(page.ids()) == len(set(page.ids()))


def test_every_link_of_the_file_leads_to_a_place_in_it(page: Page) -> None:
    links = page.links()
    assert links
    assert {link.removeprefix("#") for link in links} <= set(page.ids())


def test_the_file_asks_for_nothing_and_runs_nothing(page: Page, html: str) -> None:
    tags = {tag for tag, _ in page.tags}
    assert tags.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "form"})
    for _, attrs in page.tags:
        assert "style" not in attrs
        assert not any(name.startswith("on") for name in attrs)
        assert "src" not in attrs
    assert "default-src 'none'" in html
    assert "url(" not in html.partition("<style>")[2].partition("</style>")[0]


def test_quotations_keep_their_language_and_direction(page: Page) -> None:
    quoted = [attrs for tag, attrs in page.tags if tag == "q"]
    assert {"ru", "en"} <= {attrs["lang"] for attrs in quoted}
    assert all(attrs["dir"] in {"ltr", "rtl"} for attrs in quoted)


def test_a_page_of_the_desk_decides_where_references_lead(brief: Brief) -> None:
    def link(ref: Ref) -> str | None:
        return f"/c/x/acts/{ref.id}/" if ref.kind is RefKind.ACT else None

    page = Page(to_fragment(brief, link))
    acts = {entry.act for entry in brief.entries}
    assert page.links()
    assert {one.split("/")[4] for one in page.links()} <= acts
    assert "html" not in {tag for tag, _ in page.tags}


def test_hostile_words_stay_words_in_html() -> None:
    page = Page(to_html(hostile_brief()))
    tags = [tag for tag, _ in page.tags]
    assert "script" not in tags
    assert "img" not in tags
    assert "alert(1)" in "".join(page.words)
    assert all(not any(n.startswith("on") for n in attrs) for _, attrs in page.tags)
    assert all(link.startswith("#") for link in page.links())


def rendered(text: str) -> Page:
    """As a generous reader of Markdown would show it: tables, strike-through, bare addresses."""
    return Page(MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(text))


def test_markdown_holds_every_section(brief: Brief) -> None:
    text = to_markdown(brief)
    for section in brief.sections:
        assert f"\n## {section.heading}\n" in text
    for entry in brief.entries:
        assert f"\n[^{entry.label}]: " in text


def test_every_note_that_is_called_is_there(brief: Brief) -> None:
    text = to_markdown(brief)
    called = {part.partition("]")[0] for part in text.split("[^")[1:]}
    defined = {line[2:].partition("]")[0] for line in text.splitlines() if line.startswith("[^")}
    assert called == defined


def test_hostile_words_stay_words_in_markdown() -> None:
    text = to_markdown(hostile_brief())
    page = rendered(text)
    tags = {tag for tag, _ in page.tags}
    assert tags.isdisjoint({"script", "img", "a"})
    assert "alert(1)" in "".join(page.words)


@settings(max_examples=200, deadline=None)
@drawn(st.text(alphabet="ab1 .-+*_[]()<>!#`~|\\&:/@\n=", max_size=40))
def test_escaped_words_come_back_as_they_were(text: str) -> None:
    page = rendered(f"x {escape(text)}")
    assert {tag for tag, _ in page.tags} <= {"p"}
    assert " ".join("".join(page.words).split()) == " ".join(f"x {text}".split())


def test_json_is_one_document_with_the_same_parts(brief: Brief) -> None:
    tree: dict[str, Any] = json.loads(to_json(brief))
    assert tree["format"] == "goodoffices-brief/1"
    assert [s["id"] for s in tree["sections"]] == [s.id for s in brief.sections]
    assert len(tree["entries"]) == len(brief.entries)
    kinds = {block["kind"] for s in tree["sections"] for block in s["blocks"]}
    assert kinds == {"paragraph", "subheading", "list", "table", "chart"}
    cited = [
        run["cites"]
        for s in tree["sections"]
        for block in s["blocks"]
        for item in block.get("items", ())
        for run in item
        if "cites" in run
    ]
    assert cited
