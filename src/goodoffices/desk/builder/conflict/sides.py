"""Who can do what: the decision makers, their options and today’s state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.conflict.draft import about
from goodoffices.conflict.model import Direction
from goodoffices.conflict.turning import today_in_letters
from goodoffices.desk.builder.controls import (
    Button,
    Field,
    RestLink,
    button_fault,
    field_of,
    moving,
    removing,
)
from goodoffices.desk.builder.state import NEW
from goodoffices.desk.questions import Choice
from goodoffices.saying import Names, mark, say

if TYPE_CHECKING:
    from goodoffices.conflict.draft import Draft, DraftMaker, DraftOption
    from goodoffices.desk.builder.grounds import Rests
    from goodoffices.desk.builder.state import State

__all__ = ["SidesPart", "sides_part"]

_DIRECTIONS = Names(
    {
        Direction.BOTH: mark("can be taken and taken back"),
        Direction.TAKE: mark("once taken, stays"),
        Direction.DROP: mark("once dropped, stays dropped"),
    }
)


@dataclass(frozen=True, slots=True)
class OptionRow:
    id: str
    field: Field
    moves: tuple[Choice, ...]
    moves_focus: bool
    taken: bool
    taken_focus: bool
    buttons: tuple[Button, ...]
    fault: str
    rests: tuple[RestLink, ...]


@dataclass(frozen=True, slots=True)
class MakerBlock:
    id: str
    name: str
    field: Field
    options: tuple[OptionRow, ...]
    new: Field
    new_id: Field
    directions: tuple[Choice, ...]
    buttons: tuple[Button, ...]
    fault: str
    rests: tuple[RestLink, ...]


@dataclass(frozen=True, slots=True)
class SidesPart:
    cited: Field
    makers: tuple[MakerBlock, ...]
    new: Field
    new_id: Field
    today: tuple[Choice, ...]
    has_options: bool
    other: tuple[RestLink, ...]
    """What is assumed about anything that has no place of its own in the builder."""


def sides_part(state: State[Draft], rests: Rests) -> SidesPart:
    draft = state.draft
    blocks = tuple(
        _maker_block(state, rests, maker, place) for place, maker in enumerate(draft.makers)
    )
    named = "status_quo" in draft.tree
    return SidesPart(
        cited=field_of(state, "cited", draft.source),
        makers=blocks,
        new=field_of(state, f"{NEW}.maker", ""),
        new_id=field_of(state, f"{NEW}.maker.id", ""),
        today=(
            Choice("named", say("is as ticked here"), named),
            Choice("unknown", say("is not named"), not named),
        ),
        has_options=bool(draft.options),
        other=rests.elsewhere(),
    )


def _maker_block(state: State[Draft], rests: Rests, maker: DraftMaker, place: int) -> MakerBlock:
    last = len(state.draft.makers) - 1
    buttons = [
        *moving(state, "maker", maker.id, maker.name, place, last),
        removing(state, f"maker.{maker.id}", maker.name),
        rests.button(state, about(("decision_makers", maker.id)), maker.name),
    ]
    end, new = len(maker.options) - 1, f"{NEW}.option.{maker.id}"
    return MakerBlock(
        id=maker.id,
        name=maker.name,
        field=field_of(state, f"maker.{maker.id}", maker.name),
        options=tuple(
            _option_row(state, rests, maker, option, number, end)
            for number, option in enumerate(maker.options)
        ),
        new=field_of(state, new, ""),
        new_id=field_of(state, f"{new}.id", ""),
        directions=_directions(state.typed.get(f"{new}.moves", Direction.BOTH.value)),
        buttons=tuple(buttons),
        fault=button_fault(state, buttons),
        rests=rests.about(about(("decision_makers", maker.id))),
    )


def _option_row(
    state: State[Draft], rests: Rests, maker: DraftMaker, option: DraftOption, place: int, last: int
) -> OptionRow:
    spot = about(("decision_makers", maker.id, "options", option.id))
    buttons = [
        *moving(state, "option", option.id, option.name, place, last),
        removing(state, f"option.{option.id}", option.name),
        rests.button(state, spot, option.name),
    ]
    letters = today_in_letters(state.draft)
    bit = state.draft.option_bits[option.id]
    return OptionRow(
        id=option.id,
        field=field_of(state, f"option.{option.id}", option.name),
        moves=_directions(option.moves),
        moves_focus=state.focus == f"moves.{option.id}",
        taken=letters[bit : bit + 1] == "Y",
        taken_focus=state.focus == f"today.{option.id}",
        buttons=tuple(buttons),
        fault=button_fault(state, buttons),
        rests=rests.about(spot),
    )


def _directions(chosen: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(way.value, words, way.value == chosen) for way, words in _DIRECTIONS.items()
    )
