"""A shelf of the casebook: a folder of data files, each named by its citation in short."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from typing import TYPE_CHECKING

from goodoffices.errors import NotFoundError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

SUFFIX = ".json"


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
        return tuple(sorted(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX)))

    def text(self, name: str) -> str:
        """Return a file as it stands; NotFoundError names the nearest."""
        known = self.names()
        if name not in known:
            near = get_close_matches(name, known, n=1)
            raise NotFoundError(
                f"there is no published {self.noun} '{name}'",
                where="casebook",
                remedy=f"Did you mean '{near[0]}'?" if near else f"Known are {', '.join(known)}",
            )
        return (self._place() / f"{name}{SUFFIX}").read_text(encoding="utf-8")
