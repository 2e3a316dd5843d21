"""Which states there are: what cannot be, and what makes everything else the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.conflict.draft import CONDITIONS, about
from goodoffices.desk.builder.conflict.places import CONDITION_NAMES
from goodoffices.desk.builder.conflict.statements import composer, words
from goodoffices.desk.builder.controls import (
    Composer,
    Line,
    RestLink,
    button_fault,
    field_of,
    removing,
)
from goodoffices.saying import Names, mark, say, say_counted

if TYPE_CHECKING:
    from goodoffices.conflict.counting import Counted
    from goodoffices.conflict.draft import Draft
    from goodoffices.desk.builder.grounds import Rests
    from goodoffices.desk.builder.state import State

__all__ = ["StatesPart", "states_part"]

_HELP = Names(
    {
        "infeasible": mark("A state of which one of these is true is left out."),
        "coalesce": mark("All states of which such a statement is true count as one."),
    }
)


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
                composer=composer(state, key, say("One more: {name}", name=name.lower())),
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
        removing(state, name, text),
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
        words=words(state.draft, text),
        counted=said,
        fault=button_fault(state, buttons) or found.fault,
        buttons=buttons,
        rests=rests.about(about((key, text))),
    )
