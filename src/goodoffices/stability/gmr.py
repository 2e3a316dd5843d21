"""General metarationality (GMR): improvements deterred by any move of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.stability.concept import Concept

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from goodoffices.stability.frame import Frame

__all__ = ["GMR"]


def solve(frame: Frame, who: int) -> NDArray[np.bool_]:
    """Stable where each improvement s1 has s2 in R_{N-i}(s1) that is no better than s.

    Graph model definitions, "Individual stability" (Howard 1971; Fang, Hipel and
    Kilgour 1993, ch. 3). A tie sanctions; staying at s1 never does. One bool a state.
    """
    return frame.deterred(who, frame.levels[who], improving=False)


GMR = Concept(
    id="gmr",
    name="General metarationality",
    source="N. Howard, Paradoxes of Rationality, MIT Press 1971",
    solve=solve,
)
