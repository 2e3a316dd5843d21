"""The coalition concepts word for word, slowly: what the fast solver is compared with."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from goodoffices.stability.plain import PlainModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from goodoffices.conflict.model import Conflict

__all__ = ["PlainCoalitions"]

Members = frozenset[int]


class PlainCoalitions(PlainModel):
    """Coalition moves, improvements, sanctions and stability, as the definitions speak of them."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__(conflict)
        self._moves: dict[tuple[Members, int], Members] = {}

    def moves(self, members: Members, state: int) -> Members:
        """R_H(s)."""
        key = members, state
        if key not in self._moves:
            self._moves[key] = self.sequences(members, state, self.reach)
        return self._moves[key]

    def gains(self, members: Members, state: int) -> Members:
        """CI_H(s)."""
        return frozenset(
            q
            for q in self.moves(members, state)
            if all(self.prefers(who, q, state) for who in members)
        )

    def deterring(self, members: Members, state: int) -> Members:
        """sanc_H(s)."""
        return frozenset(
            q for q in self.states if any(self.at_least_as_good(who, state, q) for who in members)
        )

    def answers(
        self, outside: Members, start: int, step: Callable[[Members, int], Iterable[int]]
    ) -> Members:
        """R_C or CI_C: sequences of coalitions of those outside, none acting twice running."""
        acting = [
            frozenset(one)
            for size in range(1, len(outside) + 1)
            for one in combinations(sorted(outside), size)
        ]
        seen: set[tuple[int, Members]] = set()
        waiting: list[tuple[int, Members]] = [(start, frozenset())]
        while waiting:
            state, last = waiting.pop()
            for coalition in acting:
                if coalition == last:
                    continue
                for end in step(coalition, state):
                    if (end, coalition) not in seen:
                        seen.add((end, coalition))
                        waiting.append((end, coalition))
        return frozenset(state for state, _ in seen)

    def coalition_stable(self, members: Members, concept: str, state: int) -> bool:
        gains = self.gains(members, state)
        if concept == "cnash":
            return not gains
        deterring = self.deterring(members, state)
        step = self.gains if concept == "cseq" else self.moves
        return all(
            any(
                s2 in deterring and (concept != "csmr" or self.moves(members, s2) <= deterring)
                for s2 in self.answers(self.everybody - members, s1, step)
            )
            for s1 in gains
        )
