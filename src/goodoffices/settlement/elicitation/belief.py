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

WEIGHT_SPREAD = 0.7
FALLBACK_MEAN, FALLBACK_SPREAD = 0.1, 0.4
LEAST = 1e-4
AN_END = 0.07
"""A rated score this near to 0 or 1 is the worst or the best of its issue."""


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

    def scores(self, issue: int) -> slice:
        """The places of an issue's scores among the unknowns."""
        start = self.score(issue, 0)
        return slice(start, start + self.sizes[issue])

    def chosen(self, packages: Packages) -> Floats:
        """A row a package: 1 for each value that it picks, else 0."""
        found = np.zeros((len(packages), self.values))
        found[np.arange(len(packages))[:, None], self.first + packages] = 1
        return found


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
        slopes[np.arange(len(packages))[:, None], places] = np.maximum(self.mean[:n], LEAST)
        return slopes

    @cached_property
    def root(self) -> Floats:
        """A square root of the covariance."""
        found = np.linalg.cholesky(self.spread + 1e-8 * np.eye(len(self.mean)))
        return np.asarray(found, dtype=np.float64)

    def ends(self, issue: int) -> tuple[bool, bool]:
        """Whether the worst value of an issue is known, and the best."""
        place = self.shape.scores(issue)
        known = self.mean[place][self.rated[place]]
        return bool((known < AN_END).any()), bool((known > 1 - AN_END).any())

    def draw(self, count: int, random: np.random.Generator) -> tuple[Floats, Floats]:
        """Utilities that may be true, the mean's first: parts of values, and fallbacks."""
        n = self.shape.issues
        drawn = self.mean + random.standard_normal((count, len(self.mean))) @ self.root.T
        drawn[0] = self.mean
        weights = np.maximum(drawn[:, :n], LEAST)
        weights /= weights.sum(axis=1, keepdims=True)
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
    spread = np.zeros((len(mean), len(mean)))
    # weights add up to 1, so they vary around their mean only against each other
    spread[:n, :n] = (np.eye(n) - 1 / n) * (WEIGHT_SPREAD / n) ** 2
    spread[-1, -1] = FALLBACK_SPREAD**2
    for issue, size in enumerate(shape.sizes):
        place = shape.scores(issue)
        if size == 1:
            mean[place] = 0
        else:
            spread[place, place] = _of_scores(size)
    return Belief(shape, mean, spread, error, np.zeros(len(mean), dtype=np.bool_))


def _of_scores(size: int) -> Floats:
    """The covariance of an issue's scores: one is 0, one is 1, the rest anywhere between."""
    rest = size - 2
    square = (1 + rest / 3) / size
    product = (rest + rest * (rest - 1) / 4) / (size * (size - 1))
    found: Floats = np.full((size, size), product - 0.25)
    np.fill_diagonal(found, square - 0.25)
    return found
