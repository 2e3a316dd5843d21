"""Contested points against a plain restatement: compare every pair of accounts."""

from __future__ import annotations

import itertools
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from record_builders import accounts

from goodoffices.record.accounts import Account, Mention, Stance, Words
from goodoffices.record.contested import (
    ContestedPoint,
    Point,
    Position,
    compared_of,
    contested_points,
)
from goodoffices.record.dates import RecordDate
from goodoffices.record.vocabulary import ActKind

told = st.lists(accounts(), max_size=4).map(
    lambda found: [(f"account{n}", account) for n, account in enumerate(found)]
)
bearing = st.lists(accounts(), max_size=2).map(
    lambda found: [(f"bearing{n}", account) for n, account in enumerate(found)]
)


def stated(account: Account, point: Point) -> str | None:
    value = {
        Point.INITIATOR: account.initiator.side if account.initiator else None,
        Point.OUTCOME: account.outcome,
        Point.NUMBER: account.number,
        Point.PLACE: account.venue,
    }[point]
    if value is None or account.stance is Stance.DENIES:
        return None
    return " ".join(value.casefold().split())


@given(told, bearing)
def test_a_point_is_contested_if_and_only_if_two_accounts_are_at_odds(
    own: list[tuple[str, Account]], others: list[tuple[str, Account]]
) -> None:
    found = {c.point: c for c in contested_points(own, others)}
    for point in (Point.INITIATOR, Point.OUTCOME, Point.NUMBER, Point.PLACE):
        heard = [*own, *others] if point is Point.INITIATOR else own
        values = {key: stated(account, point) for key, account in heard}
        values = {key: value for key, value in values.items() if value is not None}
        assert (point in found) == (len(set(values.values())) > 1)
        if point in found:
            sides = found[point].positions
            assert {frozenset(p.accounts) for p in sides} == {
                frozenset(k for k, v in values.items() if v == value)
                for value in set(values.values())
            }
    dates = [a.happened for _, a in own if a.happened is not None and a.stance is not Stance.DENIES]
    clash = any(not one.may_equal(other) for one, other in itertools.combinations(dates, 2))
    assert (Point.DATE in found) == clash
    stances = {account.stance for _, account in own}
    doubted = Stance.DENIES in stances and bool(stances & {Stance.TELLS, Stance.CONFIRMS})
    assert (Point.FACT in found) == doubted


@given(told, bearing)
def test_each_account_takes_one_side_at_most_and_points_come_in_one_order(
    own: list[tuple[str, Account]], others: list[tuple[str, Account]]
) -> None:
    found = contested_points(own, others)
    order = list(Point)
    assert [order.index(c.point) for c in found] == sorted({order.index(c.point) for c in found})
    for contested in found:
        taken = [key for position in contested.positions for key in position.accounts]
        assert len(taken) == len(set(taken))
        assert len(contested.positions) > 1
        assert str(contested).startswith(contested.point.question)


@given(told)
def test_what_everybody_tells_alike_is_not_contested(own: list[tuple[str, Account]]) -> None:
    for key, account in own:
        if account.stance is not Stance.DENIES:
            assert contested_points([(key, account), ("again", account)]) == ()


@given(told, bearing)
def test_what_is_not_compared_makes_no_difference(
    own: list[tuple[str, Account]], others: list[tuple[str, Account]]
) -> None:
    compared = [[(key, compared_of(one)) for key, one in some] for some in (own, others)]
    assert contested_points(*compared) == contested_points(own, others)


def account(initiator: str | None = None, when: str | None = None, **fields: object) -> Account:
    return Account(
        kind=ActKind.PHONE_CALL,
        claim=Words("…"),
        initiator=Mention(initiator) if initiator else None,
        happened=RecordDate(when) if when else None,
        **fields,  # type: ignore[arg-type]  # a test's shorthand
    )


def test_whose_initiative_it_was_is_told_differently() -> None:
    (found,) = contested_points(
        [("kremlin", account("Israel")), ("other", account())],
        [("official", account("Ukraine"))],
    )
    assert found == ContestedPoint(
        Point.INITIATOR, (Position("Israel", ("kremlin",)), Position("Ukraine", ("official",)))
    )
    assert str(found) == "who took the initiative: Israel or Ukraine"


def test_a_vaguer_date_is_not_at_odds_with_a_day_in_it() -> None:
    day, month, later = "2022-02-27", "2022-02", "2022-02-28"
    assert contested_points([("1", account(when=day)), ("2", account(when=month))]) == ()
    (found,) = contested_points([("1", account(when=day)), ("2", account(when=later))])
    assert found.point is Point.DATE
    assert [p.value for p in found.positions] == [day, later]
    assert RecordDate(day).earliest == date(2022, 2, 27)


def test_a_denial_contests_the_fact_and_takes_no_other_side() -> None:
    denial = account("Russia", "2022-01-01", stance=Stance.DENIES)
    (found,) = contested_points([("1", account("Israel", "2022-02-27")), ("2", denial)])
    assert found.point is Point.FACT
    assert found.positions == (Position("it happened", ("1",)), Position("it is denied", ("2",)))
