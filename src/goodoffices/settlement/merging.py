"""The frontier of more packages than can be listed, where every preference is additive (NB 4).

Bundles of issues are added one after the other, keeping the exactly non-dominated sums. The
frontier is exact; how many packages lie in the zone or give one vector is not counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodoffices.errors import LimitError
from goodoffices.kernels.frontier import nondominated
from goodoffices.kernels.merge import TooManySumsError, merged_frontier
from goodoffices.kernels.sweep import swept_frontier
from goodoffices.saying import mark, say
from goodoffices.settlement.exact import counted
from goodoffices.settlement.frontier import Efficient, distinct
from goodoffices.settlement.space import contributions, spare_digits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.kernels.deadline import Deadline
    from goodoffices.settlement.separable import Separable

MOST_COUNTED = 10_000_000
MOST_AT_ONCE = 1_000_000
REMEDY = mark("Settle some issues first, or join values that matter little")


def merge(problem: Separable, deadline: Deadline) -> Efficient:
    """Return the exact frontier; LimitError if too many sums are efficient or time is up."""
    if problem.late:
        raise LimitError(
            say(
                "{count} constraints tie too many issues together to merge them",
                count=counted(len(problem.late)),
            ),
            where="constraints",
            remedy=say("Drop a constraint, or settle one of its issues first"),
        )
    try:
        vectors, choices = _merged(problem, deadline)
    except TooManySumsError as error:
        raise LimitError(
            say(
                "{kept} or more combinations of the first {issues} of {count} "
                "issues are efficient, too many to keep",
                kept=f"{error.kept:,}",
                issues=error.issues,
                count=len(problem.bundles),
            ),
            where="issues",
            remedy=say(REMEDY),
        ) from None
    return efficient_of(problem, vectors, choices)


def count_acceptable(problem: Separable) -> int | None:
    """Count the packages acceptable to all by halves: every left part with every right part.

    None where there are too many, where constraints were kept aside or columns are not exact.
    """
    count = problem.feasible_count
    if count is None or count > MOST_COUNTED or problem.error:
        return None
    middle, size = 0, 1
    while size * size < count and middle < len(problem.columns) - 1:
        size *= problem.columns[middle].shape[1]
        middle += 1
    parties = len(problem.preferences)
    left = _all_sums(problem.columns[:middle], parties)
    right = _all_sums(problem.columns[middle:], parties)
    # utilities are rounded half to even, so this sum is the least that reaches the fallback
    half, unit = problem.unit // 2, problem.unit
    least = [d * unit - half + (d % 2 if unit > 1 else 0) for d in problem.disagreement]
    found = 0
    rows = max(1, MOST_AT_ONCE // right.shape[1])
    for start in range(0, left.shape[1], rows):
        part = left[:, start : start + rows]
        inside = part[0][:, None] >= least[0] - right[0][None, :]
        for i in range(1, parties):
            inside &= part[i][:, None] >= least[i] - right[i][None, :]
        found += int(np.count_nonzero(inside))
    return found


def _all_sums(columns: tuple[NDArray[np.int64], ...], parties: int) -> NDArray[np.int64]:
    sums = np.zeros((parties, 1), dtype=np.int64)
    for column in columns:
        sums = (sums[:, :, None] + column[:, None, :]).reshape(parties, -1)
    return sums


def efficient_of(
    problem: Separable, vectors: NDArray[np.int64], choices: NDArray[np.int64]
) -> Efficient:
    """Keep what rounding has not made equal or dominated; `vectors` has one row a package."""
    kept = np.flatnonzero(nondominated(np.ascontiguousarray(vectors.T)))
    efficient = distinct(vectors[kept].T, problem.numbers(choices[:, kept]))
    return Efficient(efficient.points, efficient.packages, None)


def _merged(problem: Separable, deadline: Deadline) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    parties = len(problem.preferences)
    if problem.error:
        merged = merged_frontier(*_in_full(problem), deadline)
        return merged.sums.T, merged.choices
    if parties == 2:  # noqa: PLR2004  # two parties are swept
        choices = swept_frontier(problem.columns, deadline=deadline).choices
    else:
        choices = merged_frontier(problem.columns, [0] * parties, deadline).choices
    return problem.vectors(choices), choices


def _in_full(problem: Separable) -> tuple[list[list[list[int]]], list[int]]:
    """Return columns with every decimal, as Python integers, and the spare digits by party."""
    everything = [contributions(preference) for preference in problem.preferences]
    spare = [spare_digits(parts, problem.scale) for parts in everything]
    columns = []
    for bundle in problem.bundles:
        rows = []
        for own, digits in zip(everything, spare, strict=True):
            fine = problem.scale * 10**digits
            parts = [[int(part * fine) for part in own[j]] for j in bundle.members]
            rows.append(
                [
                    sum(part[v] for part, v in zip(parts, choice, strict=True))
                    for choice in bundle.combinations.T.tolist()
                ]
            )
        columns.append(rows)
    return columns, spare
