"""The wanted states, the moves about them, and what must change where one does not hold."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from goodoffices.kernels.neighbours import Neighbours

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goodoffices.kernels.moves import MoveTable
    from goodoffices.stability.inverse.nearest import Pairs
    from goodoffices.stability.inverse.orders import Blocks

    Places = Sequence[Sequence[int]]
    Way = tuple[int, Pairs]
    Edge = tuple[int, int, int]
    Hope = Callable[[int, int], Sequence[bool]]

__all__ = ["ANSWERED", "CREDIBLE", "Game"]

CREDIBLE = frozenset({"seq", "sseq"})
"""Concepts whose answers must be improvements of those who make them."""
ANSWERED = frozenset({"smr", "sseq"})
"""Concepts in which the one who is deterred may move once more."""


class Game:
    """One inverse question, with blocks of tied states in the place of states.

    ``places`` say of an order where each block stands in it, one list a decision maker;
    blocks at one place are tied.
    """

    def __init__(
        self,
        tables: Sequence[MoveTable],
        every: Sequence[Blocks],
        states: Sequence[int],
        concept: str,
    ) -> None:
        self.tables = tables
        self.every = every
        self.states = tuple(states)
        self.concept = concept
        self.of: list[list[int]] = [one.of.tolist() for one in every]
        self.homes = [[of[state] for state in states] for of in self.of]
        self.own = [Neighbours(table) for table in tables]
        self._moves: list[dict[int, list[int]]] = [{} for _ in tables]
        self._asked: dict[tuple[int, int, int], Pairs | None] = {}

    def moves(self, who: int, state: int) -> list[int]:
        known = self._moves[who]
        if state not in known:
            known[state] = self.own[who].of(state).tolist()
        return known[state]

    def asked(self, who: int, state: int, end: int, *, answered: bool) -> Pairs | None:
        """Return what must hold for ``end`` to be no better than ``state``; None if it cannot.

        With ``answered`` nothing that ``who`` can move on to may be better either.
        """
        key = (who, state, end if answered else ~end)
        if key not in self._asked:
            blocks, of = self.every[who], self.of[who]
            home = of[state]
            ends = [end, *self.moves(who, end)] if answered else [end]
            worse = {of[one] for one in ends} - {home}
            start, stop = blocks.start, blocks.end
            free = {block for block in worse if start <= home < stop and start <= block < stop}
            if any(block < home for block in worse - free):
                self._asked[key] = None
            else:
                self._asked[key] = frozenset((home, block) for block in free)
        return self._asked[key]

    def objection(
        self, places: Places, whose: Sequence[int], hope: Hope | None = None
    ) -> tuple[Way, ...] | None:
        """Say what speaks against the wanted states under some orders, or None.

        The answer is a list of ways out, (whose order, pairs that must hold in it), of
        which any profile of orders takes one in which all wanted states are stable for
        ``whose``; an empty one says that there is none. For a move of ``who`` that is
        an improvement and not deterred these are: that it is none; that something the
        others reach deters; that one of their moves out of what they reach becomes an
        improvement. Without any of them they reach no more than now. Moves are left
        out that lead to where, as ``hope`` says, nothing can deter any more.
        """
        for who in whose:
            for number, state in enumerate(self.states):
                home = self.of[who][state]
                for first in self.moves(who, state):
                    if places[who][self.of[who][first]] < places[who][home]:
                        found = self._ways_out(who, state, first, places)
                        if found is not None:
                            hopeful = None if hope is None or not found[1] else hope(who, number)
                            return self._ways(found[0], found[1], hopeful)
        return None

    def _ways_out(
        self, who: int, state: int, first: int, places: Places
    ) -> tuple[dict[Way, None], list[Edge]] | None:
        """Follow the others' answers; None if one of them deters.

        Returned are ways out in the order of ``who``, and the moves of the others that
        lead out of what they reach, but are no improvements.
        """
        ways: dict[Way, None] = {}
        edges: list[Edge] = []
        stays = self.asked(who, state, first, answered=False)
        if stays is not None:
            ways[who, stays] = None
        if self.concept == "nash":
            return ways, edges
        credible = self.concept in CREDIBLE
        answered = self.concept in ANSWERED
        seen: set[tuple[int, int]] = set()
        waiting = deque([(first, -1)])
        while waiting:
            here, last = waiting.popleft()
            for mover, of in enumerate(self.of):
                if mover in (who, last):
                    continue
                place = places[mover]
                for there in self.moves(mover, here):
                    if (there, mover) in seen:
                        continue
                    if credible and place[of[there]] >= place[of[here]]:
                        edges.append((mover, here, there))
                        continue
                    asked = self.asked(who, state, there, answered=answered)
                    if asked is not None:
                        own = places[who]
                        if all(own[better] <= own[worse] for better, worse in asked):
                            return None
                        ways[who, asked] = None
                    seen.add((there, mover))
                    waiting.append((there, mover))
        return ways, [edge for edge in edges if (edge[2], edge[0]) not in seen]

    def _ways(
        self, ways: dict[Way, None], edges: list[Edge], hopeful: Sequence[bool] | None
    ) -> tuple[Way, ...]:
        for mover, here, there in edges:
            pair = self.of[mover][there], self.of[mover][here]
            if self.every[mover].settled(*pair) is None and (hopeful is None or hopeful[there]):
                ways[mover, frozenset([pair])] = None
        return tuple(ways)
