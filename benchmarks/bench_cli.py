"""Start-up of the command line: the wall time of commands that compute little or nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from figures import Figure, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMAND = str(Path(sys.executable).with_name("goodoffices"))


def subject() -> Iterator[Figure]:
    def show_help() -> None:
        subprocess.run([_COMMAND, "--help"], check=True, capture_output=True)

    yield Figure("goodoffices --help", seconds(show_help), 0.4)
