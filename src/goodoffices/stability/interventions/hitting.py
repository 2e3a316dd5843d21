"""The cheapest way to take one candidate of each of several reasons."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["least_cost"]


def least_cost(reasons: Sequence[int], prices: Sequence[Decimal]) -> Decimal | None:
    """Return the least cost of a set that holds one of each reason; None if one is empty.

    Reasons are bits of candidates, prices by candidate, above 0. A minimum hitting set of
    least weight (Karp 1972, "Reducibility among combinatorial problems", problem 15), by
    branch and bound: on the reason with the fewest candidates, the k-th branch without
    those before it; what reasons that share nothing cost at least, added up, is the bound.
    Exponential in the worst case; there are few reasons here, of few candidates.
    """
    if not all(reasons):
        return None
    return _least(_minimal(reasons), prices, None)


def _minimal(reasons: Sequence[int]) -> list[int]:
    """Leave out each reason that holds another; fewest candidates first."""
    kept: list[int] = []
    for one in sorted(set(reasons), key=lambda bits: (bits.bit_count(), bits)):
        if all(other & ~one for other in kept):
            kept.append(one)
    return kept


def _least(reasons: list[int], prices: Sequence[Decimal], below: Decimal | None) -> Decimal | None:
    """Return the least cost, or None where it is not below the bar."""
    if not reasons:
        return Decimal(0)
    if below is not None and _apart(reasons, prices) >= below:
        return None
    best, without = None, 0
    for bit in sorted(_bits(reasons[0]), key=lambda bit: (prices[bit], bit)):
        left = [one & ~without for one in reasons if not one >> bit & 1]
        bar = below if best is None else best
        rest = None
        if all(left):
            rest = _least(_minimal(left), prices, None if bar is None else bar - prices[bit])
        if rest is not None and (bar is None or rest + prices[bit] < bar):
            best = rest + prices[bit]
        without |= 1 << bit
    return best


def _apart(reasons: list[int], prices: Sequence[Decimal]) -> Decimal:
    """Return what reasons that share no candidate cost at least, together."""
    cost, used = Decimal(0), 0
    for one in reasons:
        if not one & used:
            used |= one
            cost += min(prices[bit] for bit in _bits(one))
    return cost


def _bits(reason: int) -> list[int]:
    return [bit for bit in range(reason.bit_length()) if reason >> bit & 1]
