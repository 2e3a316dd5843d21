"""Frames, mentions, grades, reports and models: what is ill formed cannot be built."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goodoffices.errors import InputError
from goodoffices.record.accounts import Account, Carrier, Grade, Mention, Span, Words
from goodoffices.record.frame import Frame, Side
from goodoffices.record.models import Model, ModelKind
from goodoffices.record.phrases import KIND_NAMES, headline
from goodoffices.record.reports import Report
from goodoffices.record.vocabulary import ActKind

if TYPE_CHECKING:
    from collections.abc import Callable

ISRAEL = Side("israel", "Israel", stands_for=("Jerusalem",))
RUSSIA = Side("russia", "Russia", stands_for=("Kremlin",))
UKRAINE = Side("ukraine", "Ukraine")
ITALY = Side("italy", "Italy")
FRAME = Frame("The offer", "the-offer", ISRAEL, (RUSSIA, UKRAINE), (ITALY,))


@pytest.mark.parametrize(
    ("build", "line"),
    [
        (lambda: Mention(" "), "a person or body has no name"),
        (lambda: Span(3, 2), "the span 3 to 2 is not a range"),
        (lambda: Span(-1, 2), "the span -1 to 2 is not a range"),
        (lambda: Grade("G", 1), "'G1' is no Admiralty grade"),
        (lambda: Grade("A", 7), "'A7' is no Admiralty grade"),
        (lambda: Grade("", 1), "'1' is no Admiralty grade"),
        (lambda: Side("Israel", "Israel"), "'Israel' is not an id"),
        (lambda: Side("israel", ""), "the side 'israel' has no name"),
        (lambda: Frame("", "s", ISRAEL, (RUSSIA, UKRAINE)), "the case has no title"),
        (lambda: Frame("t", "A b", ISRAEL, (RUSSIA, UKRAINE)), "cannot stand in an address"),
        (lambda: Frame("t", "a" * 61, ISRAEL, (RUSSIA, UKRAINE)), "cannot stand in an address"),
        (lambda: Frame("t", "s", ISRAEL, (RUSSIA,)), "two parties at least"),
        (lambda: Frame("t", "s", ISRAEL, (RUSSIA, RUSSIA)), "the id 'russia' is given twice"),
        (lambda: Frame("t", "s", ISRAEL, (ISRAEL, RUSSIA)), "the id 'israel' is given twice"),
        (lambda: Model(ModelKind.CONFLICT, " ", "x"), "the model has no title"),
        (lambda: Report(" ", "words"), "the report has no title"),
        (lambda: Report("title", " \n"), "the report is empty"),
    ],
)
def test_ill_formed_values_are_refused_in_one_line(build: Callable[[], object], line: str) -> None:
    with pytest.raises(InputError) as error:
        build()
    assert line in str(error.value)


def test_sides_are_found_by_name_state_and_what_stands_for_them() -> None:
    assert FRAME.side_of(Mention("the Kremlin's spokesman", state="kremlin")) == RUSSIA
    assert FRAME.side_of(Mention("ITALY")) == ITALY
    assert FRAME.side_of(Mention("Naftali Bennett", state="Israel")) == ISRAEL
    assert FRAME.side_of(Mention("France")) is None


def test_names_of_sides() -> None:
    assert FRAME.party("ukraine") == UKRAINE
    assert [FRAME.name_of(s) for s in ("israel", "italy", "x")] == ["Israel", "Italy", "x"]


def test_attribution_is_told_from_the_inside_out() -> None:
    chain = (Carrier("The New York Times"), Carrier("an official", anonymous=True))
    account = Account(ActKind.MEET, Words("met"), chain=chain, reporter="The Times")
    assert account.attribution == "an official, through The New York Times"
    assert account.speaker == chain[1]
    assert account.anonymous
    plain = Account(ActKind.MEET, Words("met"), reporter="The Times")
    assert (plain.attribution, plain.speaker, plain.anonymous) == ("The Times", None, False)
    assert str(Carrier("Kremlin", medium="statement")) == "Kremlin (statement)"


@pytest.mark.parametrize("kind", ActKind)
def test_every_kind_of_act_has_a_name_and_a_headline(kind: ActKind) -> None:
    assert KIND_NAMES[kind][0].isupper()
    a, b, c = Mention("A"), Mention("B", state="Bland"), Mention("C")
    assert headline(Account(kind, Words("…"), actors=(a,), targets=(b, c))).startswith("A ")
    assert "B (Bland) and C" in headline(Account(kind, Words("…"), targets=(b, c)))
    assert headline(Account(kind, Words("…"))) == KIND_NAMES[kind]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"channel": "telephone"}, "A meets B, by telephone"),
        ({"channel": "meeting", "venue": "Gomel"}, "A meets B, in a meeting (Gomel)"),
    ],
)
def test_a_headline_names_channel_and_venue(fields: dict[str, str], line: str) -> None:
    account = Account(
        ActKind.MEET, Words("…"), actors=(Mention("A"),), targets=(Mention("B"),), **fields
    )  # type: ignore[arg-type]  # a test's shorthand
    assert headline(account) == line
