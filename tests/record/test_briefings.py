"""The briefing ledger against its rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from record_builders import NOON, days, duties, records

from goodoffices.record.accounts import Account, Grade, Link, LinkKind, Mention, Words
from goodoffices.record.acts import FiledAccount, Withdrawal, compose
from goodoffices.record.audiences import TEAM
from goodoffices.record.briefings import Briefing, BriefingDuty, BriefingState, Moment, ledger
from goodoffices.record.vocabulary import ActKind

LINK = {Moment.BEFORE: LinkKind.BRIEFS_BEFORE, Moment.AFTER: LinkKind.BRIEFS_AFTER}


@given(records(), st.lists(duties, max_size=4), days)
def test_the_ledger_follows_its_rules(
    record: tuple[list[FiledAccount], list[Withdrawal]], planned: list[BriefingDuty], on: date
) -> None:
    acts = compose(*record)
    present = {act.id for act in acts}
    given_to = {
        (contact, target.side.casefold(), moment, act.id)
        for act in acts
        if act.kind is ActKind.BRIEF_THIRD_PARTY
        if not act.leading.planned
        if act.happened is None or (act.happened.earliest or on) <= on
        for moment, link in LINK.items()
        for contact in act.linked(link)
        for account in act.accounts
        for target in account.account.targets
    }
    rows = ledger(acts, planned, on)
    expected = []
    for duty in planned:
        if duty.contact in present:
            done = {
                a
                for contact, who, moment, a in given_to
                if (contact, who, moment) == (duty.contact, duty.who.casefold(), duty.moment)
            }
            late = duty.due is not None and duty.due < on
            state = "done" if done else "overdue" if late else "due"
            expected.append((duty.contact, duty.who.casefold(), duty.moment, state, done))
    asked = {(d.contact, d.who.casefold(), d.moment) for d in planned}
    for contact, who, moment in {g[:3] for g in given_to} - asked:
        done = {a for c, w, m, a in given_to if (c, w, m) == (contact, who, moment)}
        expected.append((contact, who, moment, "done", done))
    found = [(r.contact, r.who.casefold(), r.moment, str(r.state), set(r.acts)) for r in rows]
    assert sorted(found, key=repr) == sorted(expected, key=repr)
    assert all(len(set(r.acts)) == len(r.acts) for r in rows)
    order = ["overdue", "due", "done"]
    assert [order.index(r.state) for r in rows] == sorted(order.index(r.state) for r in rows)


# a small story: a call of the mediator on which Italy is to be briefed

DAY = date(2022, 2, 28)
DUTY = BriefingDuty("call", "Italy", Moment.AFTER, due=DAY, embargo="until the evening")


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
    (row,) = ledger(compose([CALL]), [DUTY], DAY)
    assert row.state is BriefingState.DUE
    (row,) = ledger(compose([CALL]), [DUTY], DAY + timedelta(days=1))
    assert row == Briefing(
        "call", "Italy", Moment.AFTER, BriefingState.OVERDUE, DAY, "until the evening"
    )


def test_one_briefing_does_every_duty_that_asks_for_it_once() -> None:
    again = BriefingDuty("call", "ITALY", Moment.AFTER)
    rows = ledger(compose([CALL, BRIEFING]), [DUTY, again], DAY + timedelta(days=9))
    assert [(r.state, r.acts) for r in rows] == [(BriefingState.DONE, ("briefing",))] * 2


def test_a_briefing_after_does_not_do_for_one_before() -> None:
    before = BriefingDuty("call", "Italy", Moment.BEFORE)
    rows = ledger(compose([CALL, BRIEFING]), [before], DAY)
    assert [(r.moment, r.state) for r in rows] == [
        (Moment.BEFORE, BriefingState.DUE),
        (Moment.AFTER, BriefingState.DONE),
    ]


def test_a_duty_whose_contact_is_not_seen_is_not_there() -> None:
    assert ledger(compose([BRIEFING]), [DUTY], DAY) == ()


def test_a_briefing_that_is_only_planned_is_not_done() -> None:
    planned = replace(BRIEFING, account=replace(BRIEFING.account, planned=True))
    (row,) = ledger(compose([CALL, planned]), [DUTY], DAY)
    assert row.state is BriefingState.DUE


def test_any_account_of_the_briefing_may_name_the_recipient() -> None:
    better = replace(
        BRIEFING,
        id="better",
        account=replace(BRIEFING.account, targets=(), grade=Grade("A", 1)),
    )
    (row,) = ledger(compose([CALL, BRIEFING, better]), [DUTY], DAY)
    assert row.state is BriefingState.DONE
