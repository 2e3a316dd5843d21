"""Sequential stability (SEQ): improvements deterred by the others' own improvements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.stability.concept import Concept

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from goodoffices.stability.frame import Frame

__all__ = ["SEQ"]


def solve(frame: Frame, who: int) -> NDArray[np.bool_]:
    """Stable where each improvement s1 has s2 in R+_{N-i}(s1) that is no better than s.

    Sanctions are credible: every mover in them gains by its own move. Graph model
    definitions, "Individual stability" (Fraser and Hipel 1979; Fang, Hipel and Kilgour
    1993, ch. 3). One bool a state.
    """
    return frame.deterred(who, frame.levels[who], improving=True)


SEQ = Concept(
    id="seq",
    name="Sequential stability",
    source="N. M. Fraser and K. W. Hipel, IEEE Trans. SMC 9:805-816, 1979",
    solve=solve,
    sanctions_improve=True,
)
