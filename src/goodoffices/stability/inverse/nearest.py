"""The order nearest to today's in which certain blocks stand before certain others."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING

from goodoffices.stability.inverse.orders import Order, kendall

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from goodoffices.stability.inverse.orders import Blocks

__all__ = ["Nearest", "Pair", "Pairs"]

Pair = tuple[int, int]
"""Two blocks of one decision maker, (better, worse)."""
Pairs = frozenset[Pair]

_PLACED = 7  # blocks whose places are worked out one against the other, at once


@dataclass(frozen=True, slots=True)
class Nearest:
    """An order that fulfils the pairs, its swaps, and how many any such order needs at least."""

    order: Order
    swaps: int
    at_least: int

    @classmethod
    def of(
        cls, blocks: Blocks, pairs: Pairs, raised: Collection[int], most: int = _PLACED
    ) -> Nearest | None:
        """Return the nearest order of all blocks, or None if the pairs contradict one another.

        Of equally near orders one in which the blocks ``raised`` stand high is taken.
        Implements the distance of "Least change" of the graph model definitions. Exact
        for pairs of up to ``most`` blocks, in time exponential in these; beyond them a
        bound by the pairs furthest apart, and an order near to it.
        """
        if not pairs or not any(worse < better for better, worse in pairs):
            return cls(tuple(range(len(blocks.blocks))), 0, 0)
        betters = {better for better, _ in pairs}
        if len(betters) == 1:
            return _one_raised(blocks, pairs, betters.pop())
        placed = {block for pair in pairs for block in pair}
        if len(placed) <= most:
            found = _placed(blocks, pairs, sorted(placed), raised)
            if found is None:
                return None
            swaps, order = found
            return cls(blocks.whole(order), swaps, swaps)
        core = _core(pairs, most)
        found = _placed(blocks, core, sorted({block for pair in core for block in pair}), raised)
        if found is None:
            return None
        at_least, order = found
        full = _extended(order, pairs)
        return None if full is None else cls(blocks.whole(full), kendall(full), at_least)


def _one_raised(blocks: Blocks, pairs: Pairs, block: int) -> Nearest | None:
    """Place one block before others: raising it to the first of them is never dearer."""
    first = min(worse for _, worse in pairs)
    if (block, block) in pairs:
        return None
    movable = [other for other in blocks.movable if other != block]
    movable.insert(min(first, block) - blocks.start, block)
    return Nearest(blocks.whole(movable), max(0, block - first), max(0, block - first))


def _core(pairs: Pairs, most: int) -> Pairs:
    """Return the pairs furthest apart, for as long as few enough blocks are in them."""
    kept: set[Pair] = set()
    placed: set[int] = set()
    for pair in sorted(pairs, key=lambda one: (one[1] - one[0], one)):
        if len(placed | set(pair)) <= most:
            placed |= set(pair)
            kept.add(pair)
    return frozenset(kept)


def _placed(
    blocks: Blocks, pairs: Pairs, placed: list[int], raised: Collection[int]
) -> tuple[int, Order] | None:
    """Merge the blocks in pairs with the stretches of others between them, cheapest first.

    Those others keep their order, and a stretch stays together: where they are best put
    depends only on which of the blocks in pairs they are between.
    """
    count = len(placed)
    number = {block: place for place, block in enumerate(placed)}
    before = [0] * count
    for better, worse in pairs:
        before[number[worse]] |= 1 << number[better]
    # between[k]: the blocks between the k-th in pairs and the one before it
    between = [0, *(after - one - 1 for one, after in pairwise(placed))]
    lifted = [block in raised for block in placed]
    everything = (1 << count) - 1
    best: dict[tuple[int, int], tuple[int, int]] = {(0, 0): (0, 0)}
    came: dict[tuple[int, int], tuple[tuple[int, int], int]] = {}
    waiting = [(0, 0, 0, 0)]
    while waiting:
        swaps, depth, mask, stretch = heappop(waiting)
        here = mask, stretch
        if best[here] != (swaps, depth):
            continue
        if mask == everything and stretch == count - 1:
            return swaps, _unrolled(blocks, placed, here, came)
        steps = []
        if stretch < count - 1:
            later = (mask >> (stretch + 1)).bit_count()
            steps.append((swaps + between[stretch + 1] * later, depth, mask, stretch + 1, -1))
        for one in range(count):
            if mask >> one & 1 or before[one] & ~mask:
                continue
            passed = (mask >> one).bit_count() + sum(between[one + 1 : stretch + 1])
            deep = depth
            if lifted[one]:
                deep += mask.bit_count() + sum(between[: stretch + 1])
            steps.append((swaps + passed, deep, mask | 1 << one, stretch, one))
        for cost, deep, then, run, which in steps:
            there = then, run
            if there not in best or (cost, deep) < best[there]:
                best[there] = cost, deep
                came[there] = here, which
                heappush(waiting, (cost, deep, then, run))
    return None


def _unrolled(
    blocks: Blocks,
    placed: list[int],
    end: tuple[int, int],
    came: dict[tuple[int, int], tuple[tuple[int, int], int]],
) -> Order:
    parts: list[Iterable[int]] = [range(placed[-1] + 1, blocks.end)]
    while end in came:
        before, which = came[end]
        if which < 0:
            parts.append(range(placed[end[1] - 1] + 1, placed[end[1]]))
        else:
            parts.append([placed[which]])
        end = before
    parts.append(range(blocks.start, placed[0]))
    return tuple(block for part in reversed(parts) for block in part)


def _extended(order: Order, pairs: Pairs) -> Order | None:
    """Keep to an order as far as the pairs allow, from the last block to the first."""
    place = {block: number for number, block in enumerate(order)}
    worse: dict[int, set[int]] = {block: set() for block in order}
    better: dict[int, set[int]] = {block: set() for block in order}
    for one, other in pairs:
        worse[one].add(other)
        better[other].add(one)
    left = {block: len(below) for block, below in worse.items()}
    waiting = [-place[block] for block, below in left.items() if not below]
    heapify(waiting)
    found = []
    while waiting:
        block = order[-heappop(waiting)]
        found.append(block)
        for one in better[block]:
            left[one] -= 1
            if not left[one]:
                heappush(waiting, -place[one])
    return tuple(reversed(found)) if len(found) == len(order) else None
