"""Random records for the mediator's tools: few sides, days and places, so that they meet."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from record_builders import NOON

from goodoffices.record.accounts import Account, Link, LinkKind, Mention, Stance, Words
from goodoffices.record.acts import Act, FiledAccount, compose
from goodoffices.record.audiences import PUBLIC, TEAM
from goodoffices.record.dates import RecordDate
from goodoffices.record.frame import Frame, Side
from goodoffices.record.vocabulary import ActKind

FRAME = Frame(
    "A case",
    "case",
    Side("mediator", "Israel", ("Jerusalem",)),
    (Side("a", "Alpha", ("Alphaland",)), Side("b", "Beta"), Side("c", "Gamma")),
    (Side("o", "Omega"),),
)
FIRST = date(2022, 2, 26)
IDS = tuple(f"act{n}" for n in range(7))
MENTIONS = (
    Mention("Israel"),
    Mention("the envoy", state="israel"),
    Mention("Alpha"),
    Mention("the president", state="Alphaland"),
    Mention("Beta"),
    Mention("a delegate", state="beta"),
    Mention("Gamma"),
    Mention("Omega"),
    Mention("Turkey"),
)
DAYS = tuple(FIRST + timedelta(days=n) for n in range(7))
days = st.sampled_from(DAYS)
VENUES = (None, "Gomel, Belarus", "gomel", "Minsk", "Warsaw, Minsk or Baku", "Gomel or Baku")
LINKS = (LinkKind.FOLLOWS, LinkKind.ANSWERS, LinkKind.BRIEFS_BEFORE)
OFTEN = settings(max_examples=300)
"""A record is built in a millisecond, so that many can be looked at."""


def told(*kinds: ActKind) -> st.SearchStrategy[list[Act]]:
    """Acts of these kinds, some with two accounts, some linked to others, as composed.

    Built from one drawn number. Every other record is crowded: two parties, all of it dated.
    """
    return st.integers(0, 2**32 - 1).map(lambda seed: _built(seed, kinds or tuple(ActKind)))


def _built(seed: int, kinds: tuple[ActKind, ...]) -> list[Act]:
    draw = random.Random(seed)
    crowded = bool(seed % 2)
    number = draw.randint(3 if crowded else 0, len(IDS))
    filed = [
        FiledAccount(
            f"{identity}.{telling}",
            identity,
            draw.choice([PUBLIC, TEAM]),
            _account(draw, identity, kinds, crowded=crowded),
            NOON + timedelta(minutes=draw.randint(0, 3)),
        )
        for identity in IDS[:number]
        for telling in range(draw.choice([1, 1, 2]))
    ]
    return list(compose(filed))


def _account(
    draw: random.Random, identity: str, kinds: tuple[ActKind, ...], *, crowded: bool
) -> Account:
    mentions = MENTIONS[:6] if crowded else MENTIONS
    others = [one for one in IDS if one != identity]
    return Account(
        kind=draw.choice(kinds),
        claim=Words("…"),
        stance=draw.choices(list(Stance), [8, 1, 1, 1])[0],
        actors=tuple(draw.choices(mentions, k=draw.randint(int(crowded), 2))),
        targets=tuple(draw.choices(mentions, k=draw.randint(0, 2))),
        venue=draw.choice(VENUES[1:4] if crowded else VENUES),
        channel=draw.choice([None, "Telephone", "letter", "meeting", "radio"]),
        issue=draw.choice([None, "venue", "Venue ", "ceasefire"]),
        planned=draw.random() < 0.1,
        happened=_date(draw, crowded=crowded),
        expires=draw.choice([None, None, _date(draw, crowded=crowded)]),
        links=tuple(
            Link(draw.choice(LINKS), draw.choice(others)) for _ in range(draw.choice([0, 1, 1, 2]))
        ),
    )


def _date(draw: random.Random, *, crowded: bool) -> RecordDate | None:
    day = RecordDate(str(draw.choice(DAYS)))
    vague = ["2022-02", "2022-02-26/2022-03-02", "../2022-02-27"]
    return day if crowded else draw.choice([None, day, day, RecordDate(draw.choice(vague))])


# the rules of MT 1, as the definitions say them


def stands(act: Act, on: date) -> bool:
    return act.happened is None or act.happened.earliest is None or act.happened.earliest <= on


def took_place(act: Act, on: date) -> bool:
    every_account_denies = all(f.account.stance is Stance.DENIES for f in act.accounts)
    return stands(act, on) and not act.accounts[0].account.planned and not every_account_denies


def day(act: Act) -> date | None:
    return act.happened.earliest if act.happened else None


def undenied(act: Act) -> list[Account]:
    return [f.account for f in act.accounts if f.account.stance is not Stance.DENIES]


def sides(*mentions: Mention) -> set[str]:
    """Ids of the sides that are meant; what the frame does not know is left out."""
    names = {
        "mediator": {"israel", "jerusalem"},
        "a": {"alpha", "alphaland"},
        "b": {"beta"},
        "c": {"gamma"},
        "o": {"omega"},
    }
    return {
        side
        for side, known in names.items()
        for m in mentions
        if known & {m.name.casefold(), m.state.casefold()}
    }


def chronological(acts: list[Act]) -> list[Act]:
    def key(act: Act) -> tuple[object, ...]:
        entered = min(f.entered for f in act.accounts)
        return (1, day(act), entered, act.id) if day(act) else (0, entered.date(), entered, act.id)

    return sorted(acts, key=key)
