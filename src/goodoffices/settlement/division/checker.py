"""Check a division against what it promises, sharing no code with the procedure (NB 13)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.settlement.division.adjusted_winner import Division


def division_faults(division: Division) -> tuple[str, ...]:
    """Return which promise does not hold, in words; empty if all do."""
    return tuple(_faults(division))


def _faults(division: Division) -> Iterator[str]:
    a, b = ([Fraction(n) for n in party.points] for party in division.estate.parties)
    p, q = (Fraction(party.entitlement) for party in division.estate.parties)
    x = division.shares
    if not all(0 <= share <= 1 for share in x):
        yield "a share is not between nothing and all"
    if sum(0 < share < 1 for share in x) > 1:
        yield "more than one item is split"
    items = range(len(x))
    # inefficient: the first gives up j for k, at rates by which both gain
    if any(x[j] > 0 and x[k] < 1 and a[j] * b[k] < a[k] * b[j] for j in items for k in items):
        yield "not efficient: a trade of two items would leave both better off"
    if any(a[j] * (1 - x[j]) + b[j] * x[j] > 0 and 0 in {a[j], b[j]} for j in items):
        yield "not efficient: something lies with a side that does not want it"
    first = sum(a[j] * x[j] for j in items)
    second = sum(b[j] * (1 - x[j]) for j in items)
    # a side may stay behind only if the other holds nothing that it wants
    behind_first = first / p < second / q and any(x[j] < 1 and a[j] > 0 for j in items)
    behind_second = second / q < first / p and any(x[j] > 0 and b[j] > 0 for j in items)
    if behind_first or behind_second:
        yield "not equitable: one side could still be given something it wants"
    # envy with entitlements: what the other has, scaled to one's own entitlement
    if first * q < sum(a[j] * (1 - x[j]) for j in items) * p:
        yield "the first party envies the second"
    if second * p < sum(b[j] * x[j] for j in items) * q:
        yield "the second party envies the first"
