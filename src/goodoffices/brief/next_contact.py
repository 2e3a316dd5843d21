"""For the next contact: what to bring to each party, and what to hear from it.

From the record alone, the newest first: what waits for its answer, what it waits for, where its
position has moved since the last contact with it, and what only it can make clear.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.document import Block, Bullets, Paragraph, Run, Runs, Section, Subheading
from goodoffices.brief.view import cite, text
from goodoffices.brief.words import day
from goodoffices.record.asked import open_offers
from goodoffices.record.audiences import Audience
from goodoffices.saying import say

if TYPE_CHECKING:
    from goodoffices.brief.view import View
    from goodoffices.record.asked import OpenOffer
    from goodoffices.record.frame import Side

__all__ = ["next_contact"]

_MOST = 3


def next_contact(view: View, most: int = _MOST) -> Section | None:
    """For the mediator's team; `most` of each kind to a party."""
    given = view.given
    if not Audience.parse(given.audience).inside_team or not view.past:
        return None
    standing = open_offers(given.acts, given.standings, given.as_of)
    blocks: list[Block] = []
    for side in given.frame.parties:
        items = (
            *_last(view, side),
            *_waiting(view, side, standing)[:most],
            *_moved(view, side)[:most],
            *_unclear(view, side)[:most],
        )
        blocks.append(Subheading((text(side.name),)))
        blocks.append(Bullets(items) if items else _nothing())
    return Section("next", say("For the next contact"), tuple(blocks))


def _nothing() -> Paragraph:
    return Paragraph((text(say("Nothing told here is to be taken up with it.")),))


def _last(view: View, side: Side) -> list[Runs]:
    own = [contact for contact in view.contacts if contact.party == side.id]
    if not own:
        return [(text(say("No contact with it is told here.")),)]
    return [(text(say("Last contact: ")), *view.told(view.by_id[own[-1].act]), text("."))]


def _waiting(view: View, side: Side, standing: tuple[OpenOffer, ...]) -> list[Runs]:
    items: list[Runs] = []
    for offer in standing:
        act = view.by_id[offer.act]
        if any(side.is_meant_by(mention) for mention in offer.asks):
            items.append((text(say("It waits for an answer: ")), *view.told(act), text(".")))
        elif any(silent.casefold() in side.names for silent in offer.silent):
            items.append((text(say("Ask for its answer: ")), *view.told(act), text(".")))
    return items


def _moved(view: View, side: Side) -> list[Runs]:
    """Where what it holds is not what it held."""
    items: list[Runs] = []
    for issue in view.positions:
        cell = issue.cell(side.id)
        if cell is None or cell.before is None or cell.changed is None:
            continue
        told = say(
            "Its position on “{issue}” has moved since {day}",
            issue=issue.name,
            day=day(cell.changed),
        )
        items.append((text(told), cite(cell.before.act, cell.now.act), text(".")))
    return items


def _unclear(view: View, side: Side) -> list[Runs]:
    """Contested points of what it did itself, the latest first."""
    items: list[Runs] = []
    for act in reversed(view.by_side(side)):
        for point in act.contested:
            runs: tuple[Run, ...] = (
                text(say("Contested, {question}: ", question=point.point.question)),
                *view.told(act, dated=False),
                text("."),
            )
            items.append(runs)
    return items
