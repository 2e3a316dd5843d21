"""Which packages are efficient in every world, in some, in none (NB 16).

*Necessarily efficient*: no package dominates it in any world, proved over the whole set.
*Possibly efficient*: a world was drawn in which nothing dominates it. *Never*: one package
dominates it in every world, proved. The rest is *undecided*: no drawn world shows it efficient,
and no single package beats it everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goodoffices.kernels.frontier import nondominated

if TYPE_CHECKING:
    from goodoffices.settlement.uncertain.dominance import Dominance

MOST_PROVED = 3_000
"""Up to so many packages each one left is asked for a package that always beats it."""


@dataclass(frozen=True, slots=True)
class Efficiency:
    """Places in the list of packages; `share[k]` of the drawn worlds show package k efficient.

    `never` pairs a package with one that always dominates it; None where it was not asked.
    """

    necessary: tuple[int, ...]
    possible: tuple[int, ...]
    never: tuple[tuple[int, int], ...] | None
    share: NDArray[np.float64]


def efficiency(dominance: Dominance, worlds: NDArray[np.int64]) -> Efficiency:
    """Classify packages; `worlds[k]` is a table (parties, packages) of one drawn world.

    What is efficient in every world is efficient in each drawn one, so only those are proved.
    """
    seen = np.zeros(worlds.shape[2])
    for table in worlds:
        seen += nondominated(table)
    always = np.flatnonzero(seen == len(worlds))
    necessary = tuple(int(k) for k in always if not dominance.may_be_dominated(int(k)))
    rest = np.flatnonzero(seen == 0)
    never = None
    if worlds.shape[2] <= MOST_PROVED:
        found = ((int(k), dominance.dominator(int(k))) for k in rest)
        never = tuple((k, by) for k, by in found if by is not None)
    return Efficiency(
        necessary, tuple(int(k) for k in np.flatnonzero(seen)), never, seen / len(worlds)
    )
