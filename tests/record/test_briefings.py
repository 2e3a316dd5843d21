"""The briefing ledger against its rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from record_builders import NOON, days, filed_duties, records

from goodoffices.errors import InputError
from goodoffices.record.accounts import (
    Account,
    Grade,
    Link,
    LinkKind,
    Mention,
    Stance,
    Words,
)
from goodoffices.record.acts import Act, FiledAccount, Withdrawal, compose
from goodoffices.record.audiences import TEAM
from goodoffices.record.briefings import (
    Briefing,
    BriefingDuty,
    BriefingState,
    Embargo,
    FiledDuty,
    Moment,
    ledger,
)
from goodoffices.record.dates import RecordDate
from goodoffices.record.frame import Frame, Side
from goodoffices.record.revisions import in_force
from goodoffices.record.vocabulary import ActKind

LINK = {Moment.BEFORE: LinkKind.BRIEFS_BEFORE, Moment.AFTER: LinkKind.BRIEFS_AFTER}


FRAME = Frame(
    "A case",
    "case",
    Side("m", "Israel"),
    (Side("r", "Russia"), Side("u", "Ukraine")),
    (Side("i", "Italy", ("Italian Republic",)),),
)


def same(one: str, other: str) -> bool:
    """Names mean the same side of the frame, or are the same words."""
    sides = [FRAME.side_of(Mention(name)) for name in (one, other)]
    if None in sides:
        return sides == [None, None] and one.casefold().split() == other.casefold().split()
    return sides[0] == sides[1]


def given_in(
    acts: tuple[Act, ...], on: date, contact: str, who: str, moment: Moment
) -> dict[str, date | None]:
    """The briefings that were given, read off the record: their acts with their days."""
    return {
        act.id: act.happened.earliest if act.happened else None
        for act in acts
        if act.kind is ActKind.BRIEF_THIRD_PARTY
        if not act.leading.planned
        if act.leading.stance is not Stance.DENIES
        if act.happened is None or (act.happened.earliest or on) <= on
        if contact in act.linked(LINK[moment])
        if any(same(t.side, who) for f in act.accounts for t in f.account.targets)
    }


def by_the_rules(acts: tuple[Act, ...], on: date, duty: BriefingDuty) -> tuple[object, ...]:
    """Definition MT 3, rule by rule, for one duty."""
    done = given_in(acts, on, duty.contact, duty.who, duty.moment)
    late = duty.due is not None and duty.due < on
    state = "done" if done else "overdue" if late else "due"
    first = min((day for day in done.values() if day), default=None)
    if not duty.embargo:
        embargo = "none"
    elif duty.embargo_until and duty.embargo_until <= on:
        embargo = "lifted"
    else:
        embargo = "in force"
    return state, set(done), first, embargo


# MT 3
@given(records(), filed_duties(), days)
def test_the_ledger_follows_its_rules(
    record: tuple[list[FiledAccount], list[Withdrawal]], filed: list[FiledDuty], on: date
) -> None:
    acts = compose(*record)
    present = {act.id for act in acts}
    revised = {one.supersedes for one in filed}
    standing = [one for one in filed if one.id not in revised and not one.duty.called_off]
    assert in_force(filed) == tuple(standing)
    rows = ledger(acts, standing, on, FRAME)
    planned = {row.duty: row for row in rows if row.duty}
    assert set(planned) == {one.id for one in standing if one.duty.contact in present}
    for one in standing:
        row = planned.get(one.id)
        if row is not None:
            found = (str(row.state), set(row.acts), row.done_on, str(row.embargo_state))
            assert found == by_the_rules(acts, on, one.duty)
            assert (row.who, row.by, row.due) == (one.duty.who, one.duty.by, one.duty.due)
    # briefings that nobody planned, each once
    found_besides = [
        (row.contact, row.who, row.moment, set(row.acts)) for row in rows if not row.duty
    ]
    told = {
        (contact, target.side, moment)
        for act in acts
        for moment, link in LINK.items()
        for contact in act.linked(link)
        for f in act.accounts
        for target in f.account.targets
        if given_in(acts, on, contact, target.side, moment)
    }
    asked = [(one.duty.contact, one.duty.who, one.duty.moment) for one in standing]
    for contact, who, moment in told:
        is_asked = any(c == contact and same(w, who) and m is moment for c, w, m in asked)
        rows_of_it = [
            ids for c, w, m, ids in found_besides if c == contact and same(w, who) and m is moment
        ]
        assert len(rows_of_it) == (0 if is_asked else 1)
        assert all(ids == set(given_in(acts, on, contact, who, moment)) for ids in rows_of_it)
    assert all((c, w, m) in told for c, w, m, _ in found_besides)
    assert all(len(set(row.acts)) == len(row.acts) for row in rows)
    order = ["overdue", "due", "done"]
    assert [order.index(row.state) for row in rows] == sorted(order.index(r.state) for r in rows)


# a small story: a call of the mediator on which Italy is to be briefed

DAY = date(2022, 2, 28)
DUTY = BriefingDuty(
    "call", "Italy", Moment.AFTER, DAY, "not to be published", "the envoy", DAY + timedelta(days=2)
)


def planned(duty: BriefingDuty, **revised: object) -> FiledDuty:
    return FiledDuty("duty", TEAM, replace(duty, **revised), NOON)  # type: ignore[arg-type]  # a test's shorthand


def filed(act: str, kind: ActKind, **fields: object) -> FiledAccount:
    account = Account(**{"kind": kind, "claim": Words("…"), **fields})  # type: ignore[arg-type]  # a test's shorthand
    return FiledAccount(act, act, TEAM, account, NOON)


CALL = filed("call", ActKind.PHONE_CALL)
BRIEFING = filed(
    "briefing",
    ActKind.BRIEF_THIRD_PARTY,
    targets=(Mention("the minister", state="italy"), Mention("the envoy", state="Italy")),
    links=(Link(LinkKind.BRIEFS_AFTER, "call"),),
)


def test_overdue_from_the_day_after() -> None:
    (row,) = ledger(compose([CALL]), [planned(DUTY)], DAY)
    assert row.state is BriefingState.DUE
    (row,) = ledger(compose([CALL]), [planned(DUTY)], DAY + timedelta(days=1))
    assert row == Briefing(
        "call",
        "Italy",
        Moment.AFTER,
        BriefingState.OVERDUE,
        DAY,
        "not to be published",
        by="the envoy",
        duty="duty",
        embargo_until=DAY + timedelta(days=2),
        embargo_state=Embargo.IN_FORCE,
    )


def test_one_briefing_does_every_duty_that_asks_for_it_once() -> None:
    again = BriefingDuty("call", "ITALY", Moment.AFTER)
    rows = ledger(
        compose([CALL, BRIEFING]), [planned(DUTY), planned(again)], DAY + timedelta(days=9)
    )
    assert [(r.state, r.acts) for r in rows] == [(BriefingState.DONE, ("briefing",))] * 2


def test_a_briefing_after_does_not_do_for_one_before() -> None:
    before = BriefingDuty("call", "Italy", Moment.BEFORE)
    rows = ledger(compose([CALL, BRIEFING]), [planned(before)], DAY)
    assert [(r.moment, r.state) for r in rows] == [
        (Moment.BEFORE, BriefingState.DUE),
        (Moment.AFTER, BriefingState.DONE),
    ]


def test_a_duty_whose_contact_is_not_seen_is_not_there() -> None:
    assert ledger(compose([BRIEFING]), [planned(DUTY)], DAY) == ()


def test_a_briefing_that_is_only_planned_is_not_done() -> None:
    to_come = replace(BRIEFING, account=replace(BRIEFING.account, planned=True))
    (row,) = ledger(compose([CALL, to_come]), [planned(DUTY)], DAY)
    assert row.state is BriefingState.DUE


def test_any_account_of_the_briefing_may_name_the_recipient() -> None:
    better = replace(
        BRIEFING,
        id="better",
        account=replace(BRIEFING.account, targets=(), grade=Grade("A", 1)),
    )
    (row,) = ledger(compose([CALL, BRIEFING, better]), [planned(DUTY)], DAY)
    assert row.state is BriefingState.DONE


def test_an_embargo_is_lifted_on_its_day_and_not_before() -> None:
    def state(after: int) -> Embargo:
        (row,) = ledger(compose([CALL]), [planned(DUTY)], DAY + timedelta(days=after))
        return row.embargo_state

    assert [state(n) for n in (0, 1, 2)] == [Embargo.IN_FORCE, Embargo.IN_FORCE, Embargo.LIFTED]


def test_an_embargo_without_a_day_holds_until_it_is_given_one() -> None:
    open_ended = planned(DUTY, embargo_until=None)
    (row,) = ledger(compose([CALL]), [open_ended], DAY + timedelta(days=999))
    assert row.embargo_state is Embargo.IN_FORCE


def test_the_names_of_a_side_in_the_frame_mean_that_side() -> None:
    by_another_name = planned(DUTY, who="Italian Republic")
    (row,) = ledger(compose([CALL, BRIEFING]), [by_another_name], DAY, FRAME)
    assert (row.state, row.who) == (BriefingState.DONE, "Italian Republic")
    assert len(ledger(compose([CALL, BRIEFING]), [by_another_name], DAY)) == 2


def test_who_gave_a_briefing_and_when_is_told_by_the_record() -> None:
    told = replace(
        BRIEFING,
        account=replace(
            BRIEFING.account, actors=(Mention("the envoy"),), happened=RecordDate("2022-02-28")
        ),
    )
    (row,) = ledger(compose([CALL, told]), [planned(DUTY)], DAY)
    assert (row.done_by, row.done_on) == (("the envoy",), DAY)


@pytest.mark.parametrize("wrong", [{"who": " "}, {"embargo": "", "embargo_until": DAY}])
def test_what_cannot_be_planned(wrong: dict[str, object]) -> None:
    with pytest.raises(InputError):
        replace(DUTY, **wrong)  # type: ignore[arg-type]  # a test's shorthand
