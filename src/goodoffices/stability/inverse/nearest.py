"""The order nearest to today's that fulfils a set of conditions."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import chain, count
from typing import TYPE_CHECKING

from goodoffices.errors import LimitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodoffices.stability.inverse.conditions import Condition
    from goodoffices.stability.inverse.orders import Blocks, Order

__all__ = ["nearest_order"]

_NODES = 200_000


def nearest_order(blocks: Blocks, conditions: Sequence[Condition]) -> tuple[int, Order]:
    """Return the fewest adjacent swaps, and the order of all blocks that they lead to.

    Implements "Least change" of the graph model definitions for conditions that only
    ask for blocks to stand below the wanted state's. Which blocks D leave the place
    before it decides the cost: with w the distance of each to the wanted state's block,
    the sum of w over D less one for each pair in D, which swap places with one another
    no more. Best first over D, branching on a condition not yet fulfilled; the bound is
    the cheapest set that holds D. Raises LimitError after 200,000 steps.
    """
    if not blocks.free:
        return 0, tuple(range(len(blocks.blocks)))
    far = {block: blocks.home - block for block in range(blocks.start, blocks.home)}
    asked = _asked(conditions, far)
    number = count()
    waiting = [(0, next(number), frozenset[int](), frozenset[int]())]
    seen: set[frozenset[int]] = {frozenset()}
    while waiting:
        cost, _, chosen, filled = heappop(waiting)
        unmet = min(
            (one for one in asked if not any(part <= filled for part in one)),
            key=len,
            default=None,
        )
        if unmet is None:
            return cost, _order(blocks, filled)
        if len(seen) > _NODES:
            raise LimitError("the least change takes too long to find", remedy="Vary fewer levels.")
        for part in unmet:
            larger = chosen | part
            if larger not in seen:
                seen.add(larger)
                whole, price = _cheapest(larger, far)
                heappush(waiting, (price, next(number), larger, whole))
    raise AssertionError  # moving every block below fulfils all conditions


def _asked(conditions: Sequence[Condition], far: dict[int, int]) -> list[list[frozenset[int]]]:
    """Return what the conditions ask of blocks that are now above the wanted state."""
    asked = []
    for condition in conditions:
        parts = {part.intersection(far) for part in condition}
        if frozenset() not in parts:
            asked.append(parts)
    used: dict[int, list[tuple[int, frozenset[int]]]] = {}
    for place, parts in enumerate(asked):
        for part in parts:
            for block in part:
                used.setdefault(block, []).append((place, part))
    # of blocks that each alone fulfil the same conditions only the nearest is of use
    alike: dict[tuple[int, ...], int] = {}
    useless = set()
    for block, uses in sorted(used.items(), key=lambda item: far[item[0]]):
        if all(len(part) == 1 for _, part in uses):
            key = tuple(place for place, _ in uses)
            if alike.setdefault(key, block) != block:
                useless.add(frozenset([block]))
    return [sorted(parts - useless, key=sorted) for parts in asked]


def _cheapest(chosen: Iterable[int], far: dict[int, int]) -> tuple[frozenset[int], int]:
    """Add to D the nearest blocks for as long as that saves swaps; return it and its cost."""
    filled = set(chosen)
    for block, distance in sorted(far.items(), key=lambda item: item[1]):
        if block not in filled:
            if distance >= len(filled):
                break
            filled.add(block)
    pairs = len(filled) * (len(filled) - 1) // 2
    return frozenset(filled), sum(far[block] for block in filled) - pairs


def _order(blocks: Blocks, below: frozenset[int]) -> Order:
    kept = [block for block in range(blocks.start, blocks.home) if block not in below]
    after = range(blocks.home + 1, blocks.end)
    return blocks.whole([*chain(kept, [blocks.home], sorted(below), after)])
