"""What giving an option can change, and what it leaves as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.expressions import Columns, parse
from goodoffices.conflict.model import Direction
from goodoffices.stability.interventions.ground import together
from goodoffices.stability.interventions.kinds import GiveOption

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from goodoffices.conflict.expressions import Mask
    from goodoffices.conflict.model import Conflict
    from goodoffices.stability.concept import Concept
    from goodoffices.stability.interventions.resolved import Resolved

    Truth = NDArray[np.bool_]

__all__ = ["Given", "given_by"]

_BOTH = (0, 1)  # the new option is left, or taken


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """One new option, n, on today's states.

    ``cares``: ids of those whose order depends on it. ``plain``: those orders compare states
    by n alone, and no state of today is coalesced. ``ruled[v]``: the states that its own
    statements rule out where n is v (0 or 1).
    """

    owner: str
    moves: Direction
    cares: frozenset[str]
    plain: bool
    ruled: tuple[Truth, Truth]

    def escapes(self, who: str, ends: Truth) -> Truth:
        """Say to which of these ends ``who`` cannot take n along, as it is or changed.

        It is changed only by an owner who is indifferent to it. ``ends``: two rows, the
        states that n may not be 0 in, and not be 1 in; so is what is returned.
        """
        if who != self.owner or who in self.cares:
            return ends
        taken = ends[1] & (ends[0] | (self.moves is Direction.TAKE))
        left = ends[0] & (ends[1] | (self.moves is Direction.DROP))
        return np.array([left, taken])

    def undoes(self, who: str, start: int, concept: Concept) -> Truth:
        """Say of each s1 whether n may undo that ``who`` leaves ``start`` for it (`Leaving`)."""
        ruled = np.array(self.ruled)
        every = np.ones(ruled.shape[1], dtype=np.bool_)
        if not self.plain:
            return every
        if concept.sanctions and who in self.cares and who != self.owner:
            return every
        if concept.sanctions_improve and self.owner in self.cares and who != self.owner:
            return every
        return self.sticks(who, start)

    def sticks(self, who: str, start: int) -> Truth:
        """Say of each s1 whether ``who`` may have no way to it from ``start`` with n given."""
        ruled = np.array(self.ruled)
        stuck: Truth = np.any(self.escapes(who, ruled) & ~ruled[:, start : start + 1], axis=0)
        return stuck

    def unsettles(self, state: int) -> bool:
        """Say whether an equilibrium in which n is left may be none (`Staying`)."""
        return not self.plain or self.owner in self.cares or bool(self.ruled[0][state])

    def blocks(self, who: str, first: int, passed: Iterable[int]) -> bool:
        """Say whether n may block an answer to the move of ``who`` to ``first``."""
        values = _BOTH if who == self.owner else _BOTH[:1]
        ways = list(passed)
        return any(not self.ruled[v][first] and bool(self.ruled[v][ways].any()) for v in values)


def given_by(conflict: Conflict, resolved: Iterable[Resolved]) -> dict[int, Given]:
    """Return what each candidate that gives an option does, by its number."""
    loose = conflict.states.labels is not None or bool(together(conflict).any())
    return {
        number: _given(conflict, one.candidate.intervention, loose=loose)
        for number, one in enumerate(resolved)
        if isinstance(one.candidate.intervention, GiveOption)
    }


def _given(conflict: Conflict, one: GiveOption, *, loose: bool) -> Given:
    masks, owner = conflict.states.underlying()
    cares, plain = set(), not loose
    for name, statements in one.priorities.items():
        for statement in statements:
            left, taken = (_holds(conflict, one, masks, statement.statement, v) for v in _BOTH)
            alone = all(bool(truth.all()) or not truth.any() for truth in (left, taken))
            plain &= alone
            if not alone or bool(left[0]) != bool(taken[0]):
                cares.add(name)
    ruled = []
    for value in _BOTH:
        out = np.zeros(len(conflict.states), dtype=np.bool_)
        for text in one.infeasible:
            out[owner[_holds(conflict, one, masks, text, value)]] = True
        ruled.append(out)
    return Given(one.owner, one.option.moves, frozenset(cares), plain, (ruled[0], ruled[1]))


def _holds(conflict: Conflict, one: GiveOption, masks: Mask, text: str, value: int) -> Truth:
    """Say where a statement holds, given whether the new option is taken."""
    width = conflict.states.width
    wider = masks | np.uint64(value << width)
    return parse(text, {**conflict.option_bits, one.option.id: width}).holds(Columns(wider))
