"""What one decision maker's order must fulfil for the wanted states, as pairs of blocks."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.kernels.walk import walk
from goodoffices.stability.inverse.game import ANSWERED
from goodoffices.stability.inverse.nearest import Pair, Pairs

if TYPE_CHECKING:
    from goodoffices.stability.inverse.game import Game
    from goodoffices.stability.inverse.terms import Work

__all__ = ["Condition", "conditions"]

_PAIR = 8  # work of looking at one pair, as that of so many products
Condition = frozenset[Pairs]
"""Alternatives, of which one must be fulfilled: pairs (wanted state's block, other block)."""


def conditions(game: Game, who: int, work: Work) -> tuple[Condition, ...] | None:
    """Return what must hold of the blocks that may move, or None if nothing can help.

    Implements "Inverse problem" of the graph model definitions (Kinsara, Kilgour and
    Hipel 2015) for Nash, GMR and SMR: with U the states preferred to a wanted one, each
    state that ``who`` can move to from there is outside U, or (GMR) some answer of the
    others is, or (SMR) such an answer and whatever ``who`` can move on to from it are.
    No conditions: every order will do. Raises LimitError beyond ``work``.
    """
    others = [table for number, table in enumerate(game.tables) if number != who]
    answered = game.concept in ANSWERED
    found: set[Condition] = set()
    for state in game.states:
        for first in game.moves(who, state):
            stays = game.asked(who, state, first, answered=False)
            if stays is not None and not stays:
                continue
            alternatives = set() if stays is None else {stays}
            if game.concept != "nash" and others:
                for end in np.flatnonzero(walk(others, first).fewest() > 0).tolist():
                    asked = game.asked(who, state, end, answered=answered)
                    if asked is not None:
                        work.take(_PAIR * (1 + len(asked)))
                        alternatives.add(asked)
            if frozenset() in alternatives:
                continue
            if not alternatives:
                return None
            found.add(frozenset(_least(alternatives)))
    return tuple(sorted(found, key=lambda one: sorted(map(sorted, one))))


def _least(alternatives: set[Pairs]) -> list[Pairs]:
    """Leave out alternatives that ask for more than another one does."""
    singles = {one for one in alternatives if len(one) == 1}
    covered = frozenset(chain.from_iterable(singles))
    # by one of their pairs, that whatever asks for more has too
    kept: dict[Pair, list[Pairs]] = defaultdict(list)
    for one in sorted(alternatives - singles, key=len):
        if covered.isdisjoint(one) and not any(
            other <= one for pair in one for other in kept.get(pair, ())
        ):
            kept[min(one)].append(one)
    return [*singles, *chain.from_iterable(kept.values())]
