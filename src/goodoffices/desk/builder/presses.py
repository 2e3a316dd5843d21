"""The buttons of the builder: each makes one small edit, and says where to go on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodoffices.conflict import editing_makers as makers
from goodoffices.conflict import editing_statements as statements
from goodoffices.conflict.composing import JOINERS, composed
from goodoffices.conflict.draft import CONDITIONS
from goodoffices.desk.builder.places import part_of
from goodoffices.desk.builder.state import NEW, REST, Fault
from goodoffices.desk.forms.account import in_one_line
from goodoffices.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import QueryDict

    from goodoffices.desk.builder.state import State

__all__ = ["Press", "made"]

_UP, _DOWN = -1, 1


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


def made(state: State, press: Press, post: QueryDict) -> State:
    """Make the edit of a button; one that is not there any more changes nothing."""
    edit = _EDITS.get(press.what)
    if edit is None:
        return state
    try:
        return edit(state, press.to, post)
    except (InputError, LookupError, ValueError) as error:
        line = in_one_line(error) if isinstance(error, InputError) else "This is no longer there"
        value = f"{press.what}:{press.to}"
        return replace(state, faults={value: Fault("", line)}, focus=value)


def _go(state: State, to: str, _post: QueryDict) -> State:
    return replace(state.showing(to), focus="part", typed={})


def _move_maker(by: int) -> Callable[[State, str, QueryDict], State]:
    def edit(state: State, to: str, _post: QueryDict) -> State:
        draft = makers.move_maker(state.draft, to, by)
        ends = [draft.makers[0].id, draft.makers[-1].id]
        return replace(state.with_draft(draft), focus=_after("maker", to, by, ends))

    return edit


def _move_option(by: int) -> Callable[[State, str, QueryDict], State]:
    def edit(state: State, to: str, _post: QueryDict) -> State:
        draft = makers.move_option(state.draft, to, by)
        own = next(m.options for m in draft.makers if any(o.id == to for o in m.options))
        ends = [own[0].id, own[-1].id]
        return replace(state.with_draft(draft), focus=_after("option", to, by, ends))

    return edit


def _move_rank(by: int) -> Callable[[State, str, QueryDict], State]:
    def edit(state: State, to: str, _post: QueryDict) -> State:
        draft = statements.move_rank(state.draft, state.subject, int(to), by)
        last = len(draft.ranks(state.subject)) - 1
        place = str(min(max(int(to) + by, 0), last))
        focus = _after("rank", place, by, ["0", str(last)])
        return replace(state.with_draft(draft), focus=focus)

    return edit


def _after(what: str, to: str, by: int, ends: list[str]) -> str:
    """The same button again, so that it can be pressed on; at an end the opposite one."""
    same, other = ("up", "down") if by == _UP else ("down", "up")
    at_end = to == (ends[0] if by == _UP else ends[1])
    return f"{what}-{other if at_end else same}:{to}"


def _remove(state: State, to: str, _post: QueryDict) -> State:
    what, _, own = to.partition(".")
    draft, focus = state.draft, "part"
    if what == "maker":
        draft = makers.remove_maker(draft, own)
    elif what == "option":
        draft = makers.remove_option(draft, own)
    elif what in CONDITIONS:
        draft = statements.remove_condition(draft, what, int(own))
        focus = f"{NEW}.{what}"
    elif what == "statement":
        rank, _, place = own.partition(".")
        draft = statements.remove_statement(draft, state.subject, int(rank), int(place))
        focus = f"{NEW}.statement"
    elif what == REST:
        gone = state.assumptions[int(own)]
        kept = tuple(one for one in state.assumptions if one is not gone)
        changed = replace(state, assumptions=kept, focus="part", notice="Removed.")
        return changed.showing(part_of(state.draft, gone.about))
    lost = len(state.assumptions) - len(state.with_draft(draft).assumptions)
    notice = "Removed."
    if lost:
        notice = f"Removed, and with it {lost} assumption{'s' if lost > 1 else ''} about it."
    return replace(state.with_draft(draft), focus=focus, notice=notice)


def _equal(state: State, to: str, _post: QueryDict) -> State:
    draft = statements.equal_to_above(state.draft, state.subject, int(to))
    rank = max(int(to) - 1, 0)
    place = len(draft.ranks(state.subject)[rank]) - 1
    return replace(state.with_draft(draft), focus=f"apart:{rank}.{place}")


def _apart(state: State, to: str, _post: QueryDict) -> State:
    rank, _, place = to.partition(".")
    draft = statements.on_its_own(state.draft, state.subject, int(rank), int(place))
    return replace(state.with_draft(draft), focus=f"equal:{int(rank) + 1}")


def _compose(state: State, to: str, post: QueryDict) -> State:
    """Join one more option to what stands in the field of a new statement."""
    option, joiner = post.get(f"pick.{to}", ""), post.get(f"join.{to}", "")
    name = f"{NEW}.{to}"
    if option not in state.draft.names or joiner not in JOINERS:
        raise InputError("choose an option first")
    text = composed(post.get(name, ""), joiner, option, taken=post.get(f"is.{to}") != "not")
    return replace(state, typed={**state.typed, name: text}, focus=name)


def _undo(state: State, _to: str, _post: QueryDict) -> State:
    back = state.recalled()
    return replace(back.showing(back.part), focus="part", notice="One step back.")


_EDITS: dict[str, Callable[[State, str, QueryDict], State]] = {
    "go": _go,
    "maker-up": _move_maker(_UP),
    "maker-down": _move_maker(_DOWN),
    "option-up": _move_option(_UP),
    "option-down": _move_option(_DOWN),
    "rank-up": _move_rank(_UP),
    "rank-down": _move_rank(_DOWN),
    "remove": _remove,
    "equal": _equal,
    "apart": _apart,
    "compose": _compose,
    "undo": _undo,
}
