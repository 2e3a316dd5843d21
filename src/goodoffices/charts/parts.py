"""What every chart shares: loading Altair, the axes' plain look, and plain numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodoffices.charts.theme import FONT, PAPER
from goodoffices.errors import MissingPartError
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodoffices.tables import Cell

__all__ = ["SIZE", "altair", "config", "data", "finished", "layered", "number", "shortened"]

SIZE = 14
"""Height of a chart's words in pixels; still legible when a phone halves the drawing."""


def altair() -> Any:
    try:
        import altair as alt  # noqa: PLC0415 (an optional part, loaded when a chart is wanted)
    except ImportError:
        raise MissingPartError(
            say("charts need Altair"), remedy=say("pip install 'goodoffices[charts]'")
        ) from None
    return alt


def data(rows: Sequence[Mapping[str, Cell]]) -> Any:
    """Rows inside the specification itself, so that nothing has to be fetched."""
    return altair().Data(values=[dict(row) for row in rows])


def layered(layers: Sequence[Any], width: float, height: float) -> dict[str, Any]:
    """The finished specification of layers made with Altair. That ours are valid is for the tests
    to say, once and for all: checking each against the schema as it is drawn would take longer
    than drawing it.
    """
    chart = altair().layer(*layers).properties(width=width, height=height, config=config())
    spec: dict[str, Any] = chart.to_dict(validate=False)
    return spec


def finished(layers: Sequence[dict[str, Any]], width: float, height: float) -> dict[str, Any]:
    """The finished specification of layers that are written out already."""
    return {
        "$schema": altair().SCHEMA_URL,
        "config": config(),
        "layer": list(layers),
        "width": width,
        "height": height,
    }


def config() -> dict[str, Any]:
    """The look of paper: no grid, thin axes, one typeface."""
    return {
        "font": FONT,
        "aria": False,
        "padding": 6,
        "view": {"stroke": None},
        "axis": {
            "grid": False,
            "domainColor": PAPER.quiet,
            "tickColor": PAPER.quiet,
            "labelColor": PAPER.quiet,
            "titleColor": PAPER.ink,
            "labelFontSize": SIZE - 1,
            "titleFontSize": SIZE,
            "titleFontWeight": "normal",
            "labelLimit": 400,
            "titleLimit": 560,
        },
        "text": {"fontSize": SIZE, "color": PAPER.ink, "limit": 0},
    }


def number(value: float) -> float:
    """A number as people read it: at most four digits after the point, and no `-0`."""
    return round(value, 4) + 0.0


def shortened(text: str, most: int) -> str:
    """The words, cut at a word's end where they are too long for their place."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    cut = flat[: most - 1]
    at_word = cut.rpartition(" ")[0]
    return f"{(at_word if len(at_word) > most // 2 else cut).rstrip(' ,;:')}…"
