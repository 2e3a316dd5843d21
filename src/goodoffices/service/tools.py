"""The mediator's tools, as one seat sees them; the team's own planning is for the team."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, replace
from itertools import combinations, islice
from typing import TYPE_CHECKING, Generic, TypeVar

from goodoffices.access.acting import (
    Action,
    check_may,
    check_may_ask_what_is_known,
    may_ask_what_is_known,
)
from goodoffices.access.viewers import PUBLIC_VIEWER, SeatKind, Viewer
from goodoffices.record.accounts import LinkKind
from goodoffices.record.asked import OpenOffer, open_offers
from goodoffices.record.briefings import BRIEFS
from goodoffices.record.briefings import ledger as ledger_of
from goodoffices.record.contacts import CONTACT_KINDS, Balance, balance_of, contacts
from goodoffices.record.days import told_by
from goodoffices.record.declarations import FiledDeclaration
from goodoffices.record.fundamentals import (
    SIGNS,
    FiledPin,
    Fundamental,
    Shown,
    Sign,
    fundamentals,
    shown_by,
)
from goodoffices.record.issues import Issue, positions
from goodoffices.record.knowledge import Knowledge, may_know
from goodoffices.record.marks import Field
from goodoffices.record.places import UNDATED
from goodoffices.record.readiness import MEETINGS, Chance, Readiness, chances, readiness
from goodoffices.record.stance import STANCE_KINDS, Said, said_in_public
from goodoffices.record.standing import OFFERS
from goodoffices.record.venues import VENUE_KINDS, Venue, venues
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.briefings import contacts_of_duties, duties_of
from goodoffices.service.cases import nothing_here
from goodoffices.service.chronology import Asked, InOrder, Page, Walker, dated, latest, page
from goodoffices.service.declarations import declarations
from goodoffices.service.pins import pins
from goodoffices.service.record import RecordView, around, view
from goodoffices.store import marks, queries
from goodoffices.store.marks import Having

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from goodoffices.record.acts import Act
    from goodoffices.record.briefings import Briefing
    from goodoffices.record.frame import Frame, Side
    from goodoffices.service.at import At

__all__ = [
    "Latest",
    "Looked",
    "Profile",
    "Venues",
    "balance",
    "fundamentals_latest",
    "fundamentals_shown",
    "knowledge",
    "ledger",
    "ledger_whole",
    "named_in",
    "offers",
    "offers_page",
    "positions_held",
    "profile",
    "readers_asked_about",
    "seen_with",
    "told_to",
    "venues_told",
]

T = TypeVar("T")

_PAGE = 60
"""Accounts on a page of offers."""

_EVERY_ACT = 2**31 - 1


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
    is_all: bool
    """Whether every act that names a place was read."""


def _having(at: At, field: Field | LinkKind, values: Iterable[str]) -> frozenset[str]:
    return marks.subjects_having(at.viewer, at.case_id, [field], [str(v) for v in values])


def _having_each(at: At, *wanted: Having) -> frozenset[str]:
    return marks.subjects_having_each(at.viewer, at.case_id, *wanted)


def _sided(at: At, names: Iterable[str]) -> frozenset[str]:
    """The acts of which an account names one of these among those who act and are acted on."""
    return _having(at, Field.SIDE, names)


def offers(at: At) -> Looked[tuple[OpenOffer, ...]]:
    record = around(at, _having(at, Field.KIND, OFFERS))
    return Looked(record, _open_in(record))


def _open_in(record: RecordView) -> tuple[OpenOffer, ...]:
    acts = (*record.acts, *record.beside)
    return open_offers(acts, record.standings, record.as_of)


def offers_page(at: At, after: str, before: str) -> tuple[Looked[tuple[OpenOffer, ...]], Page]:
    """Some of the open offers, those made last first, and the places to go on from."""
    asked = Asked(kinds=OFFERS, open_now=True)
    met = page(at, asked, after=after, before=before, most=_PAGE)
    made = {act.id: act.place for act in met.record.acts}
    record = around(at, made)
    found = sorted(_open_in(record), key=lambda offer: made[offer.act], reverse=True)
    return Looked(record, tuple(found)), met


def ledger(at: At) -> tuple[Briefing, ...]:
    """Every briefing that was given or is planned. Of the contacts no more is read than that they
    are there: `named_in` reads those that are shown.
    """
    check_may(at.viewer, Action.PREPARE)
    links = marks.links_of(at.viewer, at.case_id, BRIEFS)
    given = around(at, {act for act, _ in links}, ())
    named = {contact for _, contact in links}.union(contacts_of_duties(at))
    contacts = queries.present(at.viewer, at.case_id, at.world.keys, named)
    duties = duties_of(at, contacts)
    return ledger_of(given.acts, duties, given.as_of, at.frame, contacts)


def named_in(at: At, briefings: Iterable[Briefing]) -> RecordView:
    """The contacts and the acts that these lines of the ledger name."""
    ids = {act for one in briefings for act in (one.contact, *one.acts)}
    return around(at, ids, (LinkKind.BEARS_ON,))


def ledger_whole(at: At) -> Looked[tuple[Briefing, ...]]:
    """The whole ledger with all that its lines name."""
    found = ledger(at)
    return Looked(named_in(at, found), found)


def _briefed_on(at: At, reader: Side) -> RecordView:
    """The contacts on which somebody was, or is to be, briefed."""
    briefing = Having(Field.KIND, (ActKind.BRIEF_THIRD_PARTY,))
    named = Having(Field.SIDE, reader.names)
    own = _having_each(at, briefing, named)
    links = marks.links_of(at.viewer, at.case_id, BRIEFS)
    contacts = {contact for act, contact in links if act in own}
    return around(at, contacts.union(contacts_of_duties(at, reader)), _OF_CONTACTS)


_OF_CONTACTS = (*sorted(BRIEFS), LinkKind.BEARS_ON)
"""What is said of a contact by the briefings on it, and of whose initiative it was."""


def readers_asked_about(at: At) -> tuple[Side, ...]:
    """The sides of which this seat may ask what they know."""
    sides = (*at.frame.parties, *at.frame.observers)
    return tuple(side for side in sides if may_ask_what_is_known(at.viewer, side.id))


def knowledge(at: At, side_id: str) -> Looked[Knowledge]:
    """What a party or an observer may know now, as far as this seat sees it (MT 4).

    The acts it sees are read for the team; to itself they are its record.
    """
    looked = told_to(at, side_id)
    sees = view(seen_with(at, side_id)).acts if at.viewer.in_team else ()
    return Looked(looked.record, replace(looked.found, sees=sees))


def told_to(at: At, side_id: str) -> Looked[Knowledge]:
    """The same without the acts it sees, which `seen_with` leads to a page at a time."""
    side = _asked_about(at, side_id)
    record = _briefed_on(at, side)
    return Looked(record, may_know(side, (), record.briefings, at.frame))


def seen_with(at: At, side_id: str) -> At:
    """This place, looking at what its seat shares with those of a side."""
    side = _asked_about(at, side_id)
    kind = SeatKind.DELEGATE if side in at.frame.parties else SeatKind.OBSERVER
    return replace(at, viewer=replace(at.viewer, shared_with=Viewer(kind, side=side.id)))


def _asked_about(at: At, side_id: str) -> Side:
    check_may_ask_what_is_known(at.viewer, side_id)
    side = next((s for s in readers_asked_about(at) if s.id == side_id), None)
    if side is None:
        raise nothing_here()
    return side


def balance(at: At) -> Looked[Balance]:
    check_may(at.viewer, Action.PREPARE)
    between = _between(at.frame)
    ids = _having_each(at, _PROPOSED, Having(Field.ACTOR, at.frame.mediator.names))
    ids = ids.union(*(_having_each(at, sign, *between) for sign in _CONTACTS))
    record = around(at, ids, ())
    return Looked(record, balance_of(record.acts, at.frame, record.as_of))


_CONTACTS = (
    Having(Field.KIND, tuple(sorted(CONTACT_KINDS))),
    Having(Field.STATES, ("channel",)),
)
"""What the index knows of a contact (MT 5): one of these."""
_PROPOSED = Having(Field.KIND, (ActKind.PROPOSE,))


def _between(frame: Frame) -> tuple[Having, Having]:
    """That it names the mediator and a party."""
    parties = tuple(name for party in frame.parties for name in party.names)
    return Having(Field.SIDE, frame.mediator.names), Having(Field.SIDE, parties)


def profile(at: At, most: int | None = None) -> Looked[Profile]:
    """With the public words of the whole record, or with the last so many of them."""
    declared = declarations(at)
    cited = around(at, {act for one in declared for act in one.declaration.rests_on}, ())
    acts, said = _said(at, most)
    seen = {act.id: act for act in cited.acts}
    record = replace(cited, acts=tuple({**seen, **{act.id: act for act in acts}}.values()))
    return Looked(record, Profile(tuple(_cut(one, set(seen)) for one in declared), said))


def _said(
    at: At, most: int | None, *, own: bool = False
) -> tuple[tuple[Act, ...], tuple[Said, ...]]:
    """Public words (MT 7), or the mediator's own alone, and the acts that tell of them."""
    frame, day = at.frame, at.world.clock().date()
    if most is None:
        names = frame.mediator.names
        public = replace(at, viewer=PUBLIC_VIEWER)
        ids = _having(public, Field.KIND, STANCE_KINDS) & _sided(public, names)
        acts = around(at, ids, ()).acts
        return acts, said_in_public(acts, frame, day)
    about = Having(Field.ACTOR if own else Field.SIDE, frame.mediator.names)
    found: dict[str, Act] = {}
    number = 0
    for met in latest(at, Asked(kinds=STANCE_KINDS, besides=(about,)), 4 * most):
        if number >= most:
            break
        said = said_in_public([met.act], frame, day)
        if own:
            said = tuple(one for one in said if one.by == frame.mediator.id)
        if said:
            found[met.act.id] = met.act
        number += len(said)
    acts = tuple(found.values())
    return acts, said_in_public(acts, frame, day)[-most:]


def _cut(filed: FiledDeclaration, seen: set[str]) -> FiledDeclaration:
    """Without the acts it rests on that this seat does not see."""
    kept = tuple(act for act in filed.declaration.rests_on if act in seen)
    return replace(filed, declaration=replace(filed.declaration, rests_on=kept))


def venues_told(at: At, most: int = _EVERY_ACT) -> Looked[Venues]:
    """The words of the last so many acts that name a place (of all, where no number is given), and
    every delegation that stood ready with what shows whether the others came. Linear in what is
    read.
    """
    met = latest(at, Asked(besides=(_A_PLACE, _OF_A_PLACE)), most)
    ids = list(islice((one.act.id for one in met if _names_a_place(one.act)), most + 1))
    named = frozenset(ids[:most])
    is_all = len(ids) <= most
    if not is_all:
        named |= _waited(at)
    record = around(at, named | _having(at, LinkKind.ANSWERS, named), ())
    given = record.acts, at.frame, record.as_of
    return Looked(record, Venues(venues(*given), readiness(*given), chances(*given), is_all))


def _names_a_place(act: Act) -> bool:
    """Judged by the accounts seen: the index knows of others."""
    accounts = [filed.account for filed in act.accounts]
    return any(a.venue for a in accounts) and any(a.kind in VENUE_KINDS for a in accounts)


_A_PLACE = Having(Field.STATES, ("venue",))
_OF_A_PLACE = Having(Field.KIND, tuple(sorted(VENUE_KINDS)))


def _waited(at: At) -> frozenset[str]:
    """The readinesses of delegations, and where there is one the meetings of any two parties."""
    ready = _having(at, Field.KIND, [ActKind.READY_AT_VENUE])
    if not ready:
        return ready
    met = _having(at, Field.KIND, MEETINGS)
    own = [met & _sided(at, party.names) for party in at.frame.parties]
    pairs = (one & other for one, other in combinations(own, 2))
    return ready.union(*pairs) & _having(at, Field.STATES, ["venue"])


def positions_held(at: At) -> Looked[tuple[Issue, ...]]:
    record = around(at, _having(at, Field.STATES, ["issue"]), ())
    return Looked(record, positions(record.acts, at.frame, record.as_of))


def fundamentals_shown(at: At) -> Looked[tuple[Shown, ...]]:
    check_may(at.viewer, Action.PREPARE)
    record = view(at)
    return Looked(record, fundamentals(record.acts, pins(at), at.frame, record.as_of))


@dataclass(frozen=True, slots=True)
class Latest:
    """The acts that show a fundamental, the latest first, and whether there are earlier ones."""

    fundamental: Fundamental
    acts: tuple[str, ...]
    more: bool
    pins: tuple[FiledPin, ...]


def fundamentals_latest(at: At, most: int) -> Looked[tuple[Latest, ...]]:
    """Of each fundamental the last so many acts that show it: only they are looked for."""
    check_may(at.viewer, Action.PREPARE)
    walker, day, pinned = Walker(at), at.world.clock().date(), pins(at)
    signs = [_asked(sign, at.frame) for several in SIGNS.values() for sign in several]
    walker.ahead(dated(asked) for asked in signs)
    record = around(at, {one.pin.act for one in pinned}, ())
    acts = {act.id: act for act in record.acts}
    kept = [one for one in pinned if one.pin.act in acts]
    found = []
    for one in Fundamental:
        showing = _signs_of(walker, one, at.frame) if one in SIGNS else _impartial(walker, at, most)
        taken = list(islice((act for act in showing if told_by(act, day)), most + 1))
        acts |= {act.id: act for act in taken}
        own = tuple(pin for pin in kept if pin.pin.fundamental is one)
        ids = tuple(act.id for act in taken[:most])
        found.append(Latest(one, ids, len(taken) > most, own))
    return Looked(replace(record, acts=tuple(acts.values())), tuple(found))


def _signs_of(walker: Walker, one: Fundamental, frame: Frame) -> Iterator[Act]:
    met = _merged([_acts_of(walker.latest(_asked(sign, frame))) for sign in SIGNS[one]])
    return (act for act in met if one in shown_by(act, frame))


def _acts_of(met: Iterable[InOrder]) -> Iterator[Act]:
    return (one.act for one in met)


def _merged(walks: Iterable[Iterable[Act]]) -> Iterator[Act]:
    """Several walks as one, each act once."""
    last = ""
    for act in heapq.merge(*walks, key=_newest, reverse=True):
        if act.id != last:
            yield act
        last = act.id


def _asked(sign: Sign, frame: Frame) -> Asked:
    if sign.link is not None:
        return Asked(besides=(Having(sign.link, others=True),))
    if sign.reading:
        return Asked(besides=(Having(Field.STATES, ("reading",)),))
    if sign.others:
        names = ("", *(name for side in frame.sides for name in side.names))
        return Asked(besides=(Having(Field.ACTOR, names, others=True),))
    return Asked(besides=(Having(Field.KIND, tuple(sorted(sign.kinds))),))


def _newest(act: Act) -> tuple[bool, str]:
    return act.place < UNDATED, act.place


def _impartial(walker: Walker, at: At, most: int) -> Iterator[Act]:
    """The contacts with the parties, and the last public words of the mediator."""
    said = _said(at, most + 1, own=True)[0]
    return _merged([_contacts(walker, at), sorted(said, key=_newest, reverse=True)])


def _contacts(walker: Walker, at: At) -> Iterator[Act]:
    """The contacts of the mediator with a party (MT 5), the latest first."""
    frame, day = at.frame, at.world.clock().date()
    both = _between(frame)
    walks = [_acts_of(walker.latest(Asked(besides=(sign, *both)))) for sign in _CONTACTS]
    for act in _merged(walks):
        # what was said in a call is not a second call, so what it follows is looked at
        followed = act.linked(LinkKind.FOLLOWS)
        others = around(at, set(followed), ()).acts if followed else ()
        if any(one.act == act.id for one in contacts((act, *others), frame, day)):
            yield act
