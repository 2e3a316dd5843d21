"""Which reports are copies or rewrites of one another, so that twenty copies are one source.

A report is the set of runs of four words in its body, case and marks aside. Two reports are alike
as far as these sets overlap (Jaccard), estimated by the share of equal minima under `HASHES`
hash functions, and looked for only among reports that agree in a band of them (Broder 1997, *On the
resemblance and containment of documents*; Indyk and Motwani 1998). O(words) a report.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Sources", "shingles", "signature"]

RUN = 4
HASHES = 128
ROWS = 4
ALIKE = 0.5
_WORD = re.compile(r"\w+")


def shingles(texts: Iterable[str]) -> frozenset[str]:
    """Return the runs of four words of each text; a shorter text is one run."""
    runs: set[str] = set()
    for text in texts:
        words = _WORD.findall(text.lower())
        runs.update(" ".join(words[k : k + RUN]) for k in range(max(1, len(words) - RUN + 1)))
    return frozenset(run for run in runs if run)


def signature(runs: frozenset[str]) -> tuple[int, ...]:
    """Return the least hash of the runs under each hash function; empty for no runs."""
    if not runs:
        return ()
    hashes = np.array(
        [int.from_bytes(hashlib.blake2b(r.encode(), digest_size=8).digest()) for r in runs],
        dtype=np.uint64,
    )
    draws = np.random.default_rng(20220227)
    factors = draws.integers(1, 2**63, HASHES, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    shifts = draws.integers(0, 2**63, HASHES, dtype=np.uint64)
    mixed = hashes[None, :] * factors[:, None] + shifts[:, None]  # modulo 2^64 on purpose
    return tuple(int(value) for value in (mixed >> np.uint64(32)).min(axis=1))


@dataclass
class Sources:
    """Reports met so far; `meet` says which earlier one a report repeats, and how much of it."""

    signatures: dict[str, tuple[int, ...]] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    bands: dict[tuple[int, tuple[int, ...]], list[str]] = field(default_factory=dict)

    def meet(self, name: str, seen: tuple[int, ...]) -> tuple[str, float]:
        """Return the report whose story this is (itself if new) and the likeness to the nearest."""
        near = {other for key in _bands(seen) for other in self.bands.get(key, ())}
        shares = {other: _share(seen, self.signatures[other]) for other in near}
        nearest = max(sorted(shares), key=lambda other: shares[other], default=None)
        share = shares[nearest] if nearest is not None else 0.0
        source = self.first[nearest] if nearest is not None and share >= ALIKE else name
        self.signatures[name] = seen
        self.first[name] = source
        for key in _bands(seen):
            self.bands.setdefault(key, []).append(name)
        return source, share


def _bands(seen: tuple[int, ...]) -> Iterable[tuple[int, tuple[int, ...]]]:
    return ((k, seen[k : k + ROWS]) for k in range(0, len(seen), ROWS))


def _share(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)
