"""Viewers: the seats from which a case is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goodoffices.errors import InputError
from goodoffices.saying import mark, say

__all__ = ["PUBLIC_VIEWER", "SeatKind", "Viewer"]


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
    mediator looks through this seat; a party's own room stays closed to them.
    """

    kind: SeatKind
    side: str | None = None
    seat: str | None = None
    groups: frozenset[str] = frozenset()
    granted: frozenset[str] = frozenset()
    undeclared: bool = False
    preview: bool = False

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
