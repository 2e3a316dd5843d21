"""What a viewer may see of a case: the selection that every question to the store begins with.

Which audiences the viewer may see is asked of `access`; the rest is selection and opening. A text
whose key was shredded is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from goodoffices.access.decisions import visible_keys
from goodoffices.record.audiences import Audience
from goodoffices.store.genres import Genre
from goodoffices.store.opened import Opened
from goodoffices.store.statements import Where, among, asked, every, instant, is_same

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from goodoffices.access.viewers import Viewer
    from goodoffices.journal.keyfile import KeyFile

__all__ = ["MOST_VALUES", "OPENED", "Sight", "audience_of", "batched", "sight"]

MOST_VALUES = 512
"""How many values one statement is given: SQLite's own limit was 999 for long."""
_GENRES = {str(genre): genre for genre in Genre}
OPENED = (
    "e.id, e.genre, e.subject, e.readers_id, e.seat, e.entered, e.supersedes, e.sealed,"
    " e.whole_position FROM store_entry e"
)
"""The columns of an entry that is handed out, and by which it is put in order."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a viewer may see of a case: the one selection that all functions here begin with.

    It may stand for the viewer in several questions after each other, which then ask once which
    audiences there are; whoever writes in between asks anew. Every statement calls the entries
    `e`.
    """

    readable: Where
    case_id: str
    audiences: dict[str, Audience]
    """Every audience of the case by the id of its row."""

    def where(self, *conditions: Where) -> Where:
        return every((self.readable, is_same("e.case_id", self.case_id), *conditions))

    def named(self, ids: Collection[str]) -> Where:
        """Those with these ids. The case is not named again (its audiences are in no other), for
        a database would rather pass over all of it than look for many ids.
        """
        return every((self.readable, among("e.id", ids)))

    def open(self, where: Where, keys: KeyFile, rest: str = "") -> tuple[Opened, ...]:
        """The entries that meet a condition."""
        return self.opened(asked(OPENED, where, rest), keys)

    def opened(
        self, rows: Iterable[tuple[Any, ...]], keys: KeyFile, *, once: bool = False
    ) -> tuple[Opened, ...]:
        """The same of columns that were read already; `once`: their texts are not remembered."""
        kept = list(rows)
        texts = keys.open({row[0]: bytes(row[7]) for row in kept}, once=once)
        return tuple(
            Opened(
                id=identity,
                genre=_GENRES[genre],
                subject=subject,
                audience=self.audiences[readers],
                seat=seat,
                entered=instant(entered),
                supersedes=supersedes or None,
                text=texts[identity],
            )
            for identity, genre, subject, readers, seat, entered, supersedes, _, _ in kept
            if identity in texts
        )


@lru_cache(maxsize=1_000)
def audience_of(key: str) -> Audience:
    return Audience.parse(key)


def _audiences(case_id: str) -> dict[str, Audience]:
    """Asked before every selection, so that it is not made anew from its parts each time."""
    rows = asked("id, key FROM store_audiencerow", is_same("case_id", case_id))
    return {row_id: audience_of(key) for row_id, key in rows}


def sight(viewer: Viewer | Sight, case_id: str) -> Sight:
    """What the viewer may see of the case now; ValueError for what was worked out of another."""
    if isinstance(viewer, Sight):
        if viewer.case_id != case_id:
            raise ValueError(case_id)
        return viewer
    audiences = _audiences(case_id)
    keys = visible_keys(viewer, audiences.values())
    ids = sorted(row_id for row_id, audience in audiences.items() if audience.key in keys)
    readable = among("e.readers_id", ids)
    if viewer.granted:
        # a tombstone names what is gone: who was granted a text learns of it
        tombs = (Genre.WITHDRAWAL, Genre.SHREDDING)
        grantable = among("e.readers_id", _grantable(viewer, audiences))
        gone = among("e.genre", tombs), among("e.supersedes", viewer.granted)
        readable |= every((among("e.id", viewer.granted), grantable))
        readable |= every((*gone, grantable, is_same("e.case_id", case_id)))
    return Sight(readable, case_id, audiences)


def _grantable(viewer: Viewer, audiences: dict[str, Audience]) -> list[str]:
    """The rows of which single entries may be opened to the viewer: all of the case, but where
    the viewer looks at what it shares with another.
    """
    if viewer.shared_with is None:
        return list(audiences)
    keys = visible_keys(viewer.shared_with, audiences.values())
    return [row_id for row_id, audience in audiences.items() if audience.key in keys]


def batched(values: Iterable[str]) -> Iterator[list[str]]:
    """In lists that one statement takes."""
    every = list(values)
    for start in range(0, len(every), MOST_VALUES):
        yield every[start : start + MOST_VALUES]
