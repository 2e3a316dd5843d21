"""A shelf of the casebook: a folder of data files, each named by its citation in short."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from goodoffices.errors import NotFoundError
from goodoffices.saying import say
from goodoffices.suggesting import meant

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["Entry", "Shelf"]

_SUFFIX = ".json"
_CONSTRUCTED = "Constructed"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a model rests on.

    ``published``: what the source printed about it, for whoever checks; empty for a model
    that was constructed to show or try something. ``verified``: one line for each thing
    that was checked, and against what.
    """

    name: str
    genre: str
    title: str
    source: str
    licence: str
    published: Mapping[str, object]
    verified: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def constructed(self) -> bool:
        return self.source.startswith(_CONSTRUCTED)

    def to_dict(self) -> dict[str, object]:
        return {
            "name": self.name,
            "genre": self.genre,
            "title": self.title,
            "source": self.source,
            "constructed": self.constructed,
            "licence": self.licence,
            "published": dict(self.published),
            "verified": list(self.verified),
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class Shelf:
    """`folder` inside the casebook; `noun` is what one of its files is called."""

    folder: str
    noun: str

    def _place(self) -> Traversable:
        return files("goodoffices.casebook") / self.folder

    def names(self) -> tuple[str, ...]:
        """Return the names of all files, in order."""
        names = (entry.name for entry in self._place().iterdir())
        return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))

    def text(self, name: str) -> str:
        """Return a file as it stands; NotFoundError names the nearest."""
        known = self.names()
        if name not in known:
            raise NotFoundError(
                say("the casebook holds nothing called {name}", name=repr(name)),
                where="casebook",
                remedy=meant(name, known),
            )
        return (self._place() / f"{name}{_SUFFIX}").read_text(encoding="utf-8")

    def entry(self, name: str) -> Entry:
        """Return what a model rests on."""
        tree = json.loads(self.text(name))
        published = dict(tree.get("published") or {})
        verified = []
        if read_in := published.pop("verified_in", None):
            verified.append(f"What the source printed: read in {read_in}")
        elif published:
            verified.append("What the source printed: compared with what is computed, in the tests")
        if worked_out := (tree.get("expected") or {}).get("by"):
            verified.append(f"Every verdict on every state: {worked_out}")
        notes = tree.get("notes") or ()
        return Entry(
            name,
            self.noun,
            tree["title"],
            tree["source"],
            tree["licence"],
            MappingProxyType(published),
            tuple(verified),
            (notes,) if isinstance(notes, str) else tuple(notes),
        )
