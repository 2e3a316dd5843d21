"""The people of a case by name, for the mediator's team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.access.decisions import may_see
from goodoffices.access.viewers import PUBLIC_VIEWER, SeatKind, Viewer
from goodoffices.service.cases import label_of, nothing_here
from goodoffices.service.seats import viewers_of
from goodoffices.store.models import Seat

if TYPE_CHECKING:
    from goodoffices.record.audiences import Audience
    from goodoffices.service.at import At

__all__ = ["SeatedPerson", "everybody", "new_readers", "people_of"]


@dataclass(frozen=True, slots=True)
class SeatedPerson:
    """Who sits in a seat, and the seat in words."""

    seat: str
    name: str
    label: str
    viewer: Viewer


def people_of(at: At) -> tuple[SeatedPerson, ...]:
    """Everybody who has a seat in the case, the team first."""
    if not at.viewer.in_team:
        raise nothing_here()
    order = list(SeatKind)
    rows = sorted(
        Seat.objects.filter(case_id=at.case_id, left=None).select_related("person"),
        key=lambda row: (order.index(SeatKind(row.kind)), row.side, row.person.handle),
    )
    viewers = viewers_of(at.world, at.case_id, rows)
    return tuple(
        SeatedPerson(row.id, row.person.handle, label_of(at.frame, viewer), viewer)
        for row, viewer in zip(rows, viewers, strict=True)
    )


def new_readers(at: At, old: Audience, new: Audience) -> tuple[SeatedPerson, ...]:
    """Who reads what is for `new` and does not read what is for `old`, by name."""
    return tuple(
        one for one in people_of(at) if may_see(one.viewer, new) and not may_see(one.viewer, old)
    )


def everybody(audience: Audience) -> bool:
    """Whether people without a seat read it as well."""
    return bool(may_see(PUBLIC_VIEWER, audience))
