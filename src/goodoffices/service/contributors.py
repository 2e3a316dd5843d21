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
    """Seats by id, each put in words for this reader when it is looked up; a seat that is not
    known is nobody's.
    """

    def __init__(self, at: At) -> None:
        super().__init__()
        self._at = at
        rows = Seat.objects.filter(case_id=at.case_id)
        seats = rows.values_list("id", "kind", "side", "person__handle")
        self._seats = {seat: rest for seat, *rest in seats}

    def __missing__(self, seat: str) -> str:
        self[seat] = self._in_words(seat)
        return self[seat]

    def _in_words(self, seat: str) -> str:
        if seat not in self._seats:
            return ""
        kind, side, handle = self._seats[seat]
        viewer = Viewer(SeatKind(kind), side=side or None, seat=seat)
        if self._at.viewer.in_team:
            return f"{label_of(self._at.frame, viewer)} ({handle})"
        return say("the mediator’s team") if viewer.in_team else label_of(self._at.frame, viewer)


def contributors(at: At) -> Contributors:
    """The seats of the case by id, in words for this reader."""
    return Contributors(at)
