"""The buttons of a builder: each makes one small edit, and says where to go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from goodoffices.desk.builder.state import NEW, Fault, State
from goodoffices.desk.forms.account import in_one_line
from goodoffices.errors import InputError
from goodoffices.saying import say, say_counted

Edit = Callable[[State[Any], str, QueryDict], State[Any]]

__all__ = [
    "DOWN",
    "SHARED",
    "UP",
    "Edit",
    "Press",
    "after",
    "made",
    "removed",
    "without_assumption",
]

UP, DOWN = -1, 1


@dataclass(frozen=True, slots=True)
class Press:
    """``what`` is to be done, ``to`` what; as the value of a button it is ``what:to``."""

    what: str
    to: str

    @classmethod
    def asked(cls, post: QueryDict) -> Press:
        what, _, to = post.get("do", "keep").partition(":")
        return cls(what, to)

    @property
    def leaves_out(self) -> tuple[str, ...]:
        """Fields that are not taken up first: what is removed, and what is still composed."""
        if self.what == "remove":
            return (self.to,)
        return (f"{NEW}.{self.to}",) if self.what == "compose" else ()


def made(state: State[Any], press: Press, post: QueryDict, edits: Mapping[str, Edit]) -> State[Any]:
    """Make the edit of a button; one that is not there any more changes nothing."""
    edit = edits.get(press.what)
    if edit is None:
        return state
    try:
        return edit(state, press.to, post)
    except (InputError, LookupError, ValueError) as error:
        line = (
            in_one_line(error) if isinstance(error, InputError) else say("This is no longer there")
        )
        value = f"{press.what}:{press.to}"
        return replace(state, faults={value: Fault("", line)}, focus=value)


def _go(state: State[Any], to: str, _post: QueryDict) -> State[Any]:
    return replace(state.showing(to), focus="part", typed={})


def _undo(state: State[Any], _to: str, _post: QueryDict) -> State[Any]:
    back = state.recalled()
    return replace(back.showing(back.part), focus="part", notice=say("One step back."))


SHARED: Mapping[str, Edit] = {"go": _go, "undo": _undo}


def after(what: str, to: str, by: int, ends: list[str]) -> str:
    """The same button again, so that it can be pressed on; at an end the opposite one."""
    same, other = ("up", "down") if by == UP else ("down", "up")
    at_end = to == (ends[0] if by == UP else ends[1])
    return f"{what}-{other if at_end else same}:{to}"


def removed(state: State[Any], draft: Any, focus: str) -> State[Any]:
    """The state with a draft from which something was removed, and what went with it said."""
    changed = state.with_draft(draft)
    lost = len(state.assumptions) - len(changed.assumptions)
    notice = say("Removed.")
    if lost:
        notice = say_counted(
            "Removed, and with it {count} assumption about it.",
            "Removed, and with it {count} assumptions about it.",
            lost,
        )
    return replace(changed, focus=focus, notice=notice)


def without_assumption(state: State[Any], number: int) -> State[Any]:
    gone = state.assumptions[number]
    kept = tuple(one for one in state.assumptions if one is not gone)
    changed = replace(state, assumptions=kept, focus="part", notice=say("Removed."))
    return changed.showing(state.shop.part_of(state.draft, gone.about))
