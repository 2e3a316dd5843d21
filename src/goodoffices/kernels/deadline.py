"""When to stop: a deadline is a value that is handed down, never a setting of the program."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deadline:
    """An instant of the monotonic clock; the default never comes."""

    at: float = math.inf

    @classmethod
    def after(cls, seconds: float | None) -> Deadline:
        """Return the deadline so many seconds from now; None for no deadline."""
        return cls() if seconds is None else cls(time.monotonic() + seconds)

    @property
    def passed(self) -> bool:
        return time.monotonic() >= self.at

    @property
    def left(self) -> float:
        """Return the seconds left, at least 0; infinite where there is no deadline."""
        return max(0.0, self.at - time.monotonic())

    def share(self, part: float) -> Deadline:
        """Return an earlier deadline, after `part` of the time left."""
        return self if math.isinf(self.at) else Deadline(time.monotonic() + self.left * part)
