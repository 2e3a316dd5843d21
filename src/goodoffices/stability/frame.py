"""A conflict made ready for the solvers: levels and moves as arrays, worked out once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.stability.parts import Parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.conflict.model import Conflict
    from goodoffices.kernels.sweeps import Mover

    Levels = NDArray[np.int32]
    Truth = NDArray[np.bool_]

__all__ = ["Frame", "require_order"]


def require_order(conflict: Conflict) -> None:
    """Refuse preferences that levels cannot express, rather than guess at them."""
    for dm in conflict.decision_makers:
        preference = conflict.preferences[dm.id]
        if preference.unknown:
            raise InputError(
                say(
                    "{dm} has unknown preferences, which this question does not take",
                    dm=repr(dm.id),
                ),
                where=f"preferences.{dm.id}",
                remedy=say("Settle the pairs under 'unknown' and '?' in 'pairwise' first."),
            )
        if not preference.ordered:
            raise InputError(
                say(
                    "the pairwise statements of {dm} make no ranking with the rest, "
                    "which this question does not take",
                    dm=repr(dm.id),
                ),
                where=f"pairwise.{dm.id}",
                remedy=say("Give a ranking instead."),
            )


class Frame:
    """What the solvers work on. Decision makers go by their number in the model.

    ``parts``: moves and sorted states, where they have been worked out already.
    """

    def __init__(self, conflict: Conflict, parts: Parts | None = None) -> None:
        require_order(conflict)
        self.conflict = conflict
        self.parts = Parts.of(conflict) if parts is None else parts

    @property
    def levels(self) -> tuple[Levels, ...]:
        return self.parts.levels

    @property
    def movers(self) -> tuple[Mover, ...]:
        return self.parts.movers

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
        least = self.parts.least(who, outcome, improving=improving)
        secure = np.minimum(self.levels[who], least)
        stable: Truth = self.movers[who].highest(secure) <= self.levels[who]
        return stable
