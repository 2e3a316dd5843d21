"""Which outcomes hold, for whom, and why."""

from __future__ import annotations

from goodoffices.stability.analysis import ALL, CONCEPTS, analyse
from goodoffices.stability.result import StabilityResult

__all__ = ["ALL", "CONCEPTS", "StabilityResult", "analyse"]
