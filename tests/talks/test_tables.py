"""The transition tables, their diagrams in the documentation, and the parts of seats."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goodoffices.access.viewers import PUBLIC_VIEWER, SeatKind, Viewer
from goodoffices.agreement import signing
from goodoffices.talks import bids, names, sessions, shuttle, text
from goodoffices.talks.diagram import mermaid, rows
from goodoffices.talks.table import Role, Row, Table
from goodoffices.talks.who import MEDIATOR, Who, who

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "definitions" / "talks.md"
CODE = ROOT / "src" / "goodoffices"
TABLES = (shuttle.TABLE, sessions.TABLE, bids.TABLE, text.TEXT_TABLE, text.CLAUSE_TABLE)
EVENTS = {
    "proposal": shuttle.EVENTS,
    "session": sessions.EVENTS,
    "bidding": bids.EVENTS,
    "text": text.EVENTS,
}


# TK 1
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_document_shows_the_table_that_runs(table):
    document = DOCUMENT.read_text(encoding="utf-8")
    assert f"```mermaid\n{mermaid(table)}\n```" in document
    assert rows(table) in document


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_from_every_phase_an_end_can_be_reached(table):
    for phase in table.phases:
        reached = {phase}
        while more := {r.to for r in table.rows if r.phase in reached} - reached:
            reached |= more
        assert reached & table.ends or table.name == "clause"


@pytest.mark.parametrize("name", EVENTS)
def test_every_event_has_a_row_and_every_row_an_event(name):
    (table,) = (one for one in TABLES if one.name == name)
    assert {row.event for row in table.rows} == set(EVENTS[name])


@pytest.mark.parametrize("table", [*TABLES, signing.TABLE], ids=lambda table: table.name)
def test_every_event_and_phase_has_a_name_for_readers(table):
    assert {row.event for row in table.rows} <= set(names.EVENTS)
    assert set(table.phases) <= set(names.PHASES)
    assert set(Role) <= set(names.ROLES)


def test_a_table_says_each_thing_once_and_has_no_phase_apart():
    row = Row("one", "go", Role.MEDIATOR, "two")
    with pytest.raises(ValueError, match="stands twice"):
        Table("x", "one", (row, row))
    with pytest.raises(ValueError, match="nothing leads to"):
        Table("x", "one", (row, Row("three", "go", Role.MEDIATOR, "two")))


def test_a_refusal_says_what_is_open():
    refusal = shuttle.TABLE.closed("draft", "answer", Role.PARTY)
    assert refusal.reason == "answering is not open to the party now (a draft); what is: nothing"
    assert shuttle.TABLE.closed("tabled", "answer", Role.PARTY) is None


def test_every_reason_is_said_in_the_language_of_the_reader():
    sources = [path for room in ("talks", "agreement") for path in (CODE / room).rglob("*.py")]
    assert any("Refusal(say(" in path.read_text("utf-8") for path in sources)
    for path in sources:
        assert not re.search(r"""(Refusal|InputError)\(\s*f?["']""", path.read_text("utf-8")), path


def test_only_the_team_and_delegates_have_a_part():
    assert who(Viewer(SeatKind.LEAD)) == who(Viewer(SeatKind.TEAM)) == MEDIATOR
    assert who(Viewer(SeatKind.DELEGATE, side="a")) == Who(Role.PARTY, "a")
    assert who(Viewer(SeatKind.OBSERVER, side="o")) is None
    assert who(PUBLIC_VIEWER) is None
