"""What takes longer than a second says on the terminal that it goes on, and how far it is."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["working"]


@contextmanager
def working(what: str, after: float = 1.0) -> Iterator[Callable[[int, int], None]]:
    """Show a bar while the work takes longer than `after` seconds; gone when the work is done.

    What is yielded is told how much is done and of how much; until it is, the bar only moves. It
    stands on standard error, and on a terminal alone: no pipe and no log ever holds it.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=None)
    timer = Timer(after, bar.start)
    timer.daemon = True
    timer.start()
    try:
        yield lambda done, of: bar.update(task, completed=done, total=of)
    finally:
        timer.cancel()
        timer.join()
        bar.stop()
