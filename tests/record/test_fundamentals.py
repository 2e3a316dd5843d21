"""The fundamentals against the table of MT 12, read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from record_builders import NOON
from tool_records import FRAME, OFTEN, chronological, days, sides, stands, told

from goodoffices.errors import InputError
from goodoffices.record.accounts import Account, LinkKind, Stance, Words
from goodoffices.record.acts import FiledAccount, compose
from goodoffices.record.audiences import TEAM
from goodoffices.record.contacts import contacts
from goodoffices.record.fundamentals import FiledPin, Fundamental, Pin, fundamentals
from goodoffices.record.stance import said_in_public
from goodoffices.record.vocabulary import ActKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from goodoffices.record.acts import Act

K = ActKind
F = Fundamental
PARTIES = {"a", "b", "c"}


def by_party(act: Act) -> bool:
    return bool(PARTIES & sides(*act.actors))


def with_party(act: Act) -> bool:
    return bool(PARTIES & sides(*act.actors, *act.targets))


ROWS: dict[Fundamental, Callable[[Act], bool]] = {
    F.PREPAREDNESS: lambda act: (
        act.kind is K.APPOINT
        or any(f.account.stance is Stance.READING for f in act.accounts)
        or (act.kind is K.BRIEF_THIRD_PARTY and bool(act.linked(LinkKind.BRIEFS_BEFORE)))
    ),
    F.CONSENT: lambda act: (
        with_party(act)
        and act.kind
        in {
            K.REQUEST_MEDIATION,
            K.OFFER_MEDIATION,
            K.ACCEPT_MEDIATION,
            K.REJECT_MEDIATION,
            K.AGREE_TO_TALK,
            K.READY_AT_VENUE,
            K.REJECT_TALKS,
            K.HALT_TALKS,
        }
    ),
    F.INCLUSIVITY: lambda act: any(not sides(m) for m in act.actors),
    F.NATIONAL_OWNERSHIP: lambda act: (
        by_party(act) and act.kind in {K.PROPOSE, K.REQUEST_MEDIATION, K.CALL_FOR_TALKS}
    ),
    F.INTERNATIONAL_LAW: lambda act: (
        act.kind in {K.DECLARE_CEASEFIRE, K.END_CEASEFIRE, K.USE_FORCE, K.ACCUSE, K.CONDEMN}
    ),
    F.COHERENCE: lambda act: (
        (
            act.kind in {K.OFFER_MEDIATION, K.MEDIATE}
            and any("mediator" not in sides(m) for m in act.actors)
        )
        or (act.kind is K.BRIEF_THIRD_PARTY and any(not sides(m) & PARTIES for m in act.targets))
    ),
    F.QUALITY_AGREEMENTS: lambda act: act.kind in {K.AGREEMENT, K.REJECT_TERMS},
}


# MT 12
@OFTEN
@given(told(), days)
def test_each_fundamental_shows_its_row_of_the_table(acts: list[Act], on: date) -> None:
    found = {shown.fundamental: shown.acts for shown in fundamentals(acts, (), FRAME, on)}
    standing = [act for act in chronological(acts) if stands(act, on)]
    for fundamental, holds in ROWS.items():
        assert found[fundamental] == tuple(act.id for act in standing if holds(act)), fundamental
    impartial = {c.act for c in contacts(acts, FRAME, on)}
    impartial |= {s.act for s in said_in_public(acts, FRAME, on) if s.by == "mediator"}
    assert found[F.IMPARTIALITY] == tuple(a.id for a in standing if a.id in impartial)
    assert set(found) == set(Fundamental)


def test_pins_stand_under_their_fundamental_where_the_act_is_seen() -> None:
    pins = [FiledPin(f, TEAM, Pin("act0", f), NOON) for f in Fundamental]
    account = Account(K.MEET, Words("…"))
    seen = compose([FiledAccount("one", "act0", TEAM, account, NOON)])
    for acts, kept in ((seen, True), ((), False)):
        for shown in fundamentals(acts, pins, FRAME, NOON.date()):
            assert [pin.id for pin in shown.pins] == ([shown.fundamental] if kept else [])


def test_there_are_eight_in_the_order_of_the_guidance() -> None:
    assert [str(f).replace("_", " ") for f in Fundamental] == [
        "preparedness",
        "consent",
        "impartiality",
        "inclusivity",
        "national ownership",
        "international law",
        "coherence",
        "quality agreements",
    ]


def test_a_pin_names_an_act() -> None:
    with pytest.raises(InputError):
        Pin(" ", F.CONSENT)
