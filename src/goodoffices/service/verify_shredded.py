"""That a text whose key is gone was shredded: an entry of the journal says so, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.errors import TamperedError
from goodoffices.saying import say
from goodoffices.store.genres import Genre
from goodoffices.store.models import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.store.models import Case

__all__ = ["check_shredded"]


def check_shredded(case: Case, without_key: Iterable[str]) -> None:
    """TamperedError where a key is missing that nobody is known to have destroyed."""
    said = Entry.objects.filter(case=case, genre=Genre.SHREDDING)
    # a tombstone stands whether or not its words can still be read
    told = {*said.values_list("supersedes", flat=True), *said.values_list("id", flat=True)}
    for entry in without_key:
        if entry not in told:
            raise TamperedError(
                say("the key of entry {row} is gone and no shredding is recorded", row=entry),
                where=f"chain {case.id}",
            )
