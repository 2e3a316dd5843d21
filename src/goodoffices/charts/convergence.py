"""Convergence: what each party asks for, and what the others offer it, offer by offer.

One panel a party: above, its share in its own standing offer; below, its share in the worst for
it of the others' standing offers; the band between is its gap. Where the two lines meet, it loses
nothing by saying yes. Definition NB 15.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from goodoffices.charts.canvas import Canvas
from goodoffices.charts.chart import Chart
from goodoffices.charts.days import short_day
from goodoffices.charts.parts import SIZE, number, shortened
from goodoffices.charts.theme import PAPER
from goodoffices.saying import say
from goodoffices.settlement.progress import Move
from goodoffices.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.settlement import Progress

__all__ = ["MOST_OFFERS", "convergence_chart"]

MOST_OFFERS = 12
"""The latest are drawn; the table holds all."""
_LEFT, _PLOT = 60.0, 520.0
_PANEL, _HEAD = 120.0, 30.0
_LOWEST = -0.5
_LONGEST = 44


@dataclass(frozen=True, slots=True)
class _After:
    """How things stand after an offer: for each party what it asks and what it is offered."""

    move: Move
    asks: tuple[float | None, ...]
    offered: tuple[float | None, ...]


def _course(progress: Progress) -> tuple[_After, ...]:
    count = len(progress.scenario.parties)
    standing: dict[int, tuple[float | None, ...]] = {}
    course = []
    for move in progress.moves:
        standing[move.offer.by] = move.shares
        asks = tuple(standing[i][i] if i in standing else None for i in range(count))
        offered = tuple(_worst(standing, i) for i in range(count))
        course.append(_After(move, asks, offered))
    return tuple(course)


def _worst(standing: dict[int, tuple[float | None, ...]], party: int) -> float | None:
    others = [shares[party] for by, shares in standing.items() if by != party]
    return min((share for share in others if share is not None), default=None)


def convergence_chart(progress: Progress) -> Chart:
    """Draw the offers in the order in which they were made."""
    course = _course(progress)
    return Chart(
        _draw(progress, course[-MOST_OFFERS:], max(0, len(course) - MOST_OFFERS)),
        say("How the offers come together: {title}", title=progress.scenario.title),
        _words(progress, course),
        _table(progress, course),
    )


def _draw(progress: Progress, drawn: Sequence[_After], earlier: int) -> dict[str, object]:
    parties = progress.scenario.parties
    step = _PLOT / max(1, len(drawn))
    places = [_LEFT + step * (k + 0.5) for k in range(len(drawn))]
    bottom = len(parties) * (_PANEL + _HEAD)
    canvas = Canvas(_LEFT + _PLOT, bottom + 104)
    for i, party in enumerate(parties):
        top = i * (_PANEL + _HEAD)
        canvas.words([{"x": 0, "y": top + 12, "text": party.name}], fontWeight="bold")
        _panel(canvas, [(a.asks[i], a.offered[i]) for a in drawn], places, top + _HEAD)
    small = {"fontSize": SIZE - 2, "color": PAPER.quiet}
    names = [
        shortened(parties[after.move.offer.by].name, _LONGEST // len(drawn)) for after in drawn
    ]
    for k, (after, x, name) in enumerate(zip(drawn, places, names, strict=True)):
        told = [str(k + 1 + earlier), name, *_apart(after.move)]
        rows = [{"x": x, "y": bottom + 12 + 16 * r, "text": word} for r, word in enumerate(told)]
        canvas.words(rows, align="center", **small)
    _key(canvas, bottom + 72)
    return canvas.spec()


def _apart(move: Move) -> list[str]:
    return [] if move.distance is None else [f"{move.distance:.0%}"]


def _panel(
    canvas: Canvas,
    lines: Sequence[tuple[float | None, float | None]],
    places: Sequence[float],
    top: float,
) -> None:
    known = [max(_LOWEST, share) for pair in lines for share in pair if share is not None]
    low, high = min([0.0, *known]), max([1.0, *known])

    def y(share: float) -> float:
        return top + 6 + (_PANEL - 22) * (high - max(_LOWEST, share)) / (high - low)

    for share, dash in ((1.0, [1, 0]), (0.0, [5, 4])):
        line = {"x": _LEFT, "y": y(share), "x2": _LEFT + _PLOT, "y2": y(share)}
        colour = PAPER.warn if share == 0 else PAPER.line
        canvas.rules([line], color=colour, strokeWidth=1, strokeDash=dash)
        word = {"x": _LEFT - 8, "y": y(share), "text": f"{share:.0%}"}
        canvas.words([word], align="right", color=PAPER.quiet, fontSize=SIZE - 2)
    for x, (asks, offered) in zip(places, lines, strict=True):
        if asks is not None and offered is not None and asks > offered:
            band = {"x": x - 7, "y": y(asks), "x2": x + 7, "y2": y(offered)}
            canvas.rects([band], fill=PAPER.panel, stroke=None)
    for which in (0, 1):
        own = [(x, pair[which]) for x, pair in zip(places, lines, strict=True)]
        spots = [(x, y(share)) for x, share in own if share is not None]
        ways = [{"x": a, "y": b, "x2": c, "y2": d} for (a, b), (c, d) in pairwise(spots)]
        canvas.rules(ways, color=PAPER.accent, strokeWidth=2, strokeDash=_DASHES[which])
        for x, at in spots:
            canvas.marks([{"x": x, "y": at}], **_LOOKS[which])


_DASHES = ([1, 0], [5, 4])
_LOOKS: tuple[dict[str, object], ...] = (
    {"shape": "circle", "filled": True, "color": PAPER.accent, "size": 80, "opacity": 1},
    {
        "shape": "square",
        "filled": False,
        "stroke": PAPER.accent,
        "strokeWidth": 1.75,
        "fill": PAPER.ground,
        "size": 70,
        "opacity": 1,
    },
)


def _key(canvas: Canvas, top: float) -> None:
    words = (say("what its own offer gives it"), say("what the others offer it"))
    for which, word in enumerate(words):
        x = 8.0 + 290.0 * which
        line = {"x": x - 8, "y": top, "x2": x + 24, "y2": top}
        canvas.rules([line], color=PAPER.accent, strokeWidth=2, strokeDash=_DASHES[which])
        canvas.marks([{"x": x + 8, "y": top}], **_LOOKS[which])
        canvas.words([{"x": x + 32, "y": top, "text": word}], fontSize=SIZE - 1, color=PAPER.quiet)
    told = say("below each offer: who made it, and how far apart the sides are after it")
    canvas.words([{"x": 0, "y": top + 22, "text": told}], fontSize=SIZE - 1, color=PAPER.quiet)


def _words(progress: Progress, course: Sequence[_After]) -> str:
    names = [party.name for party in progress.scenario.parties]
    parts = [
        say(
            "For each party what its own standing offer gives it, and what the worst for it of "
            "the others’ gives it, after each of {count} offers; 0% is its fallback, 100% the most "
            "that it can gain in a package acceptable to all.",
            count=len(course),
        )
    ]
    last = course[-1]
    for i, name in enumerate(names):
        asks, offered = last.asks[i], last.offered[i]
        if asks is not None and offered is not None:
            parts.append(
                say(
                    "{party} now asks for {asks} and is offered {offered}.",
                    party=name,
                    asks=f"{asks:.0%}",
                    offered=f"{offered:.0%}",
                )
            )
    distances = progress.distances
    if progress.shrinking is not None:
        parts.append(
            say(
                "The sides are {now} apart; they were {first} at first.",
                now=f"{distances[-1]:.0%}",
                first=f"{distances[0]:.0%}",
            )
        )
    elif not distances:
        parts.append(say("How far apart they are is not known before every side made an offer."))
    if len(course) > MOST_OFFERS:
        parts.append(say("The latest {number} are drawn.", number=MOST_OFFERS))
    return " ".join(parts)


def _table(progress: Progress, course: Sequence[_After]) -> Table:
    names = [party.name for party in progress.scenario.parties]
    columns = (
        say("Offer"),
        say("By"),
        say("When"),
        *(
            words
            for name in names
            for words in (
                say("{party} asks", party=name),
                say("{party} is offered", party=name),
            )
        ),
        say("Apart"),
    )
    rows = tuple(
        (
            k,
            names[after.move.offer.by],
            short_day(after.move.offer.on) if after.move.offer.on else "",
            *(_cell(v) for pair in zip(after.asks, after.offered, strict=True) for v in pair),
            _cell(after.move.distance),
        )
        for k, after in enumerate(course, start=1)
    )
    return Table(columns, rows)


def _cell(value: float | None) -> float | None:
    return None if value is None else number(value)
