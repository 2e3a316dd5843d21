"""The buttons of the builder of a negotiation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

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
from goodoffices.settlement import editing_issues as issues
from goodoffices.settlement import editing_parties as parties
from goodoffices.settlement.condition_words import JOINERS, atom, composed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import QueryDict

    from goodoffices.desk.builder.press import Edit
    from goodoffices.desk.builder.state import State
    from goodoffices.settlement.draft import Draft

__all__ = ["EDITS"]


def _move_issue(by: int) -> Callable[[State[Draft], str, QueryDict], State[Draft]]:
    def edit(state: State[Draft], to: str, _post: QueryDict) -> State[Draft]:
        draft = issues.move_issue(state.draft, to, by)
        ids = [issue.id for issue in draft.issues]
        return replace(state.with_draft(draft), focus=after("issue", to, by, [ids[0], ids[-1]]))

    return edit


def _move_party(by: int) -> Callable[[State[Draft], str, QueryDict], State[Draft]]:
    def edit(state: State[Draft], to: str, _post: QueryDict) -> State[Draft]:
        draft = parties.move_party(state.draft, to, by)
        ids = [str(table["id"]) for table in draft.parties]
        return replace(state.with_draft(draft), focus=after("party", to, by, [ids[0], ids[-1]]))

    return edit


def _side(state: State[Draft], to: str, _post: QueryDict) -> State[Draft]:
    """Add a side of the case under the short name that it has there."""
    own, _dot, name = to.partition(":")
    return replace(state.with_draft(parties.add_party(state.draft, name, own)), focus="part")


def _remove(state: State[Draft], to: str, _post: QueryDict) -> State[Draft]:
    what, _dot, own = to.partition(".")
    if what == REST:
        return without_assumption(state, int(own))
    draft, focus = state.draft, "part"
    if what == "issue":
        draft = issues.remove_issue(draft, own)
    elif what == "party":
        draft = parties.remove_party(draft, own)
    elif what == "constraints":
        draft, focus = issues.remove_condition(draft, int(own)), f"{NEW}.constraints"
    elif what == "red":
        draft, focus = parties.remove_red_line(draft, state.subject, int(own)), f"{NEW}.red"
    return removed(state, draft, focus)


def _form(state: State[Draft], to: str, _post: QueryDict) -> State[Draft]:
    draft = parties.set_form(state.draft, state.subject, to)
    told = {
        "points": _("Now in points: the middle of what the ranks allow. Put in what is known."),
        "ranks": _("Now in ranks, those that the points imply. “Undo” brings the points back."),
    }
    notice = told.get(to, "") if draft is not state.draft else ""
    return replace(state.with_draft(draft), focus="part", notice=notice)


def _compose(state: State[Draft], to: str, post: QueryDict) -> State[Draft]:
    """Join one more comparison to what stands in the field of a new condition."""
    own, _dot, position = post.get(f"pick.{to}", "").partition(":")
    joiner = post.get(f"join.{to}", "")
    found = next((issue for issue in state.draft.issues if issue.id == own), None)
    if found is None or joiner not in JOINERS or int(position) >= len(found.values):
        raise InputError(_("choose a value first"))
    part = atom(found, int(position), holds=post.get(f"is.{to}") != "not")
    name = f"{NEW}.{to}"
    text = composed(post.get(name, ""), joiner, part)
    return replace(state, typed={**state.typed, name: text}, focus=name)


EDITS: Mapping[str, Edit] = {
    **SHARED,
    "issue-up": _move_issue(UP),
    "issue-down": _move_issue(DOWN),
    "party-up": _move_party(UP),
    "party-down": _move_party(DOWN),
    "side": _side,
    "remove": _remove,
    "form": _form,
    "compose": _compose,
}
