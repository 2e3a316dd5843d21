"""What a chart is: a Vega-Lite specification, words for those who cannot see it, and its numbers.

Specifications are drawn in the colours of paper (`charts.theme.PAPER`); `charts.svg.to_svg` swaps
them for another theme in the finished drawing, so that there is one definition of each chart for
notebook, page and document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from goodoffices.charts.parts import altair
from goodoffices.charts.svg import to_svg
from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.tables import Table

__all__ = ["Chart"]


@dataclass(frozen=True, slots=True)
class Chart:
    """`table` holds the numbers that are drawn; `description` says in words what they show."""

    spec: Mapping[str, Any]
    title: str
    description: str
    table: Table

    def __post_init__(self) -> None:
        if not self.title.strip() or not self.description.strip():
            raise InputError(say("a chart has a title and a description in words"))
        object.__setattr__(self, "spec", MappingProxyType(dict(self.spec)))

    def _repr_svg_(self) -> str:
        """What a notebook shows."""
        return to_svg(self)

    def altair(self) -> Any:
        """The same chart as an Altair object, for a notebook."""
        return altair().Chart.from_dict(dict(self.spec))
