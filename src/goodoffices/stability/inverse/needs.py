"""How far the wanted state must rise in one decision maker's order, if answers are as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodoffices.stability.inverse.game import ANSWERED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from goodoffices.stability.inverse.game import Game

    Allowed = Sequence[NDArray[np.bool_] | None]
    Far = NDArray[np.int64]

__all__ = ["NEVER", "Moves", "Needs"]

NEVER = 1 << 40
"""So far does no change of the levels that may move help."""


class Moves:
    """One decision maker's moves as arrays: from state, to state, and the blocks of both."""

    def __init__(self, game: Game, who: int) -> None:
        blocks = game.every[who]
        self.start, self.end = game.own[who].edges()
        self.before, self.after = blocks.of[self.start], blocks.of[self.end]
        self.heads = np.flatnonzero(np.diff(self.start, prepend=-1))
        self.sources = self.start[self.heads]
        self.gain = self.after < self.before
        inside = (self.before >= blocks.start) & (self.before < blocks.end)
        inside &= (self.after >= blocks.start) & (self.after < blocks.end)
        self.open = inside & (self.after != self.before)

    def least(self, values: Far, allowed: NDArray[np.bool_] | None) -> Far:
        """Return for each state the least of ``values`` one allowed move away, else NEVER."""
        found = np.full(values.size, NEVER, dtype=np.int64)
        if self.heads.size:
            reached = values[self.end]
            if allowed is not None:
                reached = np.where(allowed, reached, NEVER)
            found[self.sources] = np.minimum.reduceat(reached, self.heads)
        return found


class Needs:
    """The least rise of each wanted state, in today's order of all other blocks.

    To have a block at distance d above the wanted state's below it takes d swaps at
    least, however else the order changes, and d swaps of the wanted state suffice for
    all that are nearer.
    """

    def __init__(self, game: Game) -> None:
        self.game = game
        self.moves = [Moves(game, who) for who in range(len(game.every))]
        self.far = [[self._far(who, state) for state in game.states] for who in self.everybody]
        answered = game.concept in ANSWERED
        self.outcome = [
            [self._after(who, far) if answered else far for far in self.far[who]]
            for who in self.everybody
        ]
        self.first = [
            [np.array(game.moves(who, state), dtype=np.int64) for state in game.states]
            for who in self.everybody
        ]

    @property
    def everybody(self) -> range:
        return range(len(self.game.every))

    def _far(self, who: int, state: int) -> Far:
        blocks = self.game.every[who]
        home = int(blocks.of[state])
        far = np.maximum(home - blocks.of, 0)
        movable = (blocks.of >= blocks.start) & (blocks.of < blocks.end)
        if home in blocks.movable:
            far[~movable & (far > 0)] = NEVER
        else:
            far[far > 0] = NEVER
        return far

    def _after(self, who: int, far: Far) -> Far:
        """Return the furthest of what ``who`` has at a state and can move on to from it."""
        moves = self.moves[who]
        furthest = far.copy()
        if moves.heads.size:
            beyond = np.maximum.reduceat(far[moves.end], moves.heads)
            furthest[moves.sources] = np.maximum(furthest[moves.sources], beyond)
        return furthest

    def of(self, who: int, number: int, allowed: Allowed) -> int:
        """Return the rise that ``who`` needs of a wanted state, NEVER if none will do.

        ``allowed`` says which moves of each decision maker may serve in answers (None:
        all). Nobody moves twice running. Sweeps over all moves until nothing changes.
        """
        first = self.first[who][number]
        if not first.size:
            return 0
        leaves = self.far[who][number][first]
        if self.game.concept == "nash" or not leaves.any():
            return int(leaves.max())
        deters = self._least_reached(who, number, allowed)[first]
        return int(np.minimum(leaves, deters).max())

    def hope(self, who: int, number: int, allowed: Allowed, most: int) -> list[bool]:
        """Say from where on an answer can deter, if no more than ``most`` swaps are made."""
        outcome = self.outcome[who][number]
        least = np.minimum(outcome, self._least_reached(who, number, allowed))
        within: list[bool] = (least <= most).tolist()
        return within

    def _least_reached(self, who: int, number: int, allowed: Allowed) -> Far:
        outcome = self.outcome[who][number]
        others = [other for other in self.everybody if other != who]
        onward = {other: np.full(outcome.size, NEVER, dtype=np.int64) for other in others}
        changed = bool(others)
        while changed:
            changed = False
            for other in others:
                values = outcome
                for last, found in onward.items():
                    if last != other:
                        values = np.minimum(values, found)
                found = self.moves[other].least(values, allowed[other])
                if not np.array_equal(found, onward[other]):
                    onward[other] = found
                    changed = True
        if not others:
            return np.full(outcome.size, NEVER, dtype=np.int64)
        least: Far = np.minimum.reduce(list(onward.values()))
        return least
