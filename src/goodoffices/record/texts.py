"""Texts with their language and direction, and texts that stand parallel to one another.

A text may be given in several languages. One of them is authoritative: the others help to read
it and do not bind. Where nothing is marked, the text that was given first is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Direction", "Parallel", "Words", "authoritative", "check_parallels", "direction_of"]

_FROM_THE_RIGHT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


class Direction(StrEnum):
    LTR = "ltr"
    RTL = "rtl"


def direction_of(language: str) -> Direction:
    """The direction in which a language (BCP 47) is usually written."""
    tag = language.partition("-")[0].casefold()
    return Direction.RTL if tag in _FROM_THE_RIGHT else Direction.LTR


@dataclass(frozen=True, slots=True)
class Words:
    """A text with its language (BCP 47) and direction."""

    text: str
    language: str = "en"
    direction: Direction = Direction.LTR


@dataclass(frozen=True, slots=True)
class Parallel:
    """The same text in another language; `by` is who made it or where it was published.

    `title` is the title of what it tells of, in that language; where it is given, the text that is
    authoritative decides for the title too.
    """

    words: Words
    by: str = ""
    authoritative: bool = False
    title: str = ""

    def __post_init__(self) -> None:
        if not self.words.text.strip():
            raise InputError(say("a parallel text is empty"), where="parallels")


def check_parallels(parallels: Sequence[Parallel]) -> None:
    """At most one of them is authoritative; with none, the text they stand beside is."""
    if sum(one.authoritative for one in parallels) > 1:
        raise InputError(
            say("two texts are marked authoritative"),
            where="parallels",
            remedy=say("Mark one of them"),
        )


def authoritative(first: Words, parallels: Sequence[Parallel]) -> Words:
    return next((one.words for one in parallels if one.authoritative), first)
