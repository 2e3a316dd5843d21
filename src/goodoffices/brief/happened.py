"""What happened and what is contested about it: the chronology and both sides' words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.document import Block, Figure, Grid, Runs, Section, Subheading
from goodoffices.brief.view import cite, text
from goodoffices.brief.words import capital, when
from goodoffices.charts.chronology import chronology_chart
from goodoffices.record.contested import Point
from goodoffices.record.dates import RecordDate
from goodoffices.record.phrases import KIND_NAMES
from goodoffices.record.standing import STANDING_NAMES
from goodoffices.saying import say

if TYPE_CHECKING:
    from goodoffices.brief.view import View
    from goodoffices.record.acts import Act, FiledAccount
    from goodoffices.record.contested import ContestedPoint, Position

__all__ = ["chronology", "contested"]

_SIDE_BY_SIDE = 3


def chronology(view: View) -> Section | None:
    acts = view.given.acts
    if not acts:
        return None
    standing = {s.act: STANDING_NAMES[s.kind] for s in view.given.standings}
    rows = tuple(
        (
            (cite(act.id),),
            (text(when(act.happened)),),
            (text(act.title),),
            (text(KIND_NAMES[act.kind]),),
            (text(_remarks(view, act, standing.get(act.id, ""))),),
        )
        for act in acts
    )
    columns = (say("No."), say("When"), say("What"), say("Kind"), say("Remarks"))
    blocks: list[Block] = []
    if any(act.happened for act in acts):
        blocks.append(Figure(chronology_chart(acts, view.given.frame)))
    blocks.append(Grid(say("Acts in the order in which they happened"), columns, rows))
    return Section("chronology", say("Chronology"), tuple(blocks))


def _remarks(view: View, act: Act, standing: str) -> str:
    parts = [standing] if standing else []
    parts += [
        say("contested: {question}", question=point.point.question) for point in act.contested
    ]
    if view.is_later(act):
        parts.append(say("after the day of this brief"))
    return capital(say("; ").join(parts))


def contested(view: View) -> Section | None:
    """For each point the statements side by side, each with who makes it."""
    acts = [act for act in view.past if act.contested]
    if not acts:
        return None
    blocks: list[Block] = []
    for act in acts:
        filed = {f.id: f for f in (*act.accounts, *act.bearing)}
        for point in act.contested:
            title, question = act.title.rstrip("."), point.point.question
            blocks.append(
                Subheading(
                    (text(title), cite(act.id), text(say(": {question}", question=question)))
                )
            )
            blocks.append(_sides(view, point, filed))
    return Section("contested", say("Contested points"), tuple(blocks))


def _sides(view: View, point: ContestedPoint, filed: dict[str, FiledAccount]) -> Block:
    cells = [_tellings(view, position, filed) for position in point.positions]
    heads = tuple(_value(point.point, position.value) for position in point.positions)
    caption = say("Statements on {question}", question=point.point.question)
    if len(heads) <= _SIDE_BY_SIDE:
        deepest = max(len(cell) for cell in cells)
        rows = tuple(
            tuple(cell[level] if level < len(cell) else () for cell in cells)
            for level in range(deepest)
        )
        return Grid(caption, heads, rows)
    flat = tuple(
        ((text(head, strong=True),), telling)
        for head, cell in zip(heads, cells, strict=True)
        for telling in cell
    )
    return Grid(caption, (say("Statement"), say("Who says so")), flat)


def _tellings(view: View, position: Position, filed: dict[str, FiledAccount]) -> list[Runs]:
    return [view.quoted(filed[account]) for account in position.accounts]


def _value(point: Point, value: str) -> str:
    return capital(when(RecordDate(value)) if point is Point.DATE else value)
