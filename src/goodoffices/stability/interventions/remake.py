"""A conflict after some candidates are put into effect."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.model import NOT_OF_ANOTHER
from goodoffices.conflict.preferences import Preference
from goodoffices.errors import InputError
from goodoffices.kernels.moves import MoveTable, moves_by_options
from goodoffices.saying import say
from goodoffices.stability.frame import require_order
from goodoffices.stability.interventions.ground import Ground, ground_of
from goodoffices.stability.interventions.kinds import (
    Candidate,
    ForbidMove,
    GiveOption,
    MakeInfeasible,
    MakeIrreversible,
    Placed,
    RaiseStates,
)
from goodoffices.stability.interventions.orders import LAST, new_levels, new_preference, place_of
from goodoffices.stability.interventions.resolved import Resolved, clash, resolve
from goodoffices.stability.parts import move_tables, option_rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from goodoffices.conflict.model import Conflict, DecisionMaker, Direction

    Edges = tuple[tuple[int, int], ...]

__all__ = ["Remaker", "apply"]

_KEPT = 256  # grounds, tables and orders that are kept at a time


def apply(conflict: Conflict, candidates: Sequence[Candidate]) -> Conflict:
    """Return the conflict in which all of these interventions are made; nothing is changed.

    Implements "Interventions" of the graph model definitions. The result is complete and
    can be written as a model file. Today's state stays today's, with new options not
    taken up; if it is made infeasible, the result names none. Raises InputError for a
    candidate that does not fit the model, and for two that cannot be taken together.
    """
    remaker = Remaker(conflict, resolve(conflict, candidates))
    every = (1 << len(candidates)) - 1
    remaker.check_together(every)
    return remaker.conflict(every)


class Remaker:
    """Makes conflicts from sets of candidates, given as bits; what sets share is made once."""

    def __init__(self, conflict: Conflict, resolved: Sequence[Resolved]) -> None:
        require_order(conflict)
        self.today = conflict
        self.resolved = tuple(resolved)
        count = len(conflict.decision_makers)
        self.ground_bits = 0
        self.moves_bits = [0] * count
        self.raise_bits = [0] * count
        for number, one in enumerate(self.resolved):
            match one.candidate.intervention:
                case MakeInfeasible() | GiveOption():
                    self.ground_bits |= 1 << number
                case ForbidMove() | MakeIrreversible():
                    self.moves_bits[one.who or 0] |= 1 << number
                case RaiseStates():
                    self.raise_bits[one.who or 0] |= 1 << number
        self._ground = lru_cache(_KEPT)(self._make_ground)
        self._levels = lru_cache(_KEPT)(self._make_levels)
        self._table = lru_cache(_KEPT)(self._make_table)
        self._combinations = lru_cache(_KEPT)(self._list_combinations)

    def picked(self, chosen: int) -> tuple[Resolved, ...]:
        return tuple(one for bit, one in enumerate(self.resolved) if chosen >> bit & 1)

    def check_together(self, chosen: int) -> None:
        """Raise InputError where two of the candidates cannot be taken together."""
        for first, second in combinations(self.picked(chosen), 2):
            reason = clash(first, second)
            if reason:
                names = f"{first.candidate.id} and {second.candidate.id}"
                raise InputError(
                    reason, where=f"candidates {names}", remedy=say("Take one of the two.")
                )

    def clashing(self) -> tuple[int, ...]:
        """Return, for each candidate, the bits of those it cannot be taken together with."""
        found = [0] * len(self.resolved)
        for (a, first), (b, second) in combinations(enumerate(self.resolved), 2):
            if clash(first, second):
                found[a] |= 1 << b
                found[b] |= 1 << a
        return tuple(found)

    def ground(self, chosen: int) -> Ground:
        return self._ground(chosen & self.ground_bits)

    def _make_ground(self, chosen: int) -> Ground:
        return ground_of(self.today, self.picked(chosen))

    def levels(self, chosen: int, who: int) -> NDArray[np.int32]:
        """Return one decision maker's order, by its number in the ground's list."""
        return self._levels(self.level_key(chosen, who), who)[0]

    @staticmethod
    def own(bits: Sequence[int], who: int) -> int:
        """Return what concerns one decision maker; nothing does one that is new."""
        return bits[who] if who < len(bits) else 0

    def level_key(self, chosen: int, who: int) -> int:
        return chosen & (self.ground_bits | self.own(self.raise_bits, who))

    def move_key(self, chosen: int, who: int) -> int:
        return chosen & (self.ground_bits | self.own(self.moves_bits, who))

    def _make_levels(self, chosen: int, who: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        ground = self.ground(chosen)
        name = ground.makers[who].id
        return new_levels(
            self.today,
            ground,
            self.today.preferences.get(name),
            self._raised(chosen, who),
            self._placed(chosen, name),
        )

    def _raised(self, chosen: int, who: int) -> NDArray[np.int64] | None:
        own = chosen & self.own(self.raise_bits, who)
        if not own:
            return None
        raised = np.zeros(len(self.today.states), dtype=np.int64)
        for one in self.picked(own):
            assert isinstance(one.candidate.intervention, RaiseStates)  # noqa: S101 - by the bits
            raised += np.where(one.states, one.candidate.intervention.levels, 0)
        return raised

    def _placed(self, chosen: int, name: str) -> list[Placed]:
        return [
            statement
            for one in self.picked(chosen)
            if isinstance(one.candidate.intervention, GiveOption)
            for statement in one.candidate.intervention.priorities.get(name, ())
        ]

    def _list_combinations(self, ground: int) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
        return self.ground(ground).states.underlying()

    def table(self, chosen: int, who: int) -> MoveTable:
        """Return one decision maker's moves."""
        return self._table(self.move_key(chosen, who), who)

    def _make_table(self, chosen: int, who: int) -> MoveTable:
        ground = self.ground(chosen)
        changed = self._without_orders(chosen)
        if changed.moves is not None:
            return move_tables(changed)[who]
        masks, owner = self._combinations(chosen & self.ground_bits)
        rules = option_rules(changed, ground.makers[who].id)
        return moves_by_options(masks, owner, len(ground.states), rules)

    def conflict(self, chosen: int) -> Conflict:
        """Return the whole model, as it would be written."""
        ground = self.ground(chosen)
        changed = self._without_orders(chosen)
        preferences = {}
        for who, dm in enumerate(ground.makers):
            before = self.today.preferences.get(dm.id)
            levels, today = self._levels(self.level_key(chosen, who), who)
            written = self._written(chosen, who, dm.id)
            preferences[dm.id] = new_preference(before, levels, today, written)
        return replace(
            changed,
            preferences=MappingProxyType(preferences),
            status_quo=self._status_quo(ground),
            beliefs=self._beliefs(ground),
        )

    def _without_orders(self, chosen: int) -> Conflict:
        """Return states, options and forbidden moves; the orders are for others to fill in."""
        ground, picked = self.ground(chosen), self.picked(chosen)
        forbidden = {
            name: [(ground.widen(start), ground.widen(end)) for start, end in pairs]
            for name, pairs in self.today.forbidden_moves.items()
        }
        moves = None if self.today.moves is None else self._edges(ground)
        directions = {}
        for one in picked:
            match one.candidate.intervention:
                case MakeIrreversible(option, direction):
                    directions[option] = direction
                case ForbidMove(name, start, end) if self.today.states.labels is None:
                    open_end = "-" * self.today.states.width
                    pair = (
                        ground.widen(str(start or open_end)),
                        ground.widen(str(end or open_end)),
                    )
                    forbidden.setdefault(name, []).append(pair)
                case ForbidMove(name) if moves is not None:
                    moves[name] = self._left(moves[name], ground, one)
        makers = tuple(_directed(dm, directions) for dm in ground.makers)
        flat = Preference(np.zeros(len(ground.states), dtype=np.int32), {})
        return replace(
            self.today,
            decision_makers=makers,
            states=ground.states,
            preferences={dm.id: flat for dm in makers},
            status_quo=None,
            moves=moves,
            forbidden_moves={name: tuple(pairs) for name, pairs in forbidden.items()},
            beliefs={},
            written=ground.written,
            carried={
                key: value for key, value in self.today.carried.items() if key not in NOT_OF_ANOTHER
            },
        )

    def _edges(self, ground: Ground) -> dict[str, Edges]:
        """Return a graph's moves between the states that are left."""
        new = {int(old): place for place, old in enumerate(ground.origin)}
        return {
            name: tuple((new[a], new[b]) for a, b in edges if a in new and b in new)
            for name, edges in (self.today.moves or {}).items()
        }

    @staticmethod
    def _left(edges: Edges, ground: Ground, one: Resolved) -> Edges:
        leaves, enters = one.leaves, one.enters
        if not isinstance(leaves, np.ndarray) or not isinstance(enters, np.ndarray):
            return edges
        origin = ground.origin
        return tuple((a, b) for a, b in edges if not (leaves[origin[a]] and enters[origin[b]]))

    def _written(self, chosen: int, who: int, name: str) -> dict[str, object] | None:
        """Return what says the same order in its old form, None if only a ranking does.

        A coalesced state keeps its place in everybody's order though it may come to stand
        for other combinations, so there statements are not written again.
        """
        coalesced = self.ground(chosen).states.members or self.today.states.members
        if coalesced or self._raised(chosen, who) is not None:
            return None
        before = self.today.preferences.get(name)
        written = dict(before.written) if before is not None else {}
        placed = sorted(self._placed(chosen, name), key=place_of)
        if "ranking" in written or (placed and "weights" in written):
            return None
        if placed:
            ranks = written.get("priorities", ())
            merged = list(ranks) if isinstance(ranks, (list, tuple)) else []
            for one in reversed(placed):
                at = place_of(one)
                merged.insert(len(merged) if at == LAST else max(int(at) - 1, 0), one.statement)
            written["priorities"] = merged
        return written

    def _status_quo(self, ground: Ground) -> int | None:
        if self.today.status_quo is None:
            return None
        for place in np.flatnonzero(ground.origin == self.today.status_quo).tolist():
            inside = ground.states.members.get(place, ground.states.values[place : place + 1])
            if bool(((inside & ground.fresh) == 0).any()):
                return int(place)
        return None

    def _beliefs(self, ground: Ground) -> dict[str, dict[str, Preference]]:
        """Return beliefs about the states that are left; new options leave them indifferent."""
        beliefs: dict[str, dict[str, Preference]] = {}
        for holder, held in self.today.beliefs.items():
            beliefs[holder] = {}
            for name, one in held.items():
                if not one.ordered:
                    raise InputError(
                        say("this belief has comparisons that are unknown or stated one by one"),
                        where=f"beliefs.{holder}.{name}",
                        remedy=say("Settle them first."),
                    )
                levels, today = new_levels(self.today, ground, one, None, ())
                beliefs[holder][name] = new_preference(one, levels, today, None)
        return beliefs


def _directed(dm: DecisionMaker, directions: Mapping[str, Direction]) -> DecisionMaker:
    options = tuple(
        replace(option, moves=directions.get(option.id, option.moves)) for option in dm.options
    )
    return replace(dm, options=options)
