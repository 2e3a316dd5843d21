"""Nash stability (R): nobody leaves what it cannot improve on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.stability.concept import Concept

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from goodoffices.stability.frame import Frame

__all__ = ["NASH"]


def solve(frame: Frame, who: int) -> NDArray[np.bool_]:
    """Stable where R+ is empty: no state that ``who`` can move to is strictly better.

    Graph model definitions, "Individual stability" (Nash 1950; Nash 1951; in the graph
    model, Fang, Hipel and Kilgour 1993, ch. 3). One bool a state; linear in states.
    """
    stable: NDArray[np.bool_] = frame.refuge[who] <= frame.levels[who]
    return stable


NASH = Concept(
    id="nash",
    name="Nash stability",
    source="J. F. Nash, Annals of Mathematics 54:286-295, 1951",
    solve=solve,
    sanctions=False,
)
