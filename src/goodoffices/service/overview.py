"""The overview: what is open, what is contested, who must be briefed, where the sides stand.

Of each the latest only, so that it takes no longer in a large record. The lists that they head go
on in the record.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from goodoffices.record.acts import Act
from goodoffices.record.briefings import BriefingState
from goodoffices.record.frame import Side
from goodoffices.record.places import UNDATED
from goodoffices.record.standing import OFFERS
from goodoffices.service.chronology import Asked, InOrder, latest, walk
from goodoffices.service.record import around
from goodoffices.store import queries
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from goodoffices.service.at import At
    from goodoffices.service.record import RecordView

__all__ = [
    "SidePosition",
    "briefings_to_give",
    "contested_acts",
    "is_empty",
    "open_offers",
    "where_sides_stand",
]

_MOST = 10
_MOST_OF_A_SIDE = 3
_LOOKED_AT = 100
"""How many offers, and how many planned briefings, are looked at for those that wait."""


@dataclass(frozen=True, slots=True)
class SidePosition:
    """A party and its latest acts, newest first."""

    side: Side
    latest: tuple[Act, ...]


def is_empty(at: At) -> bool:
    """Whether this seat sees no act at all."""
    return next(walk(at), None) is None


def open_offers(at: At) -> tuple[InOrder, ...]:
    """Of the latest offers and requests those that stand open, newest first."""
    offers = islice(latest(at, Asked(kinds=OFFERS)), _LOOKED_AT)
    return tuple(islice((m for m in offers if m.standing and m.standing.is_open), _MOST))


def contested_acts(at: At) -> tuple[Act, ...]:
    """The latest acts about which the accounts that this seat sees are at odds."""
    return tuple(met.act for met in islice(latest(at, Asked(contested=True)), _MOST))


def briefings_to_give(at: At) -> RecordView:
    """The contacts of the latest planned briefings, with the ledger of each."""
    steps = queries.walk(at.viewer, at.case_id, Genre.DUTY, backwards=True, most=_LOOKED_AT)
    record = around(at, {step.subject for step in steps})
    waiting = [b for b in record.briefings if b.state is not BriefingState.DONE]
    return replace(record, briefings=tuple(waiting[:_MOST]))


def where_sides_stand(at: At) -> tuple[SidePosition, ...]:
    """For each party its latest dated acts, plans left out."""
    return tuple(SidePosition(side, _latest_of(at, side)) for side in at.frame.parties)


def _latest_of(at: At, side: Side) -> tuple[Act, ...]:
    dated = walk(at, Asked(side=side), before=UNDATED, backwards=True)
    done = (met.act for met in dated if not met.act.leading.planned)
    return tuple(islice(done, _MOST_OF_A_SIDE))
