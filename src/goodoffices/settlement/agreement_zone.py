"""The zone of possible agreement: the packages that leave nobody below the fallback.

Definitions: ZOPA and reservation values (Raiffa 1982). If there is none, the smallest
relaxation is the package whose worst shortfall is smallest: min over packages of the max over
parties of (fallback - utility). That maximum is compared on the scale utilities are written in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.saying import mark
from goodoffices.settlement.proof import LISTING, Proof

if TYPE_CHECKING:
    from goodoffices.settlement.frontier import Efficient
    from goodoffices.settlement.space import Space

DEFINITION = mark(
    "The packages that give every party at least its fallback. Strict: one of them gives "
    "every party more."
)
RELAXATION_DEFINITION = mark(
    "The package whose largest shortfall (fallback less utility, over the parties) is "
    "smallest: fallbacks lowered by no more than that would open a zone."
)
SOURCE = mark("H. Raiffa, The Art and Science of Negotiation, 1982")


@dataclass(frozen=True, slots=True)
class Zone:
    """Whether a package is acceptable to all, and whether one is better for all (`strict`).

    None where the search ended before that was settled.
    """

    exists: bool | None
    strict: bool | None
    count: int | None
    """How many packages are acceptable to all; None where they were not counted."""
    nearest: int | None = None
    """Where none is: the package number of the smallest relaxation."""
    shortfalls: tuple[int, ...] = ()
    """By how many units each party would have to lower its fallback for `nearest`; 0: not."""
    proof: Proof = LISTING


def count_acceptable(space: Space) -> int:
    """Count the listed packages that give every party at least its fallback."""
    acceptable = np.ones(space.table.shape[1], dtype=np.bool_)
    for row, fallback in zip(space.table, space.disagreement, strict=True):
        acceptable &= row >= fallback
    return int(acceptable.sum())


def agreement_zone(
    efficient: Efficient,
    disagreement: tuple[int, ...],
    count: int | None,
    proof: Proof = LISTING,
) -> Zone:
    """Find existence, strictness and the smallest relaxation on the frontier.

    A package that dominates another is acceptable if that one is, and falls no shorter, so the
    frontier decides. Ties of the relaxation go to the smaller total shortfall, then the first.
    """
    short = np.array(disagreement, dtype=efficient.points.dtype) - efficient.points
    worst = short.max(axis=1)
    least = int(worst.min())
    if least <= 0:
        return Zone(exists=True, strict=least < 0, count=count, proof=proof)
    rows = np.flatnonzero(worst == least)
    total = np.maximum(short[rows], 0).sum(axis=1)
    rows = rows[total == total.min()]
    best = int(rows[np.argmin(efficient.packages[rows])])
    return Zone(
        exists=False,
        strict=False,
        count=0,
        nearest=int(efficient.packages[best]),
        shortfalls=tuple(max(0, int(v)) for v in short[best]),
        proof=proof,
    )
