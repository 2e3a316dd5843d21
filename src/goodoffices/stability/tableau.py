"""The classic tableau: options in rows, states in columns, equilibria marked by concept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.words import state_in_words

if TYPE_CHECKING:
    from goodoffices.stability.result import StabilityResult

__all__ = ["Column", "Row", "Tableau", "tableau"]

_COLUMNS = 64


@dataclass(frozen=True, slots=True)
class Row:
    """One option, and its mark (Y, N or -) in each column."""

    decision_maker: str
    option: str
    name: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One state: where it holds, for whom it is stable, how each decision maker ranks it.

    ``ranks`` begin at 1 for the best; tied states share a rank.
    """

    position: int
    label: str
    words: str
    equilibrium: tuple[str, ...]
    stable_for: Mapping[str, tuple[str, ...]]
    ranks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tableau:
    """What a chart or a page needs to draw the table. ``left_out``: states not shown."""

    concepts: tuple[str, ...]
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    left_out: int


def tableau(result: StabilityResult, states: Sequence[int] | None = None) -> Tableau:
    """Lay out the given states; by default all, or of large models the first equilibria."""
    conflict = result.conflict
    count = len(conflict.states)
    if states is None:
        shown = list(range(count))
        if count > _COLUMNS:
            found = np.unique(np.concatenate([*result.equilibria.values()]))
            shown = found[:_COLUMNS].tolist()
    else:
        shown = [conflict.states.find(state, "states") for state in states]
    ids = [dm.id for dm in conflict.decision_makers]
    best = {name: int(conflict.preferences[name].levels.max()) for name in ids}
    columns = []
    for state in shown:
        stable = {
            concept: tuple(
                name for who, name in enumerate(ids) if result.stable[concept][who, state]
            )
            for concept in result.concepts
        }
        columns.append(
            Column(
                position=state,
                label=conflict.states.label(state),
                words=state_in_words(conflict, state),
                equilibrium=tuple(
                    concept for concept in result.concepts if len(stable[concept]) == len(ids)
                ),
                stable_for=MappingProxyType(stable),
                ranks=MappingProxyType(
                    {
                        name: best[name] - int(conflict.preferences[name].levels[state]) + 1
                        for name in ids
                    }
                ),
            )
        )
    rows = []
    if conflict.states.labels is None:
        bit = 0
        for dm in conflict.decision_makers:
            for option in dm.options:
                marks = tuple(column.label[bit] for column in columns)
                rows.append(Row(dm.id, option.id, option.name, marks))
                bit += 1
    return Tableau(result.concepts, tuple(rows), tuple(columns), count - len(columns))
