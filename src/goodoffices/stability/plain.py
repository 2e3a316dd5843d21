"""The definitions, word for word, slowly: what the fast solvers are compared with.

Nothing here uses the kernels: states are read letter by letter, moves are tried pair
by pair, legal sequences are followed one (state, last mover) at a time. Sources as in
the module of each concept. For models of some hundred states.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from goodoffices.conflict.model import Direction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from goodoffices.conflict.model import Conflict

__all__ = ["ExtendedModel", "PlainModel", "StrongModel", "stable_states"]


class PlainModel:
    """Moves and comparisons of a conflict, as the definitions speak of them.

    ``reach``: that of a model with the same moves, so that they are not tried again.
    """

    def __init__(
        self, conflict: Conflict, reach: Callable[[int, int], frozenset[int]] | None = None
    ) -> None:
        self.conflict = conflict
        self.everybody = frozenset(range(len(conflict.decision_makers)))
        self.names = [dm.id for dm in conflict.decision_makers]
        self.states = range(len(conflict.states))
        self.options = conflict.options
        self.owned = [conflict.owned_bits(name) for name in self.names]
        self.combinations = [_combinations(conflict, state) for state in self.states]
        self.reach = reach or lru_cache(None)(self._reach)
        self.improvements: Callable[[int, int], frozenset[int]] = lru_cache(None)(
            self._improvements
        )
        self.anticipates: Callable[[int, int, int], int] = lru_cache(None)(self._anticipates)
        self.answers_to: Callable[[int, int, bool], frozenset[int]] = lru_cache(None)(
            self._answers_to
        )

    def prefers(self, who: int, first: int, second: int) -> bool:
        return self.conflict.preferences[self.names[who]].compare(first, second) == ">"

    def at_least_as_good(self, who: int, first: int, second: int) -> bool:
        return self.conflict.preferences[self.names[who]].compare(first, second) in (">", "~")

    def _reach(self, who: int, state: int) -> frozenset[int]:
        """R_i(s): where one move of ``who`` leads; never s itself."""
        return frozenset(end for end in self.states if end != state and self._may(who, state, end))

    def _may(self, who: int, start: int, end: int) -> bool:
        name = self.names[who]
        if self.conflict.moves is not None and (start, end) not in self.conflict.moves[name]:
            return False
        return any(
            self._changes_allowed(who, before, after)
            for before in self.combinations[start]
            for after in self.combinations[end]
        )

    def _changes_allowed(self, who: int, before: str, after: str) -> bool:
        name = self.names[who]
        for leaves, enters in self.conflict.forbidden_moves.get(name, ()):
            if _fits(before, leaves) and _fits(after, enters):
                return False
        if self.conflict.moves is not None:
            return True
        for bit, option in enumerate(self.options):
            if before[bit] == after[bit]:
                continue
            if bit not in self.owned[who]:
                return False
            if option.moves not in (Direction.BOTH, f"{before[bit]}->{after[bit]}"):
                return False
        return True

    def _improvements(self, who: int, state: int) -> frozenset[int]:
        """R+_i(s): strictly better states in reach."""
        return frozenset(q for q in self.reach(who, state) if self.prefers(who, q, state))

    def sequences(
        self, coalition: Iterable[int], start: int, moves: Callable[[int, int], Iterable[int]]
    ) -> frozenset[int]:
        """R_H(s) or R+_H(s): ends of sequences in which nobody moves twice running."""
        members = frozenset(coalition)
        seen: set[tuple[int, int]] = set()
        waiting: list[tuple[int, int | None]] = [(start, None)]
        while waiting:
            state, last = waiting.pop()
            for mover in members - {last}:
                for end in moves(mover, state):
                    if (end, mover) not in seen:
                        seen.add((end, mover))
                        waiting.append((end, mover))
        return frozenset(state for state, _ in seen)

    def _answers_to(self, who: int, state: int, credible: bool) -> frozenset[int]:  # noqa: FBT001 - positions alone make the key of the cache
        """R_{N-i}(s) or R+_{N-i}(s)."""
        moves = self.credible if credible else self.reach
        return self.sequences(self.everybody - {who}, state, moves)

    def sanctions(self, who: int, concept: str, state: int, improvement: int) -> frozenset[int]:
        """Return every s2 that deters ``who`` from leaving ``state`` for ``improvement``."""
        ends = self.answers_to(who, improvement, concept in ("seq", "sseq"))
        deterring = {s2 for s2 in ends if self.deters(who, state, s2)}
        if concept in ("smr", "sseq"):
            deterring = {
                s2
                for s2 in deterring
                if not any(self.escapes(who, state, s3) for s3 in self.reach(who, s2))
            }
        return frozenset(deterring)

    def simultaneous(self, who: int, state: int, improvement: int) -> bool:
        """Whether the others' improvements from ``state``, made at once, undo this one."""
        for here in self.combinations[state]:
            choices = [
                [here, *self._own_changes(other, state, here)] for other in self.everybody - {who}
            ]
            own = self._own_changes(who, state, here)
            for mine in (one for one in own if one in self.combinations[improvement]):
                for chosen in product(*choices):
                    joint = "".join(
                        next((new for new in marks if new != old), old)
                        for old, *marks in zip(here, mine, *chosen, strict=True)
                    )
                    for end in self.states:
                        if joint in self.combinations[end] and self.deters(who, state, end):
                            return True
        return False

    def _own_changes(self, who: int, state: int, here: str) -> list[str]:
        """Combinations that ``who`` can change this one to, to its gain."""
        return [
            there
            for end in self.improvements(who, state)
            for there in self.combinations[end]
            if self._changes_allowed(who, here, there)
        ]

    def _anticipates(self, who: int, state: int, moves: int) -> int:
        """G_i(s, h): where ``who``, to move and looking so many moves ahead, expects to end."""
        if not moves:
            return state
        best = None
        for end in sorted(self.reach(who, state)):
            expected = self.anticipates(1 - who, end, moves - 1)
            if best is None or self.prefers(who, expected, best):
                best = expected
        return best if best is not None and self.prefers(who, best, state) else state

    def non_myopic(self, who: int, state: int) -> bool:
        """Whether ``who`` expects to stay at every horizon that returns for ever."""
        seen: list[list[int]] = []
        while True:
            moves = len(seen) + 1
            row = [self.anticipates(one, s, moves) for one in (0, 1) for s in self.states]
            if row in seen:
                first = seen.index(row) + 1
                return all(self.anticipates(who, state, h) == state for h in range(first, moves))
            seen.append(row)

    def leaves(self, who: int, state: int) -> frozenset[int]:
        """States for which ``who`` would leave this one."""
        return self.improvements(who, state)

    def credible(self, who: int, state: int) -> frozenset[int]:
        """Moves that count in a sanction which must be made of improvements."""
        return self.improvements(who, state)

    def deters(self, who: int, state: int, end: int) -> bool:
        """Whether ending there keeps ``who`` from leaving this state."""
        return self.at_least_as_good(who, state, end)

    def escapes(self, who: int, state: int, end: int) -> bool:
        """Whether ``who`` gets out of a sanction by moving there."""
        return self.prefers(who, end, state)

    def stable(self, who: int, concept: str, state: int) -> bool:
        improvements = self.leaves(who, state)
        if concept == "nash":
            return not improvements
        if concept == "sim":
            return all(self.simultaneous(who, state, s1) for s1 in improvements)
        if concept == "nonmyopic":
            return self.non_myopic(who, state)
        if concept.startswith("l"):
            return self.anticipates(who, state, int(concept[1:])) == state
        return all(self.sanctions(who, concept, state, s1) for s1 in improvements)


class ExtendedModel(PlainModel):
    """The same where comparisons may be unknown, under extension a, b, c or d."""

    def __init__(self, conflict: Conflict, extension: str) -> None:
        super().__init__(conflict)
        self.extension = extension

    def unknown(self, who: int, first: int, second: int) -> bool:
        return self.conflict.preferences[self.names[who]].compare(first, second) == "?"

    def leaves(self, who: int, state: int) -> frozenset[int]:
        """R+ or, under a and c, R+U."""
        return (
            self.credible(who, state) if self.extension in "ac" else self.improvements(who, state)
        )

    def credible(self, who: int, state: int) -> frozenset[int]:
        """R+U_i(s): preferred or unknown states in reach."""
        unknown = {q for q in self.reach(who, state) if self.unknown(who, q, state)}
        return self.improvements(who, state) | unknown

    def deters(self, who: int, state: int, end: int) -> bool:
        unknown = self.extension in "cd" and self.unknown(who, state, end)
        return unknown or self.at_least_as_good(who, state, end)

    def escapes(self, who: int, state: int, end: int) -> bool:
        unknown = self.extension in "ab" and self.unknown(who, state, end)
        return unknown or self.prefers(who, end, state)


class StrongModel(PlainModel):
    """The same where a sanction deters only by being far worse."""

    def far_worse(self, who: int, state: int, end: int) -> bool:
        preference = self.conflict.preferences[self.names[who]]
        low, high = preference.levels[end], preference.levels[state]
        return any(low < level <= high for level in preference.strong)

    def deters(self, who: int, state: int, end: int) -> bool:
        return self.far_worse(who, state, end)

    def escapes(self, who: int, state: int, end: int) -> bool:
        return not self.far_worse(who, state, end)


def stable_states(
    conflict: Conflict, concept: str, extension: str | None = None
) -> dict[str, list[bool]]:
    """Return, by decision maker, in which states each is stable under a concept."""
    model = PlainModel(conflict) if extension is None else ExtendedModel(conflict, extension)
    return {
        name: [model.stable(who, concept, state) for state in model.states]
        for who, name in enumerate(model.names)
    }


def _combinations(conflict: Conflict, state: int) -> list[str]:
    """Return every combination of options that is this state, as letters."""
    values = conflict.states.members.get(state, [conflict.states.values[state]])
    width = conflict.states.width
    return [
        "".join("Y" if int(value) >> bit & 1 else "N" for bit in range(width)) for value in values
    ]


def _fits(letters: str, pattern: str) -> bool:
    return all(mark in ("-", letter) for letter, mark in zip(letters, pattern, strict=True))
