"""Join two halves: every pair of parts that together stay within what may be lost.

Each part has sums, one a party, and what it has lost on each cut. A pair is wanted if on no cut
both together lose more than the allowance. Where the floors leave a narrow box for the parties'
sums, the second half is laid in cells as wide as the box along the two parties where it is
narrowest beside how far the sums spread, and within a cell in the order of what was lost on the
first cut; the partners of a part then stand in at most four stretches.

O((a + b) log b + candidates), where the candidates are the pairs that the cells leave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.kernels.deadline import Deadline

Parts = tuple[NDArray[np.int64], NDArray[np.float64]]
"""`sums[i, k]` and `spent[c, k]` of each part k."""
Limits = tuple[NDArray[np.float64], NDArray[np.float64]]
"""The least and the most that a party's sum can be."""

NO_FLOOR = -1e300
"""Stands for a cut that every part passes."""
MOST_CANDIDATES = 100_000_000
MOST_PAIRS = 2_000_000
CHUNK = 1_000_000
STEPS = 2**20
"""How many steps the first cut's losses, and cells along one party, are counted in at most."""


class TooManyPairsError(Exception):
    """Too many pairs to look at, or the time is up."""


def box(cuts: NDArray[np.float64], floors: NDArray[np.float64], top: float) -> Limits:
    """Return what cuts for one party and the first cut's largest sum leave to each party's sum.

    w·s <= top and s_k >= least_k give s_i <= (top - sum over k other than i of w_k least_k) / w_i.
    """
    parties = cuts.shape[1]
    least = np.full(parties, -np.inf)
    for row, floor in zip(cuts, floors, strict=True):
        alone = np.flatnonzero(row)
        if len(alone) == 1 and row[alone[0]] > 0 and floor > NO_FLOOR / 2:
            least[alone[0]] = max(least[alone[0]], floor / row[alone[0]])
    weights = cuts[0]
    counted = weights > 0
    most = np.full(parties, np.inf)
    if (weights >= 0).all() and np.isfinite(least[counted]).all():
        rest = top - float(weights[counted] @ least[counted])
        most[counted] = least[counted] + rest / weights[counted]
    return least - 1, most + 1


def pairs(
    first: Parts,
    second: Parts,
    allowance: NDArray[np.float64],
    limits: Limits,
    deadline: Deadline,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the places in both halves of every pair that stays within the allowance."""
    if not first[0].shape[1] or not second[0].shape[1]:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    found: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    looked = kept = 0
    for a, b in _candidates(first, second, float(allowance[0]), limits):
        looked += len(a)
        for spent_a, spent_b, most in zip(first[1], second[1], allowance, strict=True):
            stays = spent_a[a] + spent_b[b] <= most
            a, b = a[stays], b[stays]  # noqa: PLW2901 (sieved one cut after the other)
        kept += len(a)
        if looked > MOST_CANDIDATES or kept > MOST_PAIRS or deadline.passed:
            raise TooManyPairsError
        found.append((a, b))
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate([a for a, _ in found]), np.concatenate([b for _, b in found])


def _candidates(
    first: Parts, second: Parts, allowed: float, limits: Limits
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield pairs, some at a time, that the cells and the first cut's losses leave."""
    cells, wanted = np.zeros(second[0].shape[1], np.int64), [np.zeros(first[0].shape[1], np.int64)]
    inside = [np.ones(first[0].shape[1], np.bool_)]
    for party in _narrowest(first[0], second[0], limits):
        least, most = limits[0][party], limits[1][party]
        row = second[0][party].astype(np.float64)
        width = max(most - least, float(np.ptp(row)) / STEPS, 1.0)
        place = np.floor((row - row.min()) / width).astype(np.int64)
        count = int(place.max()) + 1
        cells = cells * count + place
        start = np.floor((least - first[0][party] - row.min()) / width).astype(np.int64)
        both = [(start + step, (start + step >= 0) & (start + step < count)) for step in (0, 1)]
        inside = [old & new for old in inside for _, new in both]
        wanted = [old * count + new for old in wanted for new, _ in both]
    step = max(allowed, 1e-300) / (STEPS - 2)
    lost = np.clip(np.floor(second[1][0] / step), 0, STEPS - 1).astype(np.int64)
    left = np.clip(np.ceil((allowed - first[1][0]) / step) + 1, 0, STEPS - 1).astype(np.int64)
    key = cells * STEPS + lost
    order = np.argsort(key)
    key = key[order]
    for cell, stays in zip(wanted, inside, strict=True):
        parts = np.flatnonzero(stays)
        low = np.searchsorted(key, cell[parts] * STEPS, "left")
        counts = np.searchsorted(key, cell[parts] * STEPS + left[parts], "right") - low
        some = counts > 0
        yield from _stretches(parts[some], low[some], counts[some], order)


def _narrowest(first: NDArray[np.int64], second: NDArray[np.int64], limits: Limits) -> list[int]:
    """Return up to two parties whose sums the box confines most, beside how far they spread."""
    spread = np.maximum(first.std(axis=1) + second.std(axis=1), 1e-9)
    narrow = (limits[1] - limits[0]) / spread
    return [int(i) for i in np.argsort(narrow, kind="stable")[:2] if narrow[i] < 1]


def _stretches(
    parts: NDArray[np.int64],
    low: NDArray[np.int64],
    counts: NDArray[np.int64],
    order: NDArray[np.int64],
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield each part with every place of its stretch of `order`, about CHUNK pairs at a time."""
    ends = np.cumsum(counts)
    begin = 0
    while begin < len(parts):
        done = int(ends[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(ends, done + CHUNK, "right")), begin + 1)
        some = counts[begin:end]
        offset = np.arange(int(some.sum())) - np.repeat(np.cumsum(some) - some, some)
        yield np.repeat(parts[begin:end], some), order[np.repeat(low[begin:end], some) + offset]
        begin = end
