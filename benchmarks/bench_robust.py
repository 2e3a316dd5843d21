"""Robustness: 10,000 worlds of a model of 4,096 states and 4 decision makers, all five concepts.

In each world the six most important statements of every decision maker stand in another order.
Seconds of the clock hang on what else the machine does, so CPU seconds of all processes stand
beside them.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from figures import Figure
from stability_sizes import model

from goodoffices import conflict
from goodoffices.stability.robust import Doubts, robust

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAMPLES, _OPTIONS, _MAKERS, _MOVED = 10_000, 12, 4, 6
_WORKERS = 2
_TARGET = 60.0


def subject() -> Iterator[Figure]:
    doubtful = conflict.loads(model(_OPTIONS, _MAKERS))
    doubts = Doubts(statements={dm.id: (0, _MOVED) for dm in doubtful.decision_makers})
    before, begun = _cpu_seconds(), time.perf_counter()
    robust(doubtful, _SAMPLES, doubts=doubts, workers=_WORKERS)
    clock, took = time.perf_counter() - begun, _cpu_seconds() - before
    what = f"{_SAMPLES:,} worlds, 2^{_OPTIONS} x {_MAKERS}, {_WORKERS} processes"
    yield Figure(f"{what}: clock", clock, _TARGET)
    yield Figure(f"{what}: CPU", took, _TARGET * _WORKERS)


def _cpu_seconds() -> float:
    """Of this process and of those it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
