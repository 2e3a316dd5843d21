"""The tableau of a conflict: options in rows, states in columns, equilibria marked by concept.

The classic table of the graph model (Fang, Hipel and Kilgour 1993): under each decision maker its
options, for each state a Y where the option is taken; below, a line for each solution concept
with an E where the state is an equilibrium.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.charts.canvas import Canvas
from goodoffices.charts.chart import Chart
from goodoffices.charts.labels import text_width, wrapped
from goodoffices.charts.parts import SIZE, shortened
from goodoffices.charts.theme import PAPER
from goodoffices.saying import Names, listed, mark, say
from goodoffices.tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodoffices.stability import StabilityResult
    from goodoffices.tables import Cell

__all__ = ["CONCEPT_NAMES", "shown_states", "tableau_chart"]

MOST_STATES = 40
_LABELS, _CELLS = 236.0, 400.0
_ROW, _WIDEST = 22.0, 34.0
_NARROW = 19.0
_LINE = 16.0
_TAKEN = frozenset("YE")
CONCEPT_NAMES = Names(
    {
        "nash": mark("Nash"),
        "gmr": mark("General metarational"),
        "smr": mark("Symmetric metarational"),
        "seq": mark("Sequential"),
        "sseq": mark("Symmetric sequential"),
        "sim": mark("Simultaneous"),
    }
)


def shown_states(result: StabilityResult, wanted: int | None = None) -> tuple[int, ...]:
    """All states of a small model; of a large one the equilibria, status quo and the wanted one.

    Equilibria under many concepts come before those under few where even they are too many.
    """
    count = len(result.conflict.states)
    if count <= MOST_STATES:
        return tuple(range(count))
    kept = [s for s in (result.conflict.status_quo, wanted) if s is not None]
    times: dict[int, int] = {}
    for positions in result.equilibria.values():
        for state in positions.tolist():
            times[state] = times.get(state, 0) + 1
    ranked = sorted(times, key=lambda state: (-times[state], state))
    chosen = dict.fromkeys([*kept, *ranked])
    return tuple(sorted(list(chosen)[:MOST_STATES]))


def tableau_chart(result: StabilityResult, wanted: int | None = None) -> Chart:
    """Draw the states that `shown_states` picks."""
    states = shown_states(result, wanted)
    letters = {state: result.conflict.states.label(state) for state in states}
    equilibria = {name: set(found.tolist()) for name, found in result.equilibria.items()}
    remarks = {state: _remark(result, state, wanted) for state in states}
    rows: list[tuple[str, str, list[str]]] = []
    if result.conflict.states.labels is None:
        bit = 0
        for dm in result.conflict.decision_makers:
            rows.append(("head", dm.name, []))
            for option in dm.options:
                rows.append(("option", option.name, [letters[s][bit] for s in states]))
                bit += 1
    else:
        rows.append(("label", say("State"), [letters[s] for s in states]))
    rows.append(("head", say("Equilibrium under"), []))
    for name in result.concepts:
        marks = ["E" if s in equilibria[name] else "" for s in states]
        rows.append(("concept", CONCEPT_NAMES.get(name, name), marks))
    return Chart(
        _draw(states, rows, remarks),
        say("States and equilibria: {title}", title=result.conflict.title),
        _words(result, states, equilibria, remarks),
        _table(states, rows, remarks),
    )


def _remark(result: StabilityResult, state: int, wanted: int | None) -> str:
    now = "now" if state == result.conflict.status_quo else ""
    aim = "wanted" if state == wanted else ""
    return listed(part for part in (now, aim) if part)


def _draw(
    states: Sequence[int], rows: list[tuple[str, str, list[str]]], remarks: Mapping[int, str]
) -> dict[str, object]:
    cell = min(_WIDEST, _CELLS / len(states))
    longest = max(
        (text_width(str(v), SIZE - 2) for r in rows if r[0] == "label" for v in r[2]), default=0
    )
    if longest:
        cell = max(cell, longest + 8)
    upright = cell < _NARROW
    head = 34.0 if upright else 22.0
    above = 40.0 if any(remarks.values()) else 4.0
    top = above + head
    width = _LABELS + cell * len(states) + 12
    heights = [_height(kind, name) for kind, name, _ in rows]
    bottom = top + sum(heights)
    canvas = Canvas(width, bottom + 6)

    def middle(column: int) -> float:
        return _LABELS + cell * (column + 0.5)

    _mark_columns(canvas, states, remarks, cell, above, bottom)
    canvas.words(
        [{"x": middle(k), "y": above + head / 2, "text": str(s)} for k, s in enumerate(states)],
        align="center",
        angle=270 if upright else 0,
        color=PAPER.quiet,
        fontSize=11 if upright else SIZE - 2,
    )
    canvas.words(
        [{"x": 0, "y": above + head / 2, "text": say("State number")}],
        color=PAPER.quiet,
        fontSize=SIZE - 2,
    )
    lines = []
    edge = top
    for (kind, name, cells), high in zip(rows, heights, strict=True):
        y = edge + high / 2
        edge += high
        if kind == "head":
            lines.append({"x": 0, "y": y - _ROW / 2, "x2": width, "y2": y - _ROW / 2})
            canvas.words([{"x": 0, "y": y, "text": shortened(name, 60)}], fontWeight="bold")
            continue
        words = _lines(name)
        first = y - (len(words) - 1) * _LINE / 2
        canvas.words(
            [{"x": 10, "y": first, "text": "\n".join(words)}], fontSize=SIZE - 1, lineHeight=_LINE
        )
        small = min(SIZE - 1.0, cell * 0.95)
        placed = [(middle(k), value) for k, value in enumerate(cells) if value]
        taken = [(x, value) for x, value in placed if value in _TAKEN]
        canvas.rects(
            [
                {"x": x - cell / 2 + 1, "y": y - 9.5, "x2": x + cell / 2 - 1, "y2": y + 9.5}
                for x, _ in taken
            ],
            fill=PAPER.accent if kind == "option" else PAPER.ink,
            stroke=None,
            cornerRadius=1,
        )
        canvas.words(
            [{"x": x, "y": y, "text": value} for x, value in taken],
            align="center",
            color=PAPER.ground,
            fontWeight="bold",
            fontSize=small,
        )
        canvas.words(
            [{"x": x, "y": y, "text": value} for x, value in placed if value not in _TAKEN],
            align="center",
            color=PAPER.quiet,
            fontSize=small,
        )
    canvas.rules(lines, color=PAPER.line, strokeWidth=1)
    return canvas.spec()


def _lines(name: str) -> tuple[str, ...]:
    return wrapped(shortened(name, 92), 31)[:3]


def _height(kind: str, name: str) -> float:
    return _ROW if kind == "head" else _ROW + (len(_lines(name)) - 1) * _LINE


def _mark_columns(
    canvas: Canvas,
    states: Sequence[int],
    remarks: Mapping[int, str],
    cell: float,
    top: float,
    bottom: float,
) -> None:
    """A frame around the columns of the status quo and of the wanted state, and their names."""
    named = [(k, remarks[s]) for k, s in enumerate(states) if remarks[s]]
    for level, (column, remark) in enumerate(named):
        x = _LABELS + cell * (column + 0.5)
        left, right = x - cell / 2, x + cell / 2
        y = 8.0 + 17.0 * level
        canvas.rects(
            [{"x": left, "y": top, "x2": right, "y2": bottom}],
            fill=PAPER.panel,
            stroke=PAPER.warn,
            strokeWidth=1.25,
            strokeDash=[1, 0] if remark.startswith("now") else [4, 3],
        )
        canvas.rules([{"x": x, "y": y + 9, "x2": x, "y2": top}], color=PAPER.warn, strokeWidth=1)
        canvas.words(
            [{"x": x, "y": y, "text": remark}], align="center", color=PAPER.warn, fontSize=SIZE - 1
        )


def _words(
    result: StabilityResult,
    states: Sequence[int],
    equilibria: Mapping[str, set[int]],
    remarks: Mapping[int, str],
) -> str:
    count = len(result.conflict.states)
    shown = (
        say("All {count} states", count=count)
        if len(states) == count
        else say(
            "{count} of {all} states (equilibria, status quo and the wanted one)",
            count=len(states),
            all=f"{count:,}",
        )
    )
    found = say("; ").join(
        f"{CONCEPT_NAMES.get(name, name)}: "
        + (listed(map(str, sorted(equilibria[name])[:MOST_STATES])) or say("none"))
        for name in result.concepts
    )
    said = say("; ").join(
        say("state {s} is marked {words}", s=s, words=words)
        for s, words in remarks.items()
        if words
    )
    return say(
        "{shown} stand in columns, the options of each decision maker in rows; Y marks "
        "an option that is taken, N one that is not. Equilibria by concept: {found}.",
        shown=shown,
        found=found,
    ) + (say(" Also, {said}.", said=said) if said else "")


def _table(
    states: Sequence[int], rows: list[tuple[str, str, list[str]]], remarks: Mapping[int, str]
) -> Table:
    owner = ""
    out: list[tuple[Cell, ...]] = [("", say("Remark"), *(remarks[s] for s in states))]
    for kind, name, cells in rows:
        if kind == "head":
            owner = name
        else:
            out.append((owner, name, *cells))
    return Table((say("Whose"), say("Option or concept"), *(str(s) for s in states)), tuple(out))
