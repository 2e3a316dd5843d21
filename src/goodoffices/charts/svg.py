"""A chart as SVG that may stand in any page: no scripts, no style attributes, no outside address.

Vega writes its drawing for a page of its own. Here it is cut down to shapes and text: classes,
ids without use and roles of inner parts go, style declarations become presentation attributes,
ids that are used are named after the drawing, and the whole is one image with a name and a
description. The network is never asked.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from goodoffices.charts.theme import FAMILY, FONT, swaps
from goodoffices.documents.pdf import FONTS
from goodoffices.errors import InputError, MissingPartError
from goodoffices.saying import runs_left_to_right, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.charts.chart import Chart
    from goodoffices.charts.theme import ThemeName

__all__ = ["to_png", "to_svg"]

_SVG = "http://www.w3.org/2000/svg"
_KEPT_TAGS = frozenset(
    {"svg", "g", "path", "rect", "line", "circle", "text", "tspan", "defs", "clipPath"}
)
_KEPT = frozenset(
    {
        *("d", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "cx", "cy", "r", "rx", "ry"),
        *("width", "height", "viewBox", "transform", "id", "clip-path", "clip-rule", "display"),
        *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray"),
        *("stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit"),
        *("opacity", "font-family", "font-size", "font-weight", "font-style", "text-anchor"),
        *("direction", "unicode-bidi"),
    }
)
_PAINT = frozenset({"fill", "stroke"})
_USE = re.compile(r"url\(#([\w-]+)\)")


@functools.cache
def _converter() -> Any:
    """With the fonts that come with the program, so that a drawing is the same everywhere."""
    try:
        import vl_convert  # noqa: PLC0415 (an optional part, loaded when a chart is drawn)
    except ImportError:
        raise MissingPartError(
            say("drawing a chart needs vl-convert"), remedy=say("pip install 'goodoffices[charts]'")
        ) from None
    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def to_svg(chart: Chart, theme: ThemeName = "light") -> str:
    """Draw `chart`; the result is a whole `<svg>` element, the same for the same chart."""
    colours = swaps(theme)
    spec = _configured(chart.spec)
    try:
        drawn = _converter().vegalite_to_svg(spec, allowed_base_urls=[])
    except ValueError as error:
        raise InputError(
            say("the chart '{title}' cannot be drawn: {error}", title=chart.title, error=error)
        ) from None
    # the text is vl-convert's own output, which has neither entities nor a document type
    root = ET.fromstring(drawn)  # noqa: S314
    mark = hashlib.sha256(f"{theme}{json.dumps(spec, sort_keys=True)}".encode()).hexdigest()[:10]
    _clean(root, f"c{mark}", colours)
    _turn(root)
    _name(root, f"c{mark}", chart)
    ET.register_namespace("", _SVG)
    return ET.tostring(root, encoding="unicode")


def to_png(chart: Chart, theme: ThemeName = "light", scale: float = 2.0) -> bytes:
    """The same drawing as pixels, on the ground of its theme, for programs that take no SVG."""
    svg = to_svg(chart, theme)
    head, _, rest = svg.partition(">")
    ground = f'<rect width="100%" height="100%" fill="{swaps(theme)[_ground()]}"/>'
    png: bytes = _converter().svg_to_png(f"{head}>{ground}{rest}", scale=scale)
    return png


def _ground() -> str:
    return next(iter(swaps("light")))


def _configured(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The specification as plain data; what it leaves open of its look is settled here."""
    plain: dict[str, Any] = json.loads(json.dumps(dict(spec)))
    config = {"font": FONT, "aria": False, "background": None, **plain.get("config", {})}
    return {**plain, "config": config}


def _turn(root: ET.Element) -> None:
    """A label that begins right to left keeps its order inside a drawing that does not."""
    for element in root.iter():
        text = element.text or ""
        kinds = (unicodedata.bidirectional(letter) for letter in text)
        turned = any(kind in {"R", "AL"} for kind in kinds) and not runs_left_to_right(text)
        if turned and element.tag.endswith("text"):
            element.text = f"\u2067{text}\u2069"


def _clean(root: ET.Element, mark: str, colours: Mapping[str, str]) -> None:
    used = {
        name
        for element in root.iter()
        for value in element.attrib.values()
        for name in _USE.findall(value)
    }
    for parent in list(root.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or _local(child.tag) not in _KEPT_TAGS:
                parent.remove(child)
    for element in root.iter():
        given = {_local(name): value for name, value in element.attrib.items()}
        for declaration in given.pop("style", "").split(";"):
            name, colon, value = declaration.partition(":")
            if colon:
                given[name.strip()] = value.strip()
        element.attrib.clear()
        for name, value in given.items():
            if name in _KEPT and not (name == "id" and value not in used):
                element.set(name, _value(name, value, mark, colours))
    _drop_empty(root)


def _value(name: str, value: str, mark: str, colours: Mapping[str, str]) -> str:
    if name == "id":
        return f"{mark}-{value}"
    if name == "font-family":
        return FAMILY
    if name in _PAINT:
        return colours.get(value.lower(), value)
    if name == "font-size":
        return value.removesuffix("px")
    return _USE.sub(rf"url(#{mark}-\1)", value)


def _drop_empty(element: ET.Element) -> None:
    """Remove paths without a line and groups without a shape."""
    for child in list(element):
        _drop_empty(child)
        name = _local(child.tag)
        hollow = name == "g" and not len(child)
        blank = name == "path" and child.get("d", "") in {"", "M0,0h0v0h0Z"}
        if hollow or blank or child.get("display") == "none":
            element.remove(child)


def _name(root: ET.Element, mark: str, chart: Chart) -> None:
    root.set("role", "img")
    root.set("aria-labelledby", f"{mark}-title")
    root.set("aria-describedby", f"{mark}-desc")
    title = ET.Element(f"{{{_SVG}}}title", {"id": f"{mark}-title"})
    title.text = chart.title
    description = ET.Element(f"{{{_SVG}}}desc", {"id": f"{mark}-desc"})
    description.text = chart.description
    root.insert(0, description)
    root.insert(0, title)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
