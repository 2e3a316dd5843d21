"""Interests: what ties somebody has to the sides, said before the case opens to them.

Team, clerks and observers say it once before they see anything; the lead mediator sees the
register and says their own. A later declaration stands beside the earlier ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.errors import InputError
from goodoffices.record.audiences import LEAD_ALONE
from goodoffices.saying import say
from goodoffices.service.cases import nothing_here
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append
from goodoffices.store.genres import Genre
from goodoffices.store.models import Seat

if TYPE_CHECKING:
    from goodoffices.service.at import At

__all__ = ["Declared", "declare_interests", "register"]

_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Declared:
    """`interests` is empty where there are none."""

    seat: str
    when: datetime
    interests: str


@transaction.atomic
def declare_interests(at: At, interests: str, *, none: bool = False) -> None:
    """Say what interests one has, or that there are none: one of the two."""
    check_may(at.viewer, Action.DECLARE)
    text = interests.strip()
    if bool(text) == none:
        raise InputError(
            say("say what interests you have, or that you have none, not both"),
            where="interests",
            remedy=say("Leave one of them empty"),
        )
    if len(text) > _LONGEST:
        raise InputError(
            say("this is longer than {most} characters", most=f"{_LONGEST:,}"), where="interests"
        )
    seat = Seat.objects.filter(case_id=at.case_id, id=at.seat, left=None).first()
    if seat is None:
        raise nothing_here()
    seat.declared = at.world.clock()
    seat.save(update_fields=["declared"])
    append(
        at.case_id,
        NewEntry(
            genre=Genre.INTERESTS,
            audience=LEAD_ALONE,
            payload={"seat": seat.id, "interests": text},
            entered=seat.declared,
            seat=at.seat,
            subject=seat.id,
        ),
        at.world.keys,
        at.world.new_id,
    )


def register(at: At) -> tuple[Declared, ...]:
    """All that was declared, in its order; for the lead mediator."""
    check_may(at.viewer, Action.MANAGE)
    told = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.INTERESTS)
    return tuple(Declared(e.payload["seat"], e.entered, e.payload["interests"]) for e in told)
