"""What was typed into the fields of a part, taken up into the model, or told beside its field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.conflict import editing_makers as makers
from goodoffices.conflict import editing_statements as statements
from goodoffices.conflict.draft import CONDITIONS, Draft
from goodoffices.conflict.model import Direction
from goodoffices.conflict.turning import today_in_letters
from goodoffices.desk.builder.conflict.places import SIDES, STATES, WANTS
from goodoffices.desk.builder.hand import Hand, LineEdits, rest_taken_up
from goodoffices.desk.builder.state import NEW, REST

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from django.http import QueryDict

    from goodoffices.desk.builder.state import State

__all__ = ["taken_up"]


def taken_up(
    state: State[Draft], post: QueryDict, leave_out: Collection[str], known: frozenset[str]
) -> State[Draft]:
    """Take up what was typed in the part shown, but for the fields named.

    ``known`` says which entries of the record an assumption may rest on.
    """
    hand = Hand(post, state.draft)
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
        return rest_taken_up(state, post, known)
    return replace(
        state.with_draft(hand.draft),
        faults=hand.faults,
        typed=hand.kept,
        focus=hand.focus or state.focus,
    )


def _sides(hand: Hand[Draft], leave_out: Collection[str]) -> None:
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


def _option(hand: Hand[Draft], own: str, name: str, moves: str) -> None:
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


def _today(hand: Hand[Draft]) -> None:
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


def _new_option(hand: Hand[Draft], maker: str) -> None:
    name = f"{NEW}.option.{maker}"
    said = hand.typed(name)
    if said:
        own = hand.typed(f"{name}.id") or ""
        way = _direction(hand.typed(f"{name}.moves") or "")
        hand.take_named(name, makers.add_option, maker, said, own, way)


def _new_maker(hand: Hand[Draft]) -> None:
    name = f"{NEW}.maker"
    said = hand.typed(name)
    if said:
        own = hand.typed(f"{name}.id") or ""
        hand.take_named(name, makers.add_maker, said, own)
        if not hand.faults:
            hand.focus = f"{NEW}.option.{hand.draft.makers[-1].id}"


def _conditions(hand: Hand[Draft], key: str, leave_out: Collection[str]) -> None:
    def bound(edit: Callable[..., Draft]) -> Callable[..., Draft]:
        return lambda draft, *values: edit(draft, key, *values)

    edits = LineEdits(
        bound(statements.add_condition),
        bound(statements.change_condition),
        bound(statements.remove_condition),
    )
    hand.take_lines(key, hand.draft.conditions(key), leave_out, edits)


def _wants(hand: Hand[Draft], maker: str, leave_out: Collection[str]) -> None:
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
