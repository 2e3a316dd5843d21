"""Positions by issue and party against MT 11, read aloud."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from record_builders import NOON
from tool_records import FRAME, OFTEN, chronological, day, days, sides, stands, told, undenied

from goodoffices.record.accounts import Account, Mention, Stance, Words
from goodoffices.record.acts import Act, FiledAccount, compose
from goodoffices.record.audiences import TEAM
from goodoffices.record.dates import RecordDate
from goodoffices.record.issues import PositionKind, position_kind, positions
from goodoffices.record.vocabulary import ActKind

K = ActKind
ASKS, AGREES, REFUSES = PositionKind.ASKS, PositionKind.AGREES, PositionKind.REFUSES
SAYS = {
    K.PROPOSE: ASKS,
    K.APPEAL: ASKS,
    K.AGREEMENT: AGREES,
    K.REJECT_TERMS: REFUSES,
    K.NO_ANSWER: PositionKind.LEAVES_OPEN,
    K.STATE_POSITION: PositionKind.STATES,
    K.CONDEMN: PositionKind.BLAMES,
}


def history(acts: list[Act], on: date, party: str, issue: str) -> list[Act]:
    return [
        act
        for act in chronological(acts)
        if stands(act, on)
        if act.kind in SAYS
        if undenied(act)
        if party in sides(*act.accounts[0].account.actors)
        if any((a.issue or "").casefold().strip() == issue for a in undenied(act))
    ]


# MT 11
@OFTEN
@given(told(*SAYS, K.MEET), days)
def test_positions_follow_the_definition(acts: list[Act], on: date) -> None:
    found = positions(acts, FRAME, on)
    cells = {(i.name.casefold(), c.party): c for i in found for c in i.cells}
    for issue in ("venue", "ceasefire"):
        for party in "abc":
            told_of = history(acts, on, party, issue)
            assert ((issue, party) in cells) == bool(told_of)
            if not told_of:
                continue
            cell = cells[issue, party]
            assert [held.act for held in cell.history] == [act.id for act in told_of]
            assert [held.kind for held in cell.history] == [SAYS[act.kind] for act in told_of]
            dated = [act for act in told_of if day(act)]
            now = (dated or told_of)[-1]
            assert cell.now.act == now.id
            # walk back from the position now while nothing is different
            others = [act for act in dated if SAYS[act.kind] != SAYS[now.kind]]
            assert (cell.before.act if cell.before else None) == (others[-1].id if others else None)
            if others:
                after = dated[dated.index(others[-1]) + 1]
                assert cell.changed == day(after)
            else:
                assert cell.changed is None
    assert {issue for issue, _ in cells} <= {"venue", "ceasefire"}


def filed(act: str, kind: ActKind, when: str, **fields: object) -> FiledAccount:
    account = Account(
        **{  # type: ignore[arg-type]  # a test's shorthand
            "kind": kind,
            "claim": Words("…"),
            "actors": (Mention("Alpha"),),
            "issue": "venue",
            "happened": RecordDate(when),
            **fields,
        }
    )
    return FiledAccount(act, act, TEAM, account, NOON)


def test_what_it_was_before_and_since_when_it_changed() -> None:
    record = [
        filed("one", K.PROPOSE, "2022-02-25"),
        filed("two", K.REJECT_TERMS, "2022-02-26"),
        filed("three", K.REJECT_TALKS, "2022-02-27", issue="Venue"),
        filed("other", K.AGREEMENT, "2022-02-28", issue="status"),
    ]
    status, venue = positions(compose(record), FRAME, date(2022, 3, 1))
    assert (status.name, venue.name) == ("status", "venue")
    cell = venue.cell("a")
    assert cell is not None
    assert cell.before is not None
    assert (cell.now.act, cell.before.act, cell.changed) == ("three", "one", date(2022, 2, 26))
    assert venue.cell("b") is None


@pytest.mark.parametrize("kind", [K.MEET, K.PHONE_CALL, K.BRIEF_THIRD_PARTY])
def test_a_contact_is_no_position(kind: ActKind) -> None:
    assert position_kind(kind) is None
    assert positions(compose([filed("x", kind, "2022-02-25")]), FRAME, date(2022, 3, 1)) == ()


def test_what_every_account_denies_is_no_position() -> None:
    denied = filed("x", K.REJECT_TERMS, "2022-02-25", stance=Stance.DENIES)
    assert positions(compose([denied]), FRAME, date(2022, 3, 1)) == ()
