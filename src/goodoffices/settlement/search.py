"""Find the best packages of a goal without listing packages, with proof (NB 17).

1. Weights from the dual give a bound: no package's weighted gain exceeds it.
2. A first package comes from greedy choice and swaps of single values.
3. A score is hoped for that is an allowance below the bound, and all packages that reach it are
   found. If there is none, the bound falls to what was hoped for and the allowance grows; else
   every package that does as well as the best is among those found (iterative deepening; the
   bounds are Lagrangian, Held and Karp 1971; Nemhauser and Wolsey, Integer and Combinatorial
   Optimization, 1988, II.3.6).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goodoffices.kernels.deadline import Deadline
from goodoffices.kernels.pairing import NO_FLOOR
from goodoffices.kernels.within import FLOAT_ERROR, MOST_PARTS, Check, within
from goodoffices.settlement.certificate import Groups, alike, certified, evened
from goodoffices.settlement.constraints import issues_read
from goodoffices.settlement.goals import Goal, Hull, Total
from goodoffices.settlement.separable import Separable, holds_for

if TYPE_CHECKING:
    from goodoffices.kernels.within import Within
    from goodoffices.settlement.constraints import Condition

MOST_SWAPS = 200
FIRST_PARTS = 50_000
ROUNDS = 150
IN_VAIN = 40
"""After so many rounds without a better package no more are tried."""
NEIGHBOURS = 20_000
WIDER = ((50_000, 1.25), (2_000, 1.5), (0, 2.0))
"""By how much the allowance grows, by how many parts the one before left."""
DRAWS = 8
DRAWN = 4_000
NEAR = 1e-9
MOST_COMPARED = 5_000


@dataclass(frozen=True, slots=True)
class Found:
    """Choices by bundle and exact vectors of the best packages; all of them if `proved`.

    `score` is that of the best package found, -inf if there is none; no package has more than
    `bound`. `counted`: each of the best packages stands here, none merged with another.
    """

    choices: NDArray[np.int64]
    vectors: NDArray[np.int64]
    score: float
    bound: float
    proved: bool
    counted: bool

    @property
    def exists(self) -> bool:
        return bool(self.choices.shape[1])

    @property
    def value_proved(self) -> bool:
        """Whether no package scores a whole unit more: for goals that are whole numbers."""
        return self.proved or self.bound < self.score + 1


@dataclass(frozen=True, slots=True)
class _Cuts:
    """Rows of weights, the largest weighted gain for the first row, and what floats may err."""

    rows: NDArray[np.float64]
    top: float
    lowest: float
    slack: NDArray[np.float64]


def search(
    problem: Separable,
    goal: Goal,
    deadline: Deadline,
    *,
    start: NDArray[np.int64] | None = None,
    value_only: bool = False,
    most: int = MOST_PARTS,
) -> Found:
    """Return every package at least as good as any other, or the best one found in time.

    `start` is a column of choices to begin with. With `value_only` one package is enough as soon
    as none can score a whole unit more.
    """
    hull = hull_of(problem)
    groups = alike(problem, goal)
    cuts = _cuts(problem, hull, goal, groups)
    best = first_package(problem, hull, goal)
    if start is not None and _score(problem, goal, start) > _score(problem, goal, best):
        best = start
    score = _score(problem, goal, best)
    bound = goal.bound(cuts.rows[0], cuts.top)
    allowance = _first_step(hull, cuts.rows[0])
    offset = cuts.rows @ hull.disagreement
    view = _View(problem, goal, cuts, groups, _checks(problem), offset, deadline)
    # where even the first, narrow allowance leaves very many, a wider one need not be tried
    limit_of_parts = min(most, FIRST_PARTS)
    while not (value_only and bound < score + 1):
        last = cuts.top - allowance <= cuts.lowest
        hoped = -np.inf if last else goal.bound(cuts.rows[0], cuts.top - allowance)
        wanted = max(score, hoped)
        found = view.reaching(wanted, limit_of_parts)
        if not found.complete:
            best = view.drawn(best, allowance)
            if best.shape[1] and view.certified(best):
                score = _score(problem, goal, best)
                return Found(best, problem.vectors(best), score, score, proved=True, counted=False)
            best = _polished(problem, hull, goal, best, bound, deadline)
            return _kept(problem, best, _score(problem, goal, best), bound)
        vectors = problem.vectors(found.choices)
        scores = _scores(problem, goal, vectors)
        if len(scores) and scores.max() > score:
            k = int(scores.argmax())
            best, score = found.choices[:, k : k + 1], float(scores[k])
        if score >= wanted or last:
            kept = scores >= max(score - 1e-9 * (1.0 + abs(score)), NO_FLOOR)
            return Found(
                found.choices[:, kept],
                vectors[kept],
                score,
                score,
                proved=True,
                counted=not found.merged,
            )
        bound = min(bound, wanted)
        limit_of_parts = most
        allowance *= next(ratio for parts, ratio in WIDER if found.parts >= parts)
    return _kept(problem, best, score, bound)


@dataclass(frozen=True, slots=True)
class _View:
    """What a search looks for packages with."""

    problem: Separable
    goal: Goal
    cuts: _Cuts
    groups: Groups
    checks: list[Check]
    offset: NDArray[np.float64]
    deadline: Deadline

    def reaching(self, score: float, most: int, thin: np.random.Generator | None = None) -> Within:
        """Return every package that scores so much, and perhaps some that miss it."""
        return within(
            self.problem.columns,
            self.cuts.rows / self.problem.unit,
            _needed(self.goal, self.cuts, score) + self.offset,
            checks=self.checks,
            most=most,
            deadline=self.deadline,
            thin=thin,
        )

    def drawn(self, best: NDArray[np.int64], allowance: float) -> NDArray[np.int64]:
        """Return a better package from halves drawn at random, where all cannot be looked at."""
        random = np.random.default_rng(11)
        score = _score(self.problem, self.goal, best)
        if best.shape[1] and (self.nothing_above(score) or self.certified(best)):
            return best
        for _ in range(DRAWS):
            hoped = self.goal.bound(self.cuts.rows[0], self.cuts.top - allowance)
            if self.deadline.passed:
                break
            found = self.reaching(max(hoped, score), DRAWN, random)
            if not found.choices.shape[1]:
                allowance *= 2
                continue
            best = self.best_of(np.concatenate([found.choices, best], axis=1))
            score = _score(self.problem, self.goal, best)
            if self.certified(best):
                break
        return best

    def nothing_above(self, score: float) -> bool:
        """Return whether a sum is as large as the bound: what ties with it need not be drawn."""
        most = self.goal.bound(self.cuts.rows[0], self.cuts.top)
        return isinstance(self.goal, Total) and most - score <= NEAR * (1 + abs(score))

    def best_of(self, choices: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the choices with the largest score, of those the first by the rule itself."""
        vectors = self.problem.vectors(choices)
        scores = _scores(self.problem, self.goal, vectors)
        rows = np.flatnonzero(scores >= scores.max() - 1e-9 * (1.0 + abs(scores.max())))
        gains = vectors - np.array(self.problem.disagreement)
        place = max(rows[:MOST_COMPARED], key=lambda k: self.goal.order(gains[k].tolist()) or ())
        return choices[:, [int(place)]]

    def certified(self, best: NDArray[np.int64]) -> bool:
        """Return whether no whole vector within the bound would be as good."""
        gains = self.problem.vectors(best)[0] - np.array(self.problem.disagreement)
        return _score(self.problem, self.goal, best) > -np.inf and certified(
            self.goal, self.groups, self.cuts.rows[0], self.cuts.top, gains.tolist()
        )


def hull_of(problem: Separable) -> Hull:
    return Hull(
        tuple(column / problem.unit for column in problem.columns),
        np.array(problem.disagreement, dtype=np.float64),
    )


def _cuts(problem: Separable, hull: Hull, goal: Goal, groups: Groups) -> _Cuts:
    weights = evened(goal.weights(hull), groups)
    rows = goal.cuts(hull, weights)
    top = hull.most(weights)
    # by rounding a utility can be this much more than its column sum, and floats this much off
    rounding = rows.sum(axis=1) * problem.margin / problem.unit
    floats = 10 * FLOAT_ERROR * (rows @ (hull.size + np.abs(hull.disagreement)))
    slack = rounding + floats
    return _Cuts(rows, top + float(slack[0]), -hull.most(-weights) - float(slack[0]), slack)


def _needed(goal: Goal, cuts: _Cuts, score: float) -> NDArray[np.float64]:
    """Return for each cut the least weighted gain of any package worth looking at."""
    if score > -np.inf:
        floors = goal.floor(cuts.rows, score)
        least = goal.least(cuts.rows[0], cuts.top, score)
        if np.isfinite(least).all():
            floors = np.maximum(floors, cuts.rows @ least)
        return floors - cuts.slack
    if goal.everywhere:
        return np.full(len(cuts.rows), NO_FLOOR)
    return -cuts.slack


def _scores(problem: Separable, goal: Goal, vectors: NDArray[np.int64]) -> NDArray[np.float64]:
    return goal.score(vectors.astype(np.float64) - np.array(problem.disagreement))


def _score(problem: Separable, goal: Goal, choices: NDArray[np.int64]) -> float:
    if not choices.shape[1]:
        return -np.inf
    return float(_scores(problem, goal, problem.vectors(choices))[0])


def _first_step(hull: Hull, weights: NDArray[np.float64]) -> float:
    """Return an allowance that leaves a handful of issues with a second value."""
    second = []
    for column in hull.columns:
        worth = weights @ column
        if len(worth) > 1:
            second.append(float(worth.max() - np.partition(worth, -2)[-2]))
    second.sort()
    least = second[min(len(second), 7) - 1] if second else 0.0
    return max(least, 1e-9 * float(weights @ hull.size))


def _checks(problem: Separable) -> list[Check]:
    """Return the constraints kept aside, as checks over the bundles they read."""
    owner = {j: b for b, bundle in enumerate(problem.bundles) for j in bundle.members}
    return [
        _check(problem, condition, tuple(sorted({owner[j] for j in issues_read(condition)})))
        for condition in problem.late
    ]


def _check(problem: Separable, condition: Condition, bundles: tuple[int, ...]) -> Check:
    def allowed(choices: NDArray[np.int64]) -> NDArray[np.bool_]:
        rows = {}
        for b, choice in zip(bundles, choices, strict=True):
            bundle = problem.bundles[b]
            for k, j in enumerate(bundle.members):
                rows[j] = bundle.combinations[k, choice]
        return holds_for(condition, rows)

    return bundles, allowed


def allowed(problem: Separable, choices: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which packages meet the constraints kept aside."""
    mask = np.ones(choices.shape[1], dtype=np.bool_)
    for bundles, check in _checks(problem):
        mask &= check(choices[list(bundles)])
    return mask


def first_package(problem: Separable, hull: Hull, goal: Goal) -> NDArray[np.int64]:
    """Return a good package to begin with, one column of choices; none if it is not allowed.

    Issue after issue, widest first, takes the value that leaves the least satisfied party best
    off; then single values are swapped while that helps.
    """
    size, rest = hull.size, sum(column.mean(axis=1) for column in hull.columns)
    gains = np.asarray(rest) - hull.disagreement
    spans = [float(((c.max(axis=1) - c.min(axis=1)) / size).sum()) for c in hull.columns]
    choice = np.zeros(len(hull.columns), dtype=np.int64)
    for b in sorted(range(len(spans)), key=lambda b: -spans[b]):
        column = hull.columns[b]
        options = gains[:, None] + column - column.mean(axis=1, keepdims=True)
        choice[b] = int((options / size[:, None]).min(axis=0).argmax())
        gains = options[:, choice[b]]
    choice = improved(hull, goal, choice)
    mask = allowed(problem, choice[:, None])
    return choice[:, None][:, mask]


def improved(hull: Hull, goal: Goal, choice: NDArray[np.int64]) -> NDArray[np.int64]:
    """Swap single values as long as the goal rises; constraints kept aside are not asked."""
    owner = np.concatenate([np.full(c.shape[1], b) for b, c in enumerate(hull.columns)])
    position = np.concatenate([np.arange(c.shape[1]) for c in hull.columns])
    table = np.concatenate(hull.columns, axis=1)
    first = np.cumsum([0, *(c.shape[1] for c in hull.columns)])[:-1]
    for _ in range(MOST_SWAPS):
        now = table[:, first + choice]
        gains = now.sum(axis=1) - hull.disagreement
        options = gains + (table - now[:, owner]).T
        merit = _merit(hull, goal, options)
        k = int(merit.argmax())
        if not merit[k] > _merit(hull, goal, gains[None, :])[0]:
            break
        choice = choice.copy()
        choice[owner[k]] = position[k]
    return choice


def _merit(hull: Hull, goal: Goal, gains: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the goal, or below all goals how little is wanting where it is not defined."""
    scores = goal.score(gains)
    short = (gains / hull.size).min(axis=1)
    return np.where(scores > -np.inf, scores, -1e200 + 1e195 * short)


def _kept(problem: Separable, best: NDArray[np.int64], score: float, bound: float) -> Found:
    """Return one package and the bound that was reached."""
    if score == -np.inf:
        best = best[:, :0]
    return Found(best, problem.vectors(best), score, max(bound, score), proved=False, counted=False)


def _polished(
    problem: Separable,
    hull: Hull,
    goal: Goal,
    best: NDArray[np.int64],
    bound: float,
    deadline: Deadline,
) -> NDArray[np.int64]:
    """Improve a package where the search was given up: settle a few issues anew, again and again.

    Each round opens as many bundles, at random, as have some thousand combinations together, and
    takes the best of them (large neighbourhoods: Shaw 1998). It proves nothing.
    """
    if not best.shape[1]:
        return best
    random = np.random.default_rng(7)
    choice, score = best[:, 0], _score(problem, goal, best)
    open_bundles = [b for b, column in enumerate(hull.columns) if column.shape[1] > 1]
    in_vain = 0
    for _ in range(ROUNDS):
        if deadline.passed or score >= bound or in_vain >= IN_VAIN:
            break
        in_vain += 1
        opened, count = [], 1
        for b in random.permutation(open_bundles):
            if count * hull.columns[b].shape[1] > NEIGHBOURS:
                break
            opened.append(int(b))
            count *= hull.columns[b].shape[1]
        if not opened:
            break
        fixed = sum(
            column[:, choice[b]] for b, column in enumerate(hull.columns) if b not in opened
        )
        gains = np.asarray(fixed - hull.disagreement)[:, None]
        for b in opened:
            gains = (gains[:, :, None] + hull.columns[b][:, None, :]).reshape(len(gains), -1)
        place = int(goal.score(gains.T).argmax())
        trial = choice.copy()
        trial[opened] = np.unravel_index(place, [hull.columns[b].shape[1] for b in opened])
        column = trial[:, None]
        if allowed(problem, column)[0] and _score(problem, goal, column) > score:
            choice, score, in_vain = trial, _score(problem, goal, column), 0
    return choice[:, None]
