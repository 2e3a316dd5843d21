"""Which delegation is ready where and when, and the opportunities that were missed.

Definition MT 10.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING

from goodoffices.record.accounts import Stance
from goodoffices.record.days import day_of, in_order, took_place
from goodoffices.record.venues import key_of, places_in, venues
from goodoffices.record.vocabulary import ActKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from goodoffices.record.acts import Act
    from goodoffices.record.frame import Frame, Side

__all__ = ["MEETINGS", "Chance", "ChanceState", "Readiness", "chances", "readiness"]

MEETINGS = frozenset({ActKind.MEET, ActKind.NEGOTIATE, ActKind.MEDIATE})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Readiness:
    """A delegation at a place from `start` to `end`, both included; None: no end is told."""

    act: str
    party: str
    place: str
    start: date
    end: date | None

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def overlaps(self, other: Readiness) -> bool:
        start, ends = max(self.start, other.start), [e for e in (self.end, other.end) if e]
        return all(start <= end for end in ends)


class ChanceState(StrEnum):
    MET = "met"
    AWAITED = "awaited"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Chance:
    """Whether `other` came to where `ready` says. `rests_on` are acts, `since` is for missed."""

    ready: Readiness
    other: str
    state: ChanceState
    since: date | None
    rests_on: tuple[str, ...]


def readiness(acts: Sequence[Act], frame: Frame, on: date) -> tuple[Readiness, ...]:
    """Where each party's delegation stood ready by the day `on`, in order of days.

    Linear but for the sort, where a party is seldom ready at one place twice running.
    """
    ordered = sorted(acts, key=in_order)
    meetings = _meetings(ordered, frame, on)
    found: list[Readiness] = []
    for party in frame.parties:
        own = [
            (day, place, act)
            for act in ordered
            if _is_ready(act, party, on) and (day := day_of(act))
            for place in _places(act)
        ]
        met = [(m.day, m.places) for m in meetings if party.id in m.parties]
        for number, (day, place, act) in enumerate(own):
            there = key_of(place)
            later = ((d, {key_of(p)}) for d, p, _ in own[number + 1 :])
            ends = [*_first_elsewhere(later, there, day), *_first_elsewhere(met, there, day)]
            ends += [last for last in _last_days(act) if last >= day]
            found.append(Readiness(act.id, party.id, place, day, min(ends, default=None)))
    return tuple(sorted(found, key=lambda r: (r.start, r.party, r.act, r.place)))


def _first_elsewhere(
    days: Iterable[tuple[date, AbstractSet[str]]], there: str, after: date
) -> tuple[date, ...]:
    """The eve of the first later day that is told of another place."""
    for day, places in days:
        if day > after and places and there not in places:
            return (day - _DAY,)
    return ()


def chances(acts: Sequence[Act], frame: Frame, on: date) -> tuple[Chance, ...]:
    """For each readiness and each other party, whether they met there; newest first."""
    ready = readiness(acts, frame, on)
    stood: dict[tuple[str, str], list[Readiness]] = {}
    for one in ready:
        stood.setdefault((one.party, key_of(one.place)), []).append(one)
    met: dict[tuple[frozenset[str], str], list[_Meeting]] = {}
    for meeting in _meetings(sorted(acts, key=in_order), frame, on):
        for pair in map(frozenset, combinations(sorted(meeting.parties), 2)):
            for place in meeting.places:
                met.setdefault((pair, place), []).append(meeting)
    words: dict[tuple[str, str], list[str]] = {}
    for venue in venues(acts, frame, on):
        for word in venue.words:
            words.setdefault((key_of(venue.name), word.side), []).append(word.act)
    found = []
    for one in ready:
        place = key_of(one.place)
        for other in frame.parties:
            if other.id == one.party:
                continue
            there = [r.act for r in stood.get((other.id, place), ()) if one.overlaps(r)]
            pair = frozenset((one.party, other.id))
            there += [m.act for m in met.get((pair, place), ()) if one.holds(m.day)]
            found.append(_chance(one, other, there, words.get((place, other.id), []), on))
    return tuple(reversed(found))


def _chance(
    one: Readiness, other: Side, there: Sequence[str], said: Sequence[str], on: date
) -> Chance:
    missed = not there and one.end is not None and one.end < on
    state = ChanceState.MET if there else ChanceState.AWAITED
    return Chance(
        ready=one,
        other=other.id,
        state=ChanceState.MISSED if missed else state,
        since=one.end + _DAY if missed and one.end else None,
        rests_on=tuple(dict.fromkeys((one.act, *there, *said))),
    )


@dataclass(frozen=True, slots=True)
class _Meeting:
    """A day on which two parties met at least, and the places told of it."""

    act: str
    day: date
    parties: frozenset[str]
    places: frozenset[str]


def _meetings(ordered: Sequence[Act], frame: Frame, on: date) -> tuple[_Meeting, ...]:
    found = []
    for act in ordered:
        day = day_of(act)
        if act.kind not in MEETINGS or day is None or not took_place(act, on):
            continue
        present = frozenset(
            party.id
            for party in frame.parties
            if any(party.is_meant_by(m) for m in (*act.actors, *act.targets))
        )
        if len(present) > 1:
            found.append(_Meeting(act.id, day, present, frozenset(map(key_of, _places(act)))))
    return tuple(found)


def _is_ready(act: Act, party: Side, on: date) -> bool:
    return (
        act.kind is ActKind.READY_AT_VENUE
        and took_place(act, on)
        and any(party.is_meant_by(actor) for actor in act.actors)
    )


def _places(act: Act) -> tuple[str, ...]:
    """The places told of it, each under the name it was first told under."""
    told = (f.account for f in act.accounts if f.account.stance is not Stance.DENIES)
    names: dict[str, str] = {}
    for account in told:
        for place in places_in(account.venue):
            names.setdefault(key_of(place), place)
    return tuple(names.values())


def _last_days(act: Act) -> list[date]:
    told = (f.account for f in act.accounts if f.account.stance is not Stance.DENIES)
    return [a.expires.latest for a in told if a.expires and a.expires.latest]
