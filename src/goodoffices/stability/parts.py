"""What every solver works with: who can move where, and each one's states sorted for it.

A changed conflict keeps the parts that the change does not touch: a move table as long as
the states and that decision maker's rules are the same, its sorted states as long as its
levels are the same too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.expressions import parse_pattern
from goodoffices.conflict.model import Conflict, Direction
from goodoffices.kernels.moves import MoveTable, OptionRules, moves_by_edges, moves_by_options
from goodoffices.kernels.reach import components, least_reached, least_within
from goodoffices.kernels.sweeps import NONE, Mover

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Levels = NDArray[np.int32]

__all__ = ["Parts", "move_tables", "option_rules"]


def move_tables(conflict: Conflict) -> tuple[MoveTable, ...]:
    """Return who can move where, one table for each decision maker in order."""
    return Parts.of(conflict).tables


@dataclass(frozen=True, eq=False)
class Parts:
    """Moves and movers of one conflict; ``kept``: movers taken over from an earlier one.

    ``joined``: for each decision maker, once asked for, which states the others' moves
    join to one another; see `components`. It hangs on moves alone.
    """

    conflict: Conflict
    tables: tuple[MoveTable, ...]
    kept: Mapping[int, Mover] = field(default_factory=dict)
    joined: dict[int, Levels | None] = field(default_factory=dict)

    @classmethod
    def of(cls, conflict: Conflict, before: Parts | None = None) -> Parts:
        """Make the parts of a conflict, and take over what it shares with an earlier one.

        States are shared if they are the same object, as they are in a model made by
        ``with_preference`` and its like; decision makers go by their number.
        """
        makers = len(conflict.decision_makers)
        if before and before.conflict.states is not conflict.states:
            before = None
        if before and len(before.tables) != makers:
            before = None
        same = [before is not None and _same_moves(before, conflict, who) for who in range(makers)]
        masks = owner = None
        tables = []
        for who, dm in enumerate(conflict.decision_makers):
            if before is not None and same[who]:
                tables.append(before.tables[who])
            elif conflict.moves is not None:
                tables.append(moves_by_edges(len(conflict.states), _allowed_edges(conflict, dm.id)))
            else:
                if masks is None or owner is None:
                    masks, owner = conflict.states.underlying()
                rules = option_rules(conflict, dm.id)
                tables.append(moves_by_options(masks, owner, len(conflict.states), rules))
        joined = before.joined if before and all(same) else {}
        parts = cls(conflict, tuple(tables), joined=joined)
        if before is None or "movers" not in before.__dict__:
            return parts
        kept = {
            who: mover
            for who, mover in enumerate(before.movers)
            if same[who] and before.same_levels(conflict, who) and mover.span >= parts.span
        }
        return cls(conflict, parts.tables, kept, joined)

    @cached_property
    def levels(self) -> tuple[Levels, ...]:
        conflict = self.conflict
        return tuple(conflict.preferences[dm.id].levels for dm in conflict.decision_makers)

    @cached_property
    def span(self) -> int:
        """More than any value that is swept: levels, or marks of 0 and 1.

        Where it costs nothing, as many as there are states, so that other preferences
        do not need another.
        """
        most = max(2, len(self.conflict.states))
        if all(table.classes * most < NONE for table in self.tables):
            return most
        return max(2, *(int(levels.max()) + 1 for levels in self.levels))

    @cached_property
    def movers(self) -> tuple[Mover, ...]:
        return tuple(
            self.kept.get(who) or Mover(table, levels, self.span)
            for who, (table, levels) in enumerate(zip(self.tables, self.levels, strict=True))
        )

    def least(self, who: int, values: Levels, *, improving: bool) -> Levels:
        """Return the least value that answers of all but ``who`` lead to from each state.

        As `least_reached`, which need not be swept for where every move can be undone.
        """
        if not improving:
            if who not in self.joined:
                tables = [table for number, table in enumerate(self.tables) if number != who]
                self.joined[who] = components(tables)
            labels = self.joined[who]
            if labels is not None:
                return least_within(labels, values)
        others = [mover for number, mover in enumerate(self.movers) if number != who]
        return least_reached(others, values, improving=improving)

    def same_levels(self, conflict: Conflict, who: int) -> bool:
        """Whether another conflict about the same states has the levels of this one."""
        levels = conflict.preferences[conflict.decision_makers[who].id].levels
        return levels is self.levels[who] or np.array_equal(levels, self.levels[who])


def _same_moves(before: Parts, conflict: Conflict, who: int) -> bool:
    """Whether a decision maker moves as before, over the same states."""
    former, name = before.conflict, conflict.decision_makers[who].id
    if former.decision_makers[who].id != name or (former.moves is None) != (conflict.moves is None):
        return False
    if conflict.moves is None:
        return option_rules(former, name) == option_rules(conflict, name)
    listed = former.moves is not None and former.moves[name] == conflict.moves[name]
    return listed and former.forbidden_moves.get(name, ()) == conflict.forbidden_moves.get(name, ())


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
