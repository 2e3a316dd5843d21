"""The frontier of a negotiation: what could be had, what each side falls back on, what is offered.

For two parties a scatter: each dot a package, its place what it is worth to either side. For more
parties see `charts.parallel`; `frontier_chart` picks.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from goodoffices.charts.chart import Chart
from goodoffices.charts.labels import LEADING, Box, Label, Placed, place, text_width
from goodoffices.charts.parallel import parallel_chart
from goodoffices.charts.parts import SIZE, altair, data, layered, number, shortened
from goodoffices.charts.points import marked_points
from goodoffices.charts.theme import PAPER
from goodoffices.saying import all_of, mark, say
from goodoffices.settlement.exact import units
from goodoffices.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.charts.points import Offer
    from goodoffices.settlement.result import Settlement
    from goodoffices.tables import Cell

__all__ = ["frontier_chart"]

_WIDTH, _HEIGHT = 480, 360
_TWO = 2
_LINE = SIZE * LEADING
_DOTS = 600
_FRONTIER_DOTS = 150
_GOLDEN = 0.6180339887498949


def frontier_chart(settlement: Settlement, offers: Sequence[Offer] = ()) -> Chart:
    """The frontier with fallbacks, solutions and the offers on the table."""
    if len(settlement.scenario.parties) > _TWO:
        return parallel_chart(settlement, offers)
    return _Plot(settlement, offers).chart()


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float
    length: float
    flipped: bool = False

    def pixel(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return (1 - share if self.flipped else share) * self.length

    def value(self, pixel: float) -> float:
        share = pixel / self.length
        return self.low + (1 - share if self.flipped else share) * (self.high - self.low)


def _scale(values: Sequence[float], length: float, *, flipped: bool = False) -> _Scale:
    low, high = min(values), max(values)
    span = (high - low) or abs(high) or 1.0
    low = 0.0 if 0 <= low < 0.4 * span else low - 0.06 * span
    return _Scale(low, high + 0.07 * span, length, flipped)


def _sample(settlement: Settlement) -> tuple[list[list[float]], bool]:
    """What packages are worth, each place once; evenly scattered over the list where it is long."""
    scenario, scale = settlement.scenario, settlement.scale
    count = scenario.package_count
    sampled = count > _DOTS
    numbers = (
        {int((k * _GOLDEN) % 1.0 * count) for k in range(1, _DOTS + 1)} if sampled else range(count)
    )
    seen = set()
    for package in map(scenario.package_of, sorted(numbers)):
        if scenario.allows(package):
            seen.add(tuple(units(scenario.utility(p, package), scale) for p in scenario.parties))
    return [settlement.utilities(vector) for vector in sorted(seen)], sampled


class _Plot:
    """The pieces of one scatter, which share its scales."""

    def __init__(self, settlement: Settlement, offers: Sequence[Offer]) -> None:
        self.settlement = settlement
        self.names = [party.name for party in settlement.scenario.parties]
        self.dots, self.sampled = _sample(settlement)
        self.efficient = [settlement.utilities(v) for v in settlement.frontier.vectors]
        self.efficient.sort()
        self.fallbacks = settlement.utilities(settlement.disagreement())
        self.marked = marked_points(settlement, offers)
        everything = [*self.dots, *self.efficient, self.fallbacks, *(m.worth for m in self.marked)]
        self.x = _scale([point[0] for point in everything], _WIDTH)
        self.y = _scale([point[1] for point in everything], _HEIGHT, flipped=True)

    def chart(self) -> Chart:
        layers = [
            *self._zone(),
            self._dots(),
            self._line(),
            *self._fallback_rules(),
            *self._marks(),
            *self._labels(),
        ]
        spec = layered(layers, _WIDTH, _HEIGHT)
        return Chart(spec, self._title(), self._words(), self._table())

    def _axes(self) -> tuple[Any, Any]:
        alt = altair()
        across = alt.X(
            "x:Q",
            scale=alt.Scale(domain=[self.x.low, self.x.high], nice=False, zero=False),
            axis=alt.Axis(
                title=say("Worth to {names}", names=shortened(self.names[0], 40)),
                tickCount=5,
                titlePadding=8,
                labelFlush=False,
            ),
        )
        up = alt.Y(
            "y:Q",
            scale=alt.Scale(domain=[self.y.low, self.y.high], nice=False, zero=False),
            axis=alt.Axis(
                title=say("Worth to {names}", names=shortened(self.names[1], 40)),
                tickCount=5,
                titleAngle=0,
                titleAnchor="end",
                titleAlign="left",
                titleBaseline="bottom",
                titleX=-34,
                titleY=-8,
            ),
        )
        return across, up

    def _encoded(self, rows: Sequence[Sequence[float]]) -> Any:
        alt = altair()
        across, up = self._axes()
        points = [{"x": number(point[0]), "y": number(point[1])} for point in rows]
        return alt.Chart(data(points)).encode(x=across, y=up)

    def _zone(self) -> list[Any]:
        if not self.settlement.zone.exists:
            return []
        alt = altair()
        rows = [
            {
                "x": number(self.fallbacks[0]),
                "y": number(self.fallbacks[1]),
                "x2": self.x.high,
                "y2": self.y.high,
            }
        ]
        across, up = self._axes()
        return [
            alt.Chart(data(rows))
            .mark_rect(fill=PAPER.panel, stroke=None)
            .encode(x=across, y=up, x2="x2", y2="y2")
        ]

    def _dots(self) -> Any:
        return self._encoded(self.dots).mark_circle(size=9, color=PAPER.faint, opacity=1)

    def _line(self) -> Any:
        dots = len(self.efficient) <= _FRONTIER_DOTS
        return self._encoded(self.efficient).mark_line(
            color=PAPER.accent,
            strokeWidth=1.5,
            point={"color": PAPER.accent, "filled": True, "size": 26} if dots else False,
            clip=False,
        )

    def _fallback_rules(self) -> list[Any]:
        alt = altair()
        across, up = self._axes()
        rule = {"color": PAPER.warn, "strokeDash": [5, 4], "strokeWidth": 1.25}
        first = alt.Chart(data([{"x": number(self.fallbacks[0])}])).mark_rule(**rule)
        second = alt.Chart(data([{"y": number(self.fallbacks[1])}])).mark_rule(**rule)
        return [first.encode(x=across), second.encode(y=up)]

    def _marks(self) -> list[Any]:
        alt = altair()
        across, up = self._axes()
        layers = []
        for point in self.marked:
            row = {"x": number(point.worth[0]), "y": number(point.worth[1])}
            colour = PAPER.warn if point.is_offer else PAPER.ink
            layers.append(
                alt.Chart(data([row]))
                .mark_point(
                    shape=point.shape,
                    size=150,
                    filled=False,
                    strokeWidth=2,
                    color=colour,
                    fill=PAPER.ground,
                    fillOpacity=0,
                )
                .encode(x=across, y=up)
            )
        return layers

    def _labels(self) -> list[Any]:
        """Names of marks and fallbacks, each on a piece of paper so that dots do not disturb."""
        alt = altair()
        obstacles, dots = self._obstacles(), self._background()
        rules = [self._rule_name(k, obstacles, dots) for k in range(_TWO)]
        marks = place(
            [
                Label(mark.label, self.x.pixel(mark.worth[0]), self.y.pixel(mark.worth[1]))
                for mark in self.marked
            ],
            [*obstacles, *(one.box for one in rules), *self._rule_boxes()],
            _WIDTH,
            _HEIGHT,
            SIZE,
            dots,
        )
        across, up = self._axes()
        papers = [
            self._corners(one.box)
            for one in (*rules, *marks)
            if any(one.box.overlap(other) for other in (*dots, *obstacles))
        ]
        leaders = [
            {
                "x": self.x.value(one.leader[0]),
                "y": self.y.value(one.leader[1]),
                "x2": self.x.value(one.leader[2]),
                "y2": self.y.value(one.leader[3]),
            }
            for one in marks
            if one.leader
        ]
        layers = [
            alt.Chart(data(papers))
            .mark_rect(fill=PAPER.ground, fillOpacity=0.8, stroke=None)
            .encode(x=across, y=up, x2="x2", y2="y2"),
            alt.Chart(data(leaders))
            .mark_rule(color=PAPER.quiet, strokeWidth=1)
            .encode(x=across, y=up, x2="x2", y2="y2"),
        ]
        for placed, colour in ((rules, PAPER.warn), (marks, PAPER.ink)):
            layers.append(
                alt.Chart(data([self._line_row(one) for one in placed]))
                .mark_text(
                    align="left", baseline="middle", color=colour, lineBreak="\n", lineHeight=_LINE
                )
                .encode(x=across, y=up, text="label:N")
            )
        return layers

    def _corners(self, box: Box) -> dict[str, float]:
        return {
            "x": self.x.value(box.left - 2),
            "y": self.y.value(box.bottom),
            "x2": self.x.value(box.right + 2),
            "y2": self.y.value(box.top),
        }

    def _line_row(self, one: Placed) -> dict[str, str | float]:
        return {
            "x": self.x.value(one.box.left),
            "y": self.y.value(one.box.top + _LINE / 2),
            "label": "\n".join(one.lines),
        }

    def _rule_name(self, k: int, obstacles: Sequence[Box], dots: Sequence[Box]) -> Placed:
        """The name of a fallback's rule: beside it, where least lies under it."""
        known = self.settlement.fallbacks[k].known
        told = (
            mark("{party}: fallback {value}")
            if known
            else mark("{party}: fallback not known, taken as {value}")
        )
        value = f"{number(self.fallbacks[k]):g}"
        text = say(told, party=shortened(self.names[k], 24), value=value)
        wide = text_width(text, SIZE)
        x, y = self.x.pixel(self.fallbacks[0]), self.y.pixel(self.fallbacks[1])
        ends = (
            [(left, top) for top in (0.0, _HEIGHT - _LINE - 4) for left in (x + 5, x - 5 - wide)]
            if k == 0
            else [(left, top) for left in (_WIDTH - wide, 4.0) for top in (y + 3, y - 3 - _LINE)]
        )
        boxes = [Box(left, top, left + wide, top + _LINE) for left, top in ends]
        rule = self._rule_boxes()[1 - k]

        def cost(box: Box) -> float:
            hidden = sum(box.overlap(other) for other in (*obstacles, rule)) * 10
            return (
                hidden + sum(box.overlap(dot) for dot in dots) + box.outside(_WIDTH, _HEIGHT) * 10
            )

        return Placed((text,), min(boxes, key=cost))

    def _rule_boxes(self) -> tuple[Box, Box]:
        x, y = self.x.pixel(self.fallbacks[0]), self.y.pixel(self.fallbacks[1])
        return Box(x - 1, 0, x + 1, _HEIGHT), Box(0, y - 1, _WIDTH, y + 1)

    def _background(self) -> list[Box]:
        pixels = ((self.x.pixel(x), self.y.pixel(y)) for x, y in self.dots)
        return [Box(x - 2, y - 2, x + 2, y + 2) for x, y in pixels]

    def _obstacles(self) -> list[Box]:
        """Marks, frontier dots, and the frontier's line in short pieces."""
        pixels = [(self.x.pixel(p[0]), self.y.pixel(p[1])) for p in self.efficient]
        boxes = [Box(x - 3, y - 3, x + 3, y + 3) for x, y in pixels[:_FRONTIER_DOTS]]
        for (x1, y1), (x2, y2) in pairwise(pixels):
            steps = int(max(abs(x2 - x1), abs(y2 - y1)) // 8) + 1
            for k in range(steps):
                x, y = x1 + (x2 - x1) * k / steps, y1 + (y2 - y1) * k / steps
                boxes.append(Box(x - 2, y - 2, x + 2, y + 2))
        for point in self.marked:
            x, y = self.x.pixel(point.worth[0]), self.y.pixel(point.worth[1])
            boxes.append(Box(x - 8, y - 8, x + 8, y + 8))
        return boxes

    def _title(self) -> str:
        return say(
            "What packages are worth to {first} and {second}",
            first=self.names[0],
            second=self.names[1],
        )

    def _words(self) -> str:
        found = self.settlement
        dots = (
            say("a scattered selection of the packages") if self.sampled else say("every package")
        )
        zone = (
            say(
                "{zone_words} packages give both sides at least their fallback; they lie "
                "in the shaded corner.",
                zone_words=found.zone_words(),
            )
            if found.zone.exists
            else say("No package gives both sides at least their fallback.")
        )
        marks = say("; ").join(
            say("{mark} at {worth}", mark=m.label, worth=_pair(m.worth)) for m in self.marked
        )
        return say(
            "Each dot is a package ({dots}); further right is better for {first}, "
            "further up better for {second}. The line joins the {count} places where "
            "neither side can gain without a loss to the other. The broken lines are "
            "what each side falls back on, at {fallbacks}. {zone}",
            dots=dots,
            first=self.names[0],
            second=self.names[1],
            count=len(self.efficient),
            fallbacks=_pair(self.fallbacks),
            zone=zone,
        ) + (say(" Marked: {marks}.", marks=marks) if marks else "")

    def _table(self) -> Table:
        rows = [
            _row(say("fallback"), self.fallbacks),
            *(_row(mark.label, mark.worth) for mark in self.marked),
            *(_row(say("frontier"), point) for point in self.efficient),
        ]
        return Table(
            (say("What"), *(say("Worth to {name}", name=name) for name in self.names)), tuple(rows)
        )


def _row(what: str, worth: Sequence[float]) -> tuple[Cell, ...]:
    return (what, *map(number, worth))


def _pair(worth: Sequence[float]) -> str:
    return all_of([f"{number(value):g}" for value in worth])
