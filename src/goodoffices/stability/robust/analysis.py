"""How sure are the equilibria: in what share of the worlds that preferences allow."""

from __future__ import annotations

import os
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices.conflict.writing import to_tree
from goodoffices.errors import InputError, MissingPartError
from goodoffices.saying import say
from goodoffices.stability.analysis import ALL, chosen
from goodoffices.stability.robust.result import Influence, RobustResult
from goodoffices.stability.robust.tally import Stretch, Tally, tally
from goodoffices.stability.robust.worlds import Doubts, Worlds
from goodoffices.workers import pool_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from goodoffices.conflict.model import Conflict
    from goodoffices.stability.robust.worlds import Doubt

__all__ = ["robust"]

_LEAST, _SHARES = 100, 32
"""A stretch of worlds is no shorter than the least, and there are no more than so many of them."""
_SAMPLES = 10_000_000
_PATIENCE = 3


def robust(
    conflict: Conflict,
    samples: int,
    *,
    doubts: Doubts | None = None,
    concepts: Sequence[str] = ALL,
    seed: int = 0,
    workers: int | None = None,
    cluster: str | None = None,
    told: Callable[[int, int], None] | None = None,
) -> RobustResult:
    """Say in what share of worlds each state is an equilibrium, and what it hangs on.

    Implements "Robustness" of the graph model definitions. Unknown pairs are settled
    either way, each as likely; ``doubts`` names what else is open. All worlds are
    listed if there are no more than ``samples`` of them; otherwise as many are drawn,
    world k from the seed and k alone, so that the numbers are the same for any number
    of ``workers`` (processes; default: one a core) or on a Dask cluster at the address
    ``cluster``. Stretches of worlds that a lost worker had are done again. ``told`` is told
    how many stretches are done, of how many, where they are not done on a cluster.
    """
    if not 1 <= samples <= _SAMPLES:
        raise InputError(
            say("cannot draw {samples} samples", samples=samples),
            where="samples",
            remedy=say("From 1 to {samples}.", samples=f"{_SAMPLES:,}"),
        )
    if seed < 0 or (workers is not None and workers < 1):
        raise InputError(say("the seed is not negative, and there is a worker at least"))
    named = tuple(concept.id for concept in chosen(concepts))
    doubts = doubts or Doubts()
    worlds = Worlds(conflict, doubts)
    exact = worlds.count is not None and worlds.count <= samples
    total = worlds.count if exact and worlds.count is not None else samples
    tree = to_tree(conflict)
    length = max(_LEAST, -(-total // _SHARES))
    stretches = [
        Stretch(tree, doubts, named, seed, exact, first, min(first + length, total))
        for first in range(0, total, length)
    ]
    if cluster is not None:
        whole = reduce(Tally.plus, _on_cluster(stretches, cluster))
    else:
        whole = _on_processes(stretches, workers or os.cpu_count() or 1, told)
    count = len(conflict.states)
    return RobustResult(
        conflict,
        named,
        worlds.count,
        total,
        exact,
        seed,
        len(worlds.doubts),
        {name: whole.counts[k * count : (k + 1) * count].copy() for k, name in enumerate(named)},
        {
            name: _most(whole, worlds.doubts, total, slice(k * count, (k + 1) * count))
            for k, name in enumerate(named)
        },
    )


def _most(whole: Tally, doubts: Sequence[Doubt], total: int, part: slice) -> Influence | None:
    """Return the doubt, and the state, whose share changes most with the doubt's side."""
    if not whole.together.shape[0]:
        return None
    with_it: NDArray[np.int64] = whole.together[:, part]
    sided = whole.sided[:, None]
    both = (sided > 0) & (sided < total)
    share_if = with_it / np.maximum(sided, 1)
    share_if_not = (whole.counts[part] - with_it) / np.maximum(total - sided, 1)
    change = np.where(both, np.abs(share_if - share_if_not), 0.0)
    doubt, state = np.unravel_index(int(change.argmax()), change.shape)
    if not change[doubt, state]:
        return None
    return Influence(
        doubts[int(doubt)],
        int(state),
        float(share_if[doubt, state]),
        float(share_if_not[doubt, state]),
    )


def _on_processes(
    stretches: Sequence[Stretch], workers: int, told: Callable[[int, int], None] | None
) -> Tally:
    """Share the stretches out; those that a broken pool had not done are done anew."""
    left = dict(enumerate(stretches))
    whole: Tally | None = None
    workers = min(workers, len(stretches))
    for _ in range(_PATIENCE if workers > 1 else 0):
        if not left:
            break
        with (
            suppress(BrokenProcessPool),
            pool_of(workers) as pool,
        ):
            waiting = {pool.submit(tally, stretch): number for number, stretch in left.items()}
            for future in as_completed(waiting):
                found = future.result()
                whole = found if whole is None else whole.plus(found)
                del left[waiting.pop(future)]
                if told is not None:
                    told(len(stretches) - len(left), len(stretches))
    for number, stretch in enumerate(left.values(), 1):
        found = tally(stretch)
        if told is not None:
            told(len(stretches) - len(left) + number, len(stretches))
        whole = found if whole is None else whole.plus(found)
    if whole is None:
        raise InputError(say("there is no world to look at"), where="samples")
    return whole


def _on_cluster(stretches: Sequence[Stretch], address: str) -> list[Tally]:
    try:
        from distributed import Client  # noqa: PLC0415 - an optional extra
    except ImportError:
        raise MissingPartError(
            say("Dask is not installed"),
            where="cluster",
            remedy=say("Install goodoffices[cluster]."),
        ) from None
    try:
        client: Any = Client(address, timeout="10s")  # type: ignore[no-untyped-call]  # Dask has no types
    except (OSError, ValueError) as error:
        raise InputError(
            say("no Dask scheduler answers at {address}", address=repr(address)), where="cluster"
        ) from error
    with client:
        tallies: list[Tally] = client.gather(client.map(tally, stretches, pure=False, retries=3))
    return tallies
