"""Published negotiations as data files: the file's name is the citation in short."""

from __future__ import annotations

from difflib import get_close_matches
from importlib.resources import files
from typing import TYPE_CHECKING

from goodoffices.errors import NotFoundError
from goodoffices.settlement import loads

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from goodoffices.settlement import Scenario

SUFFIX = ".json"


def _folder() -> Traversable:
    return files("goodoffices.casebook") / "negotiation"


def list_negotiations() -> tuple[str, ...]:
    """Return the names of all published negotiations, in order."""
    names = (entry.name for entry in _folder().iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX)))


def load_negotiation(name: str) -> Scenario:
    """Return a published negotiation by name; NotFoundError names the nearest."""
    return loads(negotiation_text(name), "json")


def negotiation_text(name: str) -> str:
    """Return the file of a published negotiation as it stands, with what was published on it."""
    known = list_negotiations()
    if name not in known:
        near = get_close_matches(name, known, n=1)
        raise NotFoundError(
            f"there is no published negotiation '{name}'",
            where="casebook",
            remedy=f"Did you mean '{near[0]}'?" if near else f"Known are {', '.join(known)}",
        )
    return (_folder() / f"{name}{SUFFIX}").read_text(encoding="utf-8")
