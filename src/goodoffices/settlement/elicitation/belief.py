"""What is known of one party's additive preference, as a mean and a covariance (NB 21).

The unknowns are the weight of each issue (weights add up to 1), the score of each value (from the
worst, 0, to the best, 1, of its issue), and where no agreement stands on the scale from the worst
package to the best. The normal law stands in for the set of preferences that agree with the
answers; `consistent` decides about that set itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Belief", "Floats", "Packages", "Shape", "prior"]

Floats = NDArray[np.float64]
Packages = NDArray[np.int64]
"""One package a row: the position of its value for each issue."""

WEIGHT_SPREAD, SCORE_SPREAD = 0.7, 0.33
FALLBACK_MEAN, FALLBACK_SPREAD = 0.1, 0.4
LEAST = 1e-4


@dataclass(frozen=True)
class Shape:
    """How many values each issue has, and where each stands among the unknowns."""

    sizes: tuple[int, ...]

    @property
    def issues(self) -> int:
        return len(self.sizes)

    @cached_property
    def values(self) -> int:
        return sum(self.sizes)

    @cached_property
    def first(self) -> Packages:
        """The place of each issue's first value among all values."""
        return np.cumsum([0, *self.sizes])[:-1]

    @cached_property
    def owner(self) -> Packages:
        """The issue of each value."""
        return np.repeat(np.arange(self.issues), self.sizes)

    @property
    def fallback(self) -> int:
        """The place of the fallback among the unknowns: the last."""
        return self.issues + self.values

    def score(self, issue: int, value: int) -> int:
        """The place of a value's score among the unknowns."""
        return self.issues + int(self.first[issue]) + value


@dataclass(frozen=True)
class Belief:
    """`mean` and `spread` (covariance) of weights, scores and fallback, in that order.

    `error` is the chance that an answer is wrong; `rated` says what was rated already.
    """

    shape: Shape
    mean: Floats
    spread: Floats
    error: float
    rated: NDArray[np.bool_]

    def worth(self, packages: Packages) -> Floats:
        """The expected utility of packages, one a row."""
        m, n = self.mean, self.shape.issues
        found: Floats = (m[:n] * m[n + self.shape.first + packages]).sum(axis=1)
        return found

    def slopes(self, packages: Packages) -> Floats:
        """How utility changes with each unknown, at the mean: one row a package."""
        n = self.shape.issues
        slopes = np.zeros((len(packages), len(self.mean)))
        places = n + self.shape.first + packages
        slopes[:, :n] = self.mean[places]
        weights = np.maximum(self.mean[:n], LEAST)
        np.put_along_axis(slopes, places, np.broadcast_to(weights, places.shape), axis=1)
        return slopes

    def draw(self, count: int, random: np.random.Generator) -> tuple[Floats, Floats]:
        """Utilities that may be true, the mean's first: parts of values, and fallbacks."""
        size, n = len(self.mean), self.shape.issues
        root = np.linalg.cholesky(self.spread + 1e-8 * np.eye(size))
        drawn = self.mean + random.standard_normal((count, size)) @ root.T
        drawn[0] = self.mean
        weights = np.maximum(drawn[:, :n], LEAST)
        return weights[:, self.shape.owner] * np.clip(drawn[:, n:-1], 0, 1), drawn[:, -1]

    def moved(self, mean: Floats, spread: Floats) -> Belief:
        mean[: self.shape.issues] = np.maximum(mean[: self.shape.issues], LEAST)
        return replace(self, mean=mean, spread=spread)


def prior(sizes: Sequence[int], error: float = 0.0) -> Belief:
    """What is known before the first answer: no issue and no value stands out."""
    shape = Shape(tuple(sizes))
    n = shape.issues
    mean = np.full(n + shape.values + 1, 0.5)
    mean[:n], mean[-1] = 1 / n, FALLBACK_MEAN
    spread = np.diag(np.full(len(mean), SCORE_SPREAD**2))
    # weights add up to 1, so they vary around their mean only against each other
    spread[:n, :n] = (np.eye(n) - 1 / n) * (WEIGHT_SPREAD / n) ** 2
    spread[-1, -1] = FALLBACK_SPREAD**2
    for issue, size in enumerate(shape.sizes):
        if size == 1:
            mean[shape.score(issue, 0)] = 0
            spread[shape.score(issue, 0)] = 0
    return Belief(shape, mean, spread, error, np.zeros(len(mean), dtype=np.bool_))
