"""Status quo analysis: where the conflict can go from today, in how many moves, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.model import Conflict
from goodoffices.errors import InputError
from goodoffices.kernels.walk import Walk, walk
from goodoffices.saying import say
from goodoffices.stability.frame import require_order
from goodoffices.stability.parts import move_tables
from goodoffices.tables import Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FORMAT", "Evolution", "Step", "evolve"]

FORMAT = "goodoffices-evolution/1"
_FULL_LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class Step:
    """One move: who makes it, and to which state."""

    by: str
    to: int


@dataclass(frozen=True, slots=True, eq=False)
class Evolution:
    """What legal sequences of everybody's moves, or improvements only, lead to from a state."""

    conflict: Conflict
    start: int
    by_moves: Walk
    by_improvements: Walk

    def steps(self, *, improving: bool) -> NDArray[np.int32]:
        """Return the fewest moves to each state; 0 for the start, -1 where there is no way."""
        fewest = (self.by_improvements if improving else self.by_moves).fewest()
        fewest[self.start] = 0
        return fewest

    def way(self, state: int, *, improving: bool) -> tuple[Step, ...] | None:
        """Return a shortest way to a state, () for the start itself, None if there is none."""
        if state == self.start:
            return ()
        found = (self.by_improvements if improving else self.by_moves).way(state)
        makers = self.conflict.decision_makers
        return tuple(Step(makers[mover].id, end) for mover, end in found) or None

    def table(self) -> Table:
        """Return a row for each state: the fewest moves there, and improvements; None if no way."""
        steps = (self.steps(improving=improving).tolist() for improving in (False, True))
        moves, improvements = ([None if one < 0 else one for one in part] for part in steps)
        lines = self.conflict.states.written()
        rows = zip(range(len(lines)), lines, moves, improvements, strict=True)
        return Table(("position", "state", "moves", "improvements"), tuple(rows))

    def to_dict(self, *, full: bool | None = None) -> dict[str, object]:
        """Return the `goodoffices-evolution/1` document.

        For ``moves`` and ``improvements``: how many states are first reached after k
        moves (``reached``, from k = 0), and the way to each (``ways``, left out of
        models with more than 100,000 states unless ``full``).
        """
        whole = len(self.conflict.states) <= _FULL_LIMIT if full is None else full
        states = self.conflict.states
        lines = states.written() if whole else []
        document: dict[str, object] = {
            "format": FORMAT,
            "decision_makers": [dm.id for dm in self.conflict.decision_makers],
            "from": {"position": self.start, "state": states.label(self.start)},
        }
        for name, improving in (("moves", False), ("improvements", True)):
            steps = self.steps(improving=improving)
            seen = np.flatnonzero(steps >= 0)
            part: dict[str, object] = {"reached": np.bincount(steps[seen]).tolist()}
            if whole:
                order = seen[np.argsort(steps[seen], kind="stable")]
                part["ways"] = [
                    {
                        "position": int(state),
                        "state": lines[state],
                        "steps": int(steps[state]),
                        "path": [
                            {"by": step.by, "position": step.to, "state": lines[step.to]}
                            for step in self.way(int(state), improving=improving) or ()
                        ],
                    }
                    for state in order
                ]
            document[name] = part
        return document


def evolve(conflict: Conflict, start: int | str | None = None) -> Evolution:
    """Follow the conflict from ``start`` (default: its status quo).

    Implements "Status quo analysis" of the graph model definitions (Li, Kilgour and
    Hipel 2005): V_k(s0) are the states that legal sequences of all decision makers
    reach in at most k moves. Linear in states times the length of the longest way.
    """
    require_order(conflict)
    if start is None:
        start = conflict.status_quo
        if start is None:
            raise InputError(
                say("the model names no status quo"),
                where="status_quo",
                remedy=say("Say where to begin: --from STATE."),
            )
    state = conflict.find(start, "from")
    tables = move_tables(conflict)
    levels = [conflict.preferences[dm.id].levels for dm in conflict.decision_makers]
    return Evolution(conflict, state, walk(tables, state), walk(tables, state, levels))
