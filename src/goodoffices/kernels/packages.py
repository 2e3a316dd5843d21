"""Sums over all packages: one array entry a package, the last issue fastest.

Decimals too long for one 64-bit integer are carried as a head in units of the tolerance and
limbs of 15 decimal digits below it, so that sums are exact; they are rounded once, at the end,
half to even.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMB_DIGITS = 15
LIMB = 10**LIMB_DIGITS
HALF = LIMB // 2
LARGEST = 2**62

Limbs = list[NDArray[np.int64]]
"""Head first, then limbs from high to low, each limb in [0, LIMB); all of one length."""


def outer_sum(columns: Sequence[NDArray[np.generic]]) -> NDArray[np.generic]:
    """Return the sum over issues for every package, shape (product of lengths,).

    `columns[j][v]` is what value v of issue j adds. O(packages) additions, since the array only
    reaches full length with the last issue. The caller sees to it that sums fit the dtype.
    """
    total = columns[0]
    for column in columns[1:]:
        total = np.add.outer(total, column).reshape(-1)
    return total


def rounded_sums(columns: Sequence[Sequence[int]], spare_digits: int) -> NDArray[np.generic]:
    """Return for every package the exact sum of its columns' entries, rounded to a whole.

    Entries are integers in units of 10^-spare_digits. Rounding is half to even. The result is
    int64 where every sum fits, else Python integers (dtype object): never a silent overflow.
    """
    reach = sum(max(abs(v) for v in column) for column in columns) // 10**spare_digits + 1
    if reach + 2 * len(columns) >= LARGEST or len(columns) * LIMB >= LARGEST:
        return _rounded_objects(columns, spare_digits)
    if spare_digits == 0:
        return outer_sum([np.array(column, dtype=np.int64) for column in columns])
    middle = _middle([len(column) for column in columns])
    left = _limb_sums(columns[:middle], spare_digits)
    right = _limb_sums(columns[middle:], spare_digits)
    return _rounded_join(left, right)


def _middle(lengths: Sequence[int]) -> int:
    """Return where to cut the issues so that the larger half is as small as it can be."""
    sizes = [
        max(int(np.prod(lengths[:cut])), int(np.prod(lengths[cut:])))
        for cut in range(len(lengths) + 1)
    ]
    return sizes.index(min(sizes))


def _limb_sums(columns: Sequence[Sequence[int]], spare_digits: int) -> Limbs:
    limbs = -(-spare_digits // LIMB_DIGITS)
    fill = 10 ** (limbs * LIMB_DIGITS - spare_digits)
    pieces = [[split(v * fill, limbs) for v in column] for column in columns] or [
        [(0,) * (limbs + 1)]
    ]
    parts = [
        outer_sum([np.array([piece[k] for piece in column], np.int64) for column in pieces])
        for k in range(limbs + 1)
    ]
    return carried([part.astype(np.int64, copy=False) for part in parts])


def split(amount: int, limbs: int) -> tuple[int, ...]:
    parts = []
    for _ in range(limbs):
        amount, limb = divmod(amount, LIMB)
        parts.append(limb)
    return (amount, *reversed(parts))


def carried(parts: Limbs) -> Limbs:
    """Bring every limb back into [0, LIMB)."""
    result = list(parts)
    for k in range(len(result) - 1, 0, -1):
        carry, result[k] = np.divmod(result[k], LIMB)
        result[k - 1] = result[k - 1] + carry
    return result


def _rounded_join(left: Limbs, right: Limbs) -> NDArray[np.int64]:
    """Add every left to every right sum and round.

    The highest limb decides the rounding, except where it stands within one of a half; those
    few are added in full.
    """
    total = np.add.outer(left[0], right[0]).reshape(-1)
    top = np.add.outer(left[1], right[1]).reshape(-1)
    unsure = np.zeros(len(total), dtype=np.bool_)
    for half in (HALF, HALF + LIMB):
        above = top > half
        total += above
        unsure |= (top >= half - 1) ^ above
    rows = np.flatnonzero(unsure)
    if len(rows):
        a, b = np.divmod(rows, len(right[0]))
        total[rows] = rounded(carried([x[a] + y[b] for x, y in zip(left, right, strict=True)]))
    return total


def rounded(parts: Limbs) -> NDArray[np.int64]:
    head, top, *lower = parts
    below = np.zeros(len(head), dtype=np.bool_)
    for limb in lower:
        below |= limb > 0
    up = (top > HALF) | ((top == HALF) & (below | (head % 2 == 1)))
    total: NDArray[np.int64] = head + up
    return total


def _rounded_objects(columns: Sequence[Sequence[int]], spare_digits: int) -> NDArray[np.generic]:
    unit = 10**spare_digits
    total = outer_sum([np.array(column, dtype=object) for column in columns])
    values = {amount: round_half_even(amount, unit) for amount in set(total.tolist())}
    return np.array([values[amount] for amount in total.tolist()], dtype=object)


def round_half_even(amount: int, unit: int) -> int:
    whole, rest = divmod(amount, unit)
    twice = 2 * rest
    return whole + (twice > unit or (twice == unit and whole % 2 == 1))


def axis_vector(values: NDArray[np.generic], issue: int, issues: int) -> NDArray[np.generic]:
    """Return values of one issue shaped to broadcast over the grid of packages."""
    shape = [1] * issues
    shape[issue] = len(values)
    return values.reshape(shape)
