"""Positions over time: a lane for each party under each issue, a shape for what it held.

Days run to the right. A line leads from what a party held first to what it holds now; where it
came to hold something else an upright stroke stands before the mark. Definition MT 11.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from goodoffices.charts.canvas import Canvas
from goodoffices.charts.chart import Chart
from goodoffices.charts.days import Days, short_day
from goodoffices.charts.parts import SIZE, shortened
from goodoffices.charts.theme import PAPER
from goodoffices.record.issues import KIND_NAMES, Held, PositionKind
from goodoffices.saying import say
from goodoffices.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodoffices.record.frame import Frame
    from goodoffices.record.issues import Cell, Issue

__all__ = ["MOST_ISSUES", "positions_chart"]

MOST_ISSUES = 8
"""The issues spoken of last are drawn; the table holds all."""
_LEFT, _PLOT = 150.0, 460.0
_HEAD, _ROW, _TOP = 26.0, 26.0, 30.0
_APART = 20.0
_LONGEST, _LONGEST_ISSUE = 20, 60
_SHAPES = {
    PositionKind.ASKS: ("diamond", True),
    PositionKind.AGREES: ("triangle-up", True),
    PositionKind.REFUSES: ("triangle-down", False),
    PositionKind.LEAVES_OPEN: ("circle", False),
    PositionKind.BLAMES: ("cross", True),
    PositionKind.STATES: ("circle", True),
}


@dataclass(frozen=True, slots=True)
class _Spot:
    """What a party held, its day, and whether it held another kind before."""

    held: Held
    day: date
    turned: bool


def positions_chart(issues: Sequence[Issue], frame: Frame) -> Chart:
    """Draw the issues, in the order given."""
    drawn = issues[:MOST_ISSUES]
    return Chart(
        _draw(drawn, frame),
        say("Positions over time: {title}", title=frame.title),
        _words(drawn, frame, len(issues) - len(drawn)),
        _table(issues, frame),
    )


def _spots(cell: Cell) -> list[_Spot]:
    dated = [(one, one.day) for one in cell.history if one.day is not None]
    kinds = [None, *(one.kind for one, _ in dated)]
    return [
        _Spot(one, day, before not in {None, one.kind})
        for (one, day), before in zip(dated, kinds, strict=False)
    ]


def _draw(issues: Sequence[Issue], frame: Frame) -> dict[str, object]:
    lanes = [(issue, cell, _spots(cell)) for issue in issues for cell in issue.cells]
    days = Days.of(
        ((f"{issue.name}/{cell.party}", spot.day) for issue, cell, own in lanes for spot in own),
        _LEFT,
        _PLOT,
    )
    spots = [spot for _, _, own in lanes for spot in own]
    bottom = _TOP + sum(_HEAD + _ROW * len(issue.cells) for issue in issues)
    canvas = Canvas(_LEFT + _PLOT + 24, bottom + 20.0 * len(_SHAPES) / 2 + 40)
    if spots:
        days.draw(canvas, bottom)
    y = _TOP
    for issue in issues:
        line = {"x": 0, "y": y, "x2": _LEFT + _PLOT + 24, "y2": y}
        canvas.rules([line], color=PAPER.line, strokeWidth=1)
        name = {"x": 0, "y": y + _HEAD / 2, "text": shortened(issue.name, _LONGEST_ISSUE)}
        canvas.words([name], fontWeight="bold", fontSize=SIZE - 1)
        y += _HEAD
        for cell in issue.cells:
            who = shortened(frame.name_of(cell.party), _LONGEST)
            canvas.words([{"x": 10, "y": y + _ROW / 2, "text": who}], fontSize=SIZE - 1)
            _lane(canvas, _spots(cell), days, y + _ROW / 2)
            y += _ROW
    _key(canvas, spots, bottom + 20)
    return canvas.spec()


def _lane(canvas: Canvas, spots: Sequence[_Spot], days: Days, y: float) -> None:
    """Marks of one day stand side by side."""
    places: list[tuple[float, _Spot]] = []
    free = 0.0
    for spot in spots:
        x = max(days.x(spot.day) + 12, free)
        free = x + _APART
        places.append((x, spot))
    if len(places) > 1:
        line = {"x": places[0][0], "y": y, "x2": places[-1][0], "y2": y}
        canvas.rules([line], color=PAPER.faint, strokeWidth=1.5)
    for x, spot in places:
        if spot.turned:
            stroke = {"x": x - _APART / 2, "y": y - 9, "x2": x - _APART / 2, "y2": y + 9}
            canvas.rules([stroke], color=PAPER.ink, strokeWidth=2)
        if spot.held.contested:
            canvas.marks([{"x": x, "y": y}], **_RING)
        canvas.marks([{"x": x, "y": y}], **_look(spot.held.kind))


_RING = {"shape": "circle", "size": 230, "color": PAPER.warn, "strokeWidth": 1.5, "opacity": 1}


def _look(kind: PositionKind) -> dict[str, object]:
    shape, filled = _SHAPES[kind]
    colour = PAPER.warn if shape == "cross" else PAPER.accent
    look: dict[str, object] = {"shape": shape, "size": 90, "opacity": 1, "strokeWidth": 1.75}
    # a hollow mark hides the line that it stands on
    painted = {"fill": PAPER.ground, "stroke": colour} if not filled else {"color": colour}
    return {**look, "filled": filled, **painted}


def _key(canvas: Canvas, spots: Sequence[_Spot], top: float) -> None:
    """Two entries a line: the shapes, the ring and the stroke, as far as there are such."""
    kinds = dict.fromkeys(spot.held.kind for spot in spots)
    entries: list[tuple[str, PositionKind | dict[str, object] | None]]
    entries = [(KIND_NAMES[kind], kind) for kind in kinds]
    entries += [(say("ring: contested"), _RING)] * any(spot.held.contested for spot in spots)
    entries += [(say("stroke: changed"), None)] * any(spot.turned for spot in spots)
    for k, (name, sign) in enumerate(entries):
        x, y = 8.0 + 310.0 * (k % 2), top + 20.0 * (k // 2)
        if sign is None:
            stroke = {"x": x, "y": y - 8, "x2": x, "y2": y + 8}
            canvas.rules([stroke], color=PAPER.ink, strokeWidth=2)
        else:
            look = _look(sign) if isinstance(sign, PositionKind) else sign
            canvas.marks([{"x": x, "y": y}], **look)
        word = {"x": x + 14, "y": y, "text": name}
        canvas.words([word], fontSize=SIZE - 1, color=PAPER.quiet)


def _told(issues: Sequence[Issue], frame: Frame) -> Iterator[str]:
    for issue in issues:
        for cell in issue.cells:
            kind, who = KIND_NAMES[cell.now.kind], frame.name_of(cell.party)
            if cell.before and cell.changed:
                yield say(
                    "On “{issue}” {who} {position} since {day}; before that it {before}.",
                    issue=issue.name,
                    who=who,
                    position=kind,
                    day=short_day(cell.changed),
                    before=KIND_NAMES[cell.before.kind],
                )
            else:
                yield say(
                    "On “{issue}” {who} {position}.", issue=issue.name, who=who, position=kind
                )


def _words(issues: Sequence[Issue], frame: Frame, left: int) -> str:
    if not issues:
        return say("No account names an issue yet.")
    cells = [cell for issue in issues for cell in issue.cells]
    undated = sum(len(cell.history) - len(_spots(cell)) for cell in cells)
    parts = [
        say(
            "Each lane is what one party held on one issue, day by day; the shape says what it "
            "did, a stroke that it came to hold something else."
        ),
        *_told(issues, frame),
    ]
    if undated:
        parts.append(say("Without a known date and not drawn: {number}.", number=undated))
    if left:
        parts.append(say("{number} issues spoken of earlier are not drawn.", number=left))
    return " ".join(parts)


def _table(issues: Sequence[Issue], frame: Frame) -> Table:
    rows = tuple(
        (
            issue.name,
            frame.name_of(cell.party),
            one.day.isoformat() if one.day else "",
            KIND_NAMES[one.kind],
            say("yes") if one.contested else "",
        )
        for issue in issues
        for cell in issue.cells
        for one in cell.history
    )
    columns = (say("Issue"), say("Party"), say("When"), say("Position"), say("Contested"))
    return Table(columns, rows)
