"""Where a use case takes place: one case, looked at from one seat."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.access.viewers import Viewer
from goodoffices.record.frame import Frame
from goodoffices.record.groups import Group
from goodoffices.service.world import World

__all__ = ["At"]


@dataclass(frozen=True, slots=True)
class At:
    """`groups` are the need-to-know groups that this seat knows of."""

    world: World
    case_id: str
    frame: Frame
    viewer: Viewer
    groups: tuple[Group, ...] = ()

    @property
    def seat(self) -> str:
        return self.viewer.seat or ""

    def group_name(self, group_id: str) -> str:
        return next((g.name for g in self.groups if g.id == group_id), "")
