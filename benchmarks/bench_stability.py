"""Stability: all five concepts, all decision makers, option form, statements and order included.

Each size in a process of its own; `stability_sizes.py` measures more of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from figures import Figure
from stability_sizes import GATT, STAGES, Row, row

if TYPE_CHECKING:
    from collections.abc import Iterator

# options, decision makers, targets in seconds and megabytes
_SIZES = (
    (10, 2, None, None),
    (12, 3, None, None),
    (14, 4, None, None),
    (16, 5, None, None),
    (18, 6, None, None),
    (20, 5, 4.0, 1_500.0),
)


def subject() -> Iterator[Figure]:
    for options, decision_makers, seconds, megabytes in _SIZES:
        measured = row(options, decision_makers)
        yield from _figures(measured, seconds, megabytes)
    if GATT.exists():
        yield from _figures(row(0, 0, what="GATT 138,240 x 6"), 1.0, None)


def _figures(measured: Row, seconds: float | None, megabytes: float | None) -> Iterator[Figure]:
    for stage in STAGES:
        what = f"{measured.what} {stage}, up to {measured.megabytes[stage]:,.0f} MB"
        yield Figure(what, measured.seconds[stage])
    yield Figure(f"{measured.what} all", measured.total, seconds)
    yield Figure(f"{measured.what} memory", measured.peak, megabytes, unit="MB")
