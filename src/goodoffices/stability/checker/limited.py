"""Where two decision makers who look some moves ahead expect to end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.stability.checker.game import Game

__all__ = ["expected_end", "horizon_of"]

_NAME = re.compile(r"l([1-9][0-9]?)")
_ENDLESS = 0


def horizon_of(concept: str) -> int | None:
    """Return how many moves a concept looks ahead, 0 for non-myopic, None for all others."""
    if concept == "nonmyopic":
        return _ENDLESS
    named = _NAME.fullmatch(concept)
    return int(named[1]) if named else None


def expected_end(game: Game, who: int, state: int, horizon: int) -> int:
    """Return G_i(s, h) of the graph model definitions, "Limited moves".

    Worked forwards: what is expected at one horizon, for both and all states, follows
    from the horizon before. For horizon 0, once that comes round again, some state other
    than ``state`` that is expected at a horizon which returns, or ``state`` if there is none.
    """
    states = range(len(game.board.values))
    reach = [[sorted(game.of(mover, one)) for one in states] for mover in (0, 1)]
    ends = tuple(states), tuple(states)
    known: list[tuple[tuple[int, ...], ...]] = []
    while True:
        ends = (
            tuple(_next(game, 0, one, reach[0][one], ends[1]) for one in states),
            tuple(_next(game, 1, one, reach[1][one], ends[0]) for one in states),
        )
        if horizon == _ENDLESS and ends in known:
            returning = [one[who][state] for one in known[known.index(ends) :]]
            return next((end for end in returning if end != state), state)
        known.append(ends)
        if len(known) == horizon:
            return ends[who][state]


def _next(game: Game, who: int, state: int, ends: list[int], reply: tuple[int, ...]) -> int:
    """The first of the best states to move to decides; it must be better than to stay."""
    best = state
    for end in ends:
        if game.sign(who, reply[end], best) == ">":
            best = reply[end]
    return best
