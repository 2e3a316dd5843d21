"""Who entered what: each contributor by seat, as far as the reader may know.

The mediator's people see one another's seats and the names they sign in with. Everybody else sees
on whose behalf an entry was made: the mediator's team, or the delegation of a side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.access.viewers import SeatKind, Viewer
from goodoffices.saying import say
from goodoffices.service.cases import label_of
from goodoffices.store.models import Seat

if TYPE_CHECKING:
    from goodoffices.service.at import At

__all__ = ["Contributors", "contributors"]


class Contributors(dict[str, str]):
    """Seats by id, in words; a seat that is not known is nobody's."""

    def __missing__(self, seat: str) -> str:
        return ""


def contributors(at: At) -> Contributors:
    """The seats of the case by id, in words for this reader."""
    seats = Seat.objects.filter(case_id=at.case_id).select_related("person")
    named = Contributors()
    for seat in seats:
        viewer = Viewer(SeatKind(seat.kind), side=seat.side or None, seat=seat.id)
        if at.viewer.in_team:
            named[seat.id] = f"{label_of(at.frame, viewer)} ({seat.person.handle})"
        else:
            named[seat.id] = (
                say("the mediator’s team") if viewer.in_team else label_of(at.frame, viewer)
            )
    return named
