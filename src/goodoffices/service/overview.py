"""Where the sides stand: the latest that each of them is told to have done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.record.acts import Act
from goodoffices.record.frame import Side

if TYPE_CHECKING:
    from goodoffices.service.at import At
    from goodoffices.service.record import RecordView

__all__ = ["SidePosition", "where_sides_stand"]

_MOST = 3


@dataclass(frozen=True, slots=True)
class SidePosition:
    """A party and its latest acts, newest first."""

    side: Side
    latest: tuple[Act, ...]


def where_sides_stand(at: At, record: RecordView) -> tuple[SidePosition, ...]:
    """For each party its latest dated acts, plans left out. Linear in acts and parties."""
    found = []
    for side in at.frame.parties:
        own = [
            act
            for act in record.acts
            if act.happened
            and not act.leading.planned
            and any(side.is_meant_by(actor) for actor in act.actors)
        ]
        found.append(SidePosition(side, tuple(reversed(own[-_MOST:]))))
    return tuple(found)
