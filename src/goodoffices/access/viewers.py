"""Viewers: the seats from which a case is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goodoffices.errors import InputError
from goodoffices.record.audiences import Audience, AudienceKind
from goodoffices.saying import mark, say

__all__ = ["PUBLIC_VIEWER", "SeatKind", "Viewer", "reader_of"]


class SeatKind(StrEnum):
    LEAD = "lead"
    TEAM = "team"
    CLERK = "clerk"
    DELEGATE = "delegate"
    OBSERVER = "observer"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Viewer:
    """A seat: `side` is the party of a delegate or the id of an observer, else None.

    `groups` are the need-to-know groups it is in, `granted` the entries opened to it one by one
    and now (`access.grants`). Without them it sees what its kind and side see. `undeclared`: it has
    yet to say what interests it has in the case, and the case is closed to it. `preview`: the lead
    mediator looks through this seat; a party's own room stays closed to them. `shared_with`: of
    what the seat sees only that counts which is for this other viewer too, whatever is granted to
    it.
    """

    kind: SeatKind
    side: str | None = None
    seat: str | None = None
    groups: frozenset[str] = frozenset()
    granted: frozenset[str] = frozenset()
    undeclared: bool = False
    preview: bool = False
    shared_with: Viewer | None = None

    def __post_init__(self) -> None:
        needs_side = self.kind in {SeatKind.DELEGATE, SeatKind.OBSERVER}
        if needs_side != (self.side is not None):
            told = (
                mark("the seat '{kind}' names no side")
                if needs_side
                else mark("the seat '{kind}' has no side")
            )
            raise InputError(say(told, kind=self.kind))
        if self.groups and not self.in_team:
            raise InputError(
                say("the seat '{kind}' is in no group of the mediator's team", kind=self.kind)
            )

    @property
    def in_team(self) -> bool:
        return self.kind in {SeatKind.LEAD, SeatKind.TEAM, SeatKind.CLERK}


PUBLIC_VIEWER = Viewer(SeatKind.PUBLIC)


def reader_of(audience: Audience) -> Viewer:
    """Who sees just what everybody of this audience sees by it, for what is written for them.

    For `joint` a delegate of no party in particular. No entry opened to a single seat is among it,
    nor what a party keeps in its own room. `InputError` where the audience is nobody's as such.
    """
    match audience.kind:
        case AudienceKind.TEAM:
            return Viewer(SeatKind.TEAM)
        case AudienceKind.CAUCUS:
            return Viewer(SeatKind.DELEGATE, side=audience.party, preview=True)
        case AudienceKind.JOINT:
            return Viewer(SeatKind.DELEGATE, side="", preview=True)
        case AudienceKind.BRIEFED if len(audience.observers) == 1 and not audience.with_parties:
            return Viewer(SeatKind.OBSERVER, side=min(audience.observers), preview=True)
        case AudienceKind.PUBLIC:
            return PUBLIC_VIEWER
    raise InputError(
        say("a brief is not written for '{audience}'", audience=audience.key),
        remedy=say("Write it for team, caucus:PARTY, joint, briefed:OBSERVER or public"),
    )
