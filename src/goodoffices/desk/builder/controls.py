"""Fields and buttons of the builder, with what was refused beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.desk.builder.state import State

__all__ = ["Button", "Field", "button_fault", "button_of", "field_of"]


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


def field_of(state: State, name: str, value: str) -> Field:
    fault = state.faults.get(name)
    typed = fault.typed if fault else state.typed.get(name, value)
    return Field(name, typed, fault.line if fault else "", state.focus == name)


def button_of(state: State, value: str, sign: str, says: str, *, off: bool = False) -> Button:
    return Button(value, sign, says, state.focus == value, off)


def button_fault(state: State, buttons: Iterable[Button]) -> str:
    found = (state.faults[b.value].line for b in buttons if b.value in state.faults)
    return next(found, "")
