"""Which outcomes coalitions leave alone: CNash, CGMR, CSMR and CSEQ."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.fields import known, shown
from goodoffices.errors import InputError, LimitError
from goodoffices.kernels.moves import moves_by_edges
from goodoffices.kernels.reach import least_reached
from goodoffices.kernels.sweeps import Listed
from goodoffices.saying import listed, say
from goodoffices.stability.coalitions.improvements import coalition_improvements
from goodoffices.stability.coalitions.result import CoalitionResult
from goodoffices.stability.frame import require_order
from goodoffices.stability.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodoffices.conflict.model import Conflict
    from goodoffices.stability.coalitions.improvements import Pairs, Places
    from goodoffices.stability.coalitions.result import Members
    from goodoffices.stability.frame import Levels, Truth

__all__ = ["COALITION_CONCEPTS", "analyse_coalitions"]

COALITION_CONCEPTS = ("cnash", "cgmr", "csmr", "cseq")
_STATES = 10_000
_MAKERS = 8


def analyse_coalitions(
    conflict: Conflict, partition: Sequence[Sequence[str]] | None = None
) -> CoalitionResult:
    """Say which states are stable for which coalition, under each coalition concept.

    Every non-empty coalition is looked at, or the blocks of ``partition`` only.
    Implements "Coalitions" of the graph model definitions (Kilgour, Hipel, Fang and
    Peng 2001; Inohara and Hipel 2008). Sanctions come from all coalitions of those
    outside. Time: sweeps for each coalition and, for CSMR, for each state that it could
    improve on. Raises InputError for a partition that is none, LimitError for models of
    more than 10,000 states or 8 decision makers.
    """
    require_order(conflict)
    if len(conflict.states) > _STATES or len(conflict.decision_makers) > _MAKERS:
        raise LimitError(
            say(
                "coalitions are looked at in models of up to {states} states and "
                "{makers} decision makers",
                states=f"{_STATES:,}",
                makers=_MAKERS,
            ),
            remedy=say("Rule out states, or leave out decision makers."),
        )
    ids = [dm.id for dm in conflict.decision_makers]
    coalitions = _all(range(len(ids))) if partition is None else _blocks(partition, ids)
    game = _Game(conflict)
    verdicts = [game.stable(members) for members in coalitions]
    return CoalitionResult(
        conflict,
        tuple(tuple(ids[member] for member in members) for members in coalitions),
        COALITION_CONCEPTS,
        {
            concept: np.stack([rows[number] for rows in verdicts])
            for number, concept in enumerate(COALITION_CONCEPTS)
        },
        tuple(game.improvements(members) for members in coalitions),
    )


def _all(makers: Iterable[int]) -> list[tuple[int, ...]]:
    listed = tuple(makers)
    return [members for size in range(1, len(listed) + 1) for members in combinations(listed, size)]


def _blocks(partition: Sequence[Sequence[str]], ids: Sequence[str]) -> list[tuple[int, ...]]:
    named: list[str] = []
    for block in partition:
        named += [known(name, ids, "decision maker", "partition") for name in block]
    if sorted(named) != sorted(ids) or not all(partition):
        twice = sorted({name for name in named if named.count(name) > 1})
        missing = [name for name in ids if name not in named]
        raise InputError(
            say("this is no partition: {name} stands twice", name=shown(twice[0]))
            if twice
            else say("this is no partition: {names} left out", names=listed(missing))
            if missing
            else say("a block is empty"),
            where="partition",
            remedy=say("Name each decision maker once, such as a+b,c."),
        )
    return [tuple(sorted(ids.index(name) for name in block)) for block in partition]


class _Game:
    """Moves, levels, and the improvements of each coalition, worked out once."""

    def __init__(self, conflict: Conflict) -> None:
        self.parts = Parts.of(conflict)
        self.levels = self.parts.levels
        self.known: dict[Members, Pairs] = {}

    def improvements(self, members: Members) -> Pairs:
        if members not in self.known:
            self.known[members] = coalition_improvements(self.parts.tables, self.levels, members)
        return self.known[members]

    def stable(self, members: Members) -> tuple[Truth, Truth, Truth, Truth]:
        """Return where the coalition stays under CNash, CGMR, CSMR and CSEQ."""
        start, end = self.improvements(members)
        outside = tuple(who for who in range(len(self.levels)) if who not in members)
        count = self.levels[0].size

        def where(left: Truth) -> Truth:
            """Stable are the states that no such improvement leaves."""
            free = np.ones(count, dtype=np.bool_)
            free[start[left]] = False
            return free

        every = np.ones(start.size, dtype=np.bool_)
        if not outside or not start.size:
            nash = where(every)
            return nash, nash.copy(), nash.copy(), nash.copy()
        by_moves = [self._least(outside, self.levels[who]) for who in members]
        by_gains = self._least_gaining(outside, members)
        return (
            where(every),
            where(self._free(members, by_moves, start, end)),
            where(self._inescapable(members, outside, start, end)),
            where(self._free(members, by_gains, start, end)),
        )

    def _free(self, members: Members, least: Sequence[Levels], start: Places, end: Places) -> Truth:
        """Improvements after which every member keeps its gain, whatever is answered.

        An answer deters if some member is no better off than before; so it does not if
        the least that each member can be brought to is still better.
        """
        free: Truth = np.ones(start.size, dtype=np.bool_)
        for who, lowest in zip(members, least, strict=True):
            free &= lowest[end] > self.levels[who][start]
        return free

    def _least(self, outside: Members, values: Levels) -> Levels:
        """Least value over R_C(s): C holds all coalitions of those outside.

        One outsider moves once. With two or more, a coalition that holds him may go on
        where he alone has moved, so that every sequence of their moves is legal; that s
        itself is counted here changes no verdict, since it is better for all members.
        """
        movers = [self.parts.movers[who] for who in outside]
        if len(movers) == 1:
            return movers[0].step(values, improving=False)
        reached = values.copy()
        lowered = True
        while lowered:
            found = [mover.lower(reached, None, 0, improving=False) for mover in movers]
            lowered = any(states is None for states in found)
        return reached

    def _least_gaining(self, outside: Members, members: Members) -> list[Levels]:
        """Least level of each member over CI_C(s): coalitions outside move only to gain."""
        gaining = []
        for others in _all(outside):
            start, end = self.improvements(others)
            edges = np.stack([start, end], axis=1).tolist()
            gaining.append(Listed(moves_by_edges(self.levels[0].size, edges), self.parts.span))
        return [least_reached(gaining, self.levels[who], improving=True) for who in members]

    def _inescapable(self, members: Members, outside: Members, start: Places, end: Places) -> Truth:
        """Improvements that meet no answer from which the coalition cannot get out again."""
        own = [self.parts.movers[who] for who in members]
        free: Truth = np.zeros(start.size, dtype=np.bool_)
        for state in np.unique(start):
            better = np.ones(self.levels[0].size, dtype=np.bool_)
            for who in members:
                better &= self.levels[who] > self.levels[who][state]
            marks = np.where(better, 0, 1).astype(np.int32)
            escape = np.minimum(marks, least_reached(own, marks, improving=False)) == 0
            least = self._least(outside, escape.astype(np.int32))
            here = slice(*np.searchsorted(start, [state, state + 1]))
            free[here] = least[end[here]] != 0
        return free
