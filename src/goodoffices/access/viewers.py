"""Viewers: the seats from which a case is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goodoffices.errors import InputError

__all__ = ["PUBLIC_VIEWER", "SeatKind", "Viewer"]


class SeatKind(StrEnum):
    LEAD = "lead"
    TEAM = "team"
    DELEGATE = "delegate"
    OBSERVER = "observer"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Viewer:
    """A seat: `side` is the party of a delegate or the id of an observer, else None."""

    kind: SeatKind
    side: str | None = None
    seat: str | None = None

    def __post_init__(self) -> None:
        needs_side = self.kind in {SeatKind.DELEGATE, SeatKind.OBSERVER}
        if needs_side != (self.side is not None):
            raise InputError(f"the seat '{self.kind}' {'names' if needs_side else 'has'} no side")

    @property
    def in_team(self) -> bool:
        return self.kind in {SeatKind.LEAD, SeatKind.TEAM}


PUBLIC_VIEWER = Viewer(SeatKind.PUBLIC)
