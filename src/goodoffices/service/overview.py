"""The overview: what is open, what is contested, who must be briefed, where the sides stand.

Of each the latest only, so that it takes no longer in a large record. The lists that they head go
on in the record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

from goodoffices.record.acts import Act
from goodoffices.record.briefings import Briefing, BriefingState, FiledDuty, Moment
from goodoffices.record.frame import Side
from goodoffices.record.standing import OFFERS
from goodoffices.service.briefings import duties_of
from goodoffices.service.chronology import Asked, InOrder, Stretch, Walker, dated
from goodoffices.service.record import RecordView, around
from goodoffices.store import marks
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from goodoffices.service.at import At

__all__ = ["Glance", "Listed", "SidePosition", "ToGive", "briefings_to_give"]

T = TypeVar("T")

_MOST = 10
_MOST_OF_A_SIDE = 3
_PASSED = 40
"""Accounts passed at first: as many as the acts of a list may have."""
_LOOKED_AT = 100
"""How many offers, and how many planned briefings, are looked at for those that wait."""


@dataclass(frozen=True, slots=True)
class SidePosition:
    """A party and its latest acts, newest first."""

    side: Side
    latest: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """The head of a list, and whether that is known to be all of it."""

    some: tuple[T, ...]
    is_all: bool


class Glance:
    """The heads of the lists of one overview, read together: an act may stand in several."""

    def __init__(self, at: At) -> None:
        self._at = at
        self._walker = Walker(at)
        sides = map(_of_side, at.frame.parties)
        self._walker.ahead([dated(_OFFERS, _PASSED), dated(_CONTESTED, _PASSED), *sides])

    def is_empty(self) -> bool:
        """Whether this seat sees no act at all."""
        return not self._walker.has_met and next(self._walker.walk(Stretch(most=1)), None) is None

    def open_offers(self) -> Listed[InOrder]:
        """Of the latest offers and requests those that stand open, newest first."""
        looked_at, found = 0, []
        for one in islice(self._walker.latest(_OFFERS, _PASSED), _LOOKED_AT):
            looked_at += 1
            if one.standing and one.standing.is_open:
                found.append(one)
            if len(found) == _MOST:
                break
        return Listed(tuple(found), len(found) < _MOST and looked_at < _LOOKED_AT)

    def contested_acts(self) -> Listed[Act]:
        """The latest acts about which the accounts that this seat sees are at odds."""
        met = islice(self._walker.latest(_CONTESTED, _PASSED), _MOST)
        acts = tuple(one.act for one in met)
        return Listed(acts, len(acts) < _MOST)

    def where_sides_stand(self) -> tuple[SidePosition, ...]:
        """For each party its latest dated acts, plans left out."""
        return tuple(SidePosition(side, self._latest_of(side)) for side in self._at.frame.parties)

    def _latest_of(self, side: Side) -> tuple[Act, ...]:
        met = self._walker.walk(_of_side(side))
        done = (one.act for one in met if not one.act.leading.planned)
        return tuple(islice(done, _MOST_OF_A_SIDE))


_OFFERS, _CONTESTED = Asked(kinds=OFFERS), Asked(contested=True)


def _of_side(side: Side) -> Stretch:
    return dated(Asked(side=side))


@dataclass(frozen=True, slots=True)
class ToGive:
    """Briefings that wait, with their contacts."""

    record: RecordView
    is_all: bool


def briefings_to_give(at: At) -> ToGive:
    """Of the latest planned briefings those that wait, overdue ones first, with their contacts.

    A duty says when it is due, so that only the contacts are read up to the last one shown.
    """
    steps = marks.walk(at.viewer, at.case_id, Genre.DUTY, backwards=True, most=_LOOKED_AT)
    plans = sorted(duties_of(at, {step.subject for step in steps}), key=_first_due)
    contacts: dict[str, Act] = {}
    waiting: list[Briefing] = []
    for first in range(0, len(plans), _MOST):
        some = plans[first : first + _MOST]
        record = around(at, {filed.duty.contact for filed in some})
        contacts |= {act.id: act for act in record.acts}
        planned = {briefing.duty: briefing for briefing in record.briefings}
        found = (planned[filed.id] for filed in some if filed.id in planned)
        waiting += [b for b in found if b.state is not BriefingState.DONE]
        if len(waiting) >= _MOST:
            break
    is_all = len(steps) < _LOOKED_AT and len(waiting) < _MOST
    day = at.world.clock().date()
    return ToGive(RecordView(tuple(contacts.values()), (), tuple(waiting[:_MOST]), day), is_all)


def _first_due(filed: FiledDuty) -> tuple[date, str, str, Moment]:
    duty = filed.duty
    return duty.due or date.max, duty.contact, duty.who, duty.moment
