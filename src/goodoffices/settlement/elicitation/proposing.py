"""Which package to table next, and how sure that is (NB 21).

Over worlds drawn from what is known of each party, the candidates are the packages best in some
world; the one with the largest expected Nash fraction is tabled (0 in a world where it leaves
somebody below the fallback). O(worlds * parties * values), and worlds^2 * parties for the
comparison.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.settlement.elicitation.belief import Floats, Packages
from goodoffices.settlement.elicitation.climbing import climb, starts
from goodoffices.settlement.issues import Package

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.settlement.constraints import Condition
    from goodoffices.settlement.elicitation.belief import Belief, Shape

__all__ = ["Outlook", "Proposed", "Verdict", "distinct", "outlook", "proposed"]

AROUND_THE_MEAN = 8
SURE = 0.95
ALLOWED = -1e8
LARGEST_NUMBER = 2**62


class Verdict(StrEnum):
    """Whether there is a package that leaves everybody better off, as far as is known."""

    ZONE = "zone"
    NO_ZONE = "no_zone"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A package to table.

    `fraction`: its expected Nash fraction; `acceptable`: the chance that nobody is left below the
    fallback; `zone`: the chance that some package gives everybody a gain.
    """

    package: Package
    fraction: float
    acceptable: float
    zone: float

    @property
    def verdict(self) -> Verdict:
        if self.zone > SURE or self.acceptable > SURE:
            return Verdict.ZONE
        return Verdict.NO_ZONE if self.zone < 1 - SURE else Verdict.OPEN


@dataclass(frozen=True, slots=True)
class Outlook:
    """Candidates with the share of worlds that favour each, and their Nash fractions by world."""

    packages: Packages
    favoured: Floats
    fractions: Floats
    acceptable: Floats
    zone: float

    @property
    def best(self) -> int:
        return int(self.fractions.mean(axis=0).argmax())


def outlook(
    beliefs: Sequence[Belief],
    conditions: Sequence[Condition],
    random: np.random.Generator,
    worlds: int,
    around: int = 0,
) -> Outlook | None:
    """Look at worlds that may be true, `around` of them the mean; None if nothing is allowed."""
    shape = beliefs[0].shape
    drawn = [belief.draw(worlds, random) for belief in beliefs]
    parts = np.stack([values for values, _ in drawn], axis=1)
    fallbacks = np.stack([fallback for _, fallback in drawn], axis=1)
    found, scores = climb(shape, parts, fallbacks, starts(shape, parts, random), conditions)
    if around:
        same = np.repeat(parts[:1], around, axis=0)
        ends = np.repeat(fallbacks[:1], around, axis=0)
        others, other_scores = climb(shape, same, ends, starts(shape, same, random), conditions)
        found = np.concatenate([found, others[other_scores.argmax()][None]])
        scores = np.append(scores, other_scores.max())
    found = found[scores > ALLOWED]
    if not len(found):
        return None
    packages, counts = distinct(shape, found)
    worth = parts @ shape.chosen(packages).T - fallbacks[:, :, None]
    inside = (worth >= 0).all(axis=1)
    products = np.where(inside, np.clip(worth, 0, None).prod(axis=1), 0.0)
    top = products.max(axis=1, keepdims=True)
    return Outlook(
        packages,
        counts / counts.sum(),
        products / np.maximum(top, 1e-12),
        inside.mean(axis=0),
        float((top > 0).mean()),
    )


def distinct(shape: Shape, packages: Packages) -> tuple[Packages, Packages]:
    """Each package once, in order, and how often it came."""
    if prod(shape.sizes) > LARGEST_NUMBER:
        return np.unique(packages, axis=0, return_counts=True)
    numbers, counts = np.unique(
        np.ravel_multi_index(tuple(packages.T), shape.sizes), return_counts=True
    )
    return np.stack(np.unravel_index(numbers, shape.sizes), axis=1), counts


def proposed(
    beliefs: Sequence[Belief],
    conditions: Sequence[Condition],
    random: np.random.Generator,
    worlds: int,
) -> Proposed | None:
    """Return the package to table; None if no package meets the conditions."""
    seen = outlook(beliefs, conditions, random, worlds, AROUND_THE_MEAN)
    if seen is None:
        return None
    k = seen.best
    return Proposed(
        tuple(int(v) for v in seen.packages[k]),
        float(seen.fractions[:, k].mean()),
        float(seen.acceptable[k]),
        seen.zone,
    )
