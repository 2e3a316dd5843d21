"""The plain twin of `dominance`: the linear programme of a difference, straight from NB 16.

Variables are the weights and the parts c_j(v) = w_j s_j(v) of one party; the programme finds the
largest of u(b) - u(a). Slow, and written from the preference rather than from what was prepared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.settlement.issues import Issue, Package
    from goodoffices.settlement.preferences import Ranks, Uncertain

Row = dict[int, float]


@dataclass
class _Programme:
    """Rows of the form sum <= 0 or sum = 0, but for the sum of the weights."""

    below: list[Row] = field(default_factory=list)
    equal: list[Row] = field(default_factory=list)

    def ordered(self, levels: Ranks, first: int) -> None:
        for k, level in enumerate(levels):
            self.equal += [{first + level[0]: 1.0, first + v: -1.0} for v in level[1:]]
            if k:
                self.below.append({first + level[0]: 1.0, first + levels[k - 1][0]: -1.0})


def largest_difference(
    preference: Uncertain, issues: Sequence[Issue], better: Package, worse: Package
) -> float:
    """Return the largest of u(better) - u(worse) over the closed set of consistent utilities."""
    count = len(issues)
    starts = count + np.cumsum([0, *(len(issue.values) for issue in issues)])
    programme = _Programme()
    bounds: list[tuple[float | None, float | None]] = [(0.0, None)] * count
    if preference.weights is not None:
        bounds = [(float(b.low), float(b.high)) for b in preference.weights]
    if preference.weight_ranks is not None:
        programme.ordered(preference.weight_ranks, 0)
    bounds += [(None, None)] * (int(starts[-1]) - count)
    for j in range(count):
        first = int(starts[j])
        ranks, intervals = preference.score_ranks[j], preference.scores[j]
        if ranks is not None:
            programme.ordered(ranks, first)
        if intervals is not None:
            for v, interval in enumerate(intervals):
                programme.below.append({first + v: 1.0, j: -float(interval.high)})
                programme.below.append({first + v: -1.0, j: float(interval.low)})
        elif ranks is not None:
            programme.equal.append({first + ranks[-1][0]: 1.0})
            if len(ranks) > 1:
                programme.equal.append({first + ranks[0][0]: 1.0, j: -1.0})
    goal = np.zeros(int(starts[-1]))
    for j in range(count):
        goal[int(starts[j]) + better[j]] -= 1.0
        goal[int(starts[j]) + worse[j]] += 1.0
    equal, right = _matrix(programme.equal, len(goal)), [0.0] * len(programme.equal)
    if preference.weights is None:
        equal = np.vstack([equal, [1.0] * count + [0.0] * (len(goal) - count)])
        right.append(1.0)
    found = linprog(
        goal,
        A_ub=_matrix(programme.below, len(goal)),
        b_ub=[0.0] * len(programme.below),
        A_eq=equal,
        b_eq=right,
        bounds=bounds,
    )
    return -float(found.fun or 0.0)


def _matrix(rows: list[Row], width: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    matrix = np.zeros((len(rows), width))
    for k, row in enumerate(rows):
        for column, value in row.items():
            matrix[k, column] += value
    return matrix
