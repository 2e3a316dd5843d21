"""The record: composing acts, their standing, and reading entries from plain data."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from figures import Figure, seconds

from goodoffices.record.accounts import Account, Link, LinkKind, Mention, Words
from goodoffices.record.acts import FiledAccount, compose
from goodoffices.record.audiences import TEAM
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.dates import RecordDate
from goodoffices.record.standing import standings
from goodoffices.record.vocabulary import ActKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIZES = (1_000, 10_000)
_START = datetime(2022, 2, 24, tzinfo=UTC)
_DAY = date(2023, 1, 1)


def _record(size: int) -> list[FiledAccount]:
    """Three accounts an act; every other act answers the one before."""
    draw = random.Random(size)
    kinds = list(ActKind)
    filed = []
    for number in range(size):
        act = number // 3
        day = (_START + timedelta(days=draw.randrange(365))).date()
        links = (Link(LinkKind.ANSWERS, f"act{act - 1}"),) if act % 2 else ()
        account = Account(
            kind=draw.choice(kinds),
            claim=Words("words"),
            actors=(Mention(draw.choice(["Israel", "Russia", "Ukraine"])),),
            happened=RecordDate(str(day)),
            links=links,
        )
        entered = _START + timedelta(minutes=number)
        filed.append(FiledAccount(f"account{number}", f"act{act}", TEAM, account, entered))
    return filed


def subject() -> Iterator[Figure]:
    for size in _SIZES:
        filed = _record(size)
        acts = compose(filed)
        yield Figure(f"compose {size:,} accounts", seconds(lambda f=filed: compose(f), 3))
        standing = seconds(lambda a=acts: standings(a, _DAY), 3)
        yield Figure(f"standing, {len(acts):,} acts", standing)
        plain = [to_plain(f) for f in filed]
        reading = seconds(lambda p=plain: [from_plain(FiledAccount, one) for one in p], 3)
        yield Figure(f"read {size:,} accounts from plain data", reading)
