"""Which levels of whose ranking may change places, and what the wanted state is compared with."""

from __future__ import annotations

from bisect import bisect, insort
from dataclasses import dataclass, replace
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goodoffices.conflict.fields import join, known, shown
from goodoffices.conflict.preferences import Preference
from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.stability.numbered import LACKING, Numbered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodoffices.conflict.model import Conflict

__all__ = [
    "Blocks",
    "Order",
    "blocks_of",
    "chosen_spans",
    "kendall",
    "parse_costs",
    "parse_vary",
    "with_orders",
]

Order = tuple[int, ...]
"""Blocks of a ranking, best first, by their numbers in today's order."""


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """One decision maker's ranking as blocks of tied states, best first.

    Blocks ``start`` to ``end - 1`` may change places; ``of`` (one number a state) is
    the block that each state stands in.
    """

    name: str
    blocks: tuple[tuple[int, ...], ...]
    of: NDArray[np.int64]
    start: int
    end: int

    @property
    def movable(self) -> range:
        return range(self.start, self.end)

    def settled(self, better: int, worse: int) -> bool | None:
        """Say whether one block is preferred to another; None if their order is open."""
        if better != worse and better in self.movable and worse in self.movable:
            return None
        return better < worse

    def whole(self, order: Sequence[int]) -> Order:
        """Return the order of all blocks, given that of the movable ones."""
        return (*range(self.start), *order, *range(self.end, len(self.blocks)))


def blocks_of(
    conflict: Conflict, vary: Mapping[str, tuple[int, int] | None] | None
) -> tuple[Blocks, ...]:
    """Return every decision maker's blocks; without ``vary`` all levels of all may move.

    Raises InputError for a name or a range of levels that is not there.
    """
    rankings = {dm.id: conflict.preferences[dm.id].ranking() for dm in conflict.decision_makers}
    sizes = {name: len(ranking) for name, ranking in rankings.items()}
    spans = chosen_spans(sizes, vary, "levels")
    found = []
    for name, ranking in rankings.items():
        of = np.empty(len(conflict.states), dtype=np.int64)
        for number, tied in enumerate(ranking):
            of[list(tied)] = number
        found.append(Blocks(name, ranking, of, *spans.get(name, (0, 0))))
    return tuple(found)


def chosen_spans(
    sizes: Mapping[str, int], vary: Mapping[str, tuple[int, int] | None] | None, what: Numbered
) -> dict[str, tuple[int, int]]:
    """Return which of somebody's levels (or ``what``) may change places; without ``vary`` all."""
    spans = {}
    for name, span in (dict.fromkeys(sizes) if vary is None else vary).items():
        known(name, sizes, "decision maker", "vary")
        start, end = span or (0, sizes[name])
        if not 0 <= start < end <= sizes[name]:
            raise InputError(
                say(
                    LACKING[what],
                    name=repr(name),
                    start=start,
                    end=end - 1,
                ),
                where=join("vary", name),
                remedy=say(
                    "They are numbered from 0 (the first) to {last}; write "
                    "START-END, number END itself left out.",
                    last=sizes[name] - 1,
                ),
            )
        spans[name] = start, end
    return spans


def parse_vary(entries: Sequence[str]) -> dict[str, tuple[int, int] | None] | None:
    """Read ``DM`` or ``DM:START-END``, as a command line gives them; None if there are none."""
    chosen: dict[str, tuple[int, int] | None] = {}
    for entry in entries:
        name, colon, span = entry.partition(":")
        first, dash, last = span.partition("-")
        wrong = colon and not (dash and _number(first) and _number(last))
        if wrong or not name:
            raise InputError(
                say("cannot read {entry}", entry=shown(entry)),
                where="vary",
                remedy=say("Write DM or DM:START-END, such as moe:0-4."),
            )
        if name in chosen:
            raise InputError(say("{name} is named twice", name=repr(name)), where="vary")
        chosen[name] = (int(first), int(last)) if colon else None
    return chosen or None


def parse_costs(entries: Sequence[str]) -> dict[str, int]:
    """Read ``DM=2``, as a command line gives it: what one swap in somebody's order costs."""
    costs: dict[str, int] = {}
    for entry in entries:
        name, _, cost = entry.partition("=")
        if not name or not _number(cost):
            raise InputError(
                say("cannot read {entry}", entry=shown(entry)),
                where="cost",
                remedy=say("Write DM=2, such as moe=2."),
            )
        if name in costs:
            raise InputError(say("{name} is named twice", name=repr(name)), where="cost")
        costs[name] = int(cost)
    return costs


def _number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10  # noqa: PLR2004 - more than any model has levels


def kendall(order: Sequence[int]) -> int:
    """Return how many pairs stand in another order than increasing: adjacent swaps needed."""
    before: list[int] = []
    pairs = 0
    for block in order:
        pairs += len(before) - bisect(before, block)
        insort(before, block)
    return pairs


def with_orders(
    conflict: Conflict, every: Sequence[Blocks], orders: Mapping[str, Order]
) -> Conflict:
    """Return the conflict in which some decision makers rank their blocks in another order."""
    preferences = dict(conflict.preferences)
    for one in every:
        if one.name in orders:
            preferences[one.name] = _preference(one, orders[one.name])
    return replace(conflict, preferences=MappingProxyType(preferences))


def _preference(blocks: Blocks, order: Order) -> Preference:
    levels = np.empty(blocks.of.size, dtype=np.int32)
    for place, block in enumerate(order):
        levels[list(blocks.blocks[block])] = len(order) - 1 - place
    ranking = [list(blocks.blocks[block]) for block in order]
    if sorted(chain.from_iterable(ranking)) != list(range(levels.size)):
        raise InputError(
            say("this is no order of the levels of {blocks}", blocks=repr(blocks.name))
        )
    return Preference(levels, {"ranking": ranking})
