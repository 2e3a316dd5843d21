"""The coalition concepts word for word, slowly: what the fast solver is compared with."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from goodoffices.stability.plain import PlainModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.conflict.model import Conflict

__all__ = ["PlainCoalitions"]

Members = frozenset[int]


class PlainCoalitions(PlainModel):
    """Coalition moves, improvements, sanctions and stability, as the definitions speak of them."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__(conflict)
        self.moves: Callable[[Members, int], Members] = lru_cache(None)(self._moves)
        self.gains: Callable[[Members, int], Members] = lru_cache(None)(self._gains)
        self.answers: Callable[[Members, int, bool], Members] = lru_cache(None)(self._answers)

    def _moves(self, members: Members, state: int) -> Members:
        """R_H(s)."""
        return self.sequences(members, state, self.reach)

    def _gains(self, members: Members, state: int) -> Members:
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

    def _answers(self, outside: Members, start: int, credible: bool) -> Members:  # noqa: FBT001 - positions alone make the key of the cache
        """R_C or CI_C: sequences of coalitions of those outside, none acting twice running."""
        step = self.gains if credible else self.moves
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
        return all(
            any(
                s2 in deterring and (concept != "csmr" or self.moves(members, s2) <= deterring)
                for s2 in self.answers(self.everybody - members, s1, concept == "cseq")
            )
            for s1 in gains
        )
