"""Symmetric metarationality (SMR): sanctions that the one deterred cannot escape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.stability.concept import Concept

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from goodoffices.stability.frame import Frame

__all__ = ["SMR"]


def solve(frame: Frame, who: int) -> NDArray[np.bool_]:
    """Stable where each improvement s1 has s2 in R_{N-i}(s1) from which nothing better follows.

    Both s2 and every s3 that ``who`` can move to from s2 are no better than s. Graph
    model definitions, "Individual stability" (Howard 1971; Fang, Hipel and Kilgour
    1993, ch. 3). One bool a state.
    """
    return frame.deterred(who, frame.refuge[who], improving=False)


SMR = Concept(
    id="smr",
    name="Symmetric metarationality",
    source="N. Howard, Paradoxes of Rationality, MIT Press 1971",
    solve=solve,
    answered=True,
)
