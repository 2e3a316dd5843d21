"""Which candidates could undo a reason why a set does not do: all others are left aside.

A reason is found under a set X of candidates. It is *sound* to go on from X with the
candidates that are named only, if every set Y that holds X and has the reason undone
holds one of them besides X. `Leaving` and `Staying` show that for the two reasons there
are; nothing is taken to be monotone beyond what is shown there. What Y has besides X takes
states and moves away, raises states, or gives options; the first changes no order, and
raising changes no moves. Candidates that Y cannot hold are not *open* and need no naming:
what a branch goes without, and what clashes with X. Y must have every reason undone that
is returned together.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from goodoffices.stability.interventions.harms import Harms
from goodoffices.stability.interventions.leaving import Leaving
from goodoffices.stability.interventions.staying import Staying

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from goodoffices.stability.concept import Concept
    from goodoffices.stability.interventions.remake import Remaker
    from goodoffices.stability.interventions.verdicts import Verdicts

    Truth = NDArray[np.bool_]

__all__ = ["Touching"]

_STATES = 32  # states of one target that are looked at one by one


class Touching:
    """Names the candidates that may undo a reason, as bits."""

    def __init__(self, remaker: Remaker, verdicts: Verdicts, concept: Concept) -> None:
        harms = Harms(remaker)
        self.verdicts = verdicts
        self.leaving = Leaving(harms, verdicts, concept)
        self.staying = Staying(harms, verdicts, concept)

    def unmet(self, chosen: int, target: int, open_: int) -> list[int]:
        """Name what may make a wanted outcome hold that holds in none of its states.

        Somebody leaves each of its states, and in one of them Y must undo every leaving.
        """
        every, places = self.verdicts.states(chosen)
        asked = places[target]
        if asked.size > _STATES:
            return [open_]
        leaving = [
            [
                reason
                for who in self.verdicts.makers(chosen)
                if not self.verdicts.view(chosen, who).stable[place]
                for reason in self.leaving.named(chosen, who, int(every[place]), open_)
            ]
            for place in asked.tolist()
        ]
        if len(leaving) == 1:
            return leaving[0]
        return [reduce(or_, (min(one, key=int.bit_count) for one in leaving), 0)]

    def made(self, chosen: int, target: int, holding: Truth, open_: int) -> list[int]:
        """Name what may unmake an unwanted outcome: Y must unmake each state in which it holds."""
        every, places = self.verdicts.states(chosen)
        asked = places[target][holding[places[target]]]
        return [
            self.staying.named(chosen, place, int(every[place]), open_)
            for place in asked[:_STATES].tolist()
        ]
