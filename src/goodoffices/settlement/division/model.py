"""Two parties and the items between them: points, entitlements, and which items stay whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.settlement.exact import written
from goodoffices.settlement.issues import check_id

TWO = 2


@dataclass(frozen=True, slots=True)
class Item:
    """What is to be divided; `divisible` if it can be shared, sold or used in turns."""

    id: str
    name: str
    divisible: bool = True

    def __post_init__(self) -> None:
        check_id(self.id, "item")


@dataclass(frozen=True, slots=True)
class Claimant:
    """One side: how it spreads its points over the items, and its entitlement."""

    id: str
    name: str
    points: tuple[Decimal, ...]
    entitlement: Decimal = field(default=Decimal(1))

    def __post_init__(self) -> None:
        where = f"party {check_id(self.id, 'party')}"
        low = [points for points in self.points if points < 0]
        if low:
            raise InputError(
                say("{written} points are fewer than none", written=written(low[0])),
                where=where,
                remedy=say(
                    "Points are 0 or more; a burden is divided by what it is worth to avoid it"
                ),
            )
        if self.entitlement <= 0:
            raise InputError(
                say("the entitlement {written} is not positive", written=written(self.entitlement)),
                where=where,
                remedy=say("Write shares such as 1 and 1, or 2 and 1"),
            )


@dataclass(frozen=True, slots=True)
class Estate:
    """The items and the two who divide them; both spread the same total of points."""

    items: tuple[Item, ...]
    parties: tuple[Claimant, Claimant]
    title: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if not self.items:
            raise InputError(
                say("there are no items"), where="items", remedy=say("Give at least one")
            )
        for noun, ids in (
            ("item", [item.id for item in self.items]),
            ("party", [party.id for party in self.parties]),
        ):
            twice = [name for name, count in Counter(ids).items() if count > 1]
            if twice:
                raise InputError(say("the id '{twice}' stands twice", twice=twice[0]), where=noun)
        for party in self.parties:
            if len(party.points) != len(self.items):
                raise InputError(
                    say(
                        "gives points to {count} of {all} items",
                        count=len(party.points),
                        all=len(self.items),
                    ),
                    where=f"party {party.id}",
                    remedy=say("Give each item its points; 0 where it does not matter"),
                )
        first, second = (sum(party.points) for party in self.parties)
        if first != second or first == 0:
            raise InputError(
                say(
                    "{name} spreads {points} points and {other} {others_points}",
                    name=self.parties[0].name,
                    points=written(Decimal(first)),
                    other=self.parties[1].name,
                    others_points=written(Decimal(second)),
                ),
                where="parties",
                remedy=say("Both spread the same total, by custom 100"),
            )

    def points(self, side: int) -> tuple[Fraction, ...]:
        return tuple(Fraction(points) for points in self.parties[side].points)

    def entitlement(self, side: int) -> Fraction:
        return Fraction(self.parties[side].entitlement)

    def totals(self, shares: tuple[Fraction, ...]) -> tuple[Fraction, Fraction]:
        """Return what each has, in its own points, where the first gets `shares` of the items."""
        mine, theirs = self.points(0), self.points(1)
        return (
            sum((a * x for a, x in zip(mine, shares, strict=True)), start=Fraction(0)),
            sum((b * (1 - x) for b, x in zip(theirs, shares, strict=True)), start=Fraction(0)),
        )
