"""The sources that a report has named so far, to which a pronoun or a description goes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodoffices.reading.model import Party

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading.work import Mention, Work

    Resolve = Callable[[Work, Mention, "Memory"], "Source | None"]

__all__ = ["Memory", "Source"]

_KEPT = 60


@dataclass(frozen=True, slots=True)
class Source:
    """A resolved source: who, whether unnamed, by which medium, whether by back-reference."""

    party: Party
    anonymous: bool = False
    medium: str | None = None
    anaphoric: bool = False

    @property
    def link(self) -> str:
        if self.anonymous:
            return f"{self.party.name} (unnamed)"
        return f"{self.party.name} ({self.medium})" if self.medium else self.party.name


@dataclass(slots=True)
class Memory:
    """The sources met so far, in order of the text."""

    met: list[tuple[int, Source]] = field(default_factory=list)
    papers: list[tuple[int, str, Source]] = field(default_factory=list)
    media: list[Party] = field(default_factory=list)
    asked: set[tuple[int, int]] = field(default_factory=set)
    """Whom one is just asking for: paragraph and head of each mention."""

    def meet(self, place: int, *sources: Source) -> None:
        self.met = [*self.met[-_KEPT:], *((place, source) for source in sources)]

    def last(self, fits: object = None) -> Source | None:
        for _, source in reversed(self.met):
            if fits is None or (callable(fits) and fits(source.party)):
                return source
        return None
