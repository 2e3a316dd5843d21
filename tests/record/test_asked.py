"""Open offers against MT 2, read aloud."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from record_builders import NOON
from tool_records import OFTEN, days, stands, told

from goodoffices.record.accounts import Account, Link, LinkKind, Mention, Words
from goodoffices.record.acts import Act, FiledAccount, compose
from goodoffices.record.asked import open_offers
from goodoffices.record.audiences import TEAM
from goodoffices.record.standing import StandingKind, standings
from goodoffices.record.vocabulary import ActKind

KINDS = (
    ActKind.OFFER_MEDIATION,
    ActKind.CALL_FOR_TALKS,
    ActKind.ACCEPT_MEDIATION,
    ActKind.REJECT_TALKS,
    ActKind.NO_ANSWER,
)


# MT 2
@OFTEN
@given(told(*KINDS), days)
def test_open_offers_follow_the_definition(acts: list[Act], on: date) -> None:
    found = standings(acts, on)
    open_now = [s for s in found if s.kind in {StandingKind.OPEN, StandingKind.NOT_REFUSED}]
    rows = open_offers(acts, found, on)
    assert [(r.act, r.standing, r.since) for r in rows] == [
        (s.act, s.kind, s.since) for s in open_now
    ]
    for row, standing in zip(rows, open_now, strict=True):
        offer = next(act for act in acts if act.id == row.act)
        assert (row.kind, row.asks, row.of) == (offer.kind, offer.actors, offer.targets)
        told_of = offer.accounts[0].account
        assert (row.issue, row.venue, row.until) == (told_of.issue, told_of.venue, told_of.expires)
        answering = [a for a in acts if stands(a, on) and row.act in a.linked(LinkKind.ANSWERS)]
        spoke = {m.side.casefold() for a in answering for m in a.actors}
        asked = {m.side.casefold() for m in offer.targets}
        assert {side.casefold() for side in row.silent} == asked - spoke
        assert len(row.silent) == len(asked - spoke)
        assert set(row.rests_on) == {row.act, *standing.because}


def filed(act: str, kind: ActKind, *actors: Mention, links: tuple[Link, ...] = ()) -> FiledAccount:
    account = Account(
        kind,
        Words("…"),
        actors=actors,
        targets=(Mention("the president", state="Russia"), Mention("Ukraine")),
        links=links,
    )
    return FiledAccount(act, act, TEAM, account, NOON)


@pytest.mark.parametrize(
    ("who", "silent"),
    [
        (None, ("Russia", "Ukraine")),
        (Mention("Russia"), ("Ukraine",)),
        (Mention("a spokesman", state="russia"), ("Ukraine",)),
        (Mention("Turkey"), ("Russia", "Ukraine")),
    ],
)
def test_a_side_is_silent_until_one_of_its_people_answers(
    who: Mention | None, silent: tuple[str, ...]
) -> None:
    record = [filed("offer", ActKind.OFFER_MEDIATION, Mention("Israel"))]
    if who:
        links = (Link(LinkKind.ANSWERS, "offer"),)
        record.append(filed("word", ActKind.NO_ANSWER, who, links=links))
    acts, on = compose(record), date(2022, 3, 10)
    (row,) = open_offers(acts, standings(acts, on), on)
    assert row.silent == silent
