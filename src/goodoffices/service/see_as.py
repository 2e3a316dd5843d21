"""Whom the lead mediator sees a case as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.access.acting import Action, check_may
from goodoffices.service.cases import nothing_here, place_of
from goodoffices.store.models import Seat

if TYPE_CHECKING:
    from goodoffices.service.world import World
    from goodoffices.store.models import Person

__all__ = ["person_seen"]


def person_seen(world: World, slug: str, person: Person | None, seat_id: str) -> Person:
    """Who sits in that seat of the case, for its lead mediator alone; NotFoundError otherwise."""
    at = place_of(world, slug, person)
    check_may(at.viewer, Action.MANAGE)
    seat = (
        Seat.objects.filter(case_id=at.case_id, id=seat_id, left=None)
        .select_related("person")
        .first()
    )
    if seat is None:
        raise nothing_here()
    return seat.person
