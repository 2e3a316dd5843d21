"""How sure the equilibria are: in what share of worlds each state holds, by concept.

States in rows, concepts side by side, each a line from none to all of the worlds: a dot at the
share, a bar over its 95% interval, and the share in figures. Definition GM 19.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.charts.canvas import Canvas
from goodoffices.charts.chart import Chart
from goodoffices.charts.parts import SIZE
from goodoffices.charts.tableau import CONCEPT_NAMES
from goodoffices.charts.theme import PAPER
from goodoffices.saying import listed, say
from goodoffices.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.stability.robust import RobustResult
    from goodoffices.tables import Cell

__all__ = ["percent", "robustness_chart", "surest"]

MOST_STATES = 16
_NAMES, _PANEL, _LINE, _ROW = 104.0, 107.0, 60.0, 24.0
_TOP = 46.0
_SHORT = 5


def surest(result: RobustResult, most: int = MOST_STATES) -> tuple[int, ...]:
    """States that hold in some world, the surest over all concepts first."""
    total: dict[int, int] = {}
    for concept in result.concepts:
        for state in result.ordered(concept):
            total[state] = total.get(state, 0) + int(result.counts[concept][state])
    return tuple(sorted(total, key=lambda state: (-total[state], state))[:most])


def robustness_chart(result: RobustResult) -> Chart:
    """Draw the states that `surest` picks."""
    states = surest(result)
    return Chart(
        _draw(result, states),
        say("In what share of worlds each state holds: {title}", title=result.conflict.title),
        _words(result, states),
        _table(result, states),
    )


def _draw(result: RobustResult, states: Sequence[int]) -> dict[str, object]:
    concepts = result.concepts
    canvas = Canvas(_NAMES + _PANEL * len(concepts), _TOP + _ROW * max(1, len(states)) + 8)
    heads, ends = [], []
    for column, name in enumerate(concepts):
        left = _NAMES + _PANEL * column
        short = name.upper() if len(name) <= _SHORT else name.capitalize()
        short = say("Nash") if name == "nash" else short
        heads.append({"x": left, "y": 10, "text": short})
        ends += [
            {"x": left, "y": 30, "text": "0"},
            {"x": left + _LINE, "y": 30, "text": "100%"},
        ]
    canvas.words(heads, fontWeight="bold")
    canvas.words(ends, color=PAPER.quiet, fontSize=SIZE - 3, align="center")
    today = result.conflict.status_quo
    rows = list(enumerate(states))
    canvas.words(
        [
            {
                "x": 0,
                "y": _middle(row),
                "text": say("State {state} (today)", state=s)
                if s == today
                else say("State {state}", state=s),
            }
            for row, s in rows
        ],
        fontSize=SIZE - 1,
    )
    lines, spread, dots, figures, never = [], [], [], [], []
    for row, state in rows:
        y = _middle(row)
        for column, name in enumerate(concepts):
            left = _NAMES + _PANEL * column
            lines.append({"x": left, "y": y, "x2": left + _LINE, "y2": y})
            share = result.share(name, state)
            low, high = result.interval(name, state)
            if not share:
                never.append({"x": left + _LINE + 8, "y": y, "text": say("never")})
                continue
            if high > low:
                left_end, right_end = left + low * _LINE, left + high * _LINE
                spread.append({"x": left_end, "y": y, "x2": right_end, "y2": y})
                spread += [
                    {"x": end, "y": y - 5, "x2": end, "y2": y + 5} for end in (left_end, right_end)
                ]
            dots.append({"x": left + share * _LINE, "y": y})
            figures.append({"x": left + _LINE + 8, "y": y, "text": percent(share)})
    canvas.rules(lines, color=PAPER.line, strokeWidth=1)
    canvas.rules(spread, color=PAPER.ink, strokeWidth=1.25)
    canvas.marks(dots, shape="circle", size=34, filled=True, color=PAPER.accent, opacity=1)
    canvas.words(figures, fontSize=SIZE - 2)
    canvas.words(never, fontSize=SIZE - 3, color=PAPER.quiet)
    return canvas.spec()


def _middle(row: int) -> float:
    return _TOP + _ROW * (row + 0.5)


def percent(share: float) -> str:
    """A share as people read it; neither none nor all where it is neither."""
    if 0 < share < 0.01:  # noqa: PLR2004 - less than one in a hundred
        return "<1%"
    if 0.99 < share < 1:  # noqa: PLR2004 - more than 99 in a hundred
        return ">99%"
    return f"{share:.0%}"


def _words(result: RobustResult, states: Sequence[int]) -> str:
    worlds = (
        say("all {samples} worlds that the doubts allow", samples=f"{result.samples:,}")
        if result.exact
        else say("{samples} worlds drawn at random", samples=f"{result.samples:,}")
    )
    if not states:
        return say("In {worlds}, no state holds under any concept in any of them.", worlds=worlds)
    found = say("; ").join(
        f"{CONCEPT_NAMES.get(name, name)}: "
        + (
            listed(
                say("state {s} in {name}", s=s, name=percent(result.share(name, s)))
                for s in result.ordered(name)[:3]
            )
            or say("none")
        )
        for name in result.concepts
    )
    spread = "" if result.exact else say(" The bar through a dot is its 95% interval.")
    return say(
        "In {worlds}, the dot shows in what share a state in its row is an equilibrium "
        "under the concept of its column, from 0 to 100%.{spread} The surest by concept: {found}.",
        worlds=worlds,
        spread=spread,
        found=found,
    )


def _table(result: RobustResult, states: Sequence[int]) -> Table:
    label = result.conflict.states.label
    rows: list[tuple[Cell, ...]] = []
    for state in states:
        for name in result.concepts:
            low, high = result.interval(name, state)
            share = result.share(name, state)
            rows.append(
                (
                    state,
                    label(state),
                    CONCEPT_NAMES.get(name, name),
                    round(share, 4),
                    round(low, 4),
                    round(high, 4),
                )
            )
    return Table(
        (
            say("State"),
            say("Options"),
            say("Concept"),
            say("Share"),
            say("95% from"),
            say("95% to"),
        ),
        tuple(rows),
    )
