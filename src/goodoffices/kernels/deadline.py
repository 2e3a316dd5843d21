"""When to stop: a deadline is a value that is handed down, never a setting of the program."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

Clock = Callable[[], float]
"""Seconds since some instant, as `time.monotonic` or, of work done only, `time.process_time`."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """An instant of a clock, by default the monotonic one; the default never comes."""

    at: float = math.inf
    clock: Clock = time.monotonic

    @classmethod
    def after(cls, seconds: float | None, clock: Clock = time.monotonic) -> Deadline:
        """Return the deadline so many seconds from now; None for no deadline."""
        return cls() if seconds is None else cls(clock() + seconds, clock)

    @property
    def passed(self) -> bool:
        return self.clock() >= self.at

    @property
    def left(self) -> float:
        """Return the seconds left, at least 0; infinite where there is no deadline."""
        return max(0.0, self.at - self.clock())

    def share(self, part: float) -> Deadline:
        """Return an earlier deadline, after `part` of the time left."""
        if math.isinf(self.at):
            return self
        return Deadline(self.clock() + self.left * part, self.clock)
