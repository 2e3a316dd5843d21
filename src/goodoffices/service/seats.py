"""Seats as viewers: each with the groups it is in and the entries granted to it now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.access.acting import must_declare_first
from goodoffices.access.grants import Grant, granted_to, stands_for
from goodoffices.access.viewers import SeatKind, Viewer
from goodoffices.record.codec import from_plain
from goodoffices.record.groups import Group
from goodoffices.store import queries
from goodoffices.store.genres import Genre
from goodoffices.store.statements import Where, among, asked, every, instant, is_same

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from goodoffices.service.world import World
    from goodoffices.store.models import GrantRow, Seat

__all__ = ["grant_of", "granted_when", "groups_known_to", "viewers_of"]


def viewers_of(world: World, case_id: str, seats: Iterable[Seat]) -> tuple[Viewer, ...]:
    """The seats of one case as viewers, in their order. Two queries however many they are."""
    rows = tuple(seats)
    groups: defaultdict[str, set[str]] = defaultdict(set)
    members = '"group", seat_id FROM store_groupmember'
    for group, seat in asked(members, among("seat_id", [row.id for row in rows])):
        groups[seat].add(group)
    grants = [_grant(*row) for row in asked(_GRANTS, _granted_in(case_id))]
    now = world.clock()
    found = []
    for row in rows:
        kind, side = SeatKind(row.kind), row.side or None
        undeclared = row.declared is None and must_declare_first(kind)
        plain = Viewer(kind, side=side, seat=row.id, undeclared=undeclared)
        granted = granted_to(plain, grants, now)
        found.append(replace(plain, groups=frozenset(groups[row.id]), granted=granted))
    return tuple(found)


def granted_when(world: World, case_id: str, viewer: Viewer) -> dict[str, datetime]:
    """The entries that are opened one by one to this viewer now, and since when: by the first of
    the grants that still stand.
    """
    found: dict[str, datetime] = {}
    for grant in (_grant(*row) for row in asked(_GRANTS, _granted_in(case_id))):
        if grant.entry in viewer.granted and stands_for(grant, viewer, world.clock()):
            found[grant.entry] = min(grant.since, found.get(grant.entry, grant.since))
    return found


_GRANTS = "id, entry, since, seat, side, until, files FROM store_grantrow"


def _granted_in(case_id: str) -> Where:
    return every((is_same("case_id", case_id), Where("revoked IS NULL")))


def _grant(
    grant: str,
    entry: str,
    since: datetime,
    seat: str,
    side: str,
    until: datetime | None,
    files: str,
) -> Grant:
    return Grant(
        grant,
        entry,
        instant(since),
        seat=seat or None,
        side=side or None,
        until=instant(until) if until else None,
        files=frozenset(files.split()),
    )


def grant_of(row: GrantRow) -> Grant:
    return Grant(
        row.id,
        row.entry,
        row.since,
        seat=row.seat or None,
        side=row.side or None,
        until=row.until,
        revoked=row.revoked,
        files=frozenset(row.files.split()),
    )


def groups_known_to(world: World, case_id: str, viewer: Viewer) -> tuple[Group, ...]:
    """The groups whose entries the viewer sees: its own, or all for the lead; by name."""
    if not viewer.in_team:
        return ()
    told = queries.entries(viewer, case_id, world.keys, Genre.GROUP)
    latest = {e.payload["id"]: from_plain(Group, e.payload) for e in told}
    return tuple(sorted(latest.values(), key=lambda group: (group.name.casefold(), group.id)))
