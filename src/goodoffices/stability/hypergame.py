"""First-level hypergames: each decision maker judges in the game that it believes in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.stability.analysis import ALL, analyse
from goodoffices.stability.mixed import analyse_mixed
from goodoffices.stability.result import StabilityResult

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from goodoffices.conflict.model import Conflict

__all__ = ["FORMAT", "HypergameResult", "believed", "hypergame"]

FORMAT = "goodoffices-hypergame/1"


@dataclass(frozen=True, slots=True, eq=False)
class HypergameResult:
    """What is stable for each in the game it believes in, beside the true game."""

    seen: StabilityResult
    true: StabilityResult

    @property
    def by_mistake(self) -> Mapping[str, NDArray[np.int64]]:
        """Equilibria of the hypergame that the true game does not have."""
        true = self.true.equilibria
        return {
            concept: np.setdiff1d(found, true[concept])
            for concept, found in self.seen.equilibria.items()
        }

    def to_dict(self, *, full: bool | None = None) -> dict[str, object]:
        """Return the `goodoffices-hypergame/1` document.

        As `goodoffices-stability/1`, but that each decision maker's row is about the
        game it believes in; ``true_equilibria`` are those of the true game.
        """
        conflict = self.seen.conflict
        true = self.true.equilibria
        return {
            **self.seen.to_dict(full=full),
            "format": FORMAT,
            "beliefs": {holder: list(held) for holder, held in conflict.beliefs.items()},
            "true_equilibria": {concept: found.tolist() for concept, found in true.items()},
            "stable_by_mistake": {
                concept: found.tolist() for concept, found in self.by_mistake.items()
            },
        }


def believed(conflict: Conflict, holder: str) -> Conflict:
    """Return the game as ``holder`` sees it: its own preferences, and those it believes in."""
    return replace(
        conflict,
        preferences={**conflict.preferences, **conflict.beliefs.get(holder, {})},
        beliefs={},
    )


def hypergame(
    conflict: Conflict,
    concepts: Sequence[str] = ALL,
    *,
    behaviour: Mapping[str, str] | None = None,
    extension: str | None = None,
) -> HypergameResult:
    """Say which states hold when each judges by its beliefs, and which hold by mistake.

    Implements "Hypergames" of the graph model definitions (Bennett 1977; Wang, Hipel
    and Fraser 1988): i's stability is judged inside G_i, which has i's true preferences
    and for the others those that i believes them to have, or the true ones where it has
    no belief. Takes as long as one analysis for each holder of beliefs.
    """

    def answer(game: Conflict) -> StabilityResult:
        if behaviour is not None:
            return analyse_mixed(game, behaviour, extension=extension)
        return analyse(game, concepts, extension=extension)

    true = answer(conflict)
    stable = {concept: table.copy() for concept, table in true.stable.items()}
    for who, dm in enumerate(conflict.decision_makers):
        if conflict.beliefs.get(dm.id):
            own = answer(believed(conflict, dm.id))
            for concept, table in stable.items():
                table[who] = own.stable[concept][who]
    seen = StabilityResult(conflict, true.concepts, stable, true.extension, true.behaviour)
    return HypergameResult(seen, true)
