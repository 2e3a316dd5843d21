"""An independent check of one equilibrium, straight from the definitions.

It shares no code with the solvers: options are changed bit by bit in plain integers,
and legal sequences are followed one at a time until a sanction is met. It answers
about one state and stops at the first sanction, so that an equilibrium of a large
model is soon confirmed; to refute one may mean to follow every sequence there is.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.conflict.expressions import parse_pattern
from goodoffices.conflict.model import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.conflict.model import Conflict
    from goodoffices.conflict.preferences import Comparison

__all__ = ["Objection", "check_equilibrium"]

_CREDIBLE = frozenset({"seq", "sseq"})
_ANSWERED = frozenset({"smr", "sseq"})


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a state is not an equilibrium: who leaves it, for which state, undeterred."""

    decision_maker: str
    to: int


def check_equilibrium(
    conflict: Conflict, concept: str, state: int, *, extension: str | None = None
) -> tuple[Objection, ...]:
    """Return what speaks against ``state`` being an equilibrium; nothing if it is one.

    Every improvement of every decision maker is tried against every legal sequence of
    the others, by breadth-first search (Fang, Hipel and Kilgour 1993); where comparisons
    are unknown, as ``extension`` has it (Li et al. 2004).
    """
    moves = _Moves(conflict, extension or "")
    objections: list[Objection] = []
    for who, dm in enumerate(conflict.decision_makers):
        objections += [
            Objection(dm.id, end)
            for end in moves.of(who, state)
            if moves.leaves(who, state, end)
            and (concept == "nash" or not _deterred(moves, concept, who, state, end))
        ]
    return tuple(objections)


def _deterred(moves: _Moves, concept: str, who: int, state: int, end: int) -> bool:
    step = moves.credible if concept in _CREDIBLE else moves.of
    seen: set[tuple[int, int]] = set()
    waiting: deque[tuple[int, int]] = deque([(end, -1)])
    while waiting:
        here, last = waiting.popleft()
        for mover in range(len(moves.names)):
            if mover in (who, last):
                continue
            for there in step(mover, here):
                if (there, mover) in seen:
                    continue
                seen.add((there, mover))
                waiting.append((there, mover))
                if not moves.holds_back(who, state, there):
                    continue
                if concept not in _ANSWERED or all(
                    moves.holds_back(who, state, after) for after in moves.of(who, there)
                ):
                    return True
    return False


class _Moves:
    """Single moves, by changing bits of plain integers."""

    def __init__(self, conflict: Conflict, extension: str) -> None:
        self.conflict = conflict
        self.leaving = ">?" if extension in ("a", "c") else ">"
        self.free = ">" if extension in ("c", "d") else ">?"
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

    def sign(self, who: int, first: int, second: int) -> Comparison:
        return self.conflict.preferences[self.names[who]].compare(first, second)

    def leaves(self, who: int, state: int, end: int) -> bool:
        return self.sign(who, end, state) in self.leaving

    def credible(self, who: int, state: int) -> Iterator[int]:
        return (end for end in self.of(who, state) if self.sign(who, end, state) in ">?")

    def holds_back(self, who: int, state: int, end: int) -> bool:
        """Whether ``end`` is nothing for which ``who`` would leave ``state`` in spite of it."""
        return self.sign(who, end, state) not in self.free

    def of(self, who: int, state: int) -> Iterator[int]:
        """Yield the states that one move leads to; a coalesced one perhaps several times."""
        name = self.names[who]
        if self.conflict.moves is not None:
            for start, end in self.conflict.moves[name]:
                if start == state and not self._forbidden(
                    name, self.values[start], self.values[end]
                ):
                    yield end
            return
        for mask in self.masks[state]:
            for changed in self._changes(who, mask):
                end = self.owner.get(changed, state)
                if end != state and not self._forbidden(name, mask, changed):
                    yield end

    def _changes(self, who: int, mask: int) -> Iterator[int]:
        masks = [mask]
        for bit, direction in self.options[who]:
            taken = bool(mask >> bit & 1)
            if direction is Direction.BOTH or (direction is Direction.DROP) == taken:
                masks += [one ^ (1 << bit) for one in masks]
        yield from masks[1:]

    def _forbidden(self, name: str, start: int, end: int) -> bool:
        return any(
            start & leaves.fixed == leaves.taken and end & enters.fixed == enters.taken
            for leaves, enters in self.forbidden.get(name, ())
        )
