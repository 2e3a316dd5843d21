"""The buttons of the builder of a conflict."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.conflict import editing_makers as makers
from goodoffices.conflict import editing_statements as statements
from goodoffices.conflict.composing import JOINERS, composed
from goodoffices.conflict.draft import CONDITIONS, Draft
from goodoffices.desk.builder.press import (
    DOWN,
    SHARED,
    UP,
    after,
    removed,
    without_assumption,
)
from goodoffices.desk.builder.state import NEW, REST
from goodoffices.errors import InputError
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import QueryDict

    from goodoffices.desk.builder.press import Edit
    from goodoffices.desk.builder.state import State

__all__ = ["EDITS"]


def _move_maker(by: int) -> Callable[[State[Draft], str, QueryDict], State[Draft]]:
    def edit(state: State[Draft], to: str, _post: QueryDict) -> State[Draft]:
        draft = makers.move_maker(state.draft, to, by)
        ends = [draft.makers[0].id, draft.makers[-1].id]
        return replace(state.with_draft(draft), focus=after("maker", to, by, ends))

    return edit


def _move_option(by: int) -> Callable[[State[Draft], str, QueryDict], State[Draft]]:
    def edit(state: State[Draft], to: str, _post: QueryDict) -> State[Draft]:
        draft = makers.move_option(state.draft, to, by)
        own = next(m.options for m in draft.makers if any(o.id == to for o in m.options))
        ends = [own[0].id, own[-1].id]
        return replace(state.with_draft(draft), focus=after("option", to, by, ends))

    return edit


def _move_rank(by: int) -> Callable[[State[Draft], str, QueryDict], State[Draft]]:
    def edit(state: State[Draft], to: str, _post: QueryDict) -> State[Draft]:
        draft = statements.move_rank(state.draft, state.subject, int(to), by)
        last = len(draft.ranks(state.subject)) - 1
        place = str(min(max(int(to) + by, 0), last))
        focus = after("rank", place, by, ["0", str(last)])
        return replace(state.with_draft(draft), focus=focus)

    return edit


def _remove(state: State[Draft], to: str, _post: QueryDict) -> State[Draft]:
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
        return without_assumption(state, int(own))
    return removed(state, draft, focus)


def _equal(state: State[Draft], to: str, _post: QueryDict) -> State[Draft]:
    draft = statements.equal_to_above(state.draft, state.subject, int(to))
    rank = max(int(to) - 1, 0)
    place = len(draft.ranks(state.subject)[rank]) - 1
    return replace(state.with_draft(draft), focus=f"apart:{rank}.{place}")


def _apart(state: State[Draft], to: str, _post: QueryDict) -> State[Draft]:
    rank, _, place = to.partition(".")
    draft = statements.on_its_own(state.draft, state.subject, int(rank), int(place))
    return replace(state.with_draft(draft), focus=f"equal:{int(rank) + 1}")


def _compose(state: State[Draft], to: str, post: QueryDict) -> State[Draft]:
    """Join one more option to what stands in the field of a new statement."""
    option, joiner = post.get(f"pick.{to}", ""), post.get(f"join.{to}", "")
    name = f"{NEW}.{to}"
    if option not in state.draft.names or joiner not in JOINERS:
        raise InputError(say("choose an option first"))
    text = composed(post.get(name, ""), joiner, option, taken=post.get(f"is.{to}") != "not")
    return replace(state, typed={**state.typed, name: text}, focus=name)


EDITS: Mapping[str, Edit] = {
    **SHARED,
    "maker-up": _move_maker(UP),
    "maker-down": _move_maker(DOWN),
    "option-up": _move_option(UP),
    "option-down": _move_option(DOWN),
    "rank-up": _move_rank(UP),
    "rank-down": _move_rank(DOWN),
    "remove": _remove,
    "equal": _equal,
    "apart": _apart,
    "compose": _compose,
}
