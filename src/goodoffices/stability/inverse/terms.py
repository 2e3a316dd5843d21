"""Polynomials in the chances of blocks, as products of powers with whole coefficients."""

from __future__ import annotations

from collections import defaultdict
from math import comb
from typing import TYPE_CHECKING

from goodoffices.errors import LimitError
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "BITS",
    "MASK",
    "ONE",
    "Terms",
    "Work",
    "plus",
    "power",
    "pure",
    "scaled",
    "times",
    "v",
    "w",
]

Terms = dict[int, int]
BITS = 32
"""A product of powers goes by one number, 32 bits to each power, so that powers add as it does."""
MASK = (1 << BITS) - 1
ONE: Terms = {0: 1}
_DENSE = 24  # terms from which two polynomials of one variable are multiplied as two numbers
_EXPANDED = 64
_FEW = 2


class Work:
    """What is left of the work that counting may take, in products of two coefficients."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self, amount: int) -> None:
        self.left -= amount
        if self.left < 0:
            raise LimitError(
                say("to count the orders takes more work than is allowed for it"),
                remedy=say("Vary fewer levels."),
            )


def v(rank: int) -> int:
    return 1 << BITS * 2 * rank


def w(rank: int) -> int:
    return 1 << BITS * (2 * rank + 1)


def plus(first: Terms, second: Terms) -> Terms:
    total = defaultdict(int, first)
    for powers, many in second.items():
        total[powers] += many
    return {powers: many for powers, many in total.items() if many}


def scaled(terms: Terms, factor: int) -> Terms:
    return {powers: factor * many for powers, many in terms.items()}


def times(first: Terms, second: Terms, work: Work) -> Terms:
    small, large = sorted((first, second), key=len)
    if len(small) == 1:
        work.take(len(large))
        powers, many = next(iter(small.items()))
        return {powers + other: many * more for other, more in large.items()}
    if len(small) > _DENSE and max(*small, *large) <= MASK:
        return _as_numbers([(small, 1), (large, 1)], work)
    work.take(len(small) * len(large))
    product: Terms = defaultdict(int)
    for powers, many in small.items():
        for other, more in large.items():
            product[powers + other] += many * more
    return {powers: many for powers, many in product.items() if many}


def power(terms: Terms, exponent: int, work: Work) -> Terms:
    """Raise a polynomial in the first v alone, or any of two terms, to a power."""
    if exponent == 1:
        return terms
    if len(terms) > _FEW:
        return _as_numbers([(terms, exponent)], work)
    work.take(exponent)
    if len(terms) == 1:
        return {powers * exponent: many**exponent for powers, many in terms.items()}
    (one, many), (other, more) = terms.items()
    return {
        one * (exponent - number) + other * number: comb(exponent, number)
        * many ** (exponent - number)
        * more**number
        for number in range(exponent + 1)
    }


def pure(terms: Terms) -> Terms:
    """Write powers of the first w, where they are low, as polynomials in the first v."""
    total: Terms = defaultdict(int)
    for powers, many in terms.items():
        above = powers >> BITS & MASK
        if above > _EXPANDED:
            total[powers] += many
            continue
        rest = powers - (above << BITS)
        for number in range(above + 1):
            total[rest + number] += (-1) ** number * comb(above, number) * many
    return {powers: many for powers, many in total.items() if many}


def _as_numbers(factors: Sequence[tuple[Terms, int]], work: Work) -> Terms:
    """Multiply powers of polynomials in the first v by one product of whole numbers.

    Each is evaluated at a power of two so large that the coefficients of the product
    can be read off its binary digits (Kronecker substitution).
    """
    bits = sum(sum(map(abs, one.values())).bit_length() * many for one, many in factors) + 2
    degree = sum(max(one) * many for one, many in factors)
    size = (bits + 7) // 8
    # Python multiplies numbers of d digits (30 bits) in the order of d^1.6 steps
    work.take(int((size * (degree + 1) / 4) ** 1.6 / 250))
    product = 1
    for one, many in factors:
        product *= _packed(one, size) ** many
    half = 1 << (8 * size - 1)
    shift = int.from_bytes(half.to_bytes(size, "little") * (degree + 1), "little")
    digits = (product + shift).to_bytes(size * (degree + 2), "little")
    found = {}
    for number in range(degree + 1):
        many = int.from_bytes(digits[number * size : (number + 1) * size], "little") - half
        if many:
            found[number] = many
    return found


def _packed(terms: Terms, size: int) -> int:
    parts = []
    for sign in (1, -1):
        places = [max(0, sign * terms.get(number, 0)) for number in range(max(terms) + 1)]
        text = b"".join(one.to_bytes(size, "little") for one in places)
        parts.append(int.from_bytes(text, "little"))
    return parts[0] - parts[1]
