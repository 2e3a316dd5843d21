"""How sure the equilibria are: shares of worlds, intervals, and what matters most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import sqrt
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from goodoffices.conflict.model import Conflict
from goodoffices.stability.robust.worlds import Doubt
from goodoffices.tables import Table

__all__ = ["FORMAT", "Influence", "RobustResult", "wilson"]

FORMAT = "goodoffices-robust/1"
_Z = 1.959963984540054  # the normal quantile of 97.5%


def wilson(count: int, total: int) -> tuple[float, float]:
    """Return the 95% interval of a share of ``count`` in ``total`` draws (Wilson 1927)."""
    share = count / total
    spread = _Z * sqrt(share * (1 - share) / total + _Z * _Z / (4 * total * total))
    centre, scale = share + _Z * _Z / (2 * total), 1 + _Z * _Z / total
    low = 0.0 if count == 0 else (centre - spread) / scale
    high = 1.0 if count == total else (centre + spread) / scale
    return low, high


@dataclass(frozen=True, slots=True)
class Influence:
    """A doubt and the state whose share hangs on it most.

    ``share_if``: the share of worlds in which the state is an equilibrium, among those
    that settle the doubt for its first side; ``share_if_not``: among the others.
    """

    doubt: Doubt
    state: int
    share_if: float
    share_if_not: float

    @property
    def change(self) -> float:
        return abs(self.share_if - self.share_if_not)


@dataclass(frozen=True, slots=True, eq=False)
class RobustResult:
    """In how many worlds each state is an equilibrium.

    ``counts[concept]``: one number a state, of ``samples`` worlds; ``exact``: these are
    all the worlds there are (``worlds``, None if without number). ``matters_most``: by
    concept, None where nothing changes anything or there are too many doubts.
    """

    conflict: Conflict
    concepts: tuple[str, ...]
    worlds: int | None
    samples: int
    exact: bool
    seed: int
    doubts: int
    counts: Mapping[str, NDArray[np.int64]]
    matters_most: Mapping[str, Influence | None]

    def __post_init__(self) -> None:
        for table in self.counts.values():
            table.flags.writeable = False
        object.__setattr__(self, "counts", MappingProxyType(dict(self.counts)))
        object.__setattr__(self, "matters_most", MappingProxyType(dict(self.matters_most)))

    def share(self, concept: str, state: int) -> float:
        return int(self.counts[concept][state]) / self.samples

    def interval(self, concept: str, state: int) -> tuple[float, float]:
        """Return the 95% interval of a share; of an exact one, the share itself."""
        if self.exact:
            return (self.share(concept, state),) * 2
        return wilson(int(self.counts[concept][state]), self.samples)

    def ordered(self, concept: str) -> list[int]:
        """Return the states that hold in some world, the surest first."""
        counts = self.counts[concept]
        found: list[int] = np.flatnonzero(counts).tolist()
        return sorted(found, key=lambda state: (-int(counts[state]), state))

    def table(self) -> Table:
        """Return a row for each concept and state that holds in some world, the surest first."""
        label = self.conflict.states.label
        rows = tuple(
            (
                concept,
                state,
                label(state),
                int(self.counts[concept][state]),
                self.share(concept, state),
                *self.interval(concept, state),
            )
            for concept in self.concepts
            for state in self.ordered(concept)
        )
        return Table(("concept", "position", "state", "count", "share", "low", "high"), rows)

    def to_dict(self) -> dict[str, object]:
        """Return the `goodoffices-robust/1` document; states that never hold are left out."""
        label = self.conflict.states.label
        return {
            "format": FORMAT,
            "decision_makers": [dm.id for dm in self.conflict.decision_makers],
            "concepts": list(self.concepts),
            "worlds": None
            if self.worlds is None
            else str(self.worlds)
            if self.worlds > 1 << 53
            else self.worlds,
            "samples": self.samples,
            "exact": self.exact,
            "seed": self.seed,
            "doubts": self.doubts,
            "equilibria": {
                concept: [self._entry(concept, state) for state in self.ordered(concept)]
                for concept in self.concepts
            },
            "matters_most": {
                concept: None
                if one is None
                else {
                    **asdict(one.doubt),
                    "position": one.state,
                    "state": label(one.state),
                    "share_if": one.share_if,
                    "share_if_not": one.share_if_not,
                }
                for concept, one in self.matters_most.items()
            },
        }

    def _entry(self, concept: str, state: int) -> dict[str, object]:
        low, high = self.interval(concept, state)
        return {
            "position": state,
            "state": self.conflict.states.label(state),
            "count": int(self.counts[concept][state]),
            "share": self.share(concept, state),
            "low": low,
            "high": high,
        }
