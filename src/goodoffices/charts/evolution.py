"""The way from today: states that improvements lead to, by number of moves, and who moves.

Status quo analysis (Li, Kilgour and Hipel 2005) by improvements only. One shortest way to each
state is drawn, so that the picture is a tree that opens from the left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodoffices.charts.canvas import Canvas
from goodoffices.charts.chart import Chart
from goodoffices.charts.labels import LEADING, wrapped
from goodoffices.charts.parts import SIZE, shortened
from goodoffices.charts.tableau import CONCEPT_NAMES
from goodoffices.charts.theme import PAPER
from goodoffices.conflict.words import state_in_words
from goodoffices.saying import listed, say, say_counted
from goodoffices.tables import Table

if TYPE_CHECKING:
    from goodoffices.stability import Evolution, StabilityResult

__all__ = ["evolution_chart"]

_MOST = 24
_WIDTH = 620.0
_ROW, _BOX_HIGH, _BOX_WIDE = 58.0, 26.0, 48.0
_HEAD = 30.0
_STEP_MOST = 170.0


def evolution_chart(evolution: Evolution, result: StabilityResult) -> Chart:
    """Draw at most 24 states, those needed to reach the equilibria first."""
    tree = _Tree(evolution, result)
    return Chart(tree.draw(), tree.title(), tree.words(), tree.table())


class _Tree:
    def __init__(self, evolution: Evolution, result: StabilityResult) -> None:
        self.evolution, self.result = evolution, result
        self.names = {dm.id: dm.name for dm in evolution.conflict.decision_makers}
        self.concepts: dict[int, list[str]] = {}
        for concept, states in result.equilibria.items():
            for state in states.tolist():
                self.concepts.setdefault(state, []).append(concept)
        steps = evolution.steps(improving=True)
        self.reached = [s for s in range(len(steps)) if steps[s] >= 0]
        self.parent: dict[int, tuple[int, str]] = {}
        self.depth = {evolution.start: 0}
        order = sorted(self.reached, key=lambda s: (-len(self.concepts.get(s, ())), steps[s], s))
        for state in order:
            self._take(state)
        self.lines = self._places()

    def _take(self, state: int) -> None:
        """Add a state with the whole of its way, if there is room for it."""
        before = self.evolution.start
        new: list[tuple[int, int, str]] = []
        for step in self.evolution.way(state, improving=True) or ():
            if step.to not in self.depth:
                new.append((before, step.to, step.by))
            before = step.to
        if len(self.depth) + len(new) <= _MOST:
            for start, end, mover in new:
                self.parent[end] = (start, mover)
                self.depth[end] = self.depth[start] + 1

    def _places(self) -> dict[int, float]:
        """Leaves on lines of their own, each other state in the middle of those it leads to."""
        children: dict[int, list[int]] = {}
        for end, (start, _) in sorted(self.parent.items()):
            children.setdefault(start, []).append(end)
        lines: dict[int, float] = {}
        free = 0.0

        def put(state: int) -> float:
            nonlocal free
            below = children.get(state, [])
            if below:
                at = [put(child) for child in below]
                lines[state] = (at[0] + at[-1]) / 2
            else:
                lines[state] = free
                free += 1.0
            return lines[state]

        put(self.evolution.start)
        return lines

    def draw(self) -> dict[str, Any]:
        deepest = max(self.depth.values())
        step = min(_STEP_MOST, (_WIDTH - 2 * _BOX_WIDE - 60) / max(1, deepest))
        rows = max(self.lines.values()) + 1
        width = max(360.0, step * deepest + _BOX_WIDE + 100)
        canvas = Canvas(width, _HEAD + rows * _ROW + 8)

        def centre(state: int) -> tuple[float, float]:
            return (
                4 + _BOX_WIDE / 2 + self.depth[state] * step,
                _HEAD + (self.lines[state] + 0.5) * _ROW,
            )

        for level in range(deepest + 1):
            text = (
                say("Today") if level == 0 else say_counted("{count} move", "{count} moves", level)
            )
            if self.evolution.start != self.evolution.conflict.status_quo and level == 0:
                text = say("Start")
            canvas.words(
                [{"x": 4 + _BOX_WIDE / 2 + level * step, "y": 10, "text": text}],
                align="center",
                color=PAPER.quiet,
                fontSize=SIZE - 1,
            )
        for end, (start, mover) in self.parent.items():
            self._edge(canvas, centre(start), centre(end), self.names[mover])
        for state in self.depth:
            self._box(canvas, state, *centre(state))
        return canvas.spec()

    def _edge(
        self,
        canvas: Canvas,
        start: tuple[float, float],
        end: tuple[float, float],
        mover: str,
    ) -> None:
        """An elbow: along, then up or down, then along to the box, under the mover's name."""
        left, right = start[0] + _BOX_WIDE / 2, end[0] - _BOX_WIDE / 2
        turn = left + 10
        canvas.rules(
            [
                {"x": left, "y": start[1], "x2": turn, "y2": start[1]},
                {"x": turn, "y": start[1], "x2": turn, "y2": end[1]},
                {"x": turn, "y": end[1], "x2": right - 4, "y2": end[1]},
            ],
            color=PAPER.quiet,
            strokeWidth=1,
        )
        canvas.marks(
            [{"x": right - 4, "y": end[1]}],
            shape="triangle-right",
            filled=True,
            size=40,
            color=PAPER.quiet,
        )
        letters = max(5, int((right - turn - 8) / (SIZE * 0.5)))
        lines = wrapped(shortened(mover, 2 * letters), letters)[:2]
        high = (SIZE - 2) * LEADING
        canvas.words(
            [{"x": turn + 5, "y": end[1] - 9 - high * (len(lines) - 1), "text": "\n".join(lines)}],
            fontSize=SIZE - 2,
            lineHeight=high,
        )

    def _box(self, canvas: Canvas, state: int, x: float, y: float) -> None:
        holds = self.concepts.get(state, [])
        half, high = _BOX_WIDE / 2, _BOX_HIGH / 2
        start = state == self.evolution.start
        canvas.rects(
            [{"x": x - half, "y": y - high, "x2": x + half, "y2": y + high}],
            fill=PAPER.panel,
            stroke=PAPER.warn if start else PAPER.ink,
            strokeWidth=2.5 if "nash" in holds else 1,
            strokeDash=[1, 0] if holds else [3, 3],
        )
        canvas.words(
            [{"x": x, "y": y, "text": str(state)}],
            align="center",
            fontWeight="bold" if holds else "normal",
        )
        if holds:
            canvas.words(
                [{"x": x, "y": y + high + 9, "text": _short(holds)}],
                align="center",
                fontSize=SIZE - 3,
                color=PAPER.accent,
            )

    def title(self) -> str:
        return say("Where improvements lead from state {start}", start=self.evolution.start)

    def words(self) -> str:
        left = len(self.reached) - len(self.depth)
        outside = (
            say(" {left} more states can be reached and are not drawn.", left=left) if left else ""
        )
        if len(self.reached) == 1:
            return say(
                "From state {start} nobody can improve, so nothing leads away.",
                start=self.evolution.start,
            )
        return say(
            "From state {start} improvements lead to {count} other states; one shortest "
            "way to each is drawn, with who moves on each arrow. A number in an unbroken "
            "frame is an equilibrium, in a heavy frame a Nash equilibrium, in a broken "
            "frame none. The letters name the concepts: N Nash, G general metarational, "
            "S symmetric metarational, Q sequential, SQ symmetric sequential.{outside}",
            start=self.evolution.start,
            count=len(self.reached) - 1,
            outside=outside,
        )

    def table(self) -> Table:
        rows = []
        for state in sorted(self.depth, key=lambda s: (self.depth[s], self.lines[s])):
            start, mover = self.parent.get(state, (None, ""))
            rows.append(
                (
                    state,
                    self.depth[state],
                    start,
                    self.names.get(mover, ""),
                    listed(CONCEPT_NAMES.get(c, c) for c in self.concepts.get(state, ())),
                    state_in_words(self.evolution.conflict, state),
                )
            )
        return Table(
            (
                say("State"),
                say("Moves"),
                say("From"),
                say("Who moves"),
                say("Equilibrium under"),
                say("In words"),
            ),
            tuple(rows),
        )


_LETTERS = {"nash": "N", "gmr": "G", "smr": "S", "seq": "Q", "sseq": "SQ", "sim": "M"}


def _short(concepts: list[str]) -> str:
    return " ".join(_LETTERS.get(concept, concept) for concept in concepts)
