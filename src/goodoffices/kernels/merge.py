"""The exact frontier of a sum over issues, by adding issue after issue.

A package whose part on the first issues is dominated stays dominated whatever is added, so only
the non-dominated sums need be kept at each step (Nemhauser and Ullmann 1969, Discrete Dynamic
Programming and Capital Allocation). The number of packages does not matter, the number of
efficient sums does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goodoffices.kernels.deadline import Deadline
from goodoffices.kernels.frontier import nondominated
from goodoffices.kernels.packages import LIMB_DIGITS, Limbs, carried, rounded, split

if TYPE_CHECKING:
    from collections.abc import Sequence


MOST_CANDIDATES = 4_000_000
MOST_KEPT = 200_000
MOST_KEPT_MANY = {3: 10_000}
FEWEST_KEPT = 3_000
"""From three parties on comparing takes longer, so fewer are kept; from four on fewer still."""
NO_DEADLINE = Deadline()


class TooManySumsError(Exception):
    """More non-dominated sums than can be kept; `issues` were added before that."""

    def __init__(self, kept: int, issues: int) -> None:
        self.kept = kept
        self.issues = issues
        super().__init__(f"{kept} sums after {issues} issues")


@dataclass(frozen=True, slots=True)
class Merged:
    """`sums[i, k]`: rounded sum for party i of point k; `choices[j, k]`: its value of issue j."""

    sums: NDArray[np.int64]
    choices: NDArray[np.int64]


def merged_frontier(
    columns: Sequence[Sequence[Sequence[int]] | NDArray[np.int64]],
    spare_digits: Sequence[int],
    deadline: Deadline = NO_DEADLINE,
) -> Merged:
    """Return the exactly non-dominated sums, one package for each, rounded at the end.

    `columns[j][i][v]` is what value v of issue j adds for party i, in units of
    10^-spare_digits[i]. Rounding cannot make a dominated sum efficient, but it can make two
    points equal or one dominated: the caller filters once more. Raises TooManySumsError.
    """
    parties = range(len(spare_digits))
    sums: list[Limbs] = [
        [np.zeros(1, np.int64)] * (1 + -(-spare_digits[i] // LIMB_DIGITS)) for i in parties
    ]
    steps: list[tuple[NDArray[np.int64], int]] = []
    limit = MOST_KEPT if len(parties) <= 2 else MOST_KEPT_MANY.get(len(parties), FEWEST_KEPT)  # noqa: PLR2004  # two parties are swept
    for done, column in enumerate(columns):
        added = [_limbs(column[i], spare_digits[i]) for i in parties]
        width = len(column[0])
        if len(sums[0][0]) * width > MOST_CANDIDATES or deadline.passed:
            raise TooManySumsError(len(sums[0][0]), done)
        joined = [
            [np.add.outer(a, b).reshape(-1) for a, b in zip(sums[i], added[i], strict=True)]
            for i in parties
        ]
        kept = _efficient([carried(parts) for parts in joined])
        if len(kept) > limit:
            raise TooManySumsError(len(kept), done + 1)
        sums = [carried([part[kept] for part in parts]) for parts in joined]
        steps.append((kept, width))
    return Merged(
        np.stack([rounded(parts) if len(parts) > 1 else parts[0] for parts in sums]),
        _choices(steps),
    )


def _limbs(column: Sequence[int], spare_digits: int) -> Limbs:
    limbs = -(-spare_digits // LIMB_DIGITS)
    fill = 10 ** (limbs * LIMB_DIGITS - spare_digits)
    pieces = [split(int(v) * fill, limbs) for v in column]
    return [np.array([piece[k] for piece in pieces], np.int64) for k in range(limbs + 1)]


def _efficient(sums: list[Limbs]) -> NDArray[np.int64]:
    """Return the places of the non-dominated sums, the first of equal ones, in order."""
    places = np.arange(len(sums[0][0]))
    if len(sums) == 2 and any(len(parts) > 1 for parts in sums):  # noqa: PLR2004  # two parties have an order to sweep in
        places = np.flatnonzero(~_surely_beaten(sums[0][0], sums[1][0]))
    ranks = np.stack([_ranks([part[places] for part in parts]) for parts in sums])
    kept = np.flatnonzero(nondominated(ranks))
    order = np.lexsort((kept, *ranks[:, kept]))
    ordered = ranks[:, kept[order]]
    first = np.ones(len(kept), dtype=np.bool_)
    first[1:] = (ordered[:, 1:] != ordered[:, :-1]).any(axis=0)
    return np.sort(places[kept[order[first]]])


def _surely_beaten(a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether another has a larger head for both parties, whatever the digits below say."""
    order = np.argsort(-a, kind="stable")
    ordered, best = a[order], np.maximum.accumulate(b[order])
    # where each run of equal heads for the first party begins: those before it are larger
    starts = np.zeros(len(order), dtype=np.int64)
    changes = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    starts[changes] = changes
    before = np.maximum.accumulate(starts)
    beaten = np.empty(len(order), dtype=np.bool_)
    beaten[order] = (before > 0) & (best[before - 1] > b[order])
    return beaten


def _ranks(parts: Limbs) -> NDArray[np.int64]:
    if len(parts) == 1:
        return parts[0]
    order = np.lexsort(tuple(reversed(parts)))
    new = np.zeros(len(order), dtype=np.bool_)
    for part in parts:
        ordered = part[order]
        new[1:] |= ordered[1:] != ordered[:-1]
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.cumsum(new)
    return ranks


def _choices(steps: list[tuple[NDArray[np.int64], int]]) -> NDArray[np.int64]:
    """Walk back from the last step: which value of each issue led to each point."""
    point = np.arange(len(steps[-1][0]))
    rows = []
    for kept, width in reversed(steps):
        point, value = np.divmod(kept[point], width)
        rows.append(value)
    return np.stack(rows[::-1])
