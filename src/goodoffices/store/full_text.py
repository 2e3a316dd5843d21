"""The full-text index: which texts hold what is asked, the latest first. By vendor, here alone.

No rank and no count comes out of it: both would depend on rows that a reader may not see.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connection

from goodoffices.record.places import UNDATED
from goodoffices.store.models import SearchText
from goodoffices.store.statements import Where, among, asked, every

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.store.folding import Phrase

__all__ = ["LATEST", "free_number", "free_numbers", "matching", "number_of"]

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
    return free_numbers([(place, entry_id)])[0]


def free_numbers(texts: Sequence[tuple[str, str]]) -> list[int]:
    """The same for several texts, none of which has its number yet."""
    wanted = [number_of(place, entry_id) for place, entry_id in texts]
    taken = {number for (number,) in asked("number FROM store_searchtext", among("number", wanted))}
    found = []
    for number in wanted:
        free = number
        while free in taken or (free != number and SearchText.objects.filter(number=free).exists()):
            free += 1
        taken.add(free)
        found.append(free)
    return found


def matching(phrases: Sequence[Phrase], below: int, most: int) -> list[tuple[int, str]]:
    """The texts that hold all of these phrases, with numbers below a number, the highest first:
    of each its number and the id of its entry.
    """
    return [(number, entry) for number, entry in _ASK[connection.vendor](phrases, below, most)]


def _ask_fts5(phrases: Sequence[Phrase], below: int, most: int) -> list[tuple[Any, ...]]:
    asked_for = (f'"{" ".join(p.words)}"{" *" if p.open else ""}' for p in phrases)
    holds = Where("i.words MATCH %s", (" ".join(asked_for),))
    return asked(
        # the index first: it must not be chosen to go through the texts instead
        "i.rowid, t.entry_id FROM store_searchindex i CROSS JOIN store_searchtext t",
        every((Where("t.number = i.rowid"), holds, Where("i.rowid < %s", (below,)))),
        "ORDER BY i.rowid DESC LIMIT %s",
        most,
    )


def _ask_tsvector(phrases: Sequence[Phrase], below: int, most: int) -> list[tuple[Any, ...]]:
    """A common word stands in enough of the latest texts; of a rare one the index names all.

    PostgreSQL knows not which it is, for it is to keep no samples of words (migration 0002). The
    sum in place of the number keeps it from passing over the texts in order.
    """
    asked_for = (
        " <-> ".join(f"'{word}'" for word in p.words) + (":*" if p.open else "") for p in phrases
    )
    holds = Where("t.tokens @@ %s::tsquery", (" & ".join(f"({one})" for one in asked_for),))
    columns, order = "t.number, t.entry_id FROM", "ORDER BY t.number DESC LIMIT %s"
    texts = f"SELECT number, entry_id, tokens FROM store_searchtext t WHERE t.number < %s {order}"  # noqa: S608 (text is ours)
    latest = Where(f"{columns} ({texts}) t", (below, _PASSED_FOR_EACH * most))
    found = asked(latest, holds, order, most)
    if len(found) == most:
        return found
    every_one = every((holds, Where("t.number < %s", (below,))))
    return asked(
        f"{columns} store_searchtext t", every_one, "ORDER BY t.number + 0 DESC LIMIT %s", most
    )


_PASSED_FOR_EACH = 64
"""Texts passed for each that is wanted, before the index is asked."""
_ASK = {"sqlite": _ask_fts5, "postgresql": _ask_tsvector}
"""Words hold letters, digits and vowel signs only, so that they can stand between quotes."""
