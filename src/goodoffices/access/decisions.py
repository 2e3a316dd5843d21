"""The one function that says whether a viewer may see what is meant for an audience, and why.

    audience        team   delegate of P        observer O      public
    team            yes    no                   no              no
    group:G...      (1)    no                   no              no
    caucus:P        yes    of P only            no              no
    own:P           no     of P only            no              no
    joint           yes    yes                  no              no
    briefed:O...    yes    with +parties only   if named        no
    public          yes    yes                  yes             yes

(1) the lead mediator, and who is in each of the groups named. Beside the table a seat sees the
single entries that are granted to it (`may_read`).

Whatever the table does not allow is refused. `visible_keys` filters audiences by the same
function, so that a query can name them; there is no second rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.access.viewers import SeatKind, Viewer
from goodoffices.errors import NotFoundError
from goodoffices.record.audiences import Audience, AudienceKind
from goodoffices.saying import mark, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "Answer",
    "check_may_read",
    "goes_along",
    "may_read",
    "may_see",
    "narrower",
    "visible_keys",
    "widens",
]


@dataclass(frozen=True, slots=True)
class Answer:
    """Truthy if allowed. Most who ask want no reason, so that it is said only when it is read."""

    allowed: bool
    because: str
    """A marked sentence."""
    of: tuple[tuple[str, str], ...] = ()
    """The values that it names."""

    def __bool__(self) -> bool:
        return self.allowed

    @property
    def reason(self) -> str:
        """In words for the one who set the audience."""
        return say(self.because, **dict(self.of))


def may_see(viewer: Viewer, audience: Audience) -> Answer:
    if viewer.undeclared and audience.kind is not AudienceKind.PUBLIC:
        return _no(mark("they have yet to say what interests they have"))
    if viewer.shared_with is not None and not may_see(viewer.shared_with, audience):
        return _no(mark("the other reader does not see it"))
    return _ROWS[audience.kind](viewer, audience)


def _yes(because: str) -> Answer:
    return Answer(allowed=True, because=because)


def _no(because: str) -> Answer:
    return Answer(allowed=False, because=because)


def _public(viewer: Viewer, audience: Audience) -> Answer:  # noqa: ARG001 (a row of the table)
    return _yes(mark("it is public"))


def _team(viewer: Viewer, audience: Audience) -> Answer:  # noqa: ARG001 (a row of the table)
    return _yes(_OF_TEAM) if viewer.in_team else _no(mark("it is for the mediator's team"))


def _group(viewer: Viewer, audience: Audience) -> Answer:
    if viewer.kind is SeatKind.LEAD:
        return _yes(mark("the lead mediator sees every group's"))
    if audience.groups <= viewer.groups:
        return _yes(mark("they are in the group"))
    return _no(mark("it is for a group inside the mediator's team"))


def _caucus(viewer: Viewer, audience: Audience) -> Answer:
    if viewer.in_team:
        return _yes(_OF_TEAM)
    if viewer.kind is SeatKind.DELEGATE and viewer.side == audience.party:
        return _yes(mark("it was said in their caucus"))
    return _no(mark("it belongs to the caucus of one party"))


def _own_room(viewer: Viewer, audience: Audience) -> Answer:
    if viewer.preview:
        return _no(mark("a party's own room is not shown to the mediator, nor in a preview"))
    if viewer.kind is SeatKind.DELEGATE and viewer.side == audience.party:
        return _yes(mark("it is in their own room"))
    return _no(mark("a party's own room is seen by that party alone"))


def _joint(viewer: Viewer, audience: Audience) -> Answer:  # noqa: ARG001 (a row of the table)
    if viewer.in_team:
        return _yes(_OF_TEAM)
    if viewer.kind is SeatKind.DELEGATE:
        return _yes(mark("it is joint: all parties see it"))
    return _no(mark("it is for the parties and the team"))


def _briefed(viewer: Viewer, audience: Audience) -> Answer:
    if viewer.in_team:
        return _yes(_OF_TEAM)
    if viewer.kind is SeatKind.OBSERVER and viewer.side in audience.observers:
        return _yes(mark("they were briefed"))
    if viewer.kind is SeatKind.DELEGATE and audience.with_parties:
        return _yes(mark("it was told to the parties as well"))
    return _no(mark("they were not briefed"))


_OF_TEAM = mark("the mediator's team sees it")
_ROWS: dict[AudienceKind, Callable[[Viewer, Audience], Answer]] = {
    AudienceKind.TEAM: _team,
    AudienceKind.GROUP: _group,
    AudienceKind.CAUCUS: _caucus,
    AudienceKind.OWN_ROOM: _own_room,
    AudienceKind.JOINT: _joint,
    AudienceKind.BRIEFED: _briefed,
    AudienceKind.PUBLIC: _public,
}
"""The table, row by row."""


def may_read(viewer: Viewer, entry: str, audience: Audience) -> Answer:
    """Whether the viewer may read this entry: by its audience, else by a grant of this one."""
    answer = may_see(viewer, audience)
    other = viewer.shared_with
    shared = other is None or may_see(other, audience)
    if not answer and shared and entry in viewer.granted:
        return Answer(allowed=True, because=mark("it was granted to them, this entry alone"))
    return answer


def check_may_read(viewer: Viewer, entry: str, audience: Audience) -> None:
    """Raise NotFoundError, which says the same as for what is not there."""
    if not may_read(viewer, entry, audience):
        raise NotFoundError(say("There is nothing here"), remedy=say("Check the address"))


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
    if AudienceKind.GROUP in {one.kind, other.kind}:
        # every group is inside the team, and the team reads all that is left
        return Audience(AudienceKind.GROUP, groups=one.groups | other.groups)
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


def widens(old: Audience, new: Audience) -> bool:
    """Whether every reader of `old` is a reader of `new`, and `new` has more."""
    return old != new and narrower(old, new) == old


def goes_along(file: Audience, told: Audience) -> bool:
    """Whether a picture or file of an act is opened to others together with an account of the act:
    it is for just those for whom the account is.

    One that others may read too is not held back by the account; one for fewer, or whose party was
    not asked, stays where it is.
    """
    return file == told


def _narrower_own_room(one: Audience, other: Audience) -> Audience | None:
    room, rest = (one, other) if one.kind is AudienceKind.OWN_ROOM else (other, one)
    delegate = Viewer(SeatKind.DELEGATE, side=room.party)
    return room if may_see(delegate, rest) else None
