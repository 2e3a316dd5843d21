"""What a decision maker has in a row, named by number: levels of a ranking, or statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from goodoffices.saying import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LACKING", "Numbered"]

Numbered = Literal["levels", "statements"]
LACKING: Mapping[Numbered, str] = {
    "levels": mark("{name} has no levels {start} to {end}"),
    "statements": mark("{name} has no statements {start} to {end}"),
}
