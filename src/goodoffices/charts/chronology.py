"""The chronology of a case: a lane for each side, time to the right, a shape for each kind of act.

Every act carries its number in the record as the reader sees it, so that the drawing is a map of
the list beside it. Acts whose date is not known are named in words, not drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from goodoffices.charts.canvas import Canvas
from goodoffices.charts.chart import Chart
from goodoffices.charts.days import Days, short_day
from goodoffices.charts.labels import text_width, wrapped
from goodoffices.charts.parts import SIZE
from goodoffices.charts.theme import PAPER
from goodoffices.record.acts import Act
from goodoffices.record.phrases import KIND_NAMES
from goodoffices.record.vocabulary import ActKind
from goodoffices.saying import listed, mark, say
from goodoffices.tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodoffices.record.frame import Frame

__all__ = ["FAMILIES", "chronology_chart", "family"]

MOST_ACTS = 90
_LEFT, _PLOT = 112.0, 500.0
_SLOT_HIGH = 22.0
_MARK = 18.0


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
        self.days = Days.of(((s.lane, s.start) for s in spots), _LEFT, _PLOT)
        self.lanes = list(dict.fromkeys(s.lane for s in sorted(spots, key=_lane_rank(spots))))
        self.places: dict[int, tuple[float, int]] = {}
        self.rows: dict[str, int] = {}
        for lane in self.lanes:
            self._fill(lane)

    def _fill(self, lane: str) -> None:
        ends: list[float] = []
        for spot in (s for s in self.spots if s.lane == lane):
            left, right = self.days.x(spot.start) + 2, self.days.end(spot.start)
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
        if self.spots:
            self.days.draw(canvas, bottom)
        end = {"x": 0, "y": bottom, "x2": _LEFT + _PLOT + 24, "y2": bottom}
        canvas.rules([end], color=PAPER.line, strokeWidth=1)

    def _mark(self, canvas: Canvas, spot: _Spot, x: float, y: float) -> None:
        kind = family(spot.act.kind)
        colour = PAPER.warn if kind.shape == "cross" else PAPER.accent
        if spot.end > spot.start and self.days.count > 1:
            right = min(self.days.end(spot.end) - 4, _LEFT + _PLOT + 10)
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


def _when(spot: _Spot) -> str:
    same = spot.end == spot.start
    return spot.start.isoformat() if same else f"{spot.start.isoformat()}/{spot.end.isoformat()}"


def _words(spots: Sequence[_Spot], undated: Sequence[int], earlier: int) -> str:
    if not spots:
        return say("No act of the record has a date that could be drawn.")
    lanes = len({spot.lane for spot in spots})
    contested = [str(spot.number) for spot in spots if spot.act.contested]
    parts = [
        (
            say(
                "{count} acts from {start} to {end} in {lanes} lanes, one for each "
                "side that acted; each mark bears the number of its act.",
                count=len(spots),
                start=short_day(spots[0].start),
                end=short_day(spots[-1].start),
                lanes=lanes,
            )
        )
    ]
    if contested:
        parts.append(say("Contested: {contested}.", contested=listed(contested)))
    if undated:
        parts.append(
            say("Without a known date and not drawn: {str}.", str=listed(map(str, undated)))
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
            say("; ").join(point.point.question for point in spot.act.contested),
        )
        for spot in sorted(spots, key=lambda one: one.number)
    )
    return Table(
        (say("Number"), say("When"), say("Side"), say("Kind"), say("What"), say("Contested")), rows
    )
