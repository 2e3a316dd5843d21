"""A plain table of results: for a page, a file, a paper, or a data frame.

The one table object of all rooms. Data frames need pandas or polars, which are not part
of Good Offices and are looked for only when asked.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from goodoffices.errors import InputError, MissingPartError
from goodoffices.saying import listed, say

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Cell", "Table"]

Cell = str | float | int | None
"""One value of a table; None where it is not known."""

_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "[": "{[}",  # after a line's end a bracket would be read as its argument
    "]": "{]}",
}
_SPECIAL = re.compile(r"[\\{}$&#%_^~<>|\[\]]")


@dataclass(frozen=True, slots=True)
class Table:
    """Columns with a name each, and rows of as many cells.

    ``groups``: rows that begin a new group; print and paper draw a line before them.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    groups: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise InputError(
                    say(
                        "a row of the table has {count} cells for {columns} columns",
                        count=len(row),
                        columns=len(self.columns),
                    )
                )

    def column(self, name: str) -> tuple[Cell, ...]:
        """Return the cells of one column, from top to bottom."""
        if name not in self.columns:
            raise InputError(
                say("the table has no column {name}", name=repr(name)),
                remedy=say("It has {columns}.", columns=listed(self.columns)),
            )
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)

    def to_dict(self) -> dict[str, object]:
        return {"columns": list(self.columns), "rows": [list(row) for row in self.rows]}

    def to_csv(self) -> str:
        """Return RFC 4180 text, truths as true and false, and what is not known empty."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_said(cell, "true", "false") for cell in row] for row in self.rows)
        return text.getvalue()

    def to_latex(self) -> str:
        """Return a `tabular` for LaTeX with the package booktabs; names are escaped."""
        kinds = ("r" if self._numbers(place) else "l" for place in range(len(self.columns)))
        lines = [rf"\begin{{tabular}}{{{''.join(kinds)}}}", r"\toprule", _latex(self.columns)]
        for number, row in enumerate(self.rows):
            if number == 0 or number in self.groups:
                lines.append(r"\midrule")
            lines.append(_latex([_said(cell, "yes", "no") for cell in row]))
        return "\n".join([*lines, r"\bottomrule", r"\end{tabular}", ""])

    def to_pandas(self) -> Any:
        """Return a pandas `DataFrame`. Raises MissingPartError where pandas is not installed."""
        return self._frame("pandas")

    def to_polars(self) -> Any:
        """Return a polars `DataFrame`. Raises MissingPartError where polars is not installed."""
        return self._frame("polars")

    def _frame(self, package: str) -> Any:
        try:
            module = import_module(package)
        except ImportError as error:
            raise MissingPartError(
                say("a {package} table needs {package}, which is not installed", package=package),
                remedy=say(
                    "Install it (pip install {package}), or use to_csv or to_dict.", package=package
                ),
            ) from error
        if len(set(self.columns)) < len(self.columns):
            raise InputError(say("two columns of the table have the same name"))
        cells = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.columns)
        return module.DataFrame(dict(zip(self.columns, map(list, cells), strict=True)))

    def _numbers(self, place: int) -> bool:
        cells = [row[place] for row in self.rows if row[place] is not None]
        return bool(cells) and all(
            isinstance(cell, (int, float)) and not isinstance(cell, bool) for cell in cells
        )


def _said(cell: Cell, yes: str, no: str) -> str:
    if isinstance(cell, bool):
        return yes if cell else no
    return "" if cell is None else str(cell)


def _latex(cells: Sequence[str]) -> str:
    escaped = (_SPECIAL.sub(lambda found: _LATEX[found[0]], cell) for cell in cells)
    return " & ".join(escaped) + r" \\"
