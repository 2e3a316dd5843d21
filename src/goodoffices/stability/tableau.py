"""The classic tableau: options in rows, states in columns, equilibria marked by concept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.words import state_in_words
from goodoffices.tables import Table

if TYPE_CHECKING:
    from goodoffices.stability.result import StabilityResult
    from goodoffices.tables import Cell

__all__ = ["FORMAT", "Column", "Row", "Tableau", "tableau"]

FORMAT = "goodoffices-tableau/1"
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
    """What a chart or a page needs to draw the table.

    ``names``: of the decision makers, by id. ``left_out``: how many states are not shown.
    """

    names: Mapping[str, str]
    concepts: tuple[str, ...]
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    left_out: int

    def table(self) -> Table:
        """Lay the tableau out as one table: options, then ranks, then equilibria.

        The first column says whose option or rank it is, or that it is about equilibria;
        a state that is one under a concept has E there.
        """
        rows: list[tuple[Cell, ...]] = [
            (self.names[row.decision_maker], row.name, *row.marks) for row in self.rows
        ]
        ranked = len(rows)
        rows += [
            (said, "rank", *(column.ranks[name] for column in self.columns))
            for name, said in self.names.items()
        ]
        marked = len(rows)
        rows += [
            ("equilibria", name, *("E" if name in one.equilibrium else "" for one in self.columns))
            for name in self.concepts
        ]
        labels = (column.label for column in self.columns)
        return Table(("decision maker", "row", *labels), tuple(rows), (ranked, marked))

    def to_csv(self) -> str:
        """Return `table` as CSV."""
        return self.table().to_csv()

    def to_latex(self) -> str:
        """Return `table` for LaTeX with booktabs."""
        return self.table().to_latex()

    def to_dict(self) -> dict[str, object]:
        """Return the tableau as a document of plain values."""
        return {
            "format": FORMAT,
            "decision_makers": dict(self.names),
            "concepts": list(self.concepts),
            "left_out": self.left_out,
            "rows": [asdict(row) for row in self.rows],
            "columns": [
                {
                    "position": column.position,
                    "state": column.label,
                    "words": column.words,
                    "equilibrium": list(column.equilibrium),
                    "stable_for": {name: list(who) for name, who in column.stable_for.items()},
                    "ranks": dict(column.ranks),
                }
                for column in self.columns
            ],
        }


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
    names = MappingProxyType({dm.id: dm.name for dm in conflict.decision_makers})
    return Tableau(names, result.concepts, tuple(rows), tuple(columns), count - len(columns))
