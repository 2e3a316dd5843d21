"""What is wanted, and what is not: outcomes named in the words of today's model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goodoffices.conflict.fields import shown
from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.stability.interventions.resolved import holding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.conflict.model import Conflict

__all__ = ["Target", "targets_of"]


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """An outcome: the states of today that fit what was asked for.

    Implements "Interventions" of the graph model definitions: a wanted one is met if
    some state that comes of these is an equilibrium, an unwanted one unmade if none is.
    """

    text: str
    wanted: bool
    states: NDArray[np.bool_]

    def now(self, origin: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the states that come of it, given the state of today that each is."""
        return np.flatnonzero(self.states[origin])


def targets_of(
    conflict: Conflict, wanted: Sequence[str | int], unwanted: Sequence[str | int]
) -> tuple[Target, ...]:
    """Look up what is wanted and unwanted. Raises InputError for what no state fits."""
    if not wanted and not unwanted:
        raise InputError(
            say("nothing is wanted and nothing unwanted"),
            where="wanted",
            remedy=say("Name at least one state."),
        )
    found = []
    for where, texts in (("wanted", wanted), ("unwanted", unwanted)):
        for text in texts:
            states = holding(conflict, text, where)
            if not states.any():
                raise InputError(
                    say("{text} holds in no feasible state", text=shown(text)),
                    where=where,
                    remedy=say("Correct it."),
                )
            found.append(Target(_text(conflict, text, states), where == "wanted", states))
    unwished = np.any(
        [one.states for one in found if not one.wanted] or [np.zeros(len(conflict.states), bool)],
        axis=0,
    )
    for one in found:
        if one.wanted and not (one.states & ~unwished).any():
            raise InputError(
                say("{text} is wanted, and all of it is unwanted too", text=one.text),
                where="unwanted",
            )
    return tuple(found)


def _text(conflict: Conflict, text: str | int, states: NDArray[np.bool_]) -> str:
    """Return what was asked for in the model's letters, where it is one state."""
    if isinstance(text, int) or text.strip().isdigit():
        return conflict.states.label(int(np.flatnonzero(states)[0]))
    return text
