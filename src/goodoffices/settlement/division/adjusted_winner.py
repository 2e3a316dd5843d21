"""Adjusted Winner (Brams and Taylor 1996, Fair Division; 1999, The Win-Win Solution): NB 13.

Exact fractions throughout; O(items log items). The result is efficient, equitable (equal totals
in proportion to the entitlements) and envy-free, and at most one item is split.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from goodoffices.settlement.division.model import Estate

DEFINITION = (
    "Each item goes to whoever gives it more points, all tied items to whoever is then lower; "
    "items then pass from the higher to the lower side, the least missed for what it gives "
    "first, and the last only in part, until both totals stand in proportion to the entitlements."
)
SOURCE = (
    "S. J. Brams and A. D. Taylor, Fair Division: From Cake-Cutting to Dispute Resolution, 1996"
)
Kind = Literal["wins", "tied", "passes"]


@dataclass(frozen=True, slots=True)
class Step:
    """One move of the procedure: an item (by number), to whom, how much of it, totals after."""

    kind: Kind
    item: int
    to: int
    part: Fraction
    totals: tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Division:
    """`shares[j]` of item j go to the first party, the rest to the second."""

    estate: Estate
    shares: tuple[Fraction, ...]
    steps: tuple[Step, ...]

    @property
    def totals(self) -> tuple[Fraction, Fraction]:
        return self.estate.totals(self.shares)

    @property
    def split(self) -> int | None:
        """The number of the one item that is shared, if any is."""
        return next((j for j, x in enumerate(self.shares) if 0 < x < 1), None)

    @property
    def equitable(self) -> bool:
        first, second = self.levels
        return first == second

    @property
    def levels(self) -> tuple[Fraction, Fraction]:
        """Each total over the party's entitlement: what the procedure makes equal."""
        first, second = self.totals
        return first / self.estate.entitlement(0), second / self.estate.entitlement(1)


def adjusted_winner(estate: Estate) -> Division:
    """Divide the items step by step, as the two would on a sheet of paper."""
    points = (estate.points(0), estate.points(1))
    owed = (estate.entitlement(0), estate.entitlement(1))
    shares = [Fraction(0)] * len(estate.items)
    steps: list[Step] = []

    def level(side: int) -> Fraction:
        return estate.totals(tuple(shares))[side] / owed[side]

    def give(kind: Kind, item: int, to: int, part: Fraction) -> None:
        shares[item] += part if to == 0 else -part
        steps.append(Step(kind, item, to, part, estate.totals(tuple(shares))))

    # nobody holds anything yet; an item not given counts for neither
    held = [Fraction(0), Fraction(0)]
    tied = []
    for j, (a, b) in enumerate(zip(*points, strict=True)):
        if a == b:
            tied.append(j)
            continue
        to = 0 if a > b else 1
        shares[j] = Fraction(1 - to)
        held[to] += max(a, b)
        steps.append(Step("wins", j, to, Fraction(1), (held[0], held[1])))
    lower = 0 if held[0] / owed[0] < held[1] / owed[1] else 1
    for j in tied:
        shares[j] = Fraction(1 - lower)
        held[lower] += points[lower][j]
        steps.append(Step("tied", j, lower, Fraction(1), (held[0], held[1])))

    rich = 0 if level(0) > level(1) else 1
    poor = 1 - rich
    keeps = Fraction(1 - rich)
    passing = [j for j, x in enumerate(shares) if x == keeps and points[poor][j] > 0]
    for j in sorted(passing, key=lambda j: (points[rich][j] / points[poor][j], j)):
        ahead = level(rich) - level(poor)
        if ahead <= 0:
            break
        w, l_ = points[rich][j], points[poor][j]
        give("passes", j, poor, min(Fraction(1), ahead / (w / owed[rich] + l_ / owed[poor])))
    return Division(estate, tuple(shares), tuple(steps))
