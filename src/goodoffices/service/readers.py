"""Who will see this: the readers of an audience by name, as `access` decides it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.access.acting import audiences_open_to
from goodoffices.access.decisions import Answer, may_see
from goodoffices.access.viewers import PUBLIC_VIEWER, SeatKind, Viewer
from goodoffices.record.audiences import LEAD_ALONE, Audience, AudienceKind
from goodoffices.saying import Names, all_of, either_of, mark, say, say_counted
from goodoffices.service.cases import seats_of

if TYPE_CHECKING:
    from goodoffices.service.at import At

__all__ = [
    "Reader",
    "audience_name",
    "audiences_for",
    "every_audience",
    "in_words",
    "is_of_case",
    "people_known",
    "readers",
]

_AUDIENCES = Names(
    {
        AudienceKind.TEAM: mark("team"),
        AudienceKind.JOINT: mark("joint"),
        AudienceKind.PUBLIC: mark("public"),
    }
)


@dataclass(frozen=True, slots=True)
class Reader:
    """A kind of seat in words, and whether it sees the audience, with the reason."""

    name: str
    viewer: Viewer
    answer: Answer


def audience_name(at: At, audience: Audience) -> str:
    """The audience in words, for a badge: `caucus of side A`."""
    frame = at.frame
    match audience.kind:
        case AudienceKind.GROUP:
            if audience == LEAD_ALONE:
                return say("the lead mediator alone")
            names = [at.group_name(group) for group in sorted(audience.groups)]
            return say("group: {names}", names=all_of([name or say("another") for name in names]))
        case AudienceKind.CAUCUS:
            return say("caucus of {party}", party=frame.name_of(audience.party or ""))
        case AudienceKind.OWN_ROOM:
            return say("own room of {party}", party=frame.name_of(audience.party or ""))
        case AudienceKind.BRIEFED:
            named = say(", ").join(frame.name_of(o) for o in sorted(audience.observers))
            if audience.with_parties:
                return say("briefed: {observers} and the parties", observers=named)
            return say("briefed: {observers}", observers=named)
    return _AUDIENCES[audience.kind]


def audiences_for(at: At) -> tuple[Audience, ...]:
    """The audiences this seat may write for, narrowest first."""
    return _open_to(at.viewer, at)


def every_audience(at: At) -> tuple[Audience, ...]:
    """The audiences this seat knows of, whether or not anything was written for them."""
    known = frozenset(group.id for group in at.groups)
    return _open_to(Viewer(SeatKind.TEAM, groups=known), at)


def _open_to(viewer: Viewer, at: At) -> tuple[Audience, ...]:
    parties, observers = (
        tuple(s.id for s in sides) for sides in (at.frame.parties, at.frame.observers)
    )
    return audiences_open_to(viewer, parties, observers, tuple(g.id for g in at.groups))


def is_of_case(at: At, audience: Audience) -> bool:
    """Whether the sides it names are sides of this case, and its groups known to this seat."""
    parties, observers = ({s.id for s in sides} for sides in (at.frame.parties, at.frame.observers))
    groups = {group.id for group in at.groups}
    if at.viewer.kind is SeatKind.LEAD:
        groups |= LEAD_ALONE.groups
    return (
        (audience.party is None or audience.party in parties)
        and audience.observers <= observers
        and audience.groups <= groups
    )


def readers(at: At, audience: Audience) -> tuple[Reader, ...]:
    """Every kind of seat a case with this frame has, the public last.

    Who knows of groups is told of the team part by part; to all others it is one.
    """
    team = (
        (say("the lead mediator"), Viewer(SeatKind.LEAD)),
        *(
            (
                say("the group “{group}”", group=g.name),
                Viewer(SeatKind.TEAM, groups=frozenset({g.id})),
            )
            for g in at.groups
        ),
        (say("the rest of the mediator’s team"), Viewer(SeatKind.TEAM)),
    )
    seats = (
        *(team if at.groups else ((say("the mediator’s team"), Viewer(SeatKind.TEAM)),)),
        *(
            (say("the delegation of {party}", party=p.name), Viewer(SeatKind.DELEGATE, side=p.id))
            for p in at.frame.parties
        ),
        *(
            (
                say("the observer for {observer}", observer=o.name),
                Viewer(SeatKind.OBSERVER, side=o.id),
            )
            for o in at.frame.observers
        ),
        (say("the public"), PUBLIC_VIEWER),
    )
    return tuple(Reader(name, viewer, may_see(viewer, audience)) for name, viewer in seats)


def people_known(at: At) -> tuple[Viewer, ...]:
    """The seats whose number the reader may know: the team knows of each."""
    return seats_of(at) if at.viewer.in_team else ()


def in_words(at: At, audience: Audience, known: tuple[Viewer, ...] | None = None) -> str:
    """One sentence on who reads it and one on who does not; the team also gets numbers, of the
    `known` people where those were found already.
    """
    everyone = readers(at, audience)
    people = people_known(at) if known is None else known
    inside = [_counted(at, r, people) for r in everyone if r.answer]
    outside = [r.name for r in everyone if not r.answer]
    seen = all_of(inside)
    if not outside:
        return say("{seen}.", seen=seen)
    return say("{seen}. Not {outside}.", seen=seen, outside=either_of(outside))


def _counted(at: At, reader: Reader, people: tuple[Viewer, ...]) -> str:
    if not people or reader.viewer.kind in {SeatKind.PUBLIC, SeatKind.LEAD}:
        return reader.name
    known = frozenset(group.id for group in at.groups)
    number = sum(_is_one(reader.viewer, seat, known) for seat in people)
    return say_counted(
        "{reader} ({count} person)", "{reader} ({count} people)", number, reader=reader.name
    )


def _is_one(row: Viewer, seat: Viewer, known: frozenset[str]) -> bool:
    if not row.in_team:
        return (row.kind, row.side) == (seat.kind, seat.side)
    if not known:
        return seat.in_team
    if seat.kind is SeatKind.LEAD or not seat.in_team:
        return False
    return row.groups <= seat.groups if row.groups else not seat.groups & known
