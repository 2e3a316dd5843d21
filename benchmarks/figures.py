"""One measured figure, and how to take it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Figure", "seconds"]


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` and `target` in `unit`; `at_least` where more is better."""

    what: str
    value: float
    target: float | None = None
    unit: str = "s"
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        if self.target is None:
            return True
        return self.value >= self.target if self.at_least else self.value <= self.target

    def __str__(self) -> str:
        measured = f"{self.value:.3g} {self.unit}"
        bound = "" if self.target is None else f"{self.target:g} {self.unit}"
        mark = "" if self.is_met else "  missed"
        return f"{self.what:44} {measured:>14} {bound:>14}{mark}"


def seconds(job: Callable[[], object], repeats: int = 5) -> float:
    """Least wall time of one run, in seconds."""
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        job()
        times.append(time.perf_counter() - begun)
    return min(times)
