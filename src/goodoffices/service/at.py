"""Where a use case takes place: one case, looked at from one seat."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from goodoffices.access.viewers import Viewer
from goodoffices.record.frame import Frame
from goodoffices.record.groups import Group
from goodoffices.service.world import World

__all__ = ["At"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class At:
    """`groups` are the need-to-know groups that this seat knows of."""

    world: World
    case_id: str
    frame: Frame
    viewer: Viewer
    groups: tuple[Group, ...] = ()
    _found: dict[Hashable, Any] = field(init=False, default_factory=dict, compare=False, repr=False)

    @property
    def seat(self) -> str:
        return self.viewer.seat or ""

    def group_name(self, group_id: str) -> str:
        return next((g.name for g in self.groups if g.id == group_id), "")

    def once(self, what: Hashable, find: Callable[[], T]) -> T:
        """What follows from this place alone, found when it is first asked for. A place is made
        for each request, and one made from another begins with nothing.
        """
        if what not in self._found:
            self._found[what] = find()
        found: T = self._found[what]
        return found
