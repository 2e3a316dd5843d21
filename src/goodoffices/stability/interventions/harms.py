"""What single candidates take away: states, and moves between two states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.expressions import Columns, Pattern, parse
from goodoffices.conflict.model import Direction
from goodoffices.kernels.moves import OptionRules, allowed
from goodoffices.stability.interventions.giving import given_by
from goodoffices.stability.interventions.kinds import MakeInfeasible, MakeIrreversible

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.stability.interventions.remake import Remaker
    from goodoffices.stability.interventions.resolved import Resolved

    Truth = NDArray[np.bool_]

__all__ = ["Harms"]

_MEMBERS = 64  # option combinations of a coalesced state that are looked at one by one


class Harms:
    """Candidates by what they do, on today's states.

    A state is *hurt* by what rules out one of its option combinations. ``given``: the
    options that candidates give, by their numbers; ``ruling``: bits of those that rule
    states out; ``hurt``: for each of these, the states that it hurts.
    """

    def __init__(self, remaker: Remaker) -> None:
        self.remaker = remaker
        self.states = remaker.today.states
        self.given = given_by(remaker.today, remaker.resolved)
        self.ruling = 0
        self.hurt: dict[int, Truth] = {}
        for number, one in enumerate(remaker.resolved):
            if isinstance(one.candidate.intervention, MakeInfeasible):
                self.ruling |= 1 << number
                self.hurt[number] = self._hurt(one)
        self._masks, self._owner = self.states.underlying()
        self._rules = [_rules(one, remaker.today.option_bits) for one in remaker.resolved]

    def _hurt(self, one: Resolved) -> Truth:
        hurt = one.states.copy()
        if self.states.members:
            masks, owner = self.states.underlying()
            statement = parse(one.statement, self.remaker.today.option_bits)
            hurt[owner[statement.holds(Columns(masks))]] = True
        return hurt

    def hurting(self, state: int) -> int:
        """Return the bits of what hurts a state."""
        return sum(1 << number for number, hurt in self.hurt.items() if hurt[state])

    def raising(self, who: int, states: int | NDArray[np.int64]) -> int:
        """Return the bits of what raises one of these states for ``who``."""
        resolved, bits = self.remaker.resolved, self.remaker.own(self.remaker.raise_bits, who)
        return sum(
            1 << number
            for number in range(len(resolved))
            if bits >> number & 1 and bool(np.any(resolved[number].states[states]))
        )

    def taken(self, number: int, start: int) -> Truth:
        """Say of each state whether a candidate may take away the move to it from ``start``."""
        taken = np.zeros(len(self.states), dtype=np.bool_)
        one = self.remaker.resolved[number]
        if isinstance(one.leaves, np.ndarray) and isinstance(one.enters, np.ndarray):
            return one.enters if bool(one.leaves[start]) else taken
        inside = self._masks[self._owner == start]
        if inside.size > _MEMBERS:
            return ~taken
        for mask in inside:
            fits = allowed(np.full(self._masks.size, mask), self._masks, self._rules[number])
            taken[self._owner[~fits]] = True
        return taken

    def taking(self, who: int, start: int, end: int) -> int:
        """Return the bits of what may take a move of ``who`` away."""
        bits = self.remaker.own(self.remaker.moves_bits, who)
        ends = np.array([start]), np.array([end])
        return sum(
            1 << number
            for number in range(len(self.remaker.resolved))
            if bits >> number & 1 and bool(self.takes(number, *ends)[0])
        )

    def takes(self, number: int, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Truth:
        """Say which of these moves a candidate may take away."""
        one = self.remaker.resolved[number]
        if isinstance(one.leaves, np.ndarray) and isinstance(one.enters, np.ndarray):
            taken: Truth = one.leaves[starts] & one.enters[ends]
            return taken
        values = self.states.values
        coalesced = list(self.states.members)
        loose = np.isin(starts, coalesced) | np.isin(ends, coalesced)
        return loose | ~allowed(values[starts], values[ends], self._rules[number])


def _rules(one: Resolved, bits: dict[str, int]) -> OptionRules:
    """Return what one candidate takes away of its owner's moves, and nothing else."""
    intervention = one.candidate.intervention
    if isinstance(intervention, MakeIrreversible):
        bit = 1 << bits[intervention.option]
        if intervention.moves is Direction.TAKE:
            return OptionRules(0, take_only=bit)
        return OptionRules(0, drop_only=bit)
    leaves, enters = one.leaves, one.enters
    if not isinstance(leaves, Pattern) or not isinstance(enters, Pattern):
        return OptionRules(0)
    return OptionRules(0, forbidden=(((leaves.fixed, leaves.taken), (enters.fixed, enters.taken)),))
