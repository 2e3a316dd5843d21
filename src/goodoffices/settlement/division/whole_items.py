"""The best division where some items stay whole: leximin of the levels, exactly (NB 13).

Whole items are added one after the other, keeping the pairs of totals that none dominates; each
of these is completed with the divisible items in the order of what they are worth to one side
against the other, up to where the levels (total over entitlement) are equal, or as near as can
be. O(items * kept pairs); with whole points at most as many pairs are kept as there are points.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from goodoffices.errors import LimitError
from goodoffices.saying import say

if TYPE_CHECKING:
    from goodoffices.settlement.division.model import Estate

MOST_KEPT = 100_000
Shares = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class WholeDivision:
    """The best shares with whole items kept whole, and what that costs the lower level."""

    shares: Shares
    totals: tuple[Fraction, Fraction]
    levels: tuple[Fraction, Fraction]


def divide_whole(estate: Estate, whole: frozenset[int] | None = None) -> WholeDivision:
    """Return the leximin division; `whole` are the items kept whole (by default as marked)."""
    if whole is None:
        whole = frozenset(j for j, item in enumerate(estate.items) if not item.divisible)
    best: tuple[list[Fraction], Shares] | None = None
    for assignment in _undominated(estate, sorted(whole)):
        shares = _completed(estate, whole, assignment)
        levels = sorted(_levels(estate, shares))
        if best is None or levels > best[0]:
            best = (levels, shares)
    shares = best[1] if best else ()
    return WholeDivision(shares, estate.totals(shares), _levels(estate, shares))


def _levels(estate: Estate, shares: Shares) -> tuple[Fraction, Fraction]:
    first, second = estate.totals(shares)
    return first / estate.entitlement(0), second / estate.entitlement(1)


def _undominated(estate: Estate, whole: list[int]) -> list[dict[int, int]]:
    """Return who gets which whole item, for each pair of totals that no other dominates."""
    a, b = estate.points(0), estate.points(1)
    kept: list[tuple[Fraction, Fraction, dict[int, int]]] = [(Fraction(0), Fraction(0), {})]
    for j in whole:
        grown = [(x + a[j], y, {**who, j: 0}) for x, y, who in kept]
        grown += [(x, y + b[j], {**who, j: 1}) for x, y, who in kept]
        grown.sort(key=lambda entry: (-entry[0], -entry[1]))
        kept = []
        for entry in grown:
            if not kept or entry[1] > kept[-1][1]:
                kept.append(entry)
        if len(kept) > MOST_KEPT:
            raise LimitError(
                say(
                    "more than {most_kept} ways to divide the whole items are efficient",
                    most_kept=f"{MOST_KEPT:,}",
                ),
                where="items",
                remedy=say("Join items that matter little, or write points as whole numbers"),
            )
    return [who for _, _, who in kept]


def _completed(estate: Estate, whole: frozenset[int], assignment: dict[int, int]) -> Shares:
    """Add the divisible items: to the second party, then over to the first, dearest to it first."""
    a, b = estate.points(0), estate.points(1)
    p, q = estate.entitlement(0), estate.entitlement(1)
    shares = [Fraction(1 - assignment.get(j, 1)) for j in range(len(estate.items))]
    loose = [j for j in range(len(estate.items)) if j not in whole and a[j] > 0]
    # what the second does not want at all goes first, at no cost
    for j in sorted(loose, key=lambda j: (b[j] > 0, b[j] / a[j], j)):
        first, second = _levels(estate, tuple(shares))
        if b[j] == 0:
            shares[j] = Fraction(1)
        elif first < second:
            shares[j] = min(Fraction(1), (second - first) / (a[j] / p + b[j] / q))
    return tuple(shares)
