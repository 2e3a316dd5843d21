"""The chronology of a case: a lane for each side, time to the right, a shape for each kind of act.

Every act carries its number in the record as the reader sees it, so that the drawing is a map of
the list beside it. Acts whose date is not known are named in words, not drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from goodoffices.charts.canvas import Canvas
from goodoffices.charts.chart import Chart
from goodoffices.charts.labels import text_width, wrapped
from goodoffices.charts.parts import SIZE
from goodoffices.charts.theme import PAPER
from goodoffices.record.acts import Act
from goodoffices.record.phrases import KIND_NAMES
from goodoffices.record.vocabulary import ActKind
from goodoffices.saying import mark, say
from goodoffices.tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodoffices.record.frame import Frame

__all__ = ["FAMILIES", "chronology_chart", "family"]

MOST_ACTS = 90
_LEFT, _PLOT = 112.0, 500.0
_SLOT_HIGH = 22.0
_MARK = 18.0
_DAY = 34.0
_FORTNIGHT, _SEASON, _YEARS = 14, 120, 1500
"""Up to so many days each day, week or month has its tick; beyond, each year."""
_MONTHS = (
    mark("Jan"),
    mark("Feb"),
    mark("Mar"),
    mark("Apr"),
    mark("May"),
    mark("Jun"),
    mark("Jul"),
    mark("Aug"),
    mark("Sep"),
    mark("Oct"),
    mark("Nov"),
    mark("Dec"),
)


@dataclass(frozen=True, slots=True)
class _Family:
    name: str
    shape: str
    filled: bool
    kinds: frozenset[ActKind]


_K = ActKind
FAMILIES: tuple[_Family, ...] = (
    _Family(
        mark("offer, request, proposal"),
        "diamond",
        True,
        frozenset({_K.OFFER_MEDIATION, _K.REQUEST_MEDIATION, _K.CALL_FOR_TALKS, _K.PROPOSE}),
    ),
    _Family(
        mark("assent, readiness, agreement"),
        "triangle-up",
        True,
        frozenset(
            {_K.ACCEPT_MEDIATION, _K.AGREE_TO_TALK, _K.READY_AT_VENUE, _K.AGREEMENT}
            | {_K.DECLARE_CEASEFIRE}
        ),
    ),
    _Family(
        mark("refusal, no answer, talks halted"),
        "triangle-down",
        False,
        frozenset(
            {_K.REJECT_MEDIATION, _K.REJECT_TALKS, _K.REJECT_TERMS, _K.HALT_TALKS, _K.NO_ANSWER}
            | {_K.END_CEASEFIRE}
        ),
    ),
    _Family(
        mark("call, meeting, visit, talks"),
        "circle",
        True,
        frozenset({_K.PHONE_CALL, _K.MEET, _K.VISIT, _K.NEGOTIATE, _K.MEDIATE}),
    ),
    _Family(mark("briefing"), "square", False, frozenset({_K.BRIEF_THIRD_PARTY})),
    _Family(
        mark("force, threat, accusation"),
        "cross",
        True,
        frozenset({_K.USE_FORCE, _K.THREATEN, _K.ACCUSE, _K.CONDEMN, _K.RECALL_ENVOY, _K.PROTEST}),
    ),
)
_OTHER = _Family(mark("statement or other"), "circle", False, frozenset())
_BY_KIND: Mapping[ActKind, _Family] = MappingProxyType(
    {kind: one for one in FAMILIES for kind in one.kinds}
)


def family(kind: ActKind) -> _Family:
    return _BY_KIND.get(kind, _OTHER)


@dataclass(frozen=True, slots=True)
class _Spot:
    number: int
    act: Act
    lane: str
    start: date
    end: date


def chronology_chart(acts: Sequence[Act], frame: Frame) -> Chart:
    """Draw `acts`, numbered from 1 in the order given; the latest 90 where there are more."""
    spots, undated = _spots(acts, frame)
    drawn = spots[-MOST_ACTS:]
    plot = _Plot(drawn)
    return Chart(
        plot.draw(),
        say("Chronology: {title}", title=frame.title),
        _words(drawn, undated, len(spots) - len(drawn)),
        _table(drawn),
    )


def _spots(acts: Sequence[Act], frame: Frame) -> tuple[list[_Spot], list[int]]:
    spots, undated = [], []
    for number, act in enumerate(acts, start=1):
        start = act.happened.earliest if act.happened else None
        end = act.happened.latest if act.happened else None
        day = start or end
        if day is None:
            undated.append(number)
            continue
        side = next((s for s in map(frame.side_of, act.actors) if s), None)
        if side is None and not act.actors:
            side = next((s for s in map(frame.side_of, act.targets) if s), None)
        spots.append(_Spot(number, act, side.name if side else say("Others"), day, end or day))
    lanes = [s.name for s in (frame.mediator, *frame.parties, *frame.observers)]
    spots.sort(key=lambda spot: (spot.start, spot.number))
    order = {name: k for k, name in enumerate([*lanes, say("Others")])}
    return sorted(spots, key=lambda s: (s.start, order[s.lane], s.number)), undated


class _Plot:
    """Days and lanes in pixels; acts of one day and lane stand side by side, then below."""

    def __init__(self, spots: Sequence[_Spot]) -> None:
        self.spots = spots
        self.first = min((s.start for s in spots), default=date.min)
        last = max((s.start for s in spots), default=date.min)
        self.days = (last - self.first).days + 1
        self.lanes = list(dict.fromkeys(s.lane for s in sorted(spots, key=_lane_rank(spots))))
        self.widths = self._day_widths()
        self.places: dict[int, tuple[float, int]] = {}
        self.rows: dict[str, int] = {}
        for lane in self.lanes:
            self._fill(lane)

    def _day_widths(self) -> list[float] | None:
        """Few days: each as wide as its busiest lane needs. Many: all alike (None)."""
        if self.days > _FORTNIGHT:
            return None
        busiest = [1.0] * self.days
        for day in range(self.days):
            counts: dict[str, float] = {}
            for spot in self.spots:
                if (spot.start - self.first).days == day:
                    counts[spot.lane] = counts.get(spot.lane, 0.0) + 1.0
            busiest[day] = max([1.0, *counts.values()])
        total = sum(busiest)
        spare = _PLOT - _DAY * self.days
        return [_DAY + spare * part / total for part in busiest]

    def x(self, day: date) -> float:
        """The left edge of a day."""
        number = (day - self.first).days
        if self.widths is None:
            return _LEFT + _PLOT * number / self.days
        return _LEFT + sum(self.widths[:number])

    def _right(self, day: date) -> float:
        return self.x(day + timedelta(days=1)) if day < date.max else _LEFT + _PLOT

    def _fill(self, lane: str) -> None:
        ends: list[float] = []
        for spot in (s for s in self.spots if s.lane == lane):
            left, right = self.x(spot.start) + 2, self._right(spot.start)
            wide = _MARK + text_width(str(spot.number), SIZE - 2) + 5
            right = max(right, left + wide)
            fits = (r for r, end in enumerate(ends) if max(left, end) + wide <= right + 0.5)
            row = next(fits, len(ends))
            if row == len(ends):
                ends.append(left)
            at = max(left, ends[row])
            ends[row] = at + wide
            self.places[spot.number] = (at + _MARK / 2, row)
        self.rows[lane] = max(1, len(ends))

    def draw(self) -> dict[str, Any]:
        used = list(dict.fromkeys(family(s.act.kind) for s in self.spots))
        top = 30.0
        height = top + sum(self._lane_height(lane) for lane in self.lanes)
        canvas = Canvas(_LEFT + _PLOT + 24, height + 16 + self._key_height(used))
        self._days(canvas, height)
        y = top
        for lane in self.lanes:
            high = self._lane_height(lane)
            canvas.rules(
                [{"x": 0, "y": y, "x2": _LEFT + _PLOT + 24, "y2": y}],
                color=PAPER.line,
                strokeWidth=1,
            )
            lines = wrapped(lane, 15)[:3]
            canvas.words(
                [{"x": 0, "y": y + 15, "text": "\n".join(lines)}],
                fontWeight="bold",
                fontSize=SIZE - 1,
                lineHeight=SIZE + 2,
            )
            for spot in (s for s in self.spots if s.lane == lane):
                x, row = self.places[spot.number]
                self._mark(canvas, spot, x, y + 8 + (row + 0.5) * _SLOT_HIGH)
            y += high
        self._key(canvas, used, height + 20)
        return canvas.spec()

    def _lane_height(self, lane: str) -> float:
        named = len(wrapped(lane, 15)[:3]) * (SIZE + 2) + 14
        return max(self.rows[lane] * _SLOT_HIGH + 16, named)

    def _days(self, canvas: Canvas, bottom: float) -> None:
        if self.days <= _SEASON and self.spots:
            canvas.words(
                [{"x": 0, "y": 12, "text": str(self.first.year)}],
                color=PAPER.quiet,
                fontSize=SIZE - 2,
            )
        for day, text in self._ticks():
            x = self.x(day)
            canvas.rules(
                [{"x": x, "y": 22, "x2": x, "y2": bottom}],
                color=PAPER.line,
                strokeWidth=1,
                strokeDash=[2, 3],
            )
            canvas.words(
                [{"x": x + 3, "y": 12, "text": text}], color=PAPER.quiet, fontSize=SIZE - 2
            )
        canvas.rules(
            [{"x": 0, "y": bottom, "x2": _LEFT + _PLOT + 24, "y2": bottom}],
            color=PAPER.line,
            strokeWidth=1,
        )

    def _ticks(self) -> list[tuple[date, str]]:
        """Days by name where there is room, else months, else years, never crowded."""
        every = [self.first + timedelta(days=k) for k in range(self.days)]
        if _FORTNIGHT < self.days <= _SEASON:
            every = [day for day in every if (day - self.first).days % 7 == 0]
        elif self.days > _SEASON:
            every = [day for day in every if day.day == 1 or day == self.first]
        if self.days > _YEARS:
            every = [day for day in every if day.month == 1 or day == self.first]
        ticks: list[tuple[date, str]] = []
        free = 0.0
        for day in every:
            text = _tick_text(day, self.days, first=not ticks)
            if self.x(day) >= free:
                ticks.append((day, text))
                free = self.x(day) + text_width(text, SIZE - 2) + 8
        return ticks

    def _mark(self, canvas: Canvas, spot: _Spot, x: float, y: float) -> None:
        kind = family(spot.act.kind)
        colour = PAPER.warn if kind.shape == "cross" else PAPER.accent
        if spot.end > spot.start and self.days > 1:
            right = min(self._right(spot.end) - 4, _LEFT + _PLOT + 10)
            if right > x + _MARK:
                canvas.rules(
                    [{"x": x, "y": y + 9, "x2": right, "y2": y + 9}],
                    color=PAPER.faint,
                    strokeWidth=2,
                )
        if spot.act.contested:
            canvas.marks(
                [{"x": x, "y": y}],
                shape="circle",
                size=330,
                color=PAPER.warn,
                strokeWidth=1.5,
                opacity=1,
            )
        canvas.marks(
            [{"x": x, "y": y}],
            shape=kind.shape,
            size=90,
            filled=kind.filled,
            color=colour,
            strokeWidth=1.75,
            opacity=1,
        )
        canvas.words(
            [{"x": x + 10, "y": y, "text": str(spot.number)}], fontSize=SIZE - 2, color=PAPER.ink
        )

    def _key_height(self, used: Sequence[_Family]) -> float:
        return 20.0 * ((len(used) + 2) // 2) + 4

    def _key(self, canvas: Canvas, used: Sequence[_Family], top: float) -> None:
        entries: list[tuple[_Family | None, str]] = [(one, say(one.name)) for one in used]
        if any(spot.act.contested for spot in self.spots):
            entries.append((None, say("ring: contested")))
        for k, (one, name) in enumerate(entries):
            x, y = 8.0 + 310.0 * (k % 2), top + 20.0 * (k // 2)
            if one is None:
                canvas.marks(
                    [{"x": x, "y": y}],
                    shape="circle",
                    size=210,
                    color=PAPER.warn,
                    strokeWidth=1.5,
                    opacity=1,
                )
            else:
                canvas.marks(
                    [{"x": x, "y": y}],
                    shape=one.shape,
                    size=90,
                    filled=one.filled,
                    color=PAPER.warn if one.shape == "cross" else PAPER.accent,
                    strokeWidth=1.75,
                    opacity=1,
                )
            canvas.words(
                [{"x": x + 14, "y": y, "text": name}], fontSize=SIZE - 1, color=PAPER.quiet
            )


def _lane_rank(spots: Sequence[_Spot]) -> Any:
    """Lanes in the order in which `_spots` ranks them on equal days; 'Others' last."""
    seen: dict[str, int] = {}
    for spot in spots:
        seen.setdefault(spot.lane, len(seen))
    return lambda spot: (spot.lane == say("Others"), seen[spot.lane])


def _tick_text(day: date, days: int, *, first: bool) -> str:
    month = say(_MONTHS[day.month - 1])
    if days > _YEARS:
        return str(day.year)
    if days > _SEASON:
        return f"{month} {day.year}" if first or day.month == 1 else month
    return f"{day.day} {month}"


def _when(spot: _Spot) -> str:
    same = spot.end == spot.start
    return spot.start.isoformat() if same else f"{spot.start.isoformat()}/{spot.end.isoformat()}"


def _day(on: date) -> str:
    return f"{on.day} {say(_MONTHS[on.month - 1])} {on.year}"


def _words(spots: Sequence[_Spot], undated: Sequence[int], earlier: int) -> str:
    if not spots:
        return say("No act of the record has a date that could be drawn.")
    lanes = len({spot.lane for spot in spots})
    contested = [str(spot.number) for spot in spots if spot.act.contested]
    parts = [
        (
            say(
                "{count} acts from {start} to {start2} in {lanes} lanes, one for each "
                "side that acted; each mark bears the number of its act.",
                count=len(spots),
                start=_day(spots[0].start),
                start2=_day(spots[-1].start),
                lanes=lanes,
            )
        )
    ]
    if contested:
        parts.append(say("Contested: {contested}.", contested=", ".join(contested)))
    if undated:
        parts.append(
            say("Without a known date and not drawn: {str}.", str=", ".join(map(str, undated)))
        )
    if earlier:
        parts.append(say("{earlier} earlier acts are not drawn.", earlier=earlier))
    return " ".join(parts)


def _table(spots: Sequence[_Spot]) -> Table:
    rows = tuple(
        (
            spot.number,
            _when(spot),
            spot.lane,
            KIND_NAMES[spot.act.kind],
            spot.act.title,
            "; ".join(point.point.question for point in spot.act.contested),
        )
        for spot in sorted(spots, key=lambda one: one.number)
    )
    return Table(
        (say("Number"), say("When"), say("Side"), say("Kind"), say("What"), say("Contested")), rows
    )
