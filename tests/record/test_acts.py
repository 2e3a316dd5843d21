"""Composition of acts against a plain restatement of its rules, over random records."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_builders import NOON, instants, records

from goodoffices.record.accounts import Account, Grade, Link, LinkKind, Mention, Stance, Words
from goodoffices.record.acts import Act, FiledAccount, Withdrawal, compose, standing_on
from goodoffices.record.audiences import TEAM
from goodoffices.record.contested import contested_points
from goodoffices.record.dates import RecordDate
from goodoffices.record.vocabulary import ActKind

Record = tuple[list[FiledAccount], list[Withdrawal]]


def standing_accounts(record: Record) -> list[FiledAccount]:
    """An account stands unless it was withdrawn or is corrected, directly or by way of other
    corrections, by one that was not withdrawn.
    """
    filed, withdrawals = record
    withdrawn = {w.entry for w in withdrawals}

    def is_corrected(identity: str, seen: frozenset[str] = frozenset()) -> bool:
        return any(
            f.id not in withdrawn or is_corrected(f.id, seen | {f.id})
            for f in filed
            if f.supersedes == identity and f.id not in seen
        )

    return [f for f in filed if f.id not in withdrawn and not is_corrected(f.id)]


@given(records())
def test_an_act_is_there_if_and_only_if_an_account_of_it_stands(record: Record) -> None:
    standing = standing_accounts(record)
    acts = compose(*record)
    assert sorted(act.id for act in acts) == sorted({f.act for f in standing})
    for act in acts:
        assert {f.id for f in act.accounts} == {f.id for f in standing if f.act == act.id}


@given(records())
def test_what_bears_on_an_act_is_what_other_acts_accounts_link_to_it(record: Record) -> None:
    standing = standing_accounts(record)
    for act in compose(*record):
        expected = {
            f.id
            for f in standing
            if f.act != act.id and Link(LinkKind.BEARS_ON, act.id) in f.account.links
        }
        assert {f.id for f in act.bearing} == expected


@given(records())
def test_links_lead_to_acts_that_are_there_and_nothing_else_of_an_account_changes(
    record: Record,
) -> None:
    acts = compose(*record)
    present = {act.id for act in acts}
    originals = {f.id: f for f in record[0]}
    for act in acts:
        assert {link.act for link in act.links} <= present
        assert len(set(act.links)) == len(act.links)
        for filed in (*act.accounts, *act.bearing):
            original = originals[filed.id]
            kept = tuple(link for link in original.account.links if link.act in present)
            assert filed.account.links == kept
            assert filed.account.claim == original.account.claim
            assert (filed.audience, filed.entered) == (original.audience, original.entered)


@given(records(), st.randoms(use_true_random=False))
def test_the_order_of_filing_in_the_store_does_not_matter(record: Record, random: object) -> None:
    filed, withdrawals = record
    mixed = list(filed)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # Hypothesis's random.Random
    assert compose(mixed, reversed(withdrawals)) == compose(filed, withdrawals)


@given(records())
def test_the_teams_reading_leads_and_a_denial_only_where_there_is_nothing_else(
    record: Record,
) -> None:
    for act in compose(*record):
        stances = {f.account.stance for f in act.accounts}
        leading = act.leading.stance
        if Stance.READING in stances:
            assert leading is Stance.READING
        elif stances != {Stance.DENIES}:
            assert leading is not Stance.DENIES


@given(records())
def test_acts_come_in_order_of_their_days_with_undated_ones_last(record: Record) -> None:
    days = [
        (act.happened.earliest or act.happened.latest or date.max) if act.happened else date.max
        for act in compose(*record)
    ]
    assert days == sorted(days)


@given(records())
def test_the_date_of_an_act_is_one_of_its_accounts_and_none_is_narrower(record: Record) -> None:
    for act in compose(*record):
        told = [f.account.happened for f in act.accounts if f.account.happened]
        assert (act.happened in told) if told else act.happened is None
        if act.happened and not act.happened.is_day:
            assert not any(when.is_day for when in told)


@given(records())
def test_contested_points_are_computed_from_what_stands(record: Record) -> None:
    for act in compose(*record):
        assert act.contested == contested_points(
            [(f.id, f.account) for f in act.accounts], [(f.id, f.account) for f in act.bearing]
        )


@given(records(), instants)
def test_what_stood_is_composed_from_what_had_been_entered(record: Record, day: datetime) -> None:
    filed, withdrawals = record
    by_then = [f for f in filed if f.entered <= day]
    gone_by_then = [w for w in withdrawals if w.entered <= day]
    assert standing_on(day, filed, withdrawals) == compose(by_then, gone_by_then)


def filed_account(identity: str, supersedes: str | None = None, **fields: object) -> FiledAccount:
    told = Account(**{"kind": ActKind.MEET, "claim": Words(identity), **fields})  # type: ignore[arg-type]  # a test's shorthand
    return FiledAccount(identity, "act", TEAM, told, NOON, supersedes=supersedes)


def ids(acts: tuple[Act, ...]) -> list[str]:
    return [f.id for act in acts for f in act.accounts]


def test_an_account_corrected_twice_does_not_come_back_when_the_middle_is_withdrawn() -> None:
    chain = [filed_account("1"), filed_account("2", "1"), filed_account("3", "2")]
    assert ids(compose(chain)) == ["3"]
    assert ids(compose(chain, [Withdrawal("2", NOON)])) == ["3"]
    assert ids(compose(chain, [Withdrawal("3", NOON)])) == ["2"]
    assert ids(compose(chain, [Withdrawal("3", NOON), Withdrawal("2", NOON)])) == ["1"]


def test_corrections_in_a_circle_end() -> None:
    circle = [filed_account("1", "2"), filed_account("2", "1"), filed_account("3", "3")]
    assert compose(circle) == ()
    assert ids(compose(circle, [Withdrawal("1", NOON), Withdrawal("2", NOON)])) == []


def test_accounts_are_led_by_reading_then_grade_then_what_came_first() -> None:
    told = [
        filed_account("d", stance=Stance.DENIES, grade=Grade("A", 1)),
        filed_account("u"),
        filed_account("b2", grade=Grade("B", 2)),
        filed_account("a2", grade=Grade("A", 2)),
        filed_account("c1", grade=Grade("C", 1)),
        filed_account("r", stance=Stance.READING),
    ]
    assert ids(compose(told)) == ["r", "c1", "a2", "b2", "u", "d"]


def test_the_most_precise_date_is_the_acts() -> None:
    told = [
        filed_account("1", happened=RecordDate("2022-02")),
        filed_account("2", happened=RecordDate("2022-02-27~")),
        filed_account("3", happened=RecordDate("2022-02-27")),
        filed_account("4", happened=RecordDate("2022-02-20/..")),
    ]
    (act,) = compose(told)
    assert act.happened == RecordDate("2022-02-27")


def test_a_title_is_the_one_given_or_a_headline() -> None:
    (act,) = compose([filed_account("1", actors=(Mention("A"),), targets=(Mention("B"),))])
    assert act.title == "A meets B"
    assert (act.actors, act.targets, act.kind) == ((Mention("A"),), (Mention("B"),), ActKind.MEET)
    (act,) = compose([filed_account("1", title="First round")])
    assert act.title == "First round"


@pytest.mark.parametrize("kind", LinkKind)
def test_linked_lists_the_acts_of_one_kind_of_link(kind: LinkKind) -> None:
    told = filed_account("1", links=(Link(kind, "act"),))
    (act,) = compose([told])
    assert act.linked(kind) == ("act",)
    assert all(not act.linked(other) for other in LinkKind if other is not kind)


def test_an_account_entered_later_did_not_stand_before() -> None:
    later = FiledAccount("2", "act2", TEAM, filed_account("2").account, NOON + timedelta(hours=1))
    assert [a.id for a in standing_on(NOON, [filed_account("1"), later])] == ["act"]
