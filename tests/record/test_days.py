"""MT 1 read aloud: the day of an act, what stands and took place, the order, whom one means."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from tool_records import FRAME, OFTEN, days, told

from goodoffices.record.accounts import Account, Mention, Stance, Words
from goodoffices.record.acts import Act, FiledAccount, compose
from goodoffices.record.audiences import TEAM
from goodoffices.record.dates import RecordDate
from goodoffices.record.days import day_of, in_order, told_by, took_place
from goodoffices.record.vocabulary import ActKind

NOON = datetime(2022, 3, 1, 12, tzinfo=UTC)


def act(
    *told_as: dict, when: str = "2022-02-27", key: str = "act", entered: datetime = NOON
) -> Act:
    happened = {"happened": RecordDate(when)} if when else {}
    filed = (
        FiledAccount(
            f"{key}{n}",
            key,
            TEAM,
            Account(kind=ActKind.MEET, claim=Words("met"), **happened, **more),
            entered,
        )
        for n, more in enumerate(told_as or ({},))
    )
    return compose(filed)[0]


@OFTEN
@given(told(), days)
def test_what_stands_and_took_place_follows_the_definition(acts, on):
    """MT 1."""
    for one in acts:
        dates = [f.account.happened for f in one.accounts if f.account.happened]
        first = day_of(one)
        assert first is None or first in {told.earliest for told in dates}
        stands = first is None or first <= on
        assert told_by(one, on) == stands
        affirmed = any(f.account.stance is not Stance.DENIES for f in one.accounts)
        if took_place(one, on):
            assert stands
            assert affirmed
        if stands and affirmed and not any(f.account.planned for f in one.accounts):
            assert took_place(one, on)


@pytest.mark.parametrize(
    ("when", "first"),
    [("2022-02-27", 27), ("2022-02-26/2022-02-28", 26), ("2022-02", 1)],
)
def test_the_day_of_an_act_is_the_first_on_which_it_may_have_been(when, first):
    """MT 1."""
    one = act(when=when)
    assert day_of(one).day == first
    assert not told_by(one, day_of(one) - timedelta(days=1))
    assert told_by(one, day_of(one))


def test_plans_and_what_all_deny_did_not_take_place():
    """MT 1."""
    on = NOON.date()
    assert not took_place(act({"planned": True}), on)
    assert not took_place(act({"stance": Stance.DENIES}), on)
    assert took_place(act({"stance": Stance.DENIES}, {}), on)
    assert took_place(act(when=""), on)


def test_acts_are_in_order_by_day_then_by_when_they_were_entered():
    """MT 1."""
    late = act(key="b", entered=NOON + timedelta(hours=1))
    soon = act(key="c")
    before = act(key="d", when="2022-02-26", entered=NOON + timedelta(hours=2))
    assert sorted((late, soon, before), key=in_order) == [before, soon, late]


@pytest.mark.parametrize(
    ("mention", "meant"),
    [
        (Mention("Alpha"), True),
        (Mention("alphaland"), True),
        (Mention("the president", state="Alphaland"), True),
        (Mention("the president"), False),
        (Mention("Alpha Centauri"), False),
        (Mention("Alpha's envoy", state="Beta"), False),
    ],
)
def test_a_mention_means_a_side_by_its_name_or_the_state_it_acts_for(mention, meant):
    """MT 1."""
    assert FRAME.parties[0].is_meant_by(mention) is meant
