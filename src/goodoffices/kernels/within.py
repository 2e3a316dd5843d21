"""All packages whose sums reach given floors, without listing the others.

`columns[j][i, v]` is what value v of issue j adds for party i. A *cut* is a weight a party; a
package passes it if its weighted sum reaches the cut's floor. Issue after issue is added, and a
part is dropped as soon as not even the best values of the issues to come lift it to every floor
(branch and bound in breadth; Land and Doig 1960). What is dropped is dropped for certain: each
floor is lowered by more than floats can err. Where nothing is dropped wrongly and nothing is
missing, the answer is every package that passes all cuts, and perhaps a few that miss a floor by
that error: the caller compares exact integers.

O(parts kept * values * cuts) for each issue; the number kept depends on the floors alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goodoffices.kernels.deadline import Deadline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_PARTS = 1_000_000
MOST_STEPS = 20_000_000
"""How many parts may be remembered over all issues, to find the packages again."""
FLOAT_ERROR = 1e-12
"""Relative to the largest weighted sum; far above what a few thousand additions can lose."""
MANY = 20_000
SAMPLED = 2_000
NO_DEADLINE = Deadline()

Check = tuple[tuple[int, ...], "Callable[[NDArray[np.int64]], NDArray[np.bool_]]"]
"""Issue numbers, and which columns of their values (issues, parts) are allowed together."""


@dataclass(frozen=True, slots=True)
class Within:
    """`sums[i, k]` and `choices[j, k]` of every package k that passes.

    `complete` is False where there were too many parts or the time was up: then nothing is
    returned. `merged` is True where packages with equal sums were put together, so that the
    packages cannot be counted.
    """

    sums: NDArray[np.int64]
    choices: NDArray[np.int64]
    complete: bool
    merged: bool


def within(
    columns: Sequence[NDArray[np.int64]],
    cuts: NDArray[np.float64],
    floors: NDArray[np.float64],
    *,
    checks: Sequence[Check] = (),
    merge_equal: bool = True,
    most: int = MOST_PARTS,
    deadline: Deadline = NO_DEADLINE,
) -> Within:
    """Return every package whose sums s have `cuts @ s >= floors`; `cuts` has one row a cut."""
    worth = [cuts @ column for column in columns]
    tops = [w.max(axis=1) for w in worth]
    reach = np.abs(cuts) @ sum(np.abs(column).max(axis=1) for column in columns)
    allowance = sum(tops) - floors + FLOAT_ERROR * (1.0 + reach)
    losses = [top[:, None] - w for top, w in zip(tops, worth, strict=True)]
    possible = [np.flatnonzero((loss <= allowance[:, None]).all(axis=0)) for loss in losses]
    if not all(len(values) for values in possible):
        return _nothing(columns, complete=True)
    order = _order(losses, possible)
    steps: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    sums = np.zeros((columns[0].shape[0], 1), dtype=np.int64)
    spent = np.zeros((len(cuts), 1))
    merged, remembered = False, 0
    due = _due(checks, order)
    for place, j in enumerate(order):
        values = possible[j]
        if sums.shape[1] * len(values) > MOST_STEPS or deadline.passed:
            return _nothing(columns, complete=False)
        parts, picks = np.nonzero(spent[0][:, None] + losses[j][0, values][None, :] <= allowance[0])
        picks = values[picks]
        for cut in range(1, len(cuts)):
            stays = spent[cut][parts] + losses[j][cut, picks] <= allowance[cut]
            parts, picks = parts[stays], picks[stays]
        for issues, allowed in due.get(place, ()):
            rows = [_values(steps, order.index(issue), parts, picks, place) for issue in issues]
            stays = allowed(np.stack(rows))
            parts, picks = parts[stays], picks[stays]
        sums = sums[:, parts] + columns[j][:, picks]
        if merge_equal and sums.shape[1] > MANY:
            kept = _distinct(sums)
            merged = merged or len(kept) < sums.shape[1]
            parts, picks, sums = parts[kept], picks[kept], sums[:, kept]
        remembered += len(parts)
        if len(parts) > most or remembered > MOST_STEPS:
            return _nothing(columns, complete=False)
        spent = spent[:, parts] + losses[j][:, picks]
        steps.append((parts, picks))
    return Within(sums, _choices(steps, order), complete=True, merged=merged)


def _nothing(columns: Sequence[NDArray[np.int64]], *, complete: bool) -> Within:
    parties = columns[0].shape[0]
    return Within(
        np.zeros((parties, 0), np.int64),
        np.zeros((len(columns), 0), np.int64),
        complete=complete,
        merged=False,
    )


def _order(losses: list[NDArray[np.float64]], possible: list[NDArray[np.int64]]) -> list[int]:
    """Return the issues with one value left first, then those where a second value costs most."""

    def second(j: int) -> float:
        if len(possible[j]) == 1:
            return np.inf
        return float(np.partition(losses[j][0, possible[j]], 1)[1])

    return sorted(range(len(losses)), key=lambda j: (-second(j), j))


def _due(checks: Sequence[Check], order: list[int]) -> dict[int, list[Check]]:
    """Return each check under the place where the last of its issues is added."""
    due: dict[int, list[Check]] = {}
    for check in checks:
        due.setdefault(max(order.index(issue) for issue in check[0]), []).append(check)
    return due


def _values(
    steps: list[tuple[NDArray[np.int64], NDArray[np.int64]]],
    wanted: int,
    parts: NDArray[np.int64],
    picks: NDArray[np.int64],
    place: int,
) -> NDArray[np.int64]:
    """Return the value that each part took at the place `wanted`, walking back from `place`."""
    if wanted == place:
        return picks
    for back in range(place - 1, wanted, -1):
        parts = steps[back][0][parts]
    return steps[wanted][1][parts]


def _distinct(sums: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return one place of each distinct column, if a sample shows that many are equal.

    A hash brings equal columns together, the columns themselves are then compared: two that
    differ are never joined.
    """
    mix = np.array([0x9E3779B97F4A7C15 * (2 * i + 1) % 2**63 for i in range(len(sums))], np.int64)
    hashes = (sums * mix[:, None]).sum(axis=0)
    sample = hashes[:: len(hashes) // SAMPLED]
    if len(np.unique(sample)) == len(sample):
        return np.arange(sums.shape[1])
    order = np.argsort(hashes, kind="stable")
    ordered = sums[:, order]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (ordered[:, 1:] != ordered[:, :-1]).any(axis=0)
    return np.sort(order[new])


def _choices(
    steps: list[tuple[NDArray[np.int64], NDArray[np.int64]]], order: list[int]
) -> NDArray[np.int64]:
    part = np.arange(len(steps[-1][0]))
    rows: dict[int, NDArray[np.int64]] = {}
    for (parts, picks), j in zip(reversed(steps), reversed(order), strict=True):
        rows[j] = picks[part]
        part = parts[part]
    return np.stack([rows[j] for j in range(len(order))])
