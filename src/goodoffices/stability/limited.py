"""Limited-move (L_h) and non-myopic stability of two decision makers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodoffices.errors import InputError
from goodoffices.kernels.neighbours import Neighbours
from goodoffices.saying import say
from goodoffices.stability.concept import Concept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from goodoffices.stability.frame import Frame

    Places = NDArray[np.int64]
    Anticipated = tuple[Places, Places]

__all__ = ["MOST_MOVES", "NON_MYOPIC", "limited_move"]

MOST_MOVES = 99


def limited_move(moves: int) -> Concept:
    """Return L_h stability for a horizon of ``moves`` moves."""

    def solve(frame: Frame, who: int) -> NDArray[np.bool_]:
        """Stable where ``who``, who looks h moves ahead, anticipates to stay.

        Graph model definitions, "Limited moves" (Kilgour 1985; Fang, Hipel and Kilgour
        1993). One bool a state; h sweeps over all moves. Raises InputError unless there
        are two decision makers.
        """
        horizons = _horizons(frame)
        for _ in range(moves):
            ends = next(horizons)
        return _stays(ends[who])

    return Concept(
        id=f"l{moves}",
        name=f"Limited-move stability, {moves} ahead",
        source="D. M. Kilgour, 1985; Fang, Hipel and Kilgour 1993",
        solve=solve,
        explained=False,
    )


def _non_myopic(frame: Frame, who: int) -> NDArray[np.bool_]:
    """Stable where ``who`` anticipates to stay at every horizon from some one on.

    Graph model definitions, "Limited moves" (Brams and Wittman 1981; Kilgour 1984).
    What is anticipated at one horizon follows from the one before, so that it repeats
    itself in the end; the verdict is over all horizons that return.
    """
    horizons = _horizons(frame)
    seen: dict[bytes, int] = {}
    stays: list[NDArray[np.bool_]] = []
    while True:
        ends = next(horizons)
        key = ends[0].tobytes() + ends[1].tobytes()
        if key in seen:
            always: NDArray[np.bool_] = np.logical_and.reduce(stays[seen[key] :])
            return always
        seen[key] = len(stays)
        stays.append(_stays(ends[who]))


NON_MYOPIC = Concept(
    id="nonmyopic",
    name="Non-myopic stability",
    source="S. J. Brams and D. Wittman, 1981; D. M. Kilgour, 1984",
    solve=_non_myopic,
    explained=False,
)


def _stays(ends: Places) -> NDArray[np.bool_]:
    stays: NDArray[np.bool_] = ends == np.arange(ends.size)
    return stays


def _horizons(frame: Frame) -> Iterator[Anticipated]:
    """Yield, for h = 1, 2, …, where each of the two anticipates to end up from each state.

    Of equally good states to move to the one with the lowest number is taken, and where
    staying is as good, nobody moves.
    """
    if len(frame.levels) != 2:  # noqa: PLR2004 - defined for two
        raise InputError(
            say(
                "limited moves are defined for two decision makers, not {count}",
                count=len(frame.levels),
            ),
            where="concepts",
            remedy=say("Leave out 'l1', 'l2' … and 'nonmyopic'."),
        )
    one, other = (
        _Turn(Neighbours(table).edges(), levels)
        for table, levels in zip(frame.parts.tables, frame.levels, strict=True)
    )
    still = np.arange(frame.levels[0].size, dtype=np.int64)
    ends = still, still
    while True:
        ends = one.anticipates(ends[1]), other.anticipates(ends[0])
        yield ends


class _Turn:
    """One decision maker whose turn it is."""

    def __init__(self, edges: tuple[Places, Places], levels: NDArray[np.int32]) -> None:
        self.start, self.end = edges
        self.levels = levels.astype(np.int64)
        self.heads = np.flatnonzero(np.diff(self.start, prepend=-1))

    def anticipates(self, reply: Places) -> Places:
        """Return where each state leads, if ``reply`` says where each state that follows does."""
        stay = np.arange(self.levels.size, dtype=np.int64)
        if not self.start.size:
            return stay
        # the best level first, then the lowest number of the state moved to
        worth = self.levels[reply[self.end]] * stay.size + (stay.size - 1 - self.end)
        best = np.maximum.reduceat(worth, self.heads)
        level, place = np.divmod(best, stay.size)
        here = self.start[self.heads]
        moved = level > self.levels[here]
        stay[here[moved]] = reply[stay.size - 1 - place[moved]]
        return stay
