"""All packages whose sums reach given floors, without listing the others.

`columns[j][i, v]` is what value v of issue j adds for party i. A *cut* is a weight a party; a
package passes it if its weighted sum reaches the cut's floor. Issue after issue is added, and a
part is dropped as soon as not even the best values of the issues to come lift it to every floor
(branch and bound in breadth; Land and Doig 1960). Where parts become many, a second half is grown
from the other issues, and the halves are then joined (meet in the middle; Horowitz and Sahni
1974, Journal of the ACM 21(2), 277-292): about the square root of the parts is kept.

What is dropped is dropped for certain: each floor is lowered by more than floats can err. Where
nothing is missing, the answer is every package that passes all cuts, and perhaps a few that miss
a floor by that error: the caller compares exact integers.

O(parts kept * values * cuts) for each issue, and what `kernels.pairing` takes; the number kept
depends on the floors alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goodoffices.kernels.deadline import Deadline
from goodoffices.kernels.pairing import TooManyPairsError, box, pairs

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_PARTS = 1_000_000
"""How many parts a half may have."""
MOST_STEPS = 20_000_000
"""How many parts may be remembered over all issues, to find the packages again."""
WHOLE = 2_000
"""Up to so many parts no second half is grown."""
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

    `complete` is False where there were too many parts or the time was up: then some may be
    missing. `merged` is True where packages with equal sums were put together, so that the
    packages cannot be counted. `parts` is how many parts the larger half had.
    """

    sums: NDArray[np.int64]
    choices: NDArray[np.int64]
    complete: bool
    merged: bool
    parts: int


class _TooManyError(Exception):
    """Too many parts to keep, or the time is up."""


@dataclass(frozen=True, slots=True)
class _Room:
    """What every part is measured by: what each value loses on each cut, and may lose at most."""

    columns: Sequence[NDArray[np.int64]]
    losses: list[NDArray[np.float64]]
    allowance: NDArray[np.float64]
    possible: list[NDArray[np.int64]]
    checks: Sequence[Check]
    most: int
    deadline: Deadline
    thin: np.random.Generator | None


@dataclass(slots=True)
class _Half:
    """Parts over some issues, in the order these were added: the one value here that changes."""

    sums: NDArray[np.int64]
    spent: NDArray[np.float64]
    issues: list[int]
    steps: list[tuple[NDArray[np.int32], NDArray[np.int32]]]
    merged: bool = False
    whole: bool = True

    @classmethod
    def empty(cls, parties: int, cuts: int) -> _Half:
        return cls(np.zeros((parties, 1), np.int64), np.zeros((cuts, 1)), [], [])

    @property
    def count(self) -> int:
        return int(self.sums.shape[1])

    def values(
        self, wanted: Sequence[int], parts: NDArray[np.int64]
    ) -> dict[int, NDArray[np.int64]]:
        """Return the value of each wanted issue in each of the parts, walking back."""
        found = {}
        for issue, (before, picks) in zip(reversed(self.issues), reversed(self.steps), strict=True):
            if issue in wanted:
                found[issue] = picks[parts].astype(np.int64)
            parts = before[parts].astype(np.int64)
        return found


def within(
    columns: Sequence[NDArray[np.int64]],
    cuts: NDArray[np.float64],
    floors: NDArray[np.float64],
    *,
    checks: Sequence[Check] = (),
    most: int = MOST_PARTS,
    deadline: Deadline = NO_DEADLINE,
    thin: np.random.Generator | None = None,
    whole: int = WHOLE,
) -> Within:
    """Return every package whose sums s have `cuts @ s >= floors`; `cuts` has one row a cut.

    With `thin`, where parts become too many, as many as may be kept are drawn at random: some of
    the packages are then found, and the answer is not complete. Up to `whole` parts no second half
    is grown.
    """
    worth = [cuts @ column for column in columns]
    tops = [w.max(axis=1) for w in worth]
    reach = np.abs(cuts) @ sum(np.abs(column).max(axis=1) for column in columns)
    error = FLOAT_ERROR * (1.0 + reach)
    allowance = sum(tops) - floors + error
    losses = [top[:, None] - w for top, w in zip(tops, worth, strict=True)]
    possible = [np.flatnonzero((loss <= allowance[:, None]).all(axis=0)) for loss in losses]
    if not all(len(values) for values in possible):
        return _nothing(columns, complete=True, parts=0)
    room = _Room(columns, losses, allowance, possible, checks, most, deadline, thin)
    try:
        first, second = _grown(room, whole)
        limits = box(cuts, floors - error, float(sum(top[0] for top in tops) + error[0]))
        a, b = pairs(
            (first.sums, first.spent), (second.sums, second.spent), allowance, limits, deadline
        )
    except (_TooManyError, TooManyPairsError):
        return _nothing(columns, complete=False, parts=most)
    a, b = _checked(room, first, second, a, b)
    values = first.values(first.issues, a) | second.values(second.issues, b)
    return Within(
        first.sums[:, a] + second.sums[:, b],
        np.stack([values[j] for j in range(len(columns))]),
        complete=first.whole and second.whole,
        merged=first.merged or second.merged,
        parts=max(first.count, second.count),
    )


def _nothing(columns: Sequence[NDArray[np.int64]], *, complete: bool, parts: int) -> Within:
    parties = columns[0].shape[0]
    return Within(
        np.zeros((parties, 0), np.int64),
        np.zeros((len(columns), 0), np.int64),
        complete=complete,
        merged=False,
        parts=parts,
    )


def _grown(room: _Room, whole: int) -> tuple[_Half, _Half]:
    """Add every issue to one of two halves, to the smaller one as soon as parts are many."""
    parties, cuts = room.columns[0].shape[0], len(room.allowance)
    first, second = _Half.empty(parties, cuts), _Half.empty(parties, cuts)
    order = _order(room.losses, room.possible)
    while order:
        if first.count <= whole or first.count <= second.count:
            _add(room, first, order.pop(0))
        else:
            _add(room, second, order.pop())
    return first, second


def _order(losses: list[NDArray[np.float64]], possible: list[NDArray[np.int64]]) -> list[int]:
    """Return the issues with one value left first, then those where a second value costs most."""

    def second(j: int) -> float:
        if len(possible[j]) == 1:
            return np.inf
        return float(np.partition(losses[j][0, possible[j]], 1)[1])

    return sorted(range(len(losses)), key=lambda j: (-second(j), j))


def _add(room: _Room, half: _Half, j: int) -> None:
    """Add an issue to a half."""
    values, losses = room.possible[j], room.losses[j]
    if half.count * len(values) > MOST_STEPS or room.deadline.passed:
        raise _TooManyError
    spent, allowance = half.spent, room.allowance
    parts, picks = np.nonzero(spent[0][:, None] + losses[0, values][None, :] <= allowance[0])
    if room.thin is not None and len(parts) > 2 * room.most:
        kept = np.sort(room.thin.choice(len(parts), 2 * room.most, replace=False))
        half.whole = False
        parts, picks = parts[kept], picks[kept]
    picks = values[picks]
    for cut in range(1, len(allowance)):
        stays = spent[cut][parts] + losses[cut, picks] <= allowance[cut]
        if not stays.all():
            parts, picks = parts[stays], picks[stays]
    sums = half.sums[:, parts] + room.columns[j][:, picks]
    # packages with equal sums are one for every goal, but not for a constraint that is still due
    if not room.checks and len(parts) > MANY:
        kept = _distinct(sums)
        half.merged = half.merged or len(kept) < len(parts)
        parts, picks, sums = parts[kept], picks[kept], sums[:, kept]
    if len(parts) > room.most and room.thin is not None:
        kept = np.sort(room.thin.choice(len(parts), room.most, replace=False))
        half.whole = False
        parts, picks, sums = parts[kept], picks[kept], sums[:, kept]
    remembered = sum(len(step[0]) for step in half.steps) + len(parts)
    if len(parts) > room.most or remembered > MOST_STEPS:
        raise _TooManyError
    half.sums, half.spent = sums, spent[:, parts] + losses[:, picks]
    half.issues.append(j)
    half.steps.append((parts.astype(np.int32), picks.astype(np.int32)))
    for issues, allowed in room.checks:
        if j in issues and set(issues) <= set(half.issues):
            found = half.values(issues, np.arange(half.count))
            stays = allowed(np.stack([found[issue] for issue in issues]))
            half.sums, half.spent = half.sums[:, stays], half.spent[:, stays]
            before, picked = half.steps[-1]
            half.steps[-1] = before[stays], picked[stays]


def _checked(
    room: _Room,
    first: _Half,
    second: _Half,
    a: NDArray[np.int64],
    b: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Keep the pairs that meet the constraints whose issues lie in both halves."""
    for issues, allowed in room.checks:
        if set(issues) <= set(first.issues) or set(issues) <= set(second.issues):
            continue
        found = first.values(issues, a) | second.values(issues, b)
        stays = allowed(np.stack([found[issue] for issue in issues]))
        a, b = a[stays], b[stays]
    return a, b


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
