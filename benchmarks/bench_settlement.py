"""Settlement: frontier, agreement zone and solutions of additive scenarios, with proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from figures import Figure
from settlement_sizes import measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from settlement_sizes import Size

# size, and target in seconds for everything that is answered about it
_SIZES: tuple[tuple[Size, float | None], ...] = (
    ((2, 6, 10, "independent"), 0.05),
    ((5, 5, 10, "independent"), None),
    ((2, 30, 10, "independent"), 0.5),
    ((2, 30, 10, "opposed"), 0.5),
    ((2, 30, 10, "nearly fixed"), 3.0),
    ((2, 30, 10, "fixed"), 2.0),
    ((5, 50, 10, "independent"), 9.0),
    ((5, 50, 10, "opposed"), 9.0),
)


def subject() -> Iterator[Figure]:
    """Yield CPU seconds and peak memory, each size in a process of its own."""
    for size, target in _SIZES:
        parties, issues, values, how = size
        found = measure(size)
        what = f"{parties} parties, {issues} × {values} values, {how}"
        yield Figure(what, found["seconds"], target)
        yield Figure(f"{what}, peak memory", found["megabytes"], 2000.0, "MB")
