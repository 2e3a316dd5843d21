"""What is contested about an act, and between whom.

For each attribute (initiator, outcome, date, number, place) the values stated by the accounts a
reader sees are compared. An account that does not state the attribute takes no side: unknown is
not a value. Two dates are at odds only if no day satisfies both, two counts of one kind of thing
only if no number does. A point is contested if two
stated values are at odds, or if an account denies the act.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING

from goodoffices.record.accounts import Account, Stance, Words
from goodoffices.record.counts import at_odds
from goodoffices.record.dates import RecordDate
from goodoffices.saying import Names, either_of, mark, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["ContestedPoint", "Point", "Position", "compared_of", "contested_points"]


class Point(StrEnum):
    INITIATOR = "initiator"
    OUTCOME = "outcome"
    DATE = "date"
    NUMBER = "number"
    PLACE = "place"
    FACT = "fact"

    @property
    def question(self) -> str:
        return _QUESTIONS[self]


_QUESTIONS = Names(
    {
        Point.INITIATOR: mark("who took the initiative"),
        Point.OUTCOME: mark("what came of it"),
        Point.DATE: mark("when it was"),
        Point.NUMBER: mark("how many"),
        Point.PLACE: mark("where it was"),
        Point.FACT: mark("whether it happened"),
    }
)


@dataclass(frozen=True, slots=True)
class Position:
    """One value and the ids of the accounts that state it."""

    value: str
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContestedPoint:
    point: Point
    positions: tuple[Position, ...]

    def __str__(self) -> str:
        return f"{self.point.question}: {either_of([p.value for p in self.positions])}"


def _initiator(account: Account) -> str | None:
    return account.initiator.side if account.initiator else None


_TEXT_VALUES: dict[Point, Callable[[Account], str | None]] = {
    Point.INITIATOR: _initiator,
    Point.OUTCOME: lambda account: account.outcome,
    Point.NUMBER: lambda account: account.number,
    Point.PLACE: lambda account: account.venue,
}


_NO_WORDS = Words("")


def compared_of(account: Account) -> Account:
    """What `contested_points` compares of an account, and no more: where very many are held."""
    return Account(
        account.kind,
        _NO_WORDS,
        stance=account.stance,
        venue=account.venue,
        initiator=account.initiator,
        outcome=account.outcome,
        number=account.number,
        happened=account.happened,
    )


def contested_points(
    own: Sequence[tuple[str, Account]], bearing: Sequence[tuple[str, Account]] = ()
) -> tuple[ContestedPoint, ...]:
    """Compare what an act's `own` accounts state, and what accounts `bearing` on it say of who
    took the initiative; each pair is the account's id and the account. Linear in the accounts
    (quadratic in the distinct dates).
    """
    if len(own) + len(bearing) < 2:  # noqa: PLR2004 (it takes two to be at odds)
        return ()
    found = []
    for point, value_of in _TEXT_VALUES.items():
        stated = [*own, *bearing] if point is Point.INITIATOR else own
        positions = _group(stated, value_of)
        if point is Point.NUMBER and not any(
            at_odds(a.value, b.value) for a, b in combinations(positions, 2)
        ):
            continue
        if len(positions) > 1:
            found.append(ContestedPoint(point, positions))
    dates = _dates_at_odds(own)
    if dates:
        found.append(ContestedPoint(Point.DATE, dates))
    denied = tuple(key for key, account in own if account.stance is Stance.DENIES)
    told = tuple(key for key, account in own if account.stance in {Stance.TELLS, Stance.CONFIRMS})
    if denied and told:
        found.append(
            ContestedPoint(
                Point.FACT,
                (Position(say("it happened"), told), Position(say("it is denied"), denied)),
            )
        )
    order = list(Point)
    return tuple(sorted(found, key=lambda c: order.index(c.point)))


def _group(
    stated: Sequence[tuple[str, Account]], value_of: Callable[[Account], str | None]
) -> tuple[Position, ...]:
    groups: dict[str, tuple[str, list[str]]] = {}
    for key, account in stated:
        value = value_of(account)
        if value is not None and account.stance is not Stance.DENIES:
            groups.setdefault(" ".join(value.casefold().split()), (value, []))[1].append(key)
    return tuple(Position(value, tuple(keys)) for value, keys in groups.values())


def _dates_at_odds(own: Sequence[tuple[str, Account]]) -> tuple[Position, ...]:
    groups: dict[RecordDate, list[str]] = {}
    for key, account in own:
        if account.happened is not None and account.stance is not Stance.DENIES:
            plain = RecordDate(account.happened.value)
            groups.setdefault(plain, []).append(key)
    values = list(groups)
    if all(a.may_equal(b) for a, b in combinations(values, 2)):
        return ()
    return tuple(Position(date.value, tuple(keys)) for date, keys in groups.items())
