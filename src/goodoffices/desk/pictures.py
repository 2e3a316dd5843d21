"""Charts on pages: a picture at an address of its own, in the reader's light, and its numbers.

The page itself names the picture and does not draw it, so that it is there first on a slow line.
The numbers that are drawn stand in a table on a page of their own, for whoever cannot see it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.http import HttpResponse
from django.urls import reverse

from goodoffices.charts.svg import to_svg
from goodoffices.desk.pages import CasePage
from goodoffices.saying import say

if TYPE_CHECKING:
    from django.http import HttpRequest

    from goodoffices.charts.chart import Chart
    from goodoffices.desk.shell import Shell
    from goodoffices.service.at import At
    from goodoffices.tables import Cell

__all__ = ["NumbersPage", "Picture", "drawn", "picture_of"]


@dataclass(frozen=True, slots=True)
class Picture:
    """`words` say what it shows; `query` asks both for the same drawing."""

    words: str
    address: str
    numbers: str
    query: str


@dataclass(frozen=True, slots=True)
class NumbersPage(CasePage):
    """The numbers of a chart as a table, below its picture and its description."""

    template: ClassVar[str] = "charts/numbers.html"

    title: str
    description: str
    picture: Picture
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    back: str
    back_name: str

    @classmethod
    def of(cls, chart: Chart, shell: Shell, picture: Picture, back: tuple[str, str]) -> NumbersPage:
        """`back` is the address of the page that shows the picture, and its name."""
        address, name = back
        return cls(
            shell=shell,
            title=chart.title,
            description=chart.description,
            picture=picture,
            columns=chart.table.columns,
            rows=tuple(tuple(_written(cell) for cell in row) for row in chart.table.rows),
            back=address,
            back_name=name,
        )


def picture_of(at: At, route: str, words: str, query: str = "") -> Picture:
    """The picture at `route`, whose numbers stand at the route of the same name and `-numbers`."""
    where = [at.frame.slug]
    numbers = reverse(f"{route}-numbers", args=where)
    return Picture(words, reverse(route, args=where), numbers, query)


def _written(cell: Cell) -> str:
    if cell is None:
        return say("not known")
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def drawn(request: HttpRequest, chart: Chart) -> HttpResponse:
    dark = request.GET.get("theme") == "dark"
    return HttpResponse(
        to_svg(chart, "dark" if dark else "light"), content_type="image/svg+xml; charset=utf-8"
    )
