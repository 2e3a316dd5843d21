"""What is negotiated, as it is shown to the sides, and what a side wants of it.

A `Matter` holds the issues, what cannot go together and who the sides are, and nothing of what
anybody wants. `Preferences` are those of one side: stated by itself, or estimated by the
mediator's team. Both are kept for an audience of their own (docs/audiences.md).
"""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.errors import InputError
from goodoffices.saying import say

__all__ = ["Matter", "Preferences"]


@dataclass(frozen=True, slots=True)
class Matter:
    title: str
    source: str
    """A negotiation in its file format, TOML, in which the sides have names only."""

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise InputError(say("what is negotiated has no title"), where="title")


@dataclass(frozen=True, slots=True)
class Preferences:
    """`stated` by the party itself, else an estimate of the mediator's team."""

    party: str
    source: str
    """The party's table of a negotiation file, TOML."""
    stated: bool = True
