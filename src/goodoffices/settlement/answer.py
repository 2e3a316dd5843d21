"""What one way of solving hands to the engine."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.settlement.agreement_zone import Zone
from goodoffices.settlement.frontier import Efficient
from goodoffices.settlement.proof import Proof
from goodoffices.settlement.result import Solution


@dataclass(frozen=True, slots=True)
class Answer:
    """Frontier (as far as known), zone and solutions, in units of 1/`scale`."""

    scale: int
    disagreement: tuple[int, ...]
    feasible: int | None
    efficient: Efficient
    rational: int
    frontier_proof: Proof
    zone: Zone
    solutions: tuple[Solution, ...]
    precision: tuple[int, ...] | None = None
