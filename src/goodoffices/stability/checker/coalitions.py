"""Whether coalitions leave a state alone."""

from __future__ import annotations

from collections import deque
from itertools import combinations
from typing import TYPE_CHECKING

from goodoffices.conflict.fields import known
from goodoffices.stability.checker.game import Board, Game, Objection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodoffices.conflict.model import Conflict

__all__ = ["CoalitionChecker"]

_CONCEPTS = ("cnash", "cgmr", "csmr", "cseq")
Members = tuple[int, ...]


class CoalitionChecker:
    """Checks states of one conflict against every coalition, or the blocks of ``partition``.

    Implements "Coalitions" of the graph model definitions (Inohara and Hipel 2008): each
    gain of a coalition is tried against every sequence of moves of coalitions of those
    outside, none acting twice running.
    """

    def __init__(
        self, conflict: Conflict, partition: Sequence[Sequence[str]] | None = None
    ) -> None:
        self.game = Game(Board(conflict), conflict.preferences)
        names = self.game.names
        self.coalitions: list[Members] = (
            _subsets(tuple(range(len(names))))
            if partition is None
            else [tuple(names.index(name) for name in block) for block in partition]
        )

    def objections(self, concept: str, state: int) -> tuple[Objection, ...]:
        """Return which coalition leaves ``state``, and for what."""
        known(concept, _CONCEPTS, "concept", "concepts")
        return tuple(
            Objection("+".join(self.game.names[who] for who in members), end)
            for members in self.coalitions
            for end in sorted(set(_gains(self.game, members, state)))
            if not _deterred(self.game, concept, members, state, end)
        )


def _subsets(members: Members) -> list[Members]:
    return [one for size in range(1, len(members) + 1) for one in combinations(members, size)]


def _together(game: Game, members: Members, state: int) -> Iterator[int]:
    """Yield R_H(s): where members lead, in any order, nobody moving twice running."""
    seen: set[tuple[int, int]] = set()
    waiting: deque[tuple[int, int]] = deque([(state, -1)])
    while waiting:
        here, last = waiting.popleft()
        for mover in members:
            for there in game.of(mover, here) if mover != last else ():
                if (there, mover) not in seen:
                    seen.add((there, mover))
                    waiting.append((there, mover))
                    yield there


def _gains(game: Game, members: Members, state: int) -> Iterator[int]:
    """Yield CI_H(s)."""
    for end in _together(game, members, state):
        if all(game.sign(who, end, state) == ">" for who in members):
            yield end


def _deterred(game: Game, concept: str, members: Members, state: int, end: int) -> bool:
    def deters(there: int) -> bool:
        return any(game.sign(who, state, there) in ">~" for who in members)

    if concept == "cnash":
        return False
    step = _gains if concept == "cseq" else _together
    outside = tuple(who for who in range(len(game.names)) if who not in members)
    acting = _subsets(outside)
    seen: set[tuple[int, Members]] = set()
    waiting: deque[tuple[int, Members]] = deque([(end, ())])
    while waiting:
        here, last = waiting.popleft()
        for coalition in acting:
            for there in step(game, coalition, here) if coalition != last else ():
                if (there, coalition) in seen:
                    continue
                seen.add((there, coalition))
                waiting.append((there, coalition))
                if deters(there) and (
                    concept != "csmr" or all(map(deters, _together(game, members, there)))
                ):
                    return True
    return False
