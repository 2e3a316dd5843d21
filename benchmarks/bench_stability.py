"""Stability: all five concepts, all decision makers, option form, statements and order included.

From 2^10 to 2^24 states and 2 to 6 decision makers, each size in a process of its own (see
`stability_sizes.py`, which measures single ones): some ten minutes in all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from figures import Figure
from stability_sizes import GATT, MAKERS, SIZES, STAGES, Row, row

if TYPE_CHECKING:
    from collections.abc import Iterator

_TARGETS = {(20, 5): (4.0, 1_500.0), (24, 5): (90.0, 12_000.0)}
"""Seconds and megabytes, by options and decision makers."""


def subject() -> Iterator[Figure]:
    if GATT.exists():
        yield from _figures(row(0, 0, what="GATT 138,240 x 6"), 1.0, None)
    for options in SIZES:
        for makers in MAKERS:
            seconds, megabytes = _TARGETS.get((options, makers), (None, None))
            yield from _figures(row(options, makers), seconds, megabytes)


def _figures(measured: Row, seconds: float | None, megabytes: float | None) -> Iterator[Figure]:
    for stage in STAGES:
        what = f"{measured.what} {stage}, up to {measured.megabytes[stage]:,.0f} MB"
        yield Figure(what, measured.seconds[stage])
    yield Figure(f"{measured.what} all", measured.total, seconds)
    yield Figure(f"{measured.what} memory", measured.peak, megabytes, unit="MB")
