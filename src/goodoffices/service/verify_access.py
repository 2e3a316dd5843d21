"""That who may read what is what the journal says: readers of entries, seats, groups, grants.

The tables that decide access are no part of the chains. They are replayed here from the entries
that are, in the order in which they were written; a row that differs is named.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q

from goodoffices.errors import TamperedError
from goodoffices.journal.sealing import unseal
from goodoffices.saying import mark, say
from goodoffices.service.ruling import RULING, ruling_of
from goodoffices.store.genres import Genre
from goodoffices.store.models import AudienceRow, Entry, GrantRow, GroupMember, Seat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.journal.keyfile import KeyFile
    from goodoffices.service.ruling import Told
    from goodoffices.store.models import Case

__all__ = ["check_access"]


def check_access(case: Case, keys: KeyFile) -> None:
    """Raise TamperedError where a row does not follow from the journal. Linear in the entries."""
    told = ruling_of(_told(case, keys))
    seats = {k: (s.person, s.kind, s.side) for k, s in told.seats.items() if s.left is None}
    _check_readers(case, told.released)
    _same(case, mark("the seat {name} is not what the journal says"), seats, _seats(case))
    _same(
        case,
        mark("the group {name} is not what the journal says"),
        {k: v for k, v in told.members.items() if v},
        _members(case),
    )
    _same(
        case,
        mark("the grant {name} is not what the journal says"),
        {k: _spelled(v) for k, v in told.grants.items()},
        _grants(case),
    )


def _told(case: Case, keys: KeyFile) -> Iterator[Told]:
    rows = list(Entry.objects.filter(case=case, genre__in=RULING).order_by("whole_position"))
    found = keys.fetch(row.id for row in rows)
    for row in rows:
        if row.id in found:
            payload = json.loads(unseal(bytes(row.sealed), found[row.id], row.id))
            yield Genre(row.genre), row.entered, payload


def _check_readers(case: Case, released: dict[str, str]) -> None:
    # compared by id: a row of readers that is not there must not take the entry out of the list
    keys = dict(AudienceRow.objects.filter(case=case).values_list("id", "key"))
    other = ~Q(readers_id=F("audience_id")) | Q(id__in=list(released))
    rows = Entry.objects.filter(other, case=case)
    columns = ("id", "genre", "supersedes", "readers_id", "audience_id")
    for entry, genre, supersedes, readers, audience in rows.values_list(*columns):
        about = supersedes if genre == Genre.WITHDRAWAL else entry
        if readers not in keys or keys[readers] != released.get(about, keys[audience]):
            raise TamperedError(
                say("entry {entry} has other readers than it was given", entry=entry),
                where=f"chain {case.id}",
            )


def _seats(case: Case) -> dict[str, tuple[str, str, str]]:
    rows = Seat.objects.filter(case=case, left=None)
    return {row.id: (row.person_id, row.kind, row.side) for row in rows}


def _members(case: Case) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in GroupMember.objects.filter(case=case):
        found.setdefault(row.group, set()).add(row.seat_id)
    return found


def _spelled(told: dict[str, Any]) -> tuple[str, ...]:
    names = ("entry", "seat", "side", "since", "until", "revoked", "files")
    return tuple(str(told.get(name) or "") for name in names)


def _grants(case: Case) -> dict[str, tuple[str, ...]]:
    return {
        row.id: _spelled(
            {
                "entry": row.entry,
                "seat": row.seat,
                "side": row.side,
                "since": row.since.isoformat(),
                "until": row.until.isoformat() if row.until else "",
                "revoked": row.revoked.isoformat() if row.revoked else "",
                "files": row.files.split(),
            }
        )
        for row in GrantRow.objects.filter(case=case)
    }


def _same(case: Case, differs: str, told: dict[str, Any], kept: dict[str, Any]) -> None:
    for name in sorted(told.keys() | kept.keys()):
        if told.get(name) != kept.get(name):
            raise TamperedError(
                say(differs, name=name),
                where=f"chain {case.id}",
            )
