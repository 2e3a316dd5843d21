"""A plain sheet for charts that are laid out by hand: rectangles, rules, marks and words.

Coordinates are pixels from the top left corner. What comes out is an ordinary layered Vega-Lite
specification whose scales happen to be the identity. Where the words run from right to left the
whole sheet is turned over: what begins at the left of the page begins at its right.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from goodoffices.charts.parts import finished
from goodoffices.saying import speaker

__all__ = ["Canvas"]

Row = Mapping[str, Any]
_SIDED = frozenset({"align", "shape"})
_TURNED = {"left": "right", "right": "left", "triangle-right": "triangle-left"}


class Canvas:
    """Rectangles lie lowest, then rules, marks and words; what looks alike shares a layer."""

    def __init__(self, width: float, height: float) -> None:
        self._width, self._height = width, height
        self._turned = speaker().direction == "rtl"
        self._kinds: dict[str, dict[str, tuple[Row, list[Row]]]] = {
            kind: {} for kind in ("rect", "rule", "point", "text")
        }

    def _add(self, kind: str, rows: Sequence[Row], look: Row) -> None:
        if rows:
            if self._turned:
                look = {k: _TURNED.get(v, v) if k in _SIDED else v for k, v in look.items()}
                rows = [self._over(row) for row in rows]
            key = json.dumps(look, sort_keys=True)
            self._kinds[kind].setdefault(key, (look, []))[1].extend(rows)

    def _over(self, row: Row) -> Row:
        return {k: self._width - v if k in {"x", "x2"} else v for k, v in row.items()}

    def rects(self, rows: Sequence[Row], **look: Any) -> None:
        """Rows have x, y, x2 and y2."""
        self._add("rect", rows, look)

    def rules(self, rows: Sequence[Row], **look: Any) -> None:
        """Straight lines; rows have x, y, x2 and y2."""
        self._add("rule", rows, look)

    def marks(self, rows: Sequence[Row], **look: Any) -> None:
        """Shapes; rows have x and y."""
        self._add("point", rows, look)

    def words(self, rows: Sequence[Row], **look: Any) -> None:
        """Rows have x, y and text; lines are parted by line breaks."""
        self._add("text", rows, {"baseline": "middle", "lineBreak": "\n", "align": "left", **look})

    def spec(self) -> dict[str, Any]:
        layers = [
            self._layer(kind, look, rows)
            for kind, looks in self._kinds.items()
            for look, rows in looks.values()
        ]
        return finished(layers, self._width, self._height)

    def _layer(self, kind: str, look: Row, rows: Sequence[Row]) -> dict[str, Any]:
        """Written out as it is: such a layer says so little that Altair's classes, at a hundred
        times the cost, would add nothing to it.
        """
        encoding: dict[str, Any] = {
            "x": _identity("x", [0, self._width]),
            "y": _identity("y", [self._height, 0]),
        }
        if kind in {"rect", "rule"}:
            encoding |= {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
        if kind == "text":
            encoding["text"] = {"field": "text", "type": "nominal"}
        return {
            "data": {"values": [dict(row) for row in rows]},
            "mark": {"type": kind, **look},
            "encoding": encoding,
        }


def _identity(field: str, domain: list[float]) -> dict[str, Any]:
    return {
        "field": field,
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": domain, "nice": False},
    }
