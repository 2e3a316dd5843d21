"""Fields and buttons of the builder, with what was refused beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from goodoffices.desk.builder.state import NEW
from goodoffices.desk.questions import Choice
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from goodoffices.desk.builder.state import State

__all__ = [
    "Button",
    "Composer",
    "Field",
    "Line",
    "RestLink",
    "button_fault",
    "button_of",
    "composer_of",
    "field_of",
    "moving",
    "removing",
]


@dataclass(frozen=True, slots=True)
class Button:
    """``sign`` is seen, ``says`` is heard."""

    value: str
    sign: str
    says: str
    focus: bool
    off: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    value: str
    fault: str
    focus: bool


@dataclass(frozen=True, slots=True)
class RestLink:
    """An assumption beside what it is about; ``gone`` counts entries no longer in the record."""

    value: str
    words: str
    count: int
    gone: int
    focus: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A statement: its field, what it says in words, what it counts, its buttons."""

    field: Field
    label: str
    rank: str
    """Which place it has; empty beside another of the same weight."""
    words: str
    counted: str
    fault: str
    buttons: tuple[Button, ...]
    rests: tuple[RestLink, ...]


@dataclass(frozen=True, slots=True)
class Composer:
    """One more statement: typed, or composed from what there is to choose."""

    key: str
    field: Field
    label: str
    words: str
    fault: str
    joiners: tuple[Choice, ...]
    owned: tuple[tuple[str, tuple[Choice, ...]], ...]
    choose: str
    holds: str
    fails: str
    """What is said where nothing is chosen, of what holds, and of what does not."""
    focus: bool


def field_of(state: State[Any], name: str, value: str) -> Field:
    fault = state.faults.get(name)
    typed = fault.typed if fault else state.typed.get(name, value)
    return Field(name, typed, fault.line if fault else "", state.focus == name)


def button_of(state: State[Any], value: str, sign: str, says: str, *, off: bool = False) -> Button:
    return Button(value, sign, says, state.focus == value, off)


def button_fault(state: State[Any], buttons: Iterable[Button]) -> str:
    found = (state.faults[b.value].line for b in buttons if b.value in state.faults)
    return next(found, "")


def moving(state: State[Any], what: str, to: str, name: str, place: int, last: int) -> list[Button]:
    return [
        button_of(state, f"{what}-up:{to}", "↑", say("Move {name} up", name=name), off=place == 0),
        button_of(
            state, f"{what}-down:{to}", "↓", say("Move {name} down", name=name), off=place == last
        ),
    ]


def removing(state: State[Any], what: str, name: str) -> Button:
    return button_of(state, f"remove:{what}", "×", say("Remove {name}", name=name))


def composer_of(
    state: State[Any],
    key: str,
    label: str,
    in_words: Callable[[str], str],
    joiners: tuple[Choice, ...],
    owned: tuple[tuple[str, tuple[Choice, ...]], ...],
    said: tuple[str, str, str],
) -> Composer:
    name = f"{NEW}.{key}"
    field = field_of(state, name, "")
    fault = state.faults.get(f"compose:{key}")
    choose, holds, fails = said
    return Composer(
        key=key,
        field=field if not fault else replace(field, focus=False),
        label=label,
        words=in_words(field.value) if field.value and not field.fault else "",
        fault=fault.line if fault else "",
        joiners=joiners,
        owned=owned,
        choose=choose,
        holds=holds,
        fails=fails,
        focus=fault is not None,
    )
