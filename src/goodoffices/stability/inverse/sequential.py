"""The inverse problem where answers must be improvements: one order hangs on the others.

What an order decides is only which blocks stand above the wanted state, and which moves
on the way of some answer are improvements. Orders of one decision maker that decide all
of that alike are taken together; the combinations of what is left are tried.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations, product
from math import factorial, prod
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.errors import LimitError
from goodoffices.kernels.neighbours import Neighbours
from goodoffices.kernels.walk import walk
from goodoffices.stability.inverse.orders import Order, kendall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.kernels.moves import MoveTable
    from goodoffices.stability.inverse.orders import Blocks

__all__ = ["Found", "search"]

Pair = tuple[int, int]

_ORDERS = 50_000
_COMBINATIONS = 250_000
_PAIRS = 400


@dataclass(frozen=True, slots=True)
class Found:
    """How many profiles of orders there are, and the nearest to today's with its swaps."""

    count: int
    swaps: int
    orders: Mapping[str, Order] | None


@dataclass(frozen=True, slots=True)
class _Kind:
    """Orders of one decision maker that decide alike: pairs (better, worse) that hold."""

    holds: frozenset[Pair]
    count: int
    swaps: int
    order: Order


def search(
    tables: Sequence[MoveTable], every: Sequence[Blocks], state: int, *, answered: bool
) -> Found:
    """Count exactly the profiles of orders under which ``state`` is SEQ or SSEQ stable.

    Implements "Inverse problem" and "Least change" of the graph model definitions for
    SEQ and, with ``answered``, SSEQ. Of equally near profiles the one that changes
    fewer decision makers is given. Raises LimitError where one decision maker has more
    than 50,000 orders, or more than 250,000 combinations differ.
    """
    if any(factorial(min(len(one.movable), 13)) > _ORDERS for one in every):
        raise LimitError(
            f"more than {_ORDERS:,} orders of one decision maker", remedy="Vary fewer levels."
        )
    game = _Game(tables, every, state, answered=answered)
    kinds = [game.kinds(who) for who in range(len(every))]
    if prod(map(len, kinds)) > _COMBINATIONS:
        raise LimitError(
            f"more than {_COMBINATIONS:,} combinations of orders differ",
            remedy="Vary fewer levels.",
        )
    total = 0
    best: tuple[int, int] | None = None
    nearest: tuple[_Kind, ...] | None = None
    for profile in product(*kinds):
        if not game.holds([kind.holds for kind in profile]):
            continue
        total += prod(kind.count for kind in profile)
        cost = (sum(k.swaps for k in profile), sum(k.swaps > 0 for k in profile))
        if best is None or cost < best:
            best, nearest = cost, profile
    if best is None or nearest is None:
        return Found(0, 0, None)
    orders = {one.name: kind.order for one, kind in zip(every, nearest, strict=True)}
    return Found(total, best[0], orders)


class _Game:
    """The wanted state, the moves about it, and what of each order they depend on."""

    def __init__(
        self, tables: Sequence[MoveTable], every: Sequence[Blocks], state: int, *, answered: bool
    ) -> None:
        self.every = every
        self.state = state
        self.answered = answered
        self.of = [one.of.tolist() for one in every]
        self.own = [Neighbours(table) for table in tables]
        self.cache: dict[int, dict[int, list[int]]] = {who: {} for who in range(len(tables))}
        self.verdicts: dict[tuple[object, ...], bool] = {}
        self.first = [self.moves(who, state) for who in range(len(tables))]
        self.region = [self._reachable(tables, who) for who in range(len(tables))]
        self.pairs = [self._pairs(who) for who in range(len(tables))]

    def moves(self, who: int, state: int) -> list[int]:
        known = self.cache[who]
        if state not in known:
            known[state] = self.own[who].of(state).tolist()
        return known[state]

    def _reachable(self, tables: Sequence[MoveTable], who: int) -> list[int]:
        """Return where the others could answer at all, the moves of ``who`` included."""
        others = [table for number, table in enumerate(tables) if number != who]
        found = set(self.first[who])
        for first in self.first[who]:
            found |= set(np.flatnonzero(walk(others, first).fewest() > 0).tolist())
        return sorted(found)

    def _pairs(self, who: int) -> tuple[Pair, ...]:
        """Return the comparisons of blocks, (better, worse), that some verdict depends on."""
        blocks = self.of[who]
        home = blocks[self.state]
        found = {(blocks[end], home) for end in self.region[who]}
        if self.answered:
            found |= {
                (blocks[after], home) for end in self.region[who] for after in self.moves(who, end)
            }
        for other, region in enumerate(self.region):
            if other != who:
                found |= {
                    (blocks[end], blocks[start])
                    for start in region
                    for end in self.moves(who, start)
                }
        return tuple(sorted((better, worse) for better, worse in found if better != worse))

    def kinds(self, who: int) -> list[_Kind]:
        """Sort the orders of one decision maker by what they decide; the nearest of each kind."""
        blocks = self.every[who]
        settled = frozenset(
            pair for pair in self.pairs[who] if not self._open(blocks, pair) and pair[0] < pair[1]
        )
        open_pairs = [pair for pair in self.pairs[who] if self._open(blocks, pair)]
        if len(open_pairs) > _PAIRS:
            raise LimitError("too many comparisons are open", remedy="Vary fewer levels.")
        counts: Counter[tuple[bool, ...]] = Counter()
        nearest: dict[tuple[bool, ...], tuple[int, Order]] = {}
        for order in permutations(blocks.movable):
            place = {block: number for number, block in enumerate(order)}
            key = tuple(place[better] < place[worse] for better, worse in open_pairs)
            counts[key] += 1
            swaps = kendall(order)
            if key not in nearest or swaps < nearest[key][0]:
                nearest[key] = swaps, order
        return [
            _Kind(
                settled | {pair for pair, holds in zip(open_pairs, key, strict=True) if holds},
                times,
                nearest[key][0],
                blocks.whole(nearest[key][1]),
            )
            for key, times in counts.items()
        ]

    @staticmethod
    def _open(blocks: Blocks, pair: Pair) -> bool:
        return all(blocks.start <= block < blocks.end for block in pair)

    def holds(self, profile: Sequence[frozenset[Pair]]) -> bool:
        """Say whether the wanted state is stable for everybody, given what their orders decide."""
        return all(self._stable(who, profile) for who in range(len(profile)))

    def _stable(self, who: int, profile: Sequence[frozenset[Pair]]) -> bool:
        key = (who, *profile)
        if key not in self.verdicts:
            home = self.of[who][self.state]
            self.verdicts[key] = all(
                (self.of[who][end], home) not in profile[who] or self._deterred(who, end, profile)
                for end in self.first[who]
            )
        return self.verdicts[key]

    def _deterred(self, who: int, end: int, profile: Sequence[frozenset[Pair]]) -> bool:
        seen: set[Pair] = set()
        waiting = deque([(end, -1)])
        while waiting:
            here, last = waiting.popleft()
            for mover in range(len(profile)):
                if mover in (who, last):
                    continue
                blocks = self.of[mover]
                for there in self.moves(mover, here):
                    improves = (blocks[there], blocks[here]) in profile[mover]
                    if not improves or (there, mover) in seen:
                        continue
                    if self._settled(who, there, profile[who]):
                        return True
                    seen.add((there, mover))
                    waiting.append((there, mover))
        return False

    def _settled(self, who: int, end: int, own: frozenset[Pair]) -> bool:
        """Say whether ``end`` is no better for ``who``, nor leads to better."""
        blocks = self.of[who]
        home = blocks[self.state]
        after = self.moves(who, end) if self.answered else ()
        return all((blocks[one], home) not in own for one in (end, *after))
