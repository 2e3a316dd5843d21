"""An entry as handed out: its plain columns and its opened text.

`audience` is the one it has now, after what was released.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from goodoffices.journal.keyfile import Text
from goodoffices.record.audiences import Audience
from goodoffices.store.genres import Genre

__all__ = ["Opened"]


@dataclass(frozen=True, slots=True)
class Opened:
    id: str
    genre: Genre
    subject: str
    audience: Audience
    seat: str
    entered: datetime
    supersedes: str | None
    text: Text

    @property
    def payload(self) -> dict[str, Any]:
        """What it says as plain data, which nobody changes."""
        plain: dict[str, Any] = self.text.plain
        return plain
