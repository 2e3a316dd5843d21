"""How many and with what outcome, read off the words of a claim and compared across accounts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.reading import Reader, Report
from goodoffices.record.accounts import Account, Words
from goodoffices.record.contested import Point, contested_points
from goodoffices.record.counts import Count, at_odds, counts_in
from goodoffices.record.texts import Direction
from goodoffices.record.vocabulary import ActKind

NUMBERS = {
    "The army said at least 12 people were killed and 30 wounded in the attack.": (
        "at least 12 killed, 30 wounded"
    ),
    "The attack killed about two hundred villagers, the mayor said.": "about 200 killed",
    "Chad said 1,500 striking dock workers had gone home.": "1,500 people",
    "The minister said twenty-five prisoners were freed on Sunday.": "25 freed",
    "Officials said up to 2 million people fled the delta.": "up to 2,000,000 displaced",
    "Norway said a dozen observers would stay for 90 days.": "12 observers, 90 days",
    "The minister said the talks would go on.": None,
    "The minister said 60 percent had voted in 2019.": None,
}
OUTCOMES = {
    "Officials from India and Pakistan met in Dubai on Monday without reaching an agreement.": (
        "no agreement"
    ),
    "The presidents of Chad and Libya met in Cairo on Monday and signed a peace agreement.": (
        "agreement"
    ),
    "Officials from India and Pakistan met in Dubai on Monday.": None,
    "India and Pakistan will meet in Dubai and hope that a deal is reached.": None,
}


# RR 14
@pytest.mark.parametrize("text", NUMBERS)
def test_what_is_counted_and_how_many(text: str, reader: Reader) -> None:
    drafts = reader.read(Report(text)).drafts
    found = [draft for draft in drafts if draft.number]
    assert [draft.number for draft in found] == ([NUMBERS[text]] if NUMBERS[text] else [])
    for draft in found:
        assert all(part in text for part in draft.because["number"].split(" … "))


# RR 15
@pytest.mark.parametrize("text", OUTCOMES)
def test_what_came_of_a_meeting(text: str, reader: Reader) -> None:
    drafts = reader.read(Report(text)).drafts
    assert {draft.outcome for draft in drafts if draft.act is ActKind.MEET} == {OUTCOMES[text]}


def test_a_range_is_at_odds_only_with_what_it_leaves_out() -> None:
    assert counts_in("at least 12 killed, about 30 wounded") == (
        Count(12, None, "killed"),
        Count(27, 33, "wounded"),
    )
    assert not at_odds("at least 12 killed", "15 killed")
    assert at_odds("at least 12 killed", "9 killed")
    assert not at_odds("12 killed", "30 wounded")
    assert not at_odds("up to 20 killed", "12-15 killed, 3 missing")
    assert at_odds("a dozen or so", "none")
    assert not at_odds("None", " none ")


HOW = st.sampled_from(["", "about ", "at least ", "up to "])
STATED = st.builds(lambda how, n, of: f"{how}{n} {of}", HOW, st.integers(0, 60), st.just("killed"))


def _satisfies(number: int, text: str) -> bool:
    how, _, rest = text.rpartition(" killed")[0].rpartition(" ")
    stated = int(rest)
    if how == "at least":
        return number >= stated
    if how == "up to":
        return number <= stated
    return abs(number - stated) <= (stated / 10 if how == "about" else 0)


# RR 14
@given(STATED, STATED)
def test_at_odds_means_that_no_number_satisfies_both(one: str, other: str) -> None:
    # every range has a whole number at its stated bound, so whole numbers up to 130 decide
    shared = any(_satisfies(n, one) and _satisfies(n, other) for n in range(131))
    assert at_odds(one, other) == at_odds(other, one)
    if shared:
        assert not at_odds(one, other)
    elif "about" not in one + other:
        assert at_odds(one, other)


def test_reports_that_count_differently_are_contested() -> None:
    def told(number: str) -> Account:
        return Account(ActKind.USE_FORCE, Words("an attack", "en", Direction.LTR), number=number)

    accounts = [told("at least 12 killed"), told("14 killed"), told("9 killed")]
    filed = list(zip("abc", accounts, strict=True))
    assert contested_points(filed[:2]) == ()
    (point,) = contested_points(filed)
    assert point.point is Point.NUMBER
    assert [p.value for p in point.positions] == ["at least 12 killed", "14 killed", "9 killed"]
    assert all(a != b for a, b in pairwise(p.value for p in point.positions))


def test_the_state_of_who_offers_to_mediate_is_no_side(reader: Reader) -> None:
    text = "Prime Minister Anna Alpha of Norway offered to mediate between Chad and Sudan."
    (draft,) = reader.read(Report(text)).drafts
    assert [party.name for party in draft.target] == ["Chad", "Sudan"]
