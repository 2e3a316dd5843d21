"""Working processes that end with the run that began them."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread

__all__ = ["pool_of"]


def pool_of(count: int) -> ProcessPoolExecutor:
    """Return a pool of so many fresh processes.

    A pool of the standard library waits for ever for work when its run is killed, since each worker
    holds the queue open for the others.
    """
    return ProcessPoolExecutor(count, get_context("spawn"), _end_with_the_run)


def _end_with_the_run() -> None:
    run = parent_process()
    if run is not None:

        def watch() -> None:
            run.join()
            os._exit(1)

        Thread(target=watch, daemon=True).start()
