"""Who acts: the mediator's team, a party, or the clock. Anybody else has no part in talks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.access.viewers import SeatKind
from goodoffices.talks.table import Role

if TYPE_CHECKING:
    from goodoffices.access.viewers import Viewer

__all__ = ["CLOCK", "MEDIATOR", "Who", "who"]


@dataclass(frozen=True, slots=True)
class Who:
    role: Role
    party: str = ""


MEDIATOR = Who(Role.MEDIATOR)
CLOCK = Who(Role.CLOCK)


def who(viewer: Viewer) -> Who | None:
    """The part of a seat in talks; None for observers and the public."""
    if viewer.in_team:
        return MEDIATOR
    if viewer.kind is SeatKind.DELEGATE and viewer.side:
        return Who(Role.PARTY, viewer.side)
    return None
