"""Where a use case takes place: one case, looked at from one seat."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.access.viewers import Viewer
from goodoffices.record.frame import Frame
from goodoffices.service.world import World

__all__ = ["At"]


@dataclass(frozen=True, slots=True)
class At:
    world: World
    case_id: str
    frame: Frame
    viewer: Viewer

    @property
    def seat(self) -> str:
        return self.viewer.seat or ""
