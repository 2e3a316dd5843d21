"""Orders of preference once states are raised and statements about new options come in."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.expressions import parse
from goodoffices.conflict.preferences import STRONG, Preference
from goodoffices.conflict.priorities import rank_columns, read_ranks
from goodoffices.kernels.states import dense, lexicographic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from goodoffices.conflict.model import Conflict
    from goodoffices.stability.interventions.ground import Ground
    from goodoffices.stability.interventions.kinds import Placed

    Levels = NDArray[np.int32]
    Raw = NDArray[np.int64]

__all__ = ["LAST", "new_levels", "new_preference", "place_of"]

LAST = float("inf")


def new_levels(
    conflict: Conflict,
    ground: Ground,
    before: Preference | None,
    raised: Raw | None,
    placed: Sequence[Placed],
) -> tuple[Levels, Raw]:
    """Return each state's level after the change, and the raised level of today behind it.

    Implements "Interventions" of the graph model definitions. ``raised``: by how many
    levels each of today's states goes up; it then ties with what stood there, and above
    the best level it keeps its distance. ``placed`` statements come in at their places
    among the priorities, where a raised state counts as those of the level it was raised
    to. ``before`` is None for a new decision maker.
    """
    size = len(ground.states)
    if before is None:
        today = np.zeros(size, dtype=np.int64)
    else:
        whole = before.levels.astype(np.int64)
        today = (whole if raised is None else whole + raised)[ground.origin]
    keys = [today]
    statements = sorted(placed, key=place_of)
    if statements:
        columns = ground.states.columns()
        keys = []
        for place, group in groupby(statements, key=place_of):
            keys.append(_prefix(conflict, before, place, today))
            for statement in group:
                expression = parse(statement.statement, ground.option_bits)
                keys.append(ground.states.holds(expression, columns).astype(np.int64))
        keys.append(today)
    key = np.zeros(size, dtype=np.int64)
    for one in keys:
        part = dense(one).astype(np.int64)
        key = dense(key * (int(part.max(initial=0)) + 1) + part).astype(np.int64)
    return key.astype(np.int32), today


def place_of(one: Placed) -> float:
    """Return a statement's place as a number: 1 stands before the first rank of the file."""
    if isinstance(one.place, int):
        return one.place
    return 0.5 if one.place == "first" else LAST


def _prefix(conflict: Conflict, before: Preference | None, place: float, today: Raw) -> Raw:
    """Return how states compare by the ranks that stand before a place, by today's levels."""
    if place < 1 or before is None:
        return np.zeros(today.size, dtype=np.int64)
    if place == LAST:
        return today
    written = before.written["priorities"]
    ranks = read_ranks(written, conflict.option_bits, "priorities")[: int(place) - 1]
    states, columns = conflict.states, conflict.states.columns()
    truths = [column for rank in ranks for column in rank_columns(rank, states, columns)]
    prefix = lexicographic(truths, len(states)).astype(np.int64)
    of_level = np.zeros(int(before.levels.max(initial=0)) + 1, dtype=np.int64)
    of_level[before.levels] = prefix
    found: Raw = of_level[np.minimum(today, of_level.size - 1)]
    return found


def new_preference(
    before: Preference | None, levels: Levels, today: Raw, written: object
) -> Preference:
    """Return the preference in full: marks of strength that are left, and how to write it.

    ``written``: priorities or weights that say the same, None for a ranking.
    """
    strong = _marks(before.strong, levels, today) if before is not None else frozenset()
    if isinstance(written, dict):
        return Preference(levels, written, strong)
    ranking: list[object] = []
    base = Preference(levels, {}, strong)
    top = int(levels.max(initial=0))
    for place, tied in enumerate(base.ranking()):
        ranking.append(list(tied))
        if top - place in strong:
            ranking.append(STRONG)
    return Preference(levels, {"ranking": ranking}, strong)


def _marks(strong: frozenset[int], levels: Levels, today: Raw) -> frozenset[int]:
    """Keep a mark between neighbouring levels that stand on the two sides of it today."""
    if not strong:
        return frozenset()
    count = int(levels.max(initial=0)) + 1
    lowest = np.full(count, np.iinfo(np.int64).max)
    highest = np.full(count, -1, dtype=np.int64)
    np.minimum.at(lowest, levels, today)
    np.maximum.at(highest, levels, today)
    marks = np.array(sorted(strong))
    between = np.searchsorted(marks, lowest[1:], "right") > np.searchsorted(
        marks, highest[:-1], "right"
    )
    return frozenset((np.flatnonzero(between) + 1).tolist())
