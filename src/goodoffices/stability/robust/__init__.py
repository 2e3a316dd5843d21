"""How sure are we: equilibria over all the preferences that may be."""

from __future__ import annotations

from goodoffices.stability.robust.analysis import robust
from goodoffices.stability.robust.result import Influence, RobustResult, wilson
from goodoffices.stability.robust.worlds import Doubt, Doubts, Worlds

__all__ = ["Doubt", "Doubts", "Influence", "RobustResult", "Worlds", "robust", "wilson"]
