"""What the mediator and the team declare: ties with each side, leverage, interests.

Definition MT 8.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from goodoffices.errors import InputError
from goodoffices.record.accounts import Words
from goodoffices.record.audiences import Audience
from goodoffices.saying import say

__all__ = ["Declaration", "DeclarationKind", "FiledDeclaration"]


class DeclarationKind(StrEnum):
    TIE = "tie"
    LEVERAGE = "leverage"
    INTEREST = "interest"


@dataclass(frozen=True, slots=True)
class Declaration:
    """`about` is the id of the side it concerns, empty where it concerns none; `rests_on` acts."""

    kind: DeclarationKind
    words: Words
    about: str = ""
    by: str = ""
    """Whose tie or interest it is; empty for the mediator as such."""
    since: date | None = None
    rests_on: tuple[str, ...] = ()
    ended: bool = False

    def __post_init__(self) -> None:
        if not self.words.text.strip():
            raise InputError(say("a declaration says something"), where="words")
        if self.kind is not DeclarationKind.INTEREST and not self.about:
            raise InputError(say("a tie or a leverage names its side"), where="about")

    def as_ended(self) -> Declaration:
        return replace(self, ended=True)


@dataclass(frozen=True, slots=True)
class FiledDeclaration:
    """A declaration as it stands in the record."""

    id: str
    audience: Audience
    declaration: Declaration
    entered: datetime
    recorder: str = ""
    supersedes: str | None = None

    @property
    def ended(self) -> bool:
        return self.declaration.ended
