"""A fresh process on one core, and the most memory that it held."""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["measured", "peak"]

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def measured(command: Sequence[str]) -> tuple[str, float]:
    """Return what a command printed and its peak memory in megabytes (10^6 bytes).

    The system counts from what this process held when it began another, so that the figure
    is no less than that; `peak` is not.
    It is kept to one core, where the system allows that, and its thread pools to one
    thread. Raises CalledProcessError where the command fails.
    """
    environment = os.environ | dict.fromkeys(_ONE_THREAD, "1")
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        process = subprocess.Popen(command, stdout=output, env=environment)
        with suppress(AttributeError, OSError):  # not every system pins processes
            os.sched_setaffinity(process.pid, {max(os.sched_getaffinity(0))})
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        output.seek(0)
        return output.read(), usage.ru_maxrss * 1024 / 1e6


def peak() -> float:
    """Return the most memory that this process has held since it began, in megabytes."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
