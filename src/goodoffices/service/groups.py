"""Need-to-know groups: the lead mediator makes them and says who is in them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.access.viewers import SeatKind
from goodoffices.errors import InputError
from goodoffices.record.audiences import group
from goodoffices.record.codec import to_plain
from goodoffices.record.groups import Group
from goodoffices.saying import say
from goodoffices.service.cases import nothing_here
from goodoffices.store.append import NewEntry, append, writing_to
from goodoffices.store.genres import Genre
from goodoffices.store.models import GroupMember, Seat

if TYPE_CHECKING:
    from collections.abc import Collection

    from goodoffices.service.at import At

__all__ = ["make_group", "set_members"]

_MEMBERS = frozenset({SeatKind.TEAM, SeatKind.CLERK})


@transaction.atomic
def make_group(at: At, name: str, seats: Collection[str], group_id: str | None = None) -> Group:
    """Make a group of seats of the team. Its id says nothing of its name."""
    check_may(at.viewer, Action.MANAGE)
    made = Group(group_id or f"g{at.world.new_id()[:12]}", name.strip())
    if any(made.name.casefold() == known.name.casefold() for known in at.groups):
        raise InputError(
            say("there is a group of this name"), where="name", remedy=say("Choose another")
        )
    return _put(at, made, seats)


@transaction.atomic
def set_members(at: At, group_id: str, seats: Collection[str]) -> Group:
    """Say anew who is in a group; who leaves it sees nothing of it from now on."""
    check_may(at.viewer, Action.MANAGE)
    known = next((g for g in at.groups if g.id == group_id), None)
    if known is None:
        raise nothing_here()
    return _put(at, known, seats)


def _put(at: At, one: Group, seats: Collection[str]) -> Group:
    writing_to(at.case_id)
    inside = Seat.objects.filter(case_id=at.case_id, left=None, kind__in=_MEMBERS, id__in=seats)
    members = frozenset(inside.values_list("id", flat=True))
    if members != frozenset(seats):
        raise InputError(say("only seats of the mediator's team are in a group"), where="members")
    changed = replace(one, members=members)
    GroupMember.objects.filter(case_id=at.case_id, group=one.id).exclude(seat__in=members).delete()
    there = set(GroupMember.objects.filter(group=one.id).values_list("seat_id", flat=True))
    GroupMember.objects.bulk_create(
        GroupMember(case_id=at.case_id, group=one.id, seat_id=seat)
        for seat in sorted(members - there)
    )
    append(
        at.case_id,
        NewEntry(
            genre=Genre.GROUP,
            audience=group(one.id),
            payload=to_plain(changed),
            entered=at.world.clock(),
            seat=at.seat,
        ),
        at.world.keys,
        at.world.new_id,
    )
    return changed
