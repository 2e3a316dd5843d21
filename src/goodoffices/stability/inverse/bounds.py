"""What a change must cost at least, worked out from what everybody can still afford."""

from __future__ import annotations

from dataclasses import dataclass
from operator import mul
from typing import TYPE_CHECKING

from goodoffices.stability.inverse.game import CREDIBLE
from goodoffices.stability.inverse.needs import NEVER, Needs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from goodoffices.stability.inverse.game import Game
    from goodoffices.stability.inverse.nearest import Nearest, Pairs

    Placed = Callable[[int, Pairs], Nearest | None]
    Rises = dict[int, list[int]]
    Swaps = tuple[int, ...]

__all__ = ["Bounds", "Room"]

_JOINT = 5  # blocks in pairs up to which these and the rise are placed together


@dataclass(frozen=True, slots=True)
class Room:
    """How many swaps each decision maker makes at least, and at most."""

    least: Swaps
    most: Swaps


class Bounds:
    """Least swaps of each decision maker, given pairs that must hold and a budget.

    Whoever may make k swaps at most can only turn moves into improvements whose blocks
    are at most k apart; if its own wanted state has to pass a block at distance f too,
    then k - f + 1 apart, unless the wanted state's block or the block that it has to
    pass is one of the two, since no other swap serves both. With what all others may
    turn, each needs a rise; that leaves less to the rest; and so on until nothing moves.
    """

    def __init__(
        self, game: Game, needs: Needs, costs: Sequence[int], whose: Sequence[int], placed: Placed
    ) -> None:
        self.game = game
        self.needs = needs
        self.costs = costs
        self.whose = whose
        self.placed = placed
        free = [None] * len(costs)
        self.least = {
            who: [needs.of(who, number, free) for number in range(len(game.states))]
            for who in whose
        }

    def of(self, forced: Sequence[Pairs], room: Room, budget: int | None) -> Room | None:
        """Return the room that is left within ``budget``, None if no change will do."""
        rises = {who: list(found) for who, found in self.least.items()}
        while True:
            narrow = self._raised(forced, room, rises, budget)
            if narrow is None:
                return None
            if self.game.concept not in CREDIBLE or (narrow == room and rises != self.least):
                return narrow
            room = narrow
            allowed = self.allowed(forced, room, rises)
            further = {
                who: [self.needs.of(who, number, allowed) for number in range(len(found))]
                for who, found in rises.items()
            }
            if further == rises:
                return room
            rises = further

    def allowed(
        self, forced: Sequence[Pairs], room: Room, rises: Rises | None = None
    ) -> list[NDArray[np.bool_]]:
        """Say which moves could be improvements within the room, given least rises."""
        known = self.least if rises is None else rises
        return [
            self._allowed(who, pairs, known.get(who, []), room.most[who])
            for who, pairs in enumerate(forced)
        ]

    def _raised(
        self,
        forced: Sequence[Pairs],
        room: Room,
        rises: Rises,
        budget: int | None,
    ) -> Room | None:
        """Narrow the room, if each wanted state must rise so far."""
        least = list(room.least)
        for who, needed in rises.items():
            for number, rise in enumerate(needed):
                if rise >= NEVER:
                    return None
                home = self.game.homes[who][number]
                joint = self._joint(who, forced[who], home, rise, room.most[who])
                least[who] = max(least[who], joint)
        most = list(room.most)
        if budget is not None:
            left = budget - sum(map(mul, least, self.costs))
            most = [
                min(high, low + left // cost)
                for low, high, cost in zip(least, most, self.costs, strict=True)
            ]
        if any(high < low for low, high in zip(least, most, strict=True)):
            return None
        return Room(tuple(least), tuple(most))

    def _joint(self, who: int, pairs: Pairs, home: int, rise: int, most: int) -> int:
        """Return the least swaps for the pairs and a block ``rise`` or more away passed."""
        alone = self.placed(who, pairs)
        if alone is None:
            return most + 1
        plain = max(rise, alone.at_least)
        others = {block for pair in pairs for block in pair}
        if not rise or all(better == home for better, _ in pairs) or len(others) > _JOINT:
            return plain
        least = most + 1
        for block in range(home - rise, self.game.every[who].start - 1, -1):
            if home - block >= least:
                break
            both = self.placed(who, pairs | {(home, block)})
            if both is not None:
                least = min(least, both.at_least)
            if least <= plain:
                break
        return max(plain, least)

    def _allowed(
        self, who: int, pairs: Pairs, rises: Sequence[int], most: int
    ) -> NDArray[np.bool_]:
        """Say which moves could be improvements within ``most`` swaps."""
        moves = self.needs.moves[who]
        apart = moves.after - moves.before
        cheap = moves.open & (apart <= most)
        for rise, home in zip(rises, self.game.homes[who], strict=False):
            if rise:
                passed = home - moves.before
                cheap &= (
                    (apart + rise - 1 <= most)
                    | (moves.after == home)
                    | ((passed >= rise) & (passed <= most))
                )
        allowed: NDArray[np.bool_] = moves.gain | cheap
        for better, worse in pairs:
            allowed &= (moves.before != better) | (moves.after != worse)
            allowed |= (moves.before == worse) & (moves.after == better)
        return allowed
