"""What each side has asked, agreed to, refused and reproached, from its own acts alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.document import (
    Block,
    Bullets,
    Figure,
    Grid,
    Paragraph,
    Run,
    Runs,
    Section,
    Subheading,
)
from goodoffices.brief.view import cite, text
from goodoffices.brief.words import capital, day, when
from goodoffices.charts.positions import positions_chart
from goodoffices.record.issues import KIND_NAMES, PositionKind, position_kind
from goodoffices.saying import Names, mark, say

if TYPE_CHECKING:
    from goodoffices.brief.view import View
    from goodoffices.record.acts import Act
    from goodoffices.record.frame import Side
    from goodoffices.record.issues import Cell, Held

__all__ = ["positions"]

_HEADS = Names(
    {
        PositionKind.ASKS: mark("Asked or offered"),
        PositionKind.AGREES: mark("Agreed or ready"),
        PositionKind.REFUSES: mark("Refused or broke off"),
        PositionKind.LEAVES_OPEN: mark("Answered neither yes nor no"),
        PositionKind.BLAMES: mark("Blamed, threatened or used force"),
    }
)
_MOST = 5
_ISSUES = 12


def positions(view: View) -> Section | None:
    frame = view.given.frame
    sides = [*frame.parties, frame.mediator, *frame.observers]
    if not any(view.by_side(side) for side in sides):
        return None
    blocks: list[Block] = _matrix(view)
    for side in sides:
        acts = view.by_side(side)
        if not acts and side in frame.observers:
            continue
        blocks.append(Subheading((text(side.name),)))
        blocks += _of(view, side, acts)
    return Section("positions", say("Positions"), tuple(blocks))


def _matrix(view: View) -> list[Block]:
    """Issue by party, the issue spoken of last first (MT 11)."""
    found = view.positions
    if not found:
        return []
    parties = view.given.frame.parties
    rows = tuple(
        (
            (text(capital(issue.name), strong=True),),
            *(_cell(issue.cell(party.id)) for party in parties),
        )
        for issue in found[:_ISSUES]
    )
    columns = (say("Issue"), *(party.name for party in parties))
    return [
        Grid(say("What each party holds on each issue, the last spoken of first"), columns, rows),
        Figure(positions_chart(found, view.given.frame)),
    ]


def _cell(cell: Cell | None) -> Runs:
    if cell is None:
        return (text(say("nothing told")),)
    runs: list[Run] = [text(_held(cell.now)), cite(cell.now.act)]
    if cell.before is not None:
        runs += [
            text(say("; before that {position}", position=_held(cell.before))),
            cite(cell.before.act),
        ]
    return tuple(runs)


def _held(one: Held) -> str:
    kind = KIND_NAMES[one.kind]
    return say("{position}, {day}", position=kind, day=day(one.day)) if one.day else kind


def _of(view: View, side: Side, acts: tuple[Act, ...]) -> list[Block]:
    if not acts:
        return [Paragraph((text(say("No act of {side} is told here.", side=side.name)),))]
    items: list[Runs] = []
    for position, head in _HEADS.items():
        items += _line(view, head, [act for act in acts if position_kind(act.kind) is position])
    said = [act for act in acts if position_kind(act.kind) is PositionKind.STATES]
    if said:
        items.append((text(say("Last said"), strong=True), text(": "), *_last(view, said[-1])))
    if not items:
        items.append(
            (text(say("Only contacts are recorded, the last: ")), *view.told(acts[-1]), text("."))
        )
    return [Bullets(tuple(items))]


def _line(view: View, head: str, acts: list[Act]) -> list[Runs]:
    """The latest few, newest first, on one line."""
    if not acts:
        return []
    runs: list[Run] = [text(head, strong=True), text(": ")]
    for number, act in enumerate(reversed(acts[-_MOST:])):
        runs += [text(say("; "))] if number else []
        runs += view.told(act)
    left = len(acts) - _MOST
    runs.append(text(say("; and {left} earlier.", left=left) if left > 0 else "."))
    return [tuple(runs)]


def _last(view: View, act: Act) -> Runs:
    filed = act.accounts[0]
    dated = filed.account.said or filed.account.reported
    return (text("" if dated else f"{when(act.happened)}, "), *view.quoted(filed), text("."))
