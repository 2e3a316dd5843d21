"""Reports: the texts from outside that accounts rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goodoffices.errors import InputError
from goodoffices.record.accounts import Direction
from goodoffices.saying import say

__all__ = ["Report"]


@dataclass(frozen=True, slots=True)
class Report:
    """`text` is kept as it came; spans of accounts count its Unicode characters."""

    title: str
    text: str
    published: date | None = None
    origin: str = ""
    language: str = "en"
    direction: Direction = Direction.LTR
    address: str = ""
    licence: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise InputError(say("the report has no title"), where="title")
        if not self.text.strip():
            raise InputError(
                say("the report is empty"), where="text", remedy=say("Paste its words")
            )
