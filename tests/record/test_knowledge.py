"""What a reader may know against MT 4: what it sees, and what it was briefed on."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from record_builders import NOON, days, filed_duties, records

from goodoffices.record.accounts import Account, Link, LinkKind, Mention, Words
from goodoffices.record.acts import FiledAccount, Withdrawal, compose
from goodoffices.record.audiences import TEAM
from goodoffices.record.briefings import (
    BriefingDuty,
    BriefingState,
    Embargo,
    FiledDuty,
    Moment,
    ledger,
)
from goodoffices.record.frame import Frame, Side
from goodoffices.record.knowledge import may_know
from goodoffices.record.revisions import in_force
from goodoffices.record.vocabulary import ActKind

FRAME = Frame(
    "A case",
    "case",
    Side("m", "Israel"),
    (Side("r", "Russia"), Side("u", "Ukraine")),
    (Side("i", "Italy"),),
)


# MT 4
@settings(max_examples=20)
@given(records(), filed_duties(), days)
def test_told_and_owed_are_the_readers_lines_of_the_ledger(
    record: tuple[list[FiledAccount], list[Withdrawal]], filed: list[FiledDuty], on: date
) -> None:
    acts = compose(*record)
    rows = ledger(acts, in_force(filed), on, FRAME)
    for reader in (*FRAME.parties, *FRAME.observers):
        known = may_know(reader, acts, rows, FRAME)
        own = [row for row in rows if row.who.casefold() == reader.name.casefold()]
        assert known.sees == acts
        assert known.told == tuple(r for r in own if r.state is BriefingState.DONE)
        assert set(known.told) | set(known.owed) == set(own)
        assert all(row.acts for row in known.told)
        # under an embargo: told, its words not empty, and its day not come
        planned = {one.id: one.duty for one in filed}
        for row in known.told:
            duty = planned[row.duty] if row.duty else None
            bound = bool(duty and duty.embargo) and not (
                duty and duty.embargo_until and duty.embargo_until < on + timedelta(days=1)
            )
            assert (row in known.embargoed) == bound
            assert (row.embargo_state is Embargo.IN_FORCE) == bound


def test_an_embargo_binds_until_its_day() -> None:
    contact = FiledAccount("c", "call", TEAM, Account(ActKind.PHONE_CALL, Words("…")), NOON)
    told = Account(
        ActKind.BRIEF_THIRD_PARTY,
        Words("…"),
        targets=(Mention("Italy"), Mention("Russia")),
        links=(Link(LinkKind.BRIEFS_AFTER, "call"),),
    )
    acts = compose([contact, FiledAccount("b", "briefing", TEAM, told, NOON)])
    day = NOON.date()
    duty = BriefingDuty("call", "Italy", Moment.AFTER, None, "not to be published", "", day)
    duties = [FiledDuty("duty", TEAM, duty, NOON)]
    italy, russia = FRAME.observers[0], FRAME.parties[0]
    for on, bound in ((day - timedelta(days=1), 1), (day, 0)):
        rows = ledger(acts, duties, on, FRAME)
        known = may_know(italy, acts, rows, FRAME)
        assert (len(known.told), len(known.embargoed), known.owed) == (1, bound, ())
        assert may_know(russia, acts, rows, FRAME).embargoed == ()
