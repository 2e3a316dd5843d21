"""What a solution concept is made of; one module of this room defines each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.stability.frame import Frame

__all__ = ["Concept"]


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of stability.

    ``solve(frame, who)`` says of each state whether it is stable for that decision
    maker. The rest is what an explanation needs: whether sanctions are made of
    improvements only, whether the focal decision maker may answer them, or whether no
    sanction counts at all; ``explained`` is False where it cannot be put in these terms.
    """

    id: str
    name: str
    source: str
    solve: Callable[[Frame, int], NDArray[np.bool_]]
    sanctions: bool = True
    sanctions_improve: bool = False
    answered: bool = False
    explained: bool = True
