"""The mediator's tools, as one seat sees them; the team's own planning is for the team."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from goodoffices.access.acting import (
    Action,
    check_may,
    check_may_ask_what_is_known,
    may_ask_what_is_known,
)
from goodoffices.access.viewers import SeatKind, Viewer
from goodoffices.record.asked import OpenOffer, open_offers
from goodoffices.record.briefings import BRIEFS
from goodoffices.record.contacts import CONTACT_KINDS, Balance, balance_of
from goodoffices.record.declarations import FiledDeclaration
from goodoffices.record.fundamentals import Shown, fundamentals
from goodoffices.record.issues import Issue, positions
from goodoffices.record.knowledge import Knowledge, may_know
from goodoffices.record.marks import Field
from goodoffices.record.readiness import Chance, Readiness, chances, readiness
from goodoffices.record.stance import STANCE_KINDS, Said, said_in_public
from goodoffices.record.standing import OFFERS
from goodoffices.record.venues import VENUE_KINDS, Venue, venues
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.briefings import contacts_of_duties
from goodoffices.service.cases import nothing_here
from goodoffices.service.declarations import declarations
from goodoffices.service.pins import pins
from goodoffices.service.record import RecordView, around, view
from goodoffices.store import queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.record.accounts import LinkKind
    from goodoffices.record.acts import Act
    from goodoffices.record.briefings import Briefing
    from goodoffices.record.frame import Side
    from goodoffices.service.at import At

__all__ = [
    "Looked",
    "Profile",
    "Venues",
    "balance",
    "fundamentals_shown",
    "knowledge",
    "ledger",
    "offers",
    "positions_held",
    "profile",
    "readers_asked_about",
    "venues_told",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Looked(Generic[T]):
    """What was found, and the record it was found in."""

    record: RecordView
    found: T


@dataclass(frozen=True, slots=True)
class Profile:
    declared: tuple[FiledDeclaration, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Venues:
    venues: tuple[Venue, ...]
    ready: tuple[Readiness, ...]
    chances: tuple[Chance, ...]


def _having(at: At, field: Field | LinkKind, values: Iterable[str]) -> frozenset[str]:
    return queries.subjects_having(at.viewer, at.case_id, [field], [str(v) for v in values])


def offers(at: At) -> Looked[tuple[OpenOffer, ...]]:
    record = around(at, _having(at, Field.KIND, OFFERS))
    acts = (*record.acts, *record.beside)
    return Looked(record, open_offers(acts, record.standings, record.as_of))


def ledger(at: At) -> Looked[tuple[Briefing, ...]]:
    check_may(at.viewer, Action.PREPARE)
    record = _briefed_on(at)
    return Looked(record, record.briefings)


def _briefed_on(at: At) -> RecordView:
    """The contacts on which somebody was, or is to be, briefed."""
    given = around(at, _having(at, Field.KIND, [ActKind.BRIEF_THIRD_PARTY]), ())
    links = {link.act for act in given.acts for link in act.links if link.kind in BRIEFS}
    return around(at, links.union(contacts_of_duties(at)))


def readers_asked_about(at: At) -> tuple[Side, ...]:
    """The sides of which this seat may ask what they know."""
    sides = (*at.frame.parties, *at.frame.observers)
    return tuple(side for side in sides if may_ask_what_is_known(at.viewer, side.id))


def knowledge(at: At, side_id: str) -> Looked[Knowledge]:
    """What a party or an observer may know now, as far as this seat sees it (MT 4).

    The acts it sees are read for the team; to itself they are its record.
    """
    check_may_ask_what_is_known(at.viewer, side_id)
    side = next((s for s in readers_asked_about(at) if s.id == side_id), None)
    if side is None:
        raise nothing_here()
    kind = SeatKind.DELEGATE if side in at.frame.parties else SeatKind.OBSERVER
    record = _briefed_on(at)
    sees: tuple[Act, ...] = ()
    if at.viewer.in_team:
        sees = view(at, shared_with=Viewer(kind, side=side.id)).acts
    return Looked(record, may_know(side, sees, record.briefings, at.frame))


def balance(at: At) -> Looked[Balance]:
    check_may(at.viewer, Action.PREPARE)
    ids = _having(at, Field.KIND, CONTACT_KINDS) | _having(at, Field.STATES, ["channel"])
    record = around(at, ids, ())
    return Looked(record, balance_of(record.acts, at.frame, record.as_of))


def profile(at: At) -> Looked[Profile]:
    declared = declarations(at)
    cited = {act for filed in declared for act in filed.declaration.rests_on}
    record = around(at, _having(at, Field.KIND, STANCE_KINDS) | cited, ())
    seen = {act.id for act in record.acts}
    said = said_in_public(record.acts, at.frame, record.as_of)
    return Looked(record, Profile(tuple(_cut(filed, seen) for filed in declared), said))


def _cut(filed: FiledDeclaration, seen: set[str]) -> FiledDeclaration:
    """Without the acts it rests on that this seat does not see."""
    kept = tuple(act for act in filed.declaration.rests_on if act in seen)
    return replace(filed, declaration=replace(filed.declaration, rests_on=kept))


def venues_told(at: At) -> Looked[Venues]:
    record = around(at, _having(at, Field.KIND, VENUE_KINDS), ())
    given = record.acts, at.frame, record.as_of
    return Looked(record, Venues(venues(*given), readiness(*given), chances(*given)))


def positions_held(at: At) -> Looked[tuple[Issue, ...]]:
    record = around(at, _having(at, Field.STATES, ["issue"]), ())
    return Looked(record, positions(record.acts, at.frame, record.as_of))


def fundamentals_shown(at: At) -> Looked[tuple[Shown, ...]]:
    check_may(at.viewer, Action.PREPARE)
    record = view(at)
    return Looked(record, fundamentals(record.acts, pins(at), at.frame, record.as_of))
