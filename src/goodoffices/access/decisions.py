"""The one function that says whether a viewer may see what is meant for an audience, and why.

    audience        team   delegate of P        observer O      public
    team            yes    no                   no              no
    caucus:P        yes    of P only            no              no
    own:P           no     of P only            no              no
    joint           yes    yes                  no              no
    briefed:O...    yes    with +parties only   if named        no
    public          yes    yes                  yes             yes

Whatever the table does not allow is refused. `visible_keys` filters audiences by the same
function, so that a query can name them; there is no second rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.access.viewers import SeatKind, Viewer
from goodoffices.errors import NotFoundError
from goodoffices.record.audiences import Audience, AudienceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Answer", "check_may_see", "may_see", "narrower", "visible_keys"]


@dataclass(frozen=True, slots=True)
class Answer:
    """Truthy if allowed; `reason` in words for the one who set the audience."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


def may_see(viewer: Viewer, audience: Audience) -> Answer:  # noqa: PLR0911 (one return per row of the table)
    match audience.kind:
        case AudienceKind.PUBLIC:
            return Answer(allowed=True, reason="it is public")
        case AudienceKind.OWN_ROOM:
            if viewer.kind is SeatKind.DELEGATE and viewer.side == audience.party:
                return Answer(allowed=True, reason="it is in their own room")
            return Answer(allowed=False, reason="a party's own room is seen by that party alone")
    if viewer.in_team:
        return Answer(allowed=True, reason="the mediator's team sees it")
    match audience.kind:
        case AudienceKind.CAUCUS:
            if viewer.kind is SeatKind.DELEGATE and viewer.side == audience.party:
                return Answer(allowed=True, reason="it was said in their caucus")
            return Answer(allowed=False, reason="it belongs to the caucus of one party")
        case AudienceKind.JOINT:
            if viewer.kind is SeatKind.DELEGATE:
                return Answer(allowed=True, reason="it is joint: all parties see it")
            return Answer(allowed=False, reason="it is for the parties and the team")
        case AudienceKind.BRIEFED:
            if viewer.kind is SeatKind.OBSERVER and viewer.side in audience.observers:
                return Answer(allowed=True, reason="they were briefed")
            if viewer.kind is SeatKind.DELEGATE and audience.with_parties:
                return Answer(allowed=True, reason="it was told to the parties as well")
            return Answer(allowed=False, reason="they were not briefed")
    return Answer(allowed=False, reason="it is for the mediator's team")


def check_may_see(viewer: Viewer, audience: Audience) -> None:
    """Raise NotFoundError, which says the same as for what is not there."""
    if not may_see(viewer, audience):
        raise NotFoundError("There is nothing here", remedy="Check the address")


def visible_keys(viewer: Viewer, audiences: Iterable[Audience]) -> frozenset[str]:
    return frozenset(audience.key for audience in audiences if may_see(viewer, audience))


def narrower(one: Audience, other: Audience) -> Audience | None:
    """The widest audience whose readers are readers of both; None if there is no such reader.

    An entry that rests on two sources carries the narrower of their marks.
    """
    if one == other or other.kind is AudienceKind.PUBLIC:
        return one
    if one.kind is AudienceKind.PUBLIC:
        return other
    if AudienceKind.OWN_ROOM in {one.kind, other.kind}:
        return _narrower_own_room(one, other)
    if {one.kind, other.kind} == {AudienceKind.JOINT, AudienceKind.CAUCUS}:
        return one if one.kind is AudienceKind.CAUCUS else other
    if one.kind is other.kind is AudienceKind.BRIEFED:
        shared = one.observers & other.observers
        parties = one.with_parties and other.with_parties
        if shared:
            return Audience(AudienceKind.BRIEFED, observers=shared, with_parties=parties)
        return Audience(AudienceKind.JOINT if parties else AudienceKind.TEAM)
    for briefed, rest in ((one, other), (other, one)):
        if briefed.kind is AudienceKind.BRIEFED and briefed.with_parties:
            return rest
    return Audience(AudienceKind.TEAM)


def _narrower_own_room(one: Audience, other: Audience) -> Audience | None:
    room, rest = (one, other) if one.kind is AudienceKind.OWN_ROOM else (other, one)
    delegate = Viewer(SeatKind.DELEGATE, side=room.party)
    return room if may_see(delegate, rest) else None
