"""What stands of entries that are revised by later ones. Definition MT 3.

A duty, a declaration and a pin are each written down once and never changed: a revision is a new
entry of the same audience that names the one it supersedes, and the last may say that it ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["in_force"]


class Revised(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def supersedes(self) -> str | None: ...

    @property
    def ended(self) -> bool: ...


T = TypeVar("T", bound=Revised)


def in_force(filed: Iterable[T]) -> tuple[T, ...]:
    """Those that nothing supersedes and that have not ended, in the order given. Linear."""
    every = tuple(filed)
    gone = {one.supersedes for one in every if one.supersedes}
    return tuple(one for one in every if one.id not in gone and not one.ended)
