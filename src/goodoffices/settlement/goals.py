"""What a search maximises, and the bound that says when nothing better is left (NB 17).

Each goal is a concave function of the gains g. For weights w > 0 it gives the least weighted sum
w·g that a package must have to do as well as the best one known: that *floor* is what lets a
search leave packages unseen. The weights themselves come from the dual of the problem with
lotteries over packages allowed, which for sums over issues is a small linear or smooth one; any
weights give a valid floor, the best ones the smallest search.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence


MOST_ROWS = 20_000
DIRECTIONS = 60
TINY = 1e-12
COLDEST = 1e-11
"""So smooth the maxima are in the end: colder than what fixed pies need to have a tight bound."""
RELATIVE = 1e-11
"""What logarithms of products may err."""


class Goal(Protocol):
    """`everywhere`: over all feasible packages, not only those acceptable to all."""

    @property
    def everywhere(self) -> bool: ...

    def score(self, gains: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the goal for each row of gains; -inf where it is not defined."""

    def floor(self, weights: NDArray[np.float64], score: float) -> NDArray[np.float64]:
        """Return for each row of weights the least weighted gain of a package that scores so."""

    def bound(self, weights: NDArray[np.float64], most: float) -> float:
        """Return the score that no package exceeds whose weighted gain is at most `most`."""

    def weights(self, hull: Hull) -> NDArray[np.float64]:
        """Return the weights whose bound is (nearly) the lowest."""

    def cuts(self, hull: Hull, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the weights, and other rows of weights for which a floor holds too."""

    @property
    def roles(self) -> tuple[object, ...]:
        """Return what each party counts in the goal."""

    def least(self, weights: NDArray[np.float64], top: float, score: float) -> NDArray[np.float64]:
        """Return each party's least gain in a package that scores so and has w·g <= `top`."""

    def order(self, gains: Sequence[int]) -> tuple[object, ...] | None:
        """Return what the rule compares, exactly, ties of the score included; None if unknown."""


@dataclass(frozen=True, slots=True)
class Hull:
    """Contributions as floats in units of the scale, and the disagreement point."""

    columns: tuple[NDArray[np.float64], ...]
    disagreement: NDArray[np.float64]

    @property
    def reach(self) -> NDArray[np.float64]:
        """Return how far each party's sum can vary, at least a little."""
        spans = sum(column.max(axis=1) - column.min(axis=1) for column in self.columns)
        return np.maximum(np.asarray(spans, dtype=np.float64), TINY)

    @property
    def size(self) -> NDArray[np.float64]:
        """Return how large each party's sum can be, with either sign, at least a little."""
        sizes = sum(np.abs(column).max(axis=1) for column in self.columns)
        return np.maximum(np.asarray(sizes, dtype=np.float64), TINY)

    def most(self, weights: NDArray[np.float64]) -> float:
        """Return the largest weighted gain of any package."""
        total = sum(float((weights @ column).max()) for column in self.columns)
        return total - float(weights @ self.disagreement)


@dataclass(frozen=True, slots=True)
class Smallest:
    """The smallest of gain / size over some parties (maximin; size 1: egalitarian)."""

    sizes: tuple[float, ...]
    active: tuple[bool, ...]
    everywhere: bool = False

    def score(self, gains: NDArray[np.float64]) -> NDArray[np.float64]:
        active = np.array(self.active)
        worst = (gains[:, active] / np.array(self.sizes)[active]).min(axis=1)
        if self.everywhere:
            return np.asarray(worst)
        return np.where((gains >= 0).all(axis=1), worst, -np.inf)

    def floor(self, weights: NDArray[np.float64], score: float) -> NDArray[np.float64]:
        counted = np.array(self.sizes) * np.array(self.active)
        return np.asarray(score * (weights @ counted))

    def weights(self, hull: Hull) -> NDArray[np.float64]:
        counted = np.array(self.sizes) * np.array(self.active)
        free = np.array(self.active) | (not self.everywhere)
        return linear_weights(hull, np.zeros(len(counted)), free, counted)

    def bound(self, weights: NDArray[np.float64], most: float) -> float:
        return most / float(self.floor(weights[None, :], 1.0)[0])

    def cuts(self, hull: Hull, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        return family(weights, hull.reach)

    @property
    def roles(self) -> tuple[object, ...]:
        return tuple(zip(self.sizes, self.active, strict=True))

    def least(self, weights: NDArray[np.float64], top: float, score: float) -> NDArray[np.float64]:
        del weights, top
        other = -np.inf if self.everywhere else 0.0
        return np.where(self.active, score * np.array(self.sizes), other)

    def order(self, gains: Sequence[int]) -> tuple[object, ...]:
        """The shares from the smallest up (leximin)."""
        rows = zip(gains, self.sizes, self.active, strict=True)
        return tuple(sorted(Fraction(g) / Fraction(size) for g, size, counts in rows if counts))


@dataclass(frozen=True, slots=True)
class Total:
    """A weighted sum of gains, `worth` positive for one party at least."""

    worth: tuple[float, ...]
    everywhere: bool = False

    def score(self, gains: NDArray[np.float64]) -> NDArray[np.float64]:
        total = gains @ np.array(self.worth)
        if self.everywhere:
            return np.asarray(total)
        return np.where((gains >= 0).all(axis=1), total, -np.inf)

    def floor(self, weights: NDArray[np.float64], score: float) -> NDArray[np.float64]:
        worth = np.array(self.worth)
        counted = worth > 0
        # weights = part * worth + what is left, and what is left weighs gains of at least 0
        part = (weights[:, counted] / worth[counted]).min(axis=1)
        return np.asarray(part * score)

    def weights(self, hull: Hull) -> NDArray[np.float64]:
        worth = np.array(self.worth)
        if self.everywhere:
            return worth
        return linear_weights(hull, worth, np.ones(len(worth), dtype=np.bool_), None)

    def bound(self, weights: NDArray[np.float64], most: float) -> float:
        return most / float(self.floor(weights[None, :], 1.0)[0])

    def cuts(self, hull: Hull, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        return weights[None, :] if self.everywhere else family(weights, hull.reach)

    @property
    def roles(self) -> tuple[object, ...]:
        return self.worth

    def least(self, weights: NDArray[np.float64], top: float, score: float) -> NDArray[np.float64]:
        del top, score
        return np.full(len(weights), -np.inf if self.everywhere else 0.0)

    def order(self, gains: Sequence[int]) -> tuple[object, ...]:
        return (sum(Fraction(w) * g for w, g in zip(self.worth, gains, strict=True)),)


@dataclass(frozen=True, slots=True)
class Product:
    """The weighted product of gains over some parties, in logarithms (Nash)."""

    shares: tuple[float, ...]
    everywhere: bool = False

    def score(self, gains: NDArray[np.float64]) -> NDArray[np.float64]:
        shares = np.array(self.shares)
        active = shares > 0
        inside = np.asarray((gains[:, active] > 0).all(axis=1) & (gains >= 0).all(axis=1))
        logs = np.log(np.where(inside[:, None], gains[:, active], 1.0))
        return np.where(inside, logs @ shares[active], -np.inf)

    def floor(self, weights: NDArray[np.float64], score: float) -> NDArray[np.float64]:
        """By the inequality of weighted means: sum w g >= prod (w g / b)^b, with sum b = 1."""
        shares = np.array(self.shares)
        active = shares > 0
        parts = weights[:, active]
        positive = np.asarray((parts > 0).all(axis=1))
        logs = np.log(np.where(positive[:, None], parts, 1.0) / shares[active]) @ shares[active]
        return np.where(positive, np.exp(logs + score), 0.0)

    def weights(self, hull: Hull) -> NDArray[np.float64]:
        return smooth_weights(hull, np.array(self.shares))

    def bound(self, weights: NDArray[np.float64], most: float) -> float:
        """Return log(most) less the logarithm of the floor of a product of 1."""
        one = float(self.floor(weights[None, :], 0.0)[0])
        return math.log(most / one) if most > 0 else -math.inf

    def cuts(self, hull: Hull, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        return family(weights, hull.reach)

    @property
    def roles(self) -> tuple[object, ...]:
        return self.shares

    def least(self, weights: NDArray[np.float64], top: float, score: float) -> NDArray[np.float64]:
        """Where w·g <= h, party i's part t of it leaves the others (1 - t) h at most.

        With r_i = w_i g_i / (b_i h): sum b r <= 1, and sum b log r is at least some -e, e >= 0. For
        a given r_i the others do best when equal, so that b_i log r_i + (1 - b_i) log((1 - b_i
        r_i) / (1 - b_i)) >= -e; the left rises up to r_i = 1: the least r_i is found by halving.
        """
        shares = np.array(self.shares)
        active = (shares > 0) & (weights > 0)
        least = np.zeros(len(shares))
        if top <= 0 or not math.isfinite(score):
            return least
        b, unit = shares[active], top / weights[active]
        short = max(0.0, float(b @ np.log(b * unit)) - score) + RELATIVE
        low, high = np.zeros(len(b)), np.ones(len(b))
        for _ in range(60):
            middle = (low + high) / 2
            rest = np.where(b < 1, (1 - b * middle) / np.where(b < 1, 1 - b, 1.0), 1.0)
            worth = b * np.log(middle) + (1 - b) * np.log(rest)
            low, high = (
                np.where(worth < -short, middle, low),
                np.where(worth < -short, high, middle),
            )
        least[active] = low * b * unit
        return least

    def order(self, gains: Sequence[int]) -> tuple[object, ...] | None:
        counted = [share for share in self.shares if share > 0]
        if len(set(counted)) > 1:
            return None
        return (math.prod(g for g, share in zip(gains, self.shares, strict=True) if share > 0),)


def linear_weights(
    hull: Hull,
    least: NDArray[np.float64],
    free: NDArray[np.bool_],
    counted: NDArray[np.float64] | None,
) -> NDArray[np.float64]:
    """Minimise over weights w >= `least` the largest weighted gain: a linear program.

    Parties that are not `free` keep their least weight. With `counted`, weights are normed so
    that w·counted = 1. One variable a party and one a bundle (Danskin; LP duality).
    """
    from scipy.optimize import linprog  # noqa: PLC0415  # slow to load, and few scenarios need it

    parties, bundles = len(least), len(hull.columns)
    size = hull.reach
    rows = [_worth_seeing(column / size[:, None], MOST_ROWS // bundles) for column in hull.columns]
    counts = [len(row) for row in rows]
    total = sum(counts)
    matrix = np.zeros((total, parties + bundles))
    matrix[:, :parties] = np.concatenate(rows)
    matrix[np.arange(total), parties + np.repeat(np.arange(bundles), counts)] = -1.0
    scale = max(float((least * size).max()), 1.0) if counted is None else 1.0
    most = 1e4 * scale
    lower = least * size
    bounds = [(low, most if can else low) for low, can in zip(lower, free, strict=True)]
    unit = np.ones(parties) if counted is None else counted / size
    # weights of one size, whatever the units; without `counted` no norm, so the row is empty
    norm = np.concatenate([unit / unit.max(), np.zeros(bundles)])[None, :]
    rows_wanted = slice(0, 0 if counted is None else 1)
    found = linprog(
        np.concatenate([-hull.disagreement / size, np.ones(bundles)]),
        A_ub=matrix,
        b_ub=np.zeros(total),
        A_eq=norm[rows_wanted],
        b_eq=np.ones(1)[rows_wanted],
        bounds=[*bounds, *([(None, None)] * bundles)],
        method="highs",
    )
    if found.x is None:
        return np.maximum(least, np.where(free, 1.0 / size, 0.0) if counted is not None else least)
    weights = np.maximum(found.x[:parties], lower) / size
    return np.asarray(weights)


def _worth_seeing(column: NDArray[np.float64], most: int) -> NDArray[np.float64]:
    """Return the choices of a bundle, one a row: all, or the best in many directions."""
    if column.shape[1] <= max(most, DIRECTIONS):
        return np.ascontiguousarray(column.T)
    directions = np.random.default_rng(1).exponential(size=(DIRECTIONS * 10, len(column)))
    best = np.unique((directions @ column).argmax(axis=1))
    return np.ascontiguousarray(column[:, best].T)


def smooth_weights(hull: Hull, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Minimise h(w) = sum_b max_v w·c_b(v) - w·d - sum shares log w by Newton steps.

    The maxima are smoothed by a temperature that falls to almost nothing; parties without a
    share keep weight 0. Any result is a valid bound, so the steps need not converge.
    """
    active = np.flatnonzero(shares > 0)
    size = hull.reach[active]
    columns = np.concatenate([c[active] for c in hull.columns], axis=1) / size[:, None]
    starts = np.cumsum([0, *(c.shape[1] for c in hull.columns)])[:-1]
    d = hull.disagreement[active] / size
    b = shares[active] / shares[active].sum()
    best = sum(c[active].max(axis=1) for c in hull.columns) / size - d
    point = b / np.maximum(np.asarray(best), 1e-3)
    for temperature in np.geomspace(0.03, COLDEST, 20):
        point = _newton(columns, starts, d, b, point, float(temperature))
    weights = np.zeros(len(shares))
    weights[active] = point / size
    return weights


def _newton(
    columns: NDArray[np.float64],
    starts: NDArray[np.intp],
    d: NDArray[np.float64],
    b: NDArray[np.float64],
    point: NDArray[np.float64],
    temperature: float,
) -> NDArray[np.float64]:
    value, slope, bend = _smoothed(columns, starts, d, b, point, temperature)
    for _ in range(8):
        step = -np.linalg.solve(bend + 1e-12 * np.eye(len(b)), slope)
        if -float(slope @ step) < 1e-4 * temperature:  # the Newton decrement: nothing to gain
            break
        part = 1.0
        ratio = -step / point
        if ratio.max() > 0:
            part = min(1.0, 0.9 / float(ratio.max()))
        for _ in range(20):
            trial = point + part * step
            new = _smoothed(columns, starts, d, b, trial, temperature)
            if new[0] <= value + 1e-4 * part * float(slope @ step):
                break
            part /= 2
        else:
            break
        point, (value, slope, bend) = trial, new
    return point


def _smoothed(
    columns: NDArray[np.float64],
    starts: NDArray[np.intp],
    d: NDArray[np.float64],
    b: NDArray[np.float64],
    point: NDArray[np.float64],
    temperature: float,
) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
    """Return the smoothed bound at a point with its gradient and Hessian."""
    widths = np.diff(np.append(starts, columns.shape[1]))
    worth = point @ columns
    tops = np.maximum.reduceat(worth, starts)
    part = np.exp((worth - np.repeat(tops, widths)) / temperature)
    sums = np.add.reduceat(part, starts)
    part /= np.repeat(sums, widths)
    value = float(tops.sum() + temperature * np.log(sums).sum() - point @ d - b @ np.log(point))
    mean = np.add.reduceat(columns * part, starts, axis=1)
    slope = mean.sum(axis=1) - d - b / point
    bend = ((columns * part) @ columns.T - mean @ mean.T) / temperature + np.diag(b / point**2)
    return value, slope, bend


def family(weights: NDArray[np.float64], reach: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights first, then mixes of them with each party's own: more cuts to drop by."""
    total = float(weights @ reach)
    rows = [weights]
    for i in range(len(weights)):
        alone = np.zeros(len(weights))
        alone[i] = total / reach[i]
        rows.extend((1 - part) * weights + part * alone for part in (0.2, 0.5, 1.0))
    return np.stack(rows)


def even_shares(count: int, shares: Sequence[float] | None = None) -> tuple[float, ...]:
    """Return bargaining weights that add up to 1."""
    given = [1.0] * count if shares is None else list(shares)
    return tuple(share / math.fsum(given) for share in given)
