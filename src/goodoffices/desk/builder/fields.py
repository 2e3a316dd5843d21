"""What was typed into the fields of a part, taken up into the model, or told beside its field."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.http import QueryDict

from goodoffices.conflict import editing_makers as makers
from goodoffices.conflict import editing_statements as statements
from goodoffices.conflict.draft import CONDITIONS, Draft
from goodoffices.conflict.model import Direction
from goodoffices.conflict.turning import today_in_letters
from goodoffices.desk.builder.state import NEW, REST, SIDES, STATES, WANTS, Fault
from goodoffices.desk.forms.account import in_one_line
from goodoffices.errors import InputError
from goodoffices.record.models import Assumption

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from goodoffices.desk.builder.state import State

__all__ = ["taken_up"]

_LONGEST = 2_000


@dataclass(slots=True)
class _Hand:
    """Takes field after field; what cannot be taken stays typed, with one line that says why."""

    post: QueryDict
    draft: Draft
    faults: dict[str, Fault] = field(default_factory=dict)
    about_id: bool = False
    kept: dict[str, str] = field(default_factory=dict)
    """What stands in fields beside one that could not be taken up."""
    focus: str = ""

    def typed(self, name: str) -> str | None:
        """What stands in a field in one line, None if the page had no such field."""
        said = self.post.get(name)
        return None if said is None else " ".join(said.split())

    def take_named(self, name: str, edit: Callable[..., Draft], *values: object) -> None:
        """As `take`, for something new with a short name of its own in a field beside."""
        own, way = f"{name}.id", f"{name}.moves"
        self.take(name, edit, *values)
        fault = self.faults.get(name)
        if fault is None:
            return
        self.kept |= {one: self.post.get(one, "") for one in (name, own, way)}
        if self.about_id:
            del self.faults[name]
            self.faults[own] = Fault(self.post.get(own, ""), fault.line)
            self.focus = own

    def take(self, name: str, edit: Callable[..., Draft], *values: object) -> None:
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
        raise InputError(f"longer than {_LONGEST} letters", remedy="Shorten it.")


def taken_up(
    state: State, post: QueryDict, leave_out: Collection[str], known: frozenset[str]
) -> State:
    """Take up what was typed in the part shown, but for the fields named.

    ``known`` says which entries of the record an assumption may rest on.
    """
    hand = _Hand(post, state.draft)
    if state.kind == SIDES:
        if state.in_step and state.title and state.title != state.draft.title:
            hand.take("title", makers.retitle, state.title, state.draft.source)
        _sides(hand, leave_out)
    elif state.kind == STATES:
        for key in CONDITIONS:
            _conditions(hand, key, leave_out)
    elif state.kind == WANTS:
        _wants(hand, state.subject, leave_out)
    elif state.kind == REST:
        return _rest(state, post, known)
    return replace(
        state.with_draft(hand.draft),
        faults=hand.faults,
        typed=hand.kept,
        focus=hand.focus or state.focus,
    )


def _sides(hand: _Hand, leave_out: Collection[str]) -> None:
    cited = hand.typed("cited")
    if cited is not None and cited != " ".join(hand.draft.source.split()):
        hand.take("cited", makers.retitle, hand.draft.title, cited)
    for maker in hand.draft.makers:
        name = hand.typed(f"maker.{maker.id}")
        gone = f"maker.{maker.id}" in leave_out
        if name is not None and name != maker.name and not gone:
            hand.take(f"maker.{maker.id}", makers.rename_maker, maker.id, name)
        for option in maker.options:
            if f"option.{option.id}" not in leave_out:
                _option(hand, option.id, option.name, option.moves)
    _today(hand)
    for maker in hand.draft.makers:
        _new_option(hand, maker.id)
    _new_maker(hand)


def _option(hand: _Hand, own: str, name: str, moves: str) -> None:
    field_name = f"option.{own}"
    said, way = hand.typed(field_name), hand.typed(f"moves.{own}")
    if said is None or (said == name and way in {None, moves}):
        return
    chosen = _direction(way if way is not None else moves)
    hand.take(field_name, makers.change_option, own, said, chosen)
    if said == name and not hand.faults:
        hand.focus = f"moves.{own}"


def _direction(said: str) -> Direction:
    return Direction(said) if said in set(Direction) else Direction.BOTH


def _today(hand: _Hand) -> None:
    named = hand.typed("today")
    if named is None or not hand.draft.options:
        return
    before = today_in_letters(hand.draft)
    if named == "unknown":
        if before:
            hand.take("today", makers.set_today, None)
        return
    ticked = "".join("Y" if hand.post.get(f"today.{o.id}") else "N" for o in hand.draft.options)
    # options that a joined state leaves open are not ticked either
    if before.replace("-", "N") != ticked:
        differs = [
            f"today.{option.id}"
            for option, was, now in zip(
                hand.draft.options, before.ljust(len(ticked), "N"), ticked, strict=False
            )
            if (was == "Y") != (now == "Y")
        ]
        hand.take(differs[0] if differs else "today", makers.set_today, ticked)


def _new_option(hand: _Hand, maker: str) -> None:
    name = f"{NEW}.option.{maker}"
    said = hand.typed(name)
    if said:
        own = hand.typed(f"{name}.id") or ""
        way = _direction(hand.typed(f"{name}.moves") or "")
        hand.take_named(name, makers.add_option, maker, said, own, way)


def _new_maker(hand: _Hand) -> None:
    name = f"{NEW}.maker"
    said = hand.typed(name)
    if said:
        own = hand.typed(f"{name}.id") or ""
        hand.take_named(name, makers.add_maker, said, own)
        if not hand.faults:
            hand.focus = f"{NEW}.option.{hand.draft.makers[-1].id}"


def _conditions(hand: _Hand, key: str, leave_out: Collection[str]) -> None:
    emptied = []
    for number, text in enumerate(hand.draft.conditions(key)):
        name = f"{key}.{number}"
        said = hand.typed(name)
        if said is None or said == text or name in leave_out:
            continue
        if said:
            hand.take(name, statements.change_condition, key, number, said)
        else:
            emptied.append(number)
    added = hand.typed(f"{NEW}.{key}")
    if added and f"{NEW}.{key}" not in leave_out:
        hand.take(f"{NEW}.{key}", statements.add_condition, key, added)
    for number in reversed(emptied):
        hand.take(f"{key}.{number}", statements.remove_condition, key, number)


def _wants(hand: _Hand, maker: str, leave_out: Collection[str]) -> None:
    emptied = []
    for rank, one in enumerate(hand.draft.ranks(maker)):
        for place, text in enumerate(one):
            name = f"statement.{rank}.{place}"
            said = hand.typed(name)
            if said is None or said == text or name in leave_out:
                continue
            if said:
                hand.take(
                    name,
                    statements.change_statement,
                    maker,
                    rank,
                    place,
                    said,
                )
            else:
                emptied.append((rank, place))
    added = hand.typed(f"{NEW}.statement")
    if added and f"{NEW}.statement" not in leave_out:
        hand.take(f"{NEW}.statement", statements.add_statement, maker, added)
    for rank, place in reversed(emptied):
        hand.take(
            f"statement.{rank}.{place}",
            statements.remove_statement,
            maker,
            rank,
            place,
        )


def _rest(state: State, post: QueryDict, known: frozenset[str]) -> State:
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
        fault = Fault(post.get("why", ""), "Say in a sentence what is assumed")
        typed = {"ground": "\n".join(rests_on)}
        return replace(state, faults={"why": fault}, typed=typed, focus="why")
    if not why:
        return state
    told = Assumption(about, why, rests_on)
    if number == NEW:
        return replace(state, assumptions=(*kept, told), part=f"{REST}.{len(kept)}", focus="found")
    kept[int(number)] = told
    return replace(state, assumptions=tuple(kept), focus="found")
