"""Symmetric sequential stability (SSEQ): credible sanctions that cannot be escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.stability.concept import Concept

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from goodoffices.stability.frame import Frame

__all__ = ["SSEQ"]


def solve(frame: Frame, who: int) -> NDArray[np.bool_]:
    """Stable as under SMR, with every sanction s2 in R+_{N-i}(s1).

    Graph model definitions, "Individual stability" (Rego and Vieira 2017). One bool a
    state.
    """
    return frame.deterred(who, frame.refuge[who], improving=True)


SSEQ = Concept(
    id="sseq",
    name="Symmetric sequential stability",
    source="L. C. Rego and G. I. A. Vieira, Group Decision and Negotiation 26, 2017",
    solve=solve,
    sanctions_improve=True,
    answered=True,
)
