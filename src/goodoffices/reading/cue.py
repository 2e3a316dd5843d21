"""A word that reports, as the rules hand it on."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Cue"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that reports: its source, its content (token numbers), and how it reports."""

    word: int
    lemma: str
    frame: str
    source: int | None
    content: tuple[int, ...]
    root: int
    unnamed: str | None = None
    carriers: tuple[int, ...] = ()
