"""Published conflicts as data files, each with its citation and licence."""

from __future__ import annotations

from difflib import get_close_matches
from importlib.resources import files
from typing import TYPE_CHECKING

from goodoffices.conflict import loads
from goodoffices.errors import NotFoundError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from goodoffices.conflict import Conflict

__all__ = ["conflict_text", "list_conflicts", "load_conflict"]

SUFFIX = ".json"


def _folder() -> Traversable:
    return files("goodoffices.casebook") / "conflict"


def list_conflicts() -> tuple[str, ...]:
    """Return the names of all published conflicts, in order."""
    names = (entry.name for entry in _folder().iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX)))


def load_conflict(name: str) -> Conflict:
    """Return a published conflict by name; NotFoundError names the nearest."""
    return loads(conflict_text(name), "json")


def conflict_text(name: str) -> str:
    """Return the file of a published conflict as it stands, with what was published on it."""
    known = list_conflicts()
    if name not in known:
        near = get_close_matches(name, known, n=1)
        raise NotFoundError(
            f"there is no published conflict {name!r}",
            where="casebook",
            remedy=f"Did you mean {near[0]!r}?" if near else f"Known are {', '.join(known)}.",
        )
    return (_folder() / f"{name}{SUFFIX}").read_text(encoding="utf-8")
