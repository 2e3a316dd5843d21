"""The parts of the builder of a conflict, as links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.desk.builder.conflict.places import SIDES, STATES, WANTS
from goodoffices.desk.builder.flow import PartLink
from goodoffices.saying import say

if TYPE_CHECKING:
    from goodoffices.conflict.counting import Counted
    from goodoffices.conflict.draft import Draft
    from goodoffices.desk.builder.state import State

__all__ = ["part_links"]


def part_links(state: State[Draft], counted: Counted) -> tuple[PartLink, ...]:
    draft = state.draft
    left = f"{counted.remaining:,}" if counted.remaining is not None else ""
    wants = []
    for maker in draft.makers:
        form = draft.form(maker.id)
        number = sum(len(rank) for rank in draft.ranks(maker.id))
        note = str(number) if form in {"", "priorities"} else form
        wants.append((f"{WANTS}.{maker.id}", say("Preferences of {maker}", maker=maker.name), note))
    parts = [
        (SIDES, say("Who can do what"), str(len(draft.makers))),
        (STATES, say("Which states there are"), left),
        *wants,
    ]
    return tuple(PartLink(value, name, note, value == state.part) for value, name, note in parts)
