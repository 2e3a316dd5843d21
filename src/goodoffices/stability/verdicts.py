"""Verdicts as a table: a row for each state, a column for each concept and judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from goodoffices.conflict.states import States

__all__ = ["verdict_table"]


def verdict_table(
    states: States, judges: Sequence[str], stable: Mapping[str, NDArray[np.bool_]]
) -> Table:
    """Say of each state under which concept it is an equilibrium, and for which judge stable.

    ``stable``: by concept, judges by states. There is a column for each concept, named by
    it, and one for each concept and judge, named ``concept.judge``.
    """
    columns = [
        list(range(len(states))),
        states.written(),
        *(rows.all(axis=0).tolist() for rows in stable.values()),
        *(row.tolist() for rows in stable.values() for row in rows),
    ]
    each = [f"{concept}.{judge}" for concept in stable for judge in judges]
    return Table(("position", "state", *stable, *each), tuple(zip(*columns, strict=True)))
