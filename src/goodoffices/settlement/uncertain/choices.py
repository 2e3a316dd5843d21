"""Which package to table when utilities are known only roughly, and how sure that is (NB 16).

The Nash fraction of a package in a world is its product of gains over the largest in that world;
0 where it leaves a party below its fallback. All shares of worlds are estimates from drawn worlds
and carry the 95% interval of Wilson (JASA 22:209-212, 1927), means that of the normal law.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Z = 1.959964
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Fractions:
    """`table[k, m]`: Nash fraction of candidate m in world k; `best[k]`: the best package there.

    `packages` are the candidates' places; `open_worlds` those in which some package gives every
    party a gain (the others have no Nash fraction, and count 0).
    """

    packages: tuple[int, ...]
    table: NDArray[np.float64]
    best: NDArray[np.int64]
    open_worlds: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sureness:
    """How good a package is over the drawn worlds."""

    mean_fraction: float
    mean_interval: Interval
    nash_best: float
    nash_best_interval: Interval
    acceptable: float
    acceptable_interval: Interval


def fractions(
    worlds: NDArray[np.int64], fallbacks: NDArray[np.int64], named: tuple[int, ...]
) -> Fractions:
    """Return the Nash fractions of the packages best in some world, and of those `named`."""
    count = len(worlds)
    gains = worlds - fallbacks[None, :, None]
    best = np.zeros(count, dtype=np.int64)
    top = np.zeros(count)
    for k, table in enumerate(gains):
        products = np.clip(table, 0, None).astype(np.float64).prod(axis=0)
        best[k] = int(products.argmax())
        top[k] = products[best[k]]
    packages = tuple(dict.fromkeys([*named, *np.unique(best[top > 0]).tolist()]))
    chosen = np.clip(gains[:, :, list(packages)], 0, None).astype(np.float64).prod(axis=1)
    inside = (gains[:, :, list(packages)] >= 0).all(axis=1)
    table = np.where(inside & (top > 0)[:, None], chosen / np.where(top > 0, top, 1.0)[:, None], 0)
    return Fractions(packages, table, best, top > 0)


def sureness(
    found: Fractions, worlds: NDArray[np.int64], fallbacks: NDArray[np.int64], package: int
) -> Sureness:
    column = found.table[:, found.packages.index(package)]
    count = len(column)
    mean = float(column.mean())
    half = Z * float(column.std(ddof=1)) / math.sqrt(count) if count > 1 else 1.0
    wins = int(((column >= 1.0) & found.open_worlds).sum())
    inside = int((worlds[:, :, package] >= fallbacks).all(axis=1).sum())
    return Sureness(
        mean,
        (max(0.0, mean - half), min(1.0, mean + half)),
        wins / count,
        wilson(wins, count),
        inside / count,
        wilson(inside, count),
    )


def wilson(hits: int, count: int) -> Interval:
    """Return the 95% score interval of a share."""
    share, z2 = hits / count, Z * Z
    centre = (share + z2 / (2 * count)) / (1 + z2 / count)
    half = Z * math.sqrt(share * (1 - share) / count + z2 / (4 * count * count)) / (1 + z2 / count)
    return max(0.0, centre - half), min(1.0, centre + half)
