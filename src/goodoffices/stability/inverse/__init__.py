"""What would it take to make a wanted state an equilibrium?"""

from __future__ import annotations

from goodoffices.stability.inverse.analysis import INVERSE_CONCEPTS, inverse
from goodoffices.stability.inverse.orders import parse_vary
from goodoffices.stability.inverse.result import InverseResult, LeastChange, NewOrder

__all__ = [
    "INVERSE_CONCEPTS",
    "InverseResult",
    "LeastChange",
    "NewOrder",
    "inverse",
    "parse_vary",
]
