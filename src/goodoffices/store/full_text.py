"""The full-text index: which texts hold what is asked, the latest first. By vendor, here alone.

No rank and no count comes out of it: both would depend on rows that a reader may not see.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Lookup, TextField

from goodoffices.record.places import UNDATED
from goodoffices.store.models import SearchIndex, SearchText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

    from goodoffices.store.folding import Phrase

    _Lookup = Lookup[Any]
else:
    _Lookup = Lookup  # Django's own class takes no parameter

__all__ = ["LATEST", "free_number", "matching", "number_of"]

_BITS_WITHIN_A_DAY = 40
LATEST = (date.max.toordinal() + 1) << _BITS_WITHIN_A_DAY
"""More than the number of any text."""


def number_of(place: str, entry_id: str) -> int:
    """The number of the text of an entry: its day, and within a day a part of its random id, so
    that no number says how many there are.
    """
    first_day = place[: len(UNDATED)]
    day = 0 if first_day == UNDATED else date.fromisoformat(first_day).toordinal()
    return (day << _BITS_WITHIN_A_DAY) + int(entry_id[: _BITS_WITHIN_A_DAY // 4], 16)


def free_number(place: str, entry_id: str) -> int:
    """Its number, or the next that no other text has: once in 2^40 texts of a day."""
    number = number_of(place, entry_id)
    while SearchText.objects.filter(number=number).exists():
        number += 1
    return number


def matching(phrases: Sequence[Phrase], below: int, most: int) -> list[tuple[int, str]]:
    """The texts that hold all of these phrases, with numbers below a number, the highest first:
    of each its number and the id of its entry.
    """
    rows = SearchIndex.objects.filter(words__holds=tuple(phrases), number__lt=below)
    numbers = list(rows.order_by("-number").values_list("number", flat=True)[:most])
    texts = SearchText.objects.filter(number__in=numbers).values_list("number", "entry_id")
    return sorted(texts, reverse=True)


@TextField.register_lookup
class Holds(_Lookup):
    """Words hold letters, digits and vowel signs only, so that they can stand between quotes."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[str]]:
        column, _ = self.process_lhs(compiler, connection)
        asked = (f'"{" ".join(p.words)}"{" *" if p.open else ""}' for p in self.rhs)
        return f"{column} MATCH %s", [" ".join(asked)]

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[str]]:
        column, _ = self.process_lhs(compiler, connection)
        asked = (
            " <-> ".join(f"'{word}'" for word in p.words) + (":*" if p.open else "")
            for p in self.rhs
        )
        return f"{column} @@ %s::tsquery", [" & ".join(f"({one})" for one in asked)]
