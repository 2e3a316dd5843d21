"""What leaves the talks as a file: a text as Word, a session as iCalendar. Read here by others'
readers: the zip's own XML and `icalendar`.
"""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from goodoffices.errors import InputError, MissingPartError
from goodoffices.record.audiences import JOINT
from goodoffices.record.texts import Direction
from goodoffices.talks.sessions import Phase, Plan
from goodoffices.talks.sessions.calendar import calendar_of
from goodoffices.talks.sessions.state import Minute
from goodoffices.talks.text import Bracket, Clause, Text, Version
from goodoffices.talks.text.word import mark_of, read_mark, word_of
from goodoffices.talks.word_file import add_heading, new_file, packed
from goodoffices.talks.wording import Wording

NOW = datetime(2022, 3, 1, 12, 0, tzinfo=UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {"a": "Side A"}
ENGLISH = Wording("Guns are silent\nfrom noon on")
ARABIC = Wording("تصمت المدافع", "ar", Direction.RTL)


def paragraphs(file: bytes) -> list[ET.Element]:
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        tree = ET.fromstring(parts.read("word/document.xml"))  # noqa: S314  # made by this test
    return list(tree.iter(f"{W}p"))


def words(paragraph: ET.Element) -> str:
    return "".join(part.text or "" for part in paragraph.iter(f"{W}t"))


def clause(*brackets: Bracket) -> Clause:
    return Clause("c" * 32, (Version((ENGLISH, ARABIC)),), brackets=brackets)


def test_brackets_open_and_close_where_they_stand_and_name_who_holds_them():
    held = clause(Bracket("h", "a", 5, 8, JOINT), Bracket("i", "b", 16, 28, JOINT))
    file = word_of(Text(("a", "b"), clauses=(held,)), "A text", NAMES, "a copy", NOW)
    said = [words(one) for one in paragraphs(file)]
    assert "Guns [are] (Side A) silent" in said
    assert "[from noon on] (b)" in said
    # the marks are those of the authoritative wording: the other shows none
    assert "تصمت المدافع" in said
    [arabic] = [one for one in paragraphs(file) if words(one) == ARABIC.text]
    assert arabic.find(f"{W}pPr/{W}bidi") is not None
    assert arabic.find(f"{W}r/{W}rPr/{W}lang").get(f"{W}bidi") == "ar"


def test_a_clause_in_one_language_is_headed_by_its_number_alone():
    one = Clause("d" * 32, (Version((ENGLISH,)),))
    said = [
        words(p) for p in paragraphs(word_of(Text(("a", "b"), clauses=(one,)), "A", {}, "x", NOW))
    ]
    assert "Clause 1" in said
    assert not any(line.startswith("Clause 1 ·") for line in said)


def test_a_mark_finds_its_clause_version_and_language_and_no_other():
    one = clause()
    found = read_mark(mark_of(one, ARABIC))
    assert found is not None
    assert found.means(one)
    assert not found.means(Clause("d" * 32, one.versions))
    assert found.version_of(one) == one.version
    assert found.version_of(Clause(one.id, (Version((Wording("else"),)),))) is None
    assert found.tongue_of(one.version) == "ar"
    assert not found.tongue_of(Version((ENGLISH,)))
    assert read_mark("no mark of ours") is None


def test_a_heading_without_a_mark_is_no_bookmark_and_a_title_runs_in_its_direction():
    document = new_file("نص", NOW, ARABIC)
    add_heading(document, "Preamble")
    made = paragraphs(packed(document))
    assert [words(one) for one in made] == ["نص", "Preamble"]
    assert made[0].find(f"{W}pPr/{W}bidi") is not None
    assert not list(made[1].iter(f"{W}bookmarkStart"))


def test_a_calendar_says_when_and_nothing_else():
    plan = Plan(3, NOW, ("a", "b"), ("A secret point",), "A secret venue")
    for phase, status in ((Phase.INVITED, "CONFIRMED"), (Phase.CANCELLED, "CANCELLED")):
        told = calendar_of("s1", plan, phase, NOW)
        assert told == calendar_of("s1", plan, phase, NOW)
        assert b"secret" not in told
        [event] = Calendar.from_ical(told).walk("VEVENT")
        assert (event["uid"], event["status"], event["class"]) == ("s1", status, "CONFIDENTIAL")
        assert event.decoded("dtstart") == NOW


@pytest.mark.parametrize(
    ("part", "make"),
    [
        ("docx", lambda: new_file("A text", NOW)),
        ("icalendar", lambda: calendar_of("s", Plan(1, NOW, ("a",)), Phase.PLANNED, NOW)),
    ],
)
def test_a_part_that_is_not_installed_is_named(part, make, monkeypatch):
    monkeypatch.setitem(sys.modules, part, None)
    with pytest.raises(MissingPartError, match="is not installed"):
        make()


def test_minutes_have_words():
    with pytest.raises(InputError, match="there are no words"):
        Minute(" ", JOINT)
