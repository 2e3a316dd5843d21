"""Whether bids overlap, and the number that the rule takes of the overlap (TK 4)."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import TYPE_CHECKING

from goodoffices.talks.bids.state import Direction, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.talks.bids.commitment import Bid
    from goodoffices.talks.bids.state import Terms

__all__ = ["agreed_numbers"]

_EXACT = Context(prec=80)
"""Numbers have at most 30 digits before the point and 20 after it: sums and halves are exact."""


def agreed_numbers(terms: Terms, bids: Mapping[str, Bid]) -> tuple[Decimal, ...]:
    """Return what is agreed, empty if some number has no overlap.

    A number overlaps if the largest of the least is not above the smallest of the most. All
    numbers must overlap, or nothing is agreed and nothing is told, not even on which.
    """
    found = []
    for k in range(len(terms.numbers)):
        least = [bids[p].decimals[k] for p, s in _sides(terms) if s is Direction.AT_LEAST]
        most = [bids[p].decimals[k] for p, s in _sides(terms) if s is Direction.AT_MOST]
        low, high = max(least), min(most)
        if low > high:
            return ()
        found.append(_pick(terms.rule, low, high))
    return tuple(found)


def _sides(terms: Terms) -> zip[tuple[str, Direction]]:
    return zip(terms.parties, terms.sides, strict=True)


def _pick(rule: Rule, low: Decimal, high: Decimal) -> Decimal:
    if rule is Rule.LOWEST:
        return low
    if rule is Rule.HIGHEST:
        return high
    return _EXACT.divide(_EXACT.add(low, high), Decimal(2))
