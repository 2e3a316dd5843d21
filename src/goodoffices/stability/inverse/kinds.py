"""How many profiles do where answers must be improvements: one order hangs on the others.

What an order decides is only which blocks stand above the wanted states, and which moves
on the way of some answer are improvements. Orders of one decision maker that decide all
of that alike are taken together; the combinations of what is left are tried.
"""

from __future__ import annotations

from collections import Counter
from itertools import permutations, product
from math import factorial, prod
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.errors import LimitError
from goodoffices.kernels.walk import walk
from goodoffices.saying import say
from goodoffices.stability.inverse.game import ANSWERED

if TYPE_CHECKING:
    from goodoffices.stability.inverse.game import Game
    from goodoffices.stability.inverse.nearest import Pair

    Kind = tuple[int, list[int]]

__all__ = ["count_profiles"]

_ORDERS = 50_000
_COMBINATIONS = 250_000


def count_profiles(game: Game) -> int:
    """Count exactly the profiles of orders under which the wanted states are stable.

    Implements "Inverse problem" of the graph model definitions for SEQ and SSEQ. Only
    blocks that some verdict depends on are put in every order. Raises LimitError where
    those of one decision maker have more than 50,000 orders, or more than 250,000
    combinations differ.
    """
    open_pairs = _open_pairs(game)
    kinds = [_kinds(game, who, pairs) for who, pairs in enumerate(open_pairs)]
    if prod(map(len, kinds)) > _COMBINATIONS:
        raise LimitError(
            say(
                "more than {combinations} combinations of orders differ",
                combinations=f"{_COMBINATIONS:,}",
            ),
            remedy=say("Vary fewer levels."),
        )
    everybody = range(len(kinds))
    return sum(
        prod(times for times, _ in profile)
        for profile in product(*kinds)
        if game.objection([places for _, places in profile], everybody) is None
    )


def _open_pairs(game: Game) -> list[list[Pair]]:
    """Return for each decision maker the comparisons of blocks that some verdict depends on."""
    everybody = range(len(game.every))
    regions = [_region(game, who) for who in everybody]
    found = []
    for who in everybody:
        of, blocks = game.of[who], game.every[who]
        ends = set(regions[who])
        if game.concept in ANSWERED:
            ends |= {after for end in regions[who] for after in game.moves(who, end)}
        pairs = {(of[end], home) for end in ends for home in game.homes[who]}
        for other in everybody:
            if other != who:
                pairs |= {
                    (of[end], of[start])
                    for start in regions[other]
                    for end in game.moves(who, start)
                }
        found.append(sorted(pair for pair in pairs if blocks.settled(*pair) is None))
    return found


def _region(game: Game, who: int) -> list[int]:
    """Return where the others could answer at all, the moves of ``who`` included."""
    others = [table for number, table in enumerate(game.tables) if number != who]
    firsts = {first for state in game.states for first in game.moves(who, state)}
    found = set(firsts)
    for first in firsts if others else ():
        found |= set(np.flatnonzero(walk(others, first).fewest() > 0).tolist())
    return sorted(found)


def _kinds(game: Game, who: int, pairs: list[Pair]) -> list[Kind]:
    """Sort the orders of one decision maker by what they decide: how many, and places in one."""
    blocks = game.every[who]
    matter = sorted({block for pair in pairs for block in pair})
    if factorial(min(len(matter), 13)) > _ORDERS:
        raise LimitError(
            say("more than {orders} orders of one decision maker", orders=f"{_ORDERS:,}"),
            remedy=say("Vary fewer levels."),
        )
    times: Counter[tuple[bool, ...]] = Counter()
    example: dict[tuple[bool, ...], list[int]] = {}
    for order in permutations(matter):
        places = list(range(len(blocks.blocks)))
        for slot, block in zip(matter, order, strict=True):
            places[block] = slot
        key = tuple(places[better] < places[worse] for better, worse in pairs)
        times[key] += 1
        example.setdefault(key, places)
    each = factorial(len(blocks.movable)) // factorial(len(matter))
    return [(times[key] * each, example[key]) for key in times]
