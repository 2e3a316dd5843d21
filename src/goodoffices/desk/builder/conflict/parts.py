"""The parts of the builder as the page shows them: rows with a field, a count and buttons each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.conflict.composing import JOINERS, in_words
from goodoffices.conflict.counting import Count, Counted, levels, rank_counts
from goodoffices.conflict.draft import CONDITIONS, about
from goodoffices.conflict.model import Direction
from goodoffices.conflict.turning import today_in_letters
from goodoffices.desk.builder.conflict.places import CONDITION_NAMES, SIDES, STATES, WANTS
from goodoffices.desk.builder.controls import (
    Button,
    Composer,
    Field,
    Line,
    RestLink,
    button_fault,
    button_of,
    composer_of,
    field_of,
    moving,
)
from goodoffices.desk.builder.flow import PartLink
from goodoffices.desk.builder.state import NEW
from goodoffices.desk.questions import Choice
from goodoffices.saying import Names, mark, say, say_counted

if TYPE_CHECKING:
    from goodoffices.conflict.draft import Draft, DraftMaker, DraftOption
    from goodoffices.desk.builder.grounds import Rests
    from goodoffices.desk.builder.state import State

__all__ = [
    "SidesPart",
    "StatesPart",
    "WantsPart",
    "part_links",
    "sides_part",
    "states_part",
    "wants_part",
]

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


@dataclass(frozen=True, slots=True)
class Conditions:
    key: str
    name: str
    help: str
    lines: tuple[Line, ...]
    composer: Composer
    rests: tuple[RestLink, ...]


@dataclass(frozen=True, slots=True)
class StatesPart:
    conditions: tuple[Conditions, ...]
    can: bool
    listed: bool


@dataclass(frozen=True, slots=True)
class WantsPart:
    id: str
    name: str
    lines: tuple[Line, ...]
    composer: Composer
    levels: int | None
    states: int | None
    other_form: str
    believed: bool
    can: bool
    rests: tuple[RestLink, ...]


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
        button_of(state, f"remove:maker.{maker.id}", "×", say("Remove {maker}", maker=maker.name)),
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
        button_of(
            state, f"remove:option.{option.id}", "×", say("Remove {option}", option=option.name)
        ),
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


_HELP = Names(
    {
        "infeasible": mark("A state of which one of these is true is left out."),
        "coalesce": mark("All states of which such a statement is true count as one."),
    }
)


def states_part(state: State[Draft], counted: Counted, rests: Rests) -> StatesPart:
    draft = state.draft
    return StatesPart(
        conditions=tuple(
            Conditions(
                key=key,
                name=name,
                help=_HELP[key],
                lines=tuple(
                    _condition(state, counted, rests, key, number)
                    for number in range(len(draft.conditions(key)))
                ),
                composer=_composer(state, key, say("One more: {name}", name=name.lower())),
                rests=rests.about(key),
            )
            for key, name in CONDITION_NAMES.items()
        ),
        can=bool(draft.options),
        listed=draft.is_graph,
    )


def _condition(state: State[Draft], counted: Counted, rests: Rests, key: str, number: int) -> Line:
    text, found = state.draft.conditions(key)[number], counted.conditions[key][number]
    name = f"{key}.{number}"
    buttons = (
        button_of(state, f"remove:{name}", "×", say("Remove {text}", text=text)),
        rests.button(state, about((key, text)), text),
    )
    said = ""
    if found.number is not None:
        said = say(
            "rules out {number} of {combinations}",
            number=f"{found.number:,}",
            combinations=f"{counted.combinations:,}",
        )
        if key != CONDITIONS[0]:
            said = say_counted(
                "makes {number} state one",
                "makes {number} states one",
                found.number,
                number=f"{found.number:,}",
            )
    return Line(
        field=field_of(state, name, text),
        label=say("Statement {number}", number=number + 1),
        rank="",
        words=_words(state.draft, text),
        counted=said,
        fault=button_fault(state, buttons) or found.fault,
        buttons=buttons,
        rests=rests.about(about((key, text))),
    )


def wants_part(state: State[Draft], counted: Counted, rests: Rests) -> WantsPart:
    draft, maker = state.draft, state.subject
    counts = rank_counts(draft, maker, counted)
    ranks = draft.ranks(maker)
    lines = tuple(
        _want(state, rests, rank, place, _held(counts[rank][place], counted))
        for rank, one in enumerate(ranks)
        for place in range(len(one))
    )
    form = draft.form(maker)
    beliefs = draft.tree.get("beliefs", {})
    name = next(one.name for one in draft.makers if one.id == maker)
    return WantsPart(
        id=maker,
        name=name,
        lines=lines,
        composer=_composer(
            state, "statement", say("One more statement that {name} wants to be true", name=name)
        ),
        levels=levels(draft, maker, counted),
        states=counted.remaining,
        other_form="" if form in {"", "priorities"} else form,
        believed=bool(beliefs),
        can=bool(draft.options),
        rests=rests.about(about(("preferences", maker))),
    )


def _held(found: Count, counted: Counted) -> tuple[str, str]:
    """In how many states a statement holds, and what is wrong with it."""
    if found.number is None:
        return "", found.fault
    return say(
        "holds in {number} of {remaining}",
        number=f"{found.number:,}",
        remaining=f"{counted.remaining:,}",
    ), ""


def _want(state: State[Draft], rests: Rests, rank: int, place: int, held: tuple[str, str]) -> Line:
    ranks = state.draft.ranks(state.subject)
    own = ranks[rank]
    text = own[place]
    spot = about(("preferences", state.subject, "priorities", text))
    buttons = []
    if place == 0:
        buttons += moving(state, "rank", str(rank), text, rank, len(ranks) - 1)
        buttons.append(
            button_of(
                state,
                f"equal:{rank}",
                "=",
                say("Let {text} weigh the same as what stands above", text=text),
                off=rank == 0,
            )
        )
    else:
        buttons.append(
            button_of(
                state,
                f"apart:{rank}.{place}",
                "apart",
                say("Let {text} weigh less than these", text=text),
            )
        )
    buttons.append(
        button_of(state, f"remove:statement.{rank}.{place}", "×", say("Remove {text}", text=text))
    )
    buttons.append(rests.button(state, spot, text))
    return Line(
        field=field_of(state, f"statement.{rank}.{place}", text),
        label=say("Statement {rank}", rank=rank + 1),
        rank=str(rank + 1) if place == 0 else "",
        words=_words(state.draft, text),
        counted=held[0],
        fault=button_fault(state, buttons) or held[1],
        buttons=tuple(buttons),
        rests=rests.about(spot),
    )


def _words(draft: Draft, text: str) -> str:
    return in_words(text, draft.names, [option.id for option in draft.options])


def _composer(state: State[Draft], key: str, label: str) -> Composer:
    draft = state.draft
    owned = tuple(
        (maker.name, tuple(Choice(o.id, o.name, False) for o in maker.options))
        for maker in draft.makers
        if maker.options
    )
    return composer_of(
        state,
        key,
        label,
        lambda text: _words(draft, text),
        tuple(Choice(sign, words, False) for sign, words in JOINERS.items()),
        owned,
        (say("choose an option"), say("is taken"), say("is not taken")),
    )
