"""The zone of possible agreement: the packages that leave nobody below the fallback.

Definitions: ZOPA and reservation values (Raiffa 1982). If there is none, the smallest
relaxation is the package whose worst shortfall is smallest: min over packages of the max over
parties of (fallback - utility). That maximum is compared on the scale utilities are written in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from goodoffices.settlement.space import Space

DEFINITION = (
    "The packages that give every party at least its fallback. Strict: one of them gives every "
    "party more."
)
RELAXATION_DEFINITION = (
    "The package whose largest shortfall (fallback less utility, over the parties) is smallest: "
    "fallbacks lowered by no more than that would open a zone."
)
SOURCE = "H. Raiffa, The Art and Science of Negotiation, 1982"


@dataclass(frozen=True, slots=True)
class Zone:
    """`count` packages are acceptable to all; `strict` if one is better for all."""

    count: int
    strict: bool
    nearest: int | None
    """Where none is: the package number of the smallest relaxation."""
    shortfalls: tuple[int, ...] = ()
    """By how many units each party would have to lower its fallback for `nearest`; 0: not."""


def agreement_zone(space: Space) -> Zone:
    """Count exactly; ties of the relaxation go to the smaller total shortfall, then the first."""
    acceptable = np.ones(space.table.shape[1], dtype=np.bool_)
    strict = np.ones(space.table.shape[1], dtype=np.bool_)
    for row, fallback in zip(space.table, space.disagreement, strict=True):
        acceptable &= row >= fallback
        strict &= row > fallback
    count = int(acceptable.sum())
    if count:
        return Zone(count, bool(strict.any()), None)
    fallbacks = np.array(space.disagreement, dtype=space.table.dtype)
    short = np.maximum(fallbacks[:, None] - space.table, 0)
    worst = short.max(axis=0)
    rows = np.flatnonzero(worst == worst.min())
    total = short[:, rows].sum(axis=0)
    best = int(rows[int(np.argmin(total))])
    return Zone(
        0,
        strict=False,
        nearest=int(space.numbers[best]),
        shortfalls=tuple(int(v) for v in short[:, best]),
    )
