"""One stretch of worlds, analysed and counted: what a worker does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from goodoffices.conflict.reading import read_tree
from goodoffices.stability.analysis import Analysis
from goodoffices.stability.robust.worlds import Doubts, Worlds

if TYPE_CHECKING:
    from goodoffices.conflict.model import Conflict

__all__ = ["Stretch", "Tally", "tally"]

_CELLS = 40_000_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """Worlds ``first`` to ``last - 1`` of a model, given as a plain tree."""

    tree: Mapping[str, object]
    doubts: Doubts
    concepts: tuple[str, ...]
    seed: int
    listed: bool
    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Counts of worlds: with each state an equilibrium, by concepts × states.

    ``sided``: worlds that settle each doubt for its first side; ``together``: those of
    them with the state an equilibrium, doubts × (concepts × states); empty where that
    would be too much.
    """

    counts: NDArray[np.int64]
    sided: NDArray[np.int64]
    together: NDArray[np.int64]

    def plus(self, other: Tally) -> Tally:
        return Tally(
            self.counts + other.counts,
            self.sided + other.sided,
            self.together + other.together,
        )


def tally(stretch: Stretch) -> Tally:
    """Analyse a stretch of worlds. The model is read anew, so that any process can do it."""
    conflict: Conflict = read_tree(stretch.tree)
    worlds = Worlds(conflict, stretch.doubts)
    analysis: Analysis | None = None
    width = len(stretch.concepts) * len(conflict.states)
    sides: list[NDArray[np.bool_]] = []
    found: list[NDArray[np.int64]] = []
    for number in range(stretch.first, stretch.last):
        world = worlds.listed(number) if stretch.listed else worlds.drawn(stretch.seed, number)
        made = world.conflict
        analysis = analysis.what_if(made) if analysis else Analysis(made)
        result = analysis.result(stretch.concepts)
        holds = np.stack([result.stable[name].all(axis=0) for name in stretch.concepts])
        sides.append(world.settled)
        found.append(np.flatnonzero(holds))
    settled = np.stack(sides)
    lengths = [one.size for one in found]
    holding = csr_array(
        (
            np.ones(sum(lengths), dtype=np.int64),
            np.concatenate(found),
            np.concatenate([[0], np.cumsum(lengths)]),
        ),
        shape=(len(found), width),
    )
    counts = np.bincount(np.concatenate(found), minlength=width)
    together = np.zeros((0, width), dtype=np.int64)
    if settled.shape[1] * width <= _CELLS:
        together = (csr_array(settled.T.astype(np.int64)) @ holding).toarray()
    return Tally(counts, settled.sum(axis=0), together)
