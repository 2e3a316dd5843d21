"""An independent check of one state, straight from the definitions.

It shares no code with the solvers, nor with the plain twins: options are changed bit by
bit in plain integers, and legal sequences are followed one at a time until a sanction
is met. It answers about one state and stops at the first sanction, so that an
equilibrium of a large model is soon confirmed; to refute one may mean to follow every
sequence there is.
"""

from __future__ import annotations

from goodoffices.stability.checker.coalitions import CoalitionChecker
from goodoffices.stability.checker.game import Objection
from goodoffices.stability.checker.individual import Checker, check_equilibrium

__all__ = ["Checker", "CoalitionChecker", "Objection", "check_equilibrium"]
