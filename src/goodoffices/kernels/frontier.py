"""Which columns of a table of utilities are Pareto-efficient.

Definition: o dominates p if it is at least as good for every party and better for one; the
efficient ones are those that nothing dominates (Pareto 1906; definitions, Pareto efficiency).
Everything here compares integers, so there is no tolerance and no false efficient point.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.int64]
"""Shape (parties, packages): what each package is worth to each party, in integer units."""

SAMPLE = 4096
PIVOTS = 48
PATIENCE = 6
"""After so many pivots that did not drop half of the packages, more would not pay."""
BLOCK = 256
FIRST_RIVALS = 256


def nondominated(table: Table) -> NDArray[np.bool_]:
    """Return a mask over packages: True where no other package dominates.

    Packages with equal utilities stand or fall together. Two parties: sorting, O(N log N).
    More: a few strong packages of a sample drop most of the rest, then those left are compared
    with the efficient ones found so far in order of falling rank sum, O(M * F * parties) for M
    left over and F efficient.
    """
    count = table.shape[1]
    keep = np.zeros(count, dtype=np.bool_)
    if count == 0:
        return keep
    alive = _after_pivots(table)
    rest = np.ascontiguousarray(table[:, alive])
    keep[alive[_sweep(rest) if rest.shape[0] <= 2 else _compare(rest)]] = True  # noqa: PLR2004  # two parties have an order to sweep in
    return keep


def dense_ranks(row: NDArray[np.generic]) -> NDArray[np.int64]:
    """Return each entry's place among the distinct values, smallest 0; any ordered dtype."""
    back: NDArray[np.int64] = np.unique(row, return_inverse=True)[1].reshape(-1)
    return back


def _after_pivots(table: Table) -> NDArray[np.int64]:
    """Return the packages that no pivot dominates; pivots are the best of a strided sample."""
    count = table.shape[1]
    alive = np.arange(count)
    if count <= SAMPLE:
        return alive
    sample = np.ascontiguousarray(table[:, :: count // SAMPLE])
    mask = _sweep(sample) if sample.shape[0] <= 2 else _compare(sample)  # noqa: PLR2004  # as above
    best = np.unique(sample[:, mask], axis=1)
    low = table.min(axis=1, keepdims=True).astype(float)
    high = table.max(axis=1, keepdims=True).astype(float)
    shares = (best - low) / np.where(high > low, high - low, 1.0)
    order = np.argsort(-shares.sum(axis=0), kind="stable")
    # the most balanced ones first, then an even spread over all of them
    spread = order[:: max(1, len(order) // PIVOTS)]
    pivots = list(dict.fromkeys([*order[:4].tolist(), *spread.tolist()]))
    left = table
    for tried, number in enumerate(pivots[:PIVOTS]):
        if tried == PATIENCE and len(alive) > count // 2:
            break
        pivot = best[:, number]
        beaten = left[0] <= pivot[0]
        equal = left[0] == pivot[0]
        for row, value in zip(left[1:], pivot[1:], strict=True):
            beaten &= row <= value
            equal &= row == value
        stays = ~beaten | equal
        alive = alive[stays]
        left = np.ascontiguousarray(left[:, stays])
    return alive


def _sweep(table: Table) -> NDArray[np.bool_]:
    """Mask for one or two parties: sort by the first, keep what raises the best of the second."""
    first = table[0]
    second = table[-1]
    order = np.lexsort((second, first))[::-1]
    a, b = first[order], second[order]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1])
    best = np.maximum.accumulate(b)
    raises = np.ones(len(order), dtype=np.bool_)
    raises[1:] = b[1:] > best[:-1]
    # equal pairs share the verdict on the first of them
    verdict = raises[np.flatnonzero(new)][np.cumsum(new) - 1]
    mask = np.empty(len(order), dtype=np.bool_)
    mask[order] = verdict
    return mask


def _compare(table: Table) -> NDArray[np.bool_]:
    """Mask for any number of parties: each against the efficient ones with a larger rank sum."""
    vectors, back = np.unique(table, axis=1, return_inverse=True)
    ranks = np.stack([dense_ranks(row) for row in vectors]).astype(np.int32)
    order = np.argsort(-ranks.sum(axis=0, dtype=np.int64), kind="stable")
    sorted_ranks = np.ascontiguousarray(ranks[:, order])
    efficient = np.zeros(vectors.shape[1], dtype=np.bool_)
    found = np.empty_like(sorted_ranks)
    size = 0
    for start in range(0, len(order), BLOCK):
        block = np.arange(start, min(start + BLOCK, len(order)))
        block = block[~_beaten(sorted_ranks[:, block], found[:, : min(size, FIRST_RIVALS)])]
        block = block[~_beaten(sorted_ranks[:, block], found[:, FIRST_RIVALS:size])]
        inside = sorted_ranks[:, block]
        # distinct vectors: at least as good everywhere and another one means dominated
        block = block[~_beaten(inside, inside, itself=True)]
        efficient[order[block]] = True
        found[:, size : size + len(block)] = sorted_ranks[:, block]
        size += len(block)
    return efficient[back.reshape(-1)]


def _beaten(
    points: NDArray[np.int32], rivals: NDArray[np.int32], *, itself: bool = False
) -> NDArray[np.bool_]:
    """For each point, whether a rival is at least as good for every party."""
    if points.shape[1] == 0 or rivals.shape[1] == 0:
        return np.zeros(points.shape[1], dtype=np.bool_)
    better = rivals[0][None, :] >= points[0][:, None]
    for party in range(1, points.shape[0]):
        better &= rivals[party][None, :] >= points[party][:, None]
    if itself:
        np.fill_diagonal(better, val=False)
    return np.asarray(better.any(axis=1))
