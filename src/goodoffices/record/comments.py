"""Comments on an act: what somebody says of it, under their seat or, without one, under a name.

A comment may say until when it is there: then it is a note that is shredded at that time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goodoffices.errors import InputError
from goodoffices.record.texts import Words
from goodoffices.saying import say

__all__ = ["Comment"]

_MOST_WORDS = 4000
_MOST_NAME = 80


@dataclass(frozen=True, slots=True)
class Comment:
    words: Words
    name: str = ""
    """Of somebody without a seat, as they gave it."""
    until: datetime | None = None
    """When it is shredded; kept where None."""

    def __post_init__(self) -> None:
        if not self.words.text.strip():
            raise InputError(say("a comment says something"), where="text")
        if len(self.words.text) > _MOST_WORDS:
            raise InputError(
                say("a comment has at most {most} characters", most=_MOST_WORDS), where="text"
            )
        if len(self.name) > _MOST_NAME:
            raise InputError(
                say("a name has at most {most} characters", most=_MOST_NAME), where="name"
            )
