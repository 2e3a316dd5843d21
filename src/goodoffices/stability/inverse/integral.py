"""The share of orders: integrals over all places of the wanted states' blocks."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from math import comb, factorial, lcm
from typing import TYPE_CHECKING

from goodoffices.stability.inverse.terms import BITS, MASK

if TYPE_CHECKING:
    from goodoffices.stability.inverse.terms import Terms, Work

__all__ = ["Integral"]


class Integral:
    """Integrates products of powers over 1 > v of the first > v of the second … > 0."""

    def __init__(self, movable: int, work: Work) -> None:
        self.movable = movable
        self.work = work

    @cached_property
    def factorials(self) -> list[int]:
        found = [1]
        for number in range(1, self.movable + 1):
            found.append(found[-1] * number)
        return found

    def of(self, terms: Terms, wanted: int) -> int:
        """Return the integral times the number of all orders."""
        if wanted == 1:
            return self._one(terms)
        total = 0
        for power, times in terms.items():
            powers = [
                (power >> BITS * (2 * rank) & MASK, power >> BITS * (2 * rank + 1) & MASK)
                for rank in range(wanted)
            ]
            total += times * self._nested(powers)
        return total

    def _one(self, terms: Terms) -> int:
        """Integrate over one variable: v^k, and likewise (1 - v)^k, to 1/(k + 1).

        In a product the lower of the two powers is multiplied out.
        """
        parts: dict[int, int] = defaultdict(int)
        for power, times in terms.items():
            low, high = sorted((power & MASK, power >> BITS))
            self.work.take(low + 1)
            for number in range(low + 1):
                parts[high + number] += (-1) ** number * comb(low, number) * times
        # all fractions over one denominator, which is far smaller than the number of orders
        common = lcm(*(number + 1 for number in parts))
        self.work.take(len(parts) * (common.bit_length() // 256 + 1))
        total = sum(times * (common // (number + 1)) for number, times in parts.items())
        return factorial(self.movable) * total // common

    def _nested(self, powers: list[tuple[int, int]]) -> int:
        """Integrate the last variable, up to the one before it, and so on.

        The integral of v^b w^a from 0 to u is the sum over k from b + 1 to n of
        b! a! / (k! (n - k)!) u^k (1 - u)^(n - k), with n = a + b + 1.
        """
        facts = self.factorials
        self.work.take(self.movable // 16 + 1)
        *rest, (below, above) = powers
        if not rest:
            share = facts[-1] // facts[above + below + 1]
            return facts[above] * facts[below] * share
        *earlier, (less, more) = rest
        whole = above + below + 1
        own = facts[below] * facts[above]
        if below < above and not earlier:
            # from 0 to 1 without what lies above u: the other terms, of which there are fewer
            total, sign, span = own * self._nested(rest) // facts[whole], -1, range(below + 1)
        else:
            total, sign, span = 0, 1, range(below + 1, whole + 1)
        for one in span:
            inner = self._nested([*earlier, (less + one, more + whole - one)])
            total += sign * (own * inner // (facts[one] * facts[whole - one]))
        return total
