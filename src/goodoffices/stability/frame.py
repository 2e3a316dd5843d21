"""A conflict made ready for the solvers: levels and moves as arrays, worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.expressions import parse_pattern
from goodoffices.conflict.model import Conflict, Direction
from goodoffices.errors import InputError
from goodoffices.kernels.moves import MoveTable, OptionRules, moves_by_edges, moves_by_options
from goodoffices.kernels.reach import least_reached
from goodoffices.kernels.sweeps import Mover

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Levels = NDArray[np.int32]
    Truth = NDArray[np.bool_]

__all__ = ["Frame", "move_tables", "option_rules", "require_order"]


def require_order(conflict: Conflict) -> None:
    """Refuse preferences that levels cannot express, rather than guess at them."""
    for dm in conflict.decision_makers:
        preference = conflict.preferences[dm.id]
        if preference.unknown:
            raise InputError(
                f"{dm.id!r} has unknown preferences, which this question does not take",
                where=f"preferences.{dm.id}",
                remedy="Settle the pairs under 'unknown' and '?' in 'pairwise' first.",
            )
        if not preference.ordered:
            raise InputError(
                f"the pairwise statements of {dm.id!r} make no ranking with the rest, "
                "which this question does not take",
                where=f"pairwise.{dm.id}",
                remedy="Give a ranking instead.",
            )


def move_tables(conflict: Conflict) -> tuple[MoveTable, ...]:
    """Return who can move where, one table for each decision maker in order."""
    count = len(conflict.states)
    if conflict.moves is not None:
        return tuple(
            moves_by_edges(count, _allowed_edges(conflict, dm.id))
            for dm in conflict.decision_makers
        )
    masks, owner = conflict.states.underlying()
    return tuple(
        moves_by_options(masks, owner, count, option_rules(conflict, dm.id))
        for dm in conflict.decision_makers
    )


def _forbidden(
    conflict: Conflict, name: str
) -> tuple[tuple[tuple[int, int], tuple[int, int]], ...]:
    width = conflict.states.width
    pairs = []
    for start, end in conflict.forbidden_moves.get(name, ()):
        leaves, enters = parse_pattern(start, width), parse_pattern(end, width)
        pairs.append(((leaves.fixed, leaves.taken), (enters.fixed, enters.taken)))
    return tuple(pairs)


def _allowed_edges(conflict: Conflict, name: str) -> list[tuple[int, int]]:
    """Return a graph's listed moves, without those between states that a pattern pair forbids."""
    values = conflict.states.values
    forbidden = _forbidden(conflict, name)
    return [
        (start, end)
        for start, end in (conflict.moves or {})[name]
        if not any(
            int(values[start]) & fixed == taken and int(values[end]) & to_fixed == to_taken
            for (fixed, taken), (to_fixed, to_taken) in forbidden
        )
    ]


def option_rules(conflict: Conflict, name: str) -> OptionRules:
    """Return what one decision maker may do to options."""
    own = take_only = drop_only = 0
    options = conflict.options
    for bit in conflict.owned_bits(name):
        own |= 1 << bit
        if options[bit].moves is Direction.TAKE:
            take_only |= 1 << bit
        elif options[bit].moves is Direction.DROP:
            drop_only |= 1 << bit
    return OptionRules(own, take_only, drop_only, _forbidden(conflict, name))


@dataclass(frozen=True, eq=False)
class Frame:
    """What the solvers work on. Decision makers go by their number in the model.

    ``tables``: the moves, where they have been worked out already.
    """

    conflict: Conflict
    tables: Sequence[MoveTable] | None = None

    def __post_init__(self) -> None:
        require_order(self.conflict)

    @cached_property
    def levels(self) -> tuple[Levels, ...]:
        conflict = self.conflict
        return tuple(conflict.preferences[dm.id].levels for dm in conflict.decision_makers)

    @cached_property
    def movers(self) -> tuple[Mover, ...]:
        tables = move_tables(self.conflict) if self.tables is None else self.tables
        pairs = zip(tables, self.levels, strict=True)
        span = max(int(levels.max()) for levels in self.levels) + 1
        return tuple(Mover(table, levels, span) for table, levels in pairs)

    def opponents(self, who: int) -> tuple[Mover, ...]:
        return tuple(mover for number, mover in enumerate(self.movers) if number != who)

    @cached_property
    def refuge(self) -> tuple[Levels, ...]:
        """For each decision maker and state, the best level it holds there or after one move."""
        pairs = zip(self.movers, self.levels, strict=True)
        return tuple(mover.highest(levels) for mover, levels in pairs)

    def deterred(self, who: int, outcome: Levels, *, improving: bool) -> Truth:
        """Say in which states every improvement of ``who`` meets a sanction.

        ``outcome``: the level that ``who`` is left with once the others have moved to a
        state. An improvement from s to s1 is deterred if the others can reach, from s1,
        a state whose outcome is no better than s; so s is stable unless some s1 has
        both its own level and its least outcome above the level of s: one comparison
        with the highest of such values in reach of s.
        """
        least = least_reached(self.opponents(who), outcome, improving=improving)
        secure = np.minimum(self.levels[who], least)
        stable: Truth = self.movers[who].highest(secure) <= self.levels[who]
        return stable
