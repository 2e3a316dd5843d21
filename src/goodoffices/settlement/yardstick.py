"""What a package is measured against: fallbacks, the most each can have, the best product.

NB 6 and NB 10: a share t is a gain over the largest gain that the party could have in a package
that leaves nobody below its fallback; a party that cannot gain there has no share.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from goodoffices.settlement.exact import units

if TYPE_CHECKING:
    from goodoffices.settlement.issues import Package
    from goodoffices.settlement.result import Settlement
    from goodoffices.settlement.scenario import Scenario

Vector = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Yardstick:
    """In units of 1/`scale`. `tops` are the largest gains, None where there is no zone."""

    scale: int
    disagreement: Vector
    tops: Vector | None
    best_sum: Fraction | None
    best_product: int | None

    @classmethod
    def of(cls, settlement: Settlement) -> Yardstick:
        """Read the measures off a settlement: its frontier and its Nash solution. O(frontier)."""
        d = settlement.disagreement()
        over = [gains(v, d) for v in settlement.frontier.vectors]
        acceptable = [g for g in over if min(g) >= 0]
        if not acceptable:
            return cls(settlement.scale, d, None, None, None)
        tops = tuple(max(g[i] for g in acceptable) for i in range(len(d)))
        best = settlement.solution("nash").units
        return cls(
            settlement.scale,
            d,
            tops,
            max(_sum_of_shares(g, tops) for g in acceptable),
            None if best is None else math.prod(gains(best, d)),
        )

    def worth(self, scenario: Scenario, package: Package) -> Vector:
        return tuple(units(scenario.utility(p, package), self.scale) for p in scenario.parties)

    def gains(self, vector: Vector) -> Vector:
        return gains(vector, self.disagreement)

    def shares(self, vector: Vector) -> tuple[Fraction | None, ...]:
        """Return each party's share of its largest gain; None where it cannot gain at all."""
        if self.tops is None:
            return (None,) * len(vector)
        pairs = zip(self.gains(vector), self.tops, strict=True)
        return tuple(Fraction(gain, top) if top > 0 else None for gain, top in pairs)

    def share_sum(self, vector: Vector) -> Fraction | None:
        known = [share for share in self.shares(vector) if share is not None]
        return sum(known, start=Fraction(0)) if known else None

    def nash_fraction(self, vector: Vector) -> Fraction | None:
        """Return the product of gains over the largest; None below a fallback or at product 0."""
        over = self.gains(vector)
        if not self.best_product or min(over) < 0:
            return None
        return Fraction(math.prod(over), self.best_product)


def gains(vector: Vector, disagreement: Vector) -> Vector:
    return tuple(u - d for u, d in zip(vector, disagreement, strict=True))


def _sum_of_shares(over: Vector, tops: Vector) -> Fraction:
    pairs = zip(over, tops, strict=True)
    return sum((Fraction(gain, top) for gain, top in pairs if top > 0), start=Fraction(0))
