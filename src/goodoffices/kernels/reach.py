"""The least value that a coalition's legal sequences of moves can lead to.

Whether a sanction deters is a comparison of one number: the least level (for the one
who is deterred) among the states that the others can reach. So nothing here lists
reachable states; values flow backwards along moves until nothing changes, in sweeps
over all states at once, and later over those classes in which something changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodoffices.kernels.sweeps import NONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from goodoffices.kernels.moves import MoveTable
    from goodoffices.kernels.sweeps import Mover

    Values = NDArray[np.int32]

__all__ = ["components", "least_reached", "least_within"]

_FEW = 2  # sweep only what changed once it is less than one state in so many classes


def components(tables: Sequence[MoveTable]) -> Values | None:
    """Return a label for each state, the same where moves of all tables together join two.

    None unless every move can be undone; legal sequences then reach the whole component.
    Labels are below the number of classes of the first table. Time: a few passes over
    the states for each table, as long as ways in turn are short.
    """
    if not tables or not all(table.reversible for table in tables):
        return None
    labels = tables[0].class_of
    settled, turn = 1, 0
    while settled < len(tables):
        turn = (turn + 1) % len(tables)
        joined = least_within(tables[turn].class_of, labels)
        settled = settled + 1 if np.array_equal(joined, labels) else 1
        labels = joined
    return labels


def least_within(labels: Values, values: Values) -> Values:
    """Return for each state the least value among those with its label. Linear."""
    least = np.full(int(labels.max(initial=0)) + 1, NONE, dtype=np.int32)
    np.minimum.at(least, labels, values)
    return least.take(labels)


def least_reached(
    movers: Sequence[Mover], values: Values, *, improving: bool, exact: bool = False
) -> Values:
    """Return, for each s, the least value over R_H(s) or, if ``improving``, over R+_H(s).

    ``movers`` are the coalition H; NONE where it can reach nothing. The definition is
    the coalition list of Fang, Hipel and Kilgour 1993: legal sequences of moves, in
    which nobody moves twice running; each mover judges an improvement from the state
    that it leaves. A sequence may lead back to s, so s belongs to R_H(s) where some
    legal sequence of two or more moves returns to it; it makes no difference to
    stability, since the state moved to is always better than the one left.

    Where everybody's moves are transitive, the result also counts s itself, which for
    the same reason changes no verdict; sequences then need no record of who moved last.
    Otherwise, and if ``exact``, values are kept for each (state, last mover).
    """
    if not movers:
        return np.full(values.size, NONE, dtype=np.int32)
    if not exact and all(mover.table.transitive for mover in movers):
        return _transitive(movers, values, improving=improving)
    return _by_last_mover(movers, values, improving=improving)


def _transitive(movers: Sequence[Mover], values: Values, *, improving: bool) -> Values:
    """Sweep mover by mover; one mover's second step adds nothing to its first.

    ``fresh[k]``: states that the other movers changed since mover k's last sweep; None
    where they are many, as before its first.
    """
    reached = values.copy()
    few = [mover.table.classes // _FEW for mover in movers]
    fresh: list[list[NDArray[np.int64]] | None] = [None] * len(movers)
    while any(news is None or news for news in fresh):
        for number, mover in enumerate(movers):
            news = fresh[number]
            if news is not None and not news:
                continue
            fresh[number] = []
            changed = None if news is None else np.concatenate(news)
            if changed is not None and changed.size > few[number]:
                changed = None
            lowered = mover.lower(reached, changed, max(few), improving=improving)
            if lowered is not None and not lowered.size:
                continue
            for other, waiting in enumerate(fresh):
                if other == number:
                    continue
                if lowered is None:
                    fresh[other] = None
                elif waiting is not None:
                    waiting.append(lowered)
    return reached


def _by_last_mover(movers: Sequence[Mover], values: Values, *, improving: bool) -> Values:
    onward = np.full((len(movers), values.size), NONE, dtype=np.int32)
    changed = True
    while changed:
        changed = False
        for number, mover in enumerate(movers):
            others = np.delete(onward, number, axis=0).min(axis=0, initial=NONE)
            found = mover.step(np.minimum(values, others), improving=improving)
            if not np.array_equal(found, onward[number]):
                onward[number] = found
                changed = True
    least: Values = onward.min(axis=0)
    return least
