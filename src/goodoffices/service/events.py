"""Acts as event data: one row for each pair of who did it and to whom, with CAMEO and PLOVER codes.

Event data has one code an act; where the record's kind stands for several, the first is given
(`cameo` holds all of them in `cameo_all`). An act with nobody named on one side has one row with
that field empty. Dates are the first day of what is told (ISO 8601), as told in `date_told`.
"""

from __future__ import annotations

import csv
import io
from itertools import product
from typing import TYPE_CHECKING

from goodoffices.service.chronology import Stretch, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.record.acts import Act
    from goodoffices.service.at import At

__all__ = ["COLUMNS", "events_csv"]

COLUMNS = (
    "act", "date", "date_told", "source", "target", "kind", "cameo", "cameo_all", "plover",
    "place", "title", "told_by", "accounts", "contested",
)  # fmt: skip
_MOST_ROWS = 200_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def events_csv(at: At) -> str:
    """The acts that this seat sees, in order of what is told of when they happened. Linear."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, row in enumerate(_rows(at)):
        if number >= _MOST_ROWS:
            break
        writer.writerow([_plain(value) for value in row])
    return out.getvalue()


def _rows(at: At) -> Iterator[tuple[str, ...]]:
    for met in walk(at, Stretch()):
        yield from _rows_of(met.act)


def _rows_of(act: Act) -> Iterator[tuple[str, ...]]:
    when = act.happened
    first_day = when.bounds[0] if when else None
    codes = act.kind.cameo
    sources = [one.name for one in act.actors] or [""]
    targets = [one.name for one in act.targets] or [""]
    for source, target in product(sources, targets):
        yield (
            act.id,
            first_day.isoformat() if first_day else "",
            when.value if when else "",
            source,
            target,
            str(act.kind),
            codes.split(";")[0].split("-")[0].rstrip("x"),
            codes,
            act.kind.plover or "",
            act.leading.venue or "",
            act.title,
            act.leading.attribution,
            str(len(act.accounts)),
            "yes" if act.contested else "no",
        )


def _plain(value: str) -> str:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value
