"""Taking up what was typed: field after field into the draft, or told beside its field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.http import QueryDict

from goodoffices.desk.builder.state import NEW, REST, Fault
from goodoffices.desk.forms.account import in_one_line
from goodoffices.errors import InputError
from goodoffices.record.models import Assumption
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from goodoffices.desk.builder.state import State

__all__ = ["Hand", "LineEdits", "rest_taken_up"]

D = TypeVar("D")
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class LineEdits(Generic[D]):
    """How a list of statements is edited: one added, one changed by its number, one removed."""

    add: Callable[..., D]
    change: Callable[..., D]
    remove: Callable[..., D]


@dataclass(slots=True)
class Hand(Generic[D]):
    """Takes field after field; what cannot be taken stays typed, with one line that says why."""

    post: QueryDict
    draft: D
    faults: dict[str, Fault] = field(default_factory=dict)
    about_id: bool = False
    kept: dict[str, str] = field(default_factory=dict)
    """What stands in fields beside one that could not be taken up."""
    focus: str = ""

    def typed(self, name: str) -> str | None:
        """What stands in a field in one line, None if the page had no such field."""
        said = self.post.get(name)
        return None if said is None else " ".join(said.split())

    def take_lines(
        self, key: str, lines: Sequence[str], leave_out: Collection[str], edits: LineEdits[D]
    ) -> None:
        """Take up a list of statements: changed, emptied and so removed, and one more."""
        emptied = []
        for number, text in enumerate(lines):
            name = f"{key}.{number}"
            said = self.typed(name)
            if said is None or said == text or name in leave_out:
                continue
            if said:
                self.take(name, edits.change, number, said)
            else:
                emptied.append(number)
        added = self.typed(f"{NEW}.{key}")
        if added and f"{NEW}.{key}" not in leave_out:
            self.take(f"{NEW}.{key}", edits.add, added)
        for number in reversed(emptied):
            self.take(f"{key}.{number}", edits.remove, number)

    def take_named(self, name: str, edit: Callable[..., D], *values: object) -> None:
        """As `take`, for something new with a short name of its own in a field beside."""
        own = f"{name}.id"
        self.take(name, edit, *values)
        fault = self.faults.get(name)
        if fault is None:
            return
        beside = [one for one in self.post if one == name or one.startswith(f"{name}.")]
        self.kept |= {one: self.post.get(one, "") for one in beside}
        if self.about_id:
            del self.faults[name]
            self.faults[own] = Fault(self.post.get(own, ""), fault.line)
            self.focus = own

    def take(self, name: str, edit: Callable[..., D], *values: object) -> None:
        """Make the edit with these values, and remember at which field."""
        try:
            _check_length(self.typed(name) or "")
            self.draft = edit(self.draft, *values)
        except InputError as error:
            self.faults[name] = Fault(self.post.get(name, ""), in_one_line(error))
            self.focus = name
            self.about_id = error.where == "id"
        else:
            self.focus = self.focus if self.faults else name


def _check_length(said: str) -> None:
    if len(said) > _LONGEST:
        raise InputError(
            say("longer than {longest} letters", longest=_LONGEST), remedy=say("Shorten it.")
        )


def rest_taken_up(state: State[Any], post: QueryDict, known: frozenset[str]) -> State[Any]:
    """Take up what an assumption says and rests on; a new one is there once it says something."""
    why = " ".join(post.get("why", "").split())
    number, _, about = state.subject.partition(".")
    kept = list(state.assumptions)
    before: tuple[str, ...] = ()
    if number != NEW:
        about, before = kept[int(number)].about, kept[int(number)].rests_on
    if "why" not in post:
        return state
    allowed = known | set(before)
    chosen = dict.fromkeys(one for one in post.getlist("ground") if one in allowed)
    rests_on = (*(one for one in before if one in chosen), *(c for c in chosen if c not in before))
    if not why and (chosen or number != NEW):
        fault = Fault(post.get("why", ""), say("Say in a sentence what is assumed"))
        typed = {"ground": "\n".join(rests_on)}
        return replace(state, faults={"why": fault}, typed=typed, focus="why")
    if not why:
        return state
    told = Assumption(about, why, rests_on)
    if number == NEW:
        return replace(state, assumptions=(*kept, told), part=f"{REST}.{len(kept)}", focus="found")
    kept[int(number)] = told
    return replace(state, assumptions=tuple(kept), focus="found")
