"""Need-to-know groups inside the mediator's team."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.errors import InputError
from goodoffices.saying import say

__all__ = ["Group"]

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Group:
    """`id` stands in keys of audiences; the name is known to members and the lead mediator."""

    id: str
    name: str
    members: frozenset[str] = frozenset()
    """The seats in it."""

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > _LONGEST:
            raise InputError(
                say("the name of a group has 1 to {longest} characters", longest=_LONGEST),
                where="name",
            )
