"""What would it take to make wanted states equilibria?"""

from __future__ import annotations

from goodoffices.stability.inverse.analysis import INVERSE_CONCEPTS, inverse
from goodoffices.stability.inverse.orders import parse_costs, parse_vary
from goodoffices.stability.inverse.result import InverseResult, LeastChange, NewOrder
from goodoffices.stability.inverse.statements import (
    NewStatements,
    StatementChange,
    StatementResult,
    by_statements,
)

__all__ = [
    "INVERSE_CONCEPTS",
    "InverseResult",
    "LeastChange",
    "NewOrder",
    "NewStatements",
    "StatementChange",
    "StatementResult",
    "by_statements",
    "inverse",
    "parse_costs",
    "parse_vary",
]
