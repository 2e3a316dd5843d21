"""Single moves by changing bits of plain integers, and what one thinks of where they lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.conflict.expressions import parse_pattern
from goodoffices.conflict.model import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from goodoffices.conflict.model import Conflict
    from goodoffices.conflict.preferences import Comparison, Preference

__all__ = ["Board", "Game", "Objection"]


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a state is not an equilibrium: who leaves it, for which state, undeterred.

    ``decision_maker``: its id, or those of a coalition with ``+`` between.
    """

    decision_maker: str
    to: int


class Board:
    """Who can go where, whatever it thinks of that."""

    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict
        self.names = [dm.id for dm in conflict.decision_makers]
        self.values: list[int] = conflict.states.values.tolist()
        self.options = [
            [(bit, conflict.options[bit].moves) for bit in conflict.owned_bits(name)]
            for name in self.names
        ]
        self.owner: dict[int, int] = {}
        self.masks: dict[int, list[int]] = {}
        if conflict.moves is None:
            for position, value in enumerate(self.values):
                inside = conflict.states.members.get(position)
                self.masks[position] = [value] if inside is None else inside.tolist()
                self.owner.update(dict.fromkeys(self.masks[position], position))
        width = conflict.states.width
        self.forbidden = {
            name: [(parse_pattern(a, width), parse_pattern(b, width)) for a, b in pairs]
            for name, pairs in conflict.forbidden_moves.items()
        }
        self._known: dict[tuple[int, int], tuple[int, ...]] = {}

    def of(self, who: int, state: int) -> tuple[int, ...]:
        """Return the states that one move leads to, each once."""
        key = who, state
        if key not in self._known:
            self._known[key] = tuple(dict.fromkeys(self._of(who, state)))
        return self._known[key]

    def _of(self, who: int, state: int) -> Iterator[int]:
        name = self.names[who]
        if self.conflict.moves is not None:
            for start, end in self.conflict.moves[name]:
                if start == state and not self._forbidden(
                    name, self.values[start], self.values[end]
                ):
                    yield end
            return
        for mask in self.masks[state]:
            for changed in self.changes(who, state, mask):
                yield self.owner[changed]

    def changes(self, who: int, state: int, mask: int) -> Iterator[int]:
        """Yield the feasible combinations outside ``state`` that one of its members leads to."""
        masks = [mask]
        for bit, direction in self.options[who]:
            taken = bool(mask >> bit & 1)
            if direction is Direction.BOTH or (direction is Direction.DROP) == taken:
                masks += [one ^ (1 << bit) for one in masks]
        for changed in masks[1:]:
            end = self.owner.get(changed, state)
            if end != state and not self._forbidden(self.names[who], mask, changed):
                yield changed

    def _forbidden(self, name: str, start: int, end: int) -> bool:
        return any(
            start & leaves.fixed == leaves.taken and end & enters.fixed == enters.taken
            for leaves, enters in self.forbidden.get(name, ())
        )


class Game:
    """A board and preferences: who leaves a state for another, and what deters whom."""

    def __init__(
        self,
        board: Board,
        preferences: Mapping[str, Preference],
        extension: str = "",
        *,
        strong: bool = False,
    ) -> None:
        self.board = board
        self.of = board.of
        self.names = board.names
        self.preferences = [preferences[name] for name in self.names]
        self.strong = strong
        self.leaving = ">?" if extension in ("a", "c") else ">"
        self.free = ">" if extension in ("c", "d") else ">?"

    def sign(self, who: int, first: int, second: int) -> Comparison:
        return self.preferences[who].compare(first, second)

    def leaves(self, who: int, state: int, end: int) -> bool:
        return self.sign(who, end, state) in self.leaving

    def credible(self, who: int, state: int) -> Iterator[int]:
        return (end for end in self.of(who, state) if self.sign(who, end, state) in ">?")

    def holds_back(self, who: int, state: int, end: int) -> bool:
        """Whether ``end`` is nothing for which ``who`` would leave ``state`` in spite of it."""
        if self.strong:
            one = self.preferences[who]
            low, high = int(one.levels[end]), int(one.levels[state])
            return any(level in one.strong for level in range(low + 1, high + 1))
        return self.sign(who, end, state) not in self.free
