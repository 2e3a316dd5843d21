"""Start-up of the bare library: `import goodoffices` in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

_TIMED = """
import time
begun = time.perf_counter()
import {name}
print(time.perf_counter() - begun)
"""
_MODULES = {
    "goodoffices": 0.15,
    "goodoffices.record.acts": None,
    "goodoffices.access.decisions": None,
}


def _once(name: str) -> float:
    code = _TIMED.format(name=name)
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return float(done.stdout)


def subject() -> Iterator[Figure]:
    for name, target in _MODULES.items():
        yield Figure(f"import {name}", min(_once(name) for _ in range(5)), target)
