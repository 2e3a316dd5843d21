"""States as bit masks over options: listing the feasible ones, grouping, dense ranks.

A state is one ``uint64``: bit k is set where option k is taken. The first option
is the least significant bit, so increasing value is the order of a model's states.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodoffices.errors import LimitError
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    Mask = NDArray[np.uint64]
    Truth = NDArray[np.bool_]

__all__ = ["STATE_LIMIT", "dense", "expand", "group", "lexicographic", "texts"]

STATE_LIMIT = 1 << 25
_ROOM = 62  # bits of a signed 64-bit key that may hold statements
_TABLE = 1 << 26  # largest look-up table that is cheaper than a sort


def expand(
    width: int,
    filters: Sequence[tuple[int, Callable[[Mask], Truth]]],
    limit: int = STATE_LIMIT,
) -> Mask:
    """Return all masks over ``width`` options that no filter rules out, increasing.

    A filter is ``(last, ruled_out)``: the highest option that it looks at, and what
    says of an array of masks which of them are infeasible. Options are added one by
    one, and a filter is applied as soon as its last option is there, so that what is
    ruled out early is never multiplied. Time is linear in the largest stage.
    """
    states = np.zeros(1, dtype=np.uint64)
    settled = max((last for last, _ in filters), default=-1)
    for bit in range(width):
        # beyond the last filter every option doubles the states
        doublings = width - bit if bit > settled else 1
        if states.size << doublings > limit:
            raise LimitError(
                say("the model has more than {limit} states", limit=f"{limit:,}"),
                remedy=say("Rule out more states with 'infeasible', or drop options."),
            )
        states = np.concatenate([states, states | np.uint64(1 << bit)])
        for last, ruled_out in filters:
            if last == bit:
                states = states[~ruled_out(states)]
    return states


def group(keys: Mask) -> tuple[NDArray[np.int32], int]:
    """Number equal keys alike, in increasing order of key: ``(number of each, how many)``."""
    if not keys.size:
        return np.zeros(0, dtype=np.int32), 0
    top = int(keys.max())
    if top < min(_TABLE, 64 * keys.size + 1024):
        return _by_table(keys.astype(np.int64), top)
    distinct, inverse = np.unique(keys, return_inverse=True)
    return inverse.astype(np.int32), int(distinct.size)


def dense(keys: NDArray[np.int64]) -> NDArray[np.int32]:
    """Replace each key by its level among the distinct keys, 0 the lowest."""
    if not keys.size:
        return np.zeros(0, dtype=np.int32)
    low, high = int(keys.min()), int(keys.max())
    if high - low < min(_TABLE, 64 * keys.size + 1024):
        return _by_table(keys - low, high - low)[0]
    return np.unique(keys, return_inverse=True)[1].astype(np.int32)


def _by_table(keys: NDArray[np.int64], top: int) -> tuple[NDArray[np.int32], int]:
    present = np.zeros(top + 1, dtype=np.bool_)
    present[keys] = True
    numbers = np.cumsum(present, dtype=np.int32)
    return numbers[keys] - np.int32(1), int(numbers[-1])


def lexicographic(columns: Iterable[Truth], count: int) -> NDArray[np.int32]:
    """Rank truth vectors, the first column the most important, True above False.

    Columns are packed into 62-bit keys; whenever a key is full it is replaced by its
    level, which leaves room again, so that any number of columns is compared exactly.
    Returns levels of ``count`` states, 0 the least preferred.
    """
    key = np.zeros(count, dtype=np.int64)
    room = _ROOM
    for column in columns:
        if room == 0:
            levels = dense(key)
            key = levels.astype(np.int64)
            room = _ROOM - int(levels.max(initial=0)).bit_length()
        np.left_shift(key, 1, out=key)
        np.bitwise_or(key, column, out=key)
        room -= 1
    return dense(key)


def texts(states: Mask, width: int) -> list[str]:
    """Write each mask as letters, ``Y`` for an option taken and ``N`` for one not taken."""
    if not states.size:
        return []
    if not width:
        return [""] * states.size
    letters = np.empty((states.size, width), dtype=np.uint8)
    for bit in range(width):
        taken = (states >> np.uint64(bit)) & np.uint64(1)
        letters[:, bit] = np.where(taken, ord("Y"), ord("N"))
    flat = letters.tobytes().decode("ascii")
    return [flat[start : start + width] for start in range(0, len(flat), width)]
