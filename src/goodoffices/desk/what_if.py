"""What if somebody wanted otherwise: the moves made, what each wants now, and what that changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from goodoffices.conflict import Conflict, loads
from goodoffices.conflict.reordering import (
    Kind,
    Order,
    Shift,
    Way,
    orders_of,
    reordered,
    rewritten,
    shifted,
)
from goodoffices.conflict.words import listing, statement_in_words
from goodoffices.desk.reasons import Side, sides, verdict
from goodoffices.desk.states import CONCEPTS, StateLink, link_to
from goodoffices.errors import InputError
from goodoffices.saying import mark, say, say_counted
from goodoffices.stability import explain
from goodoffices.stability.difference import Difference, difference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.stability import StabilityResult

__all__ = ["Moved", "WhatIf", "changed_source", "moved", "what_if"]

_MOST_MOVES = 60
_MOST_ITEMS = 60
_MOST_LINKS = 10
_MOST_TIED = 3
_MOST_LEVELS = 14
_AROUND = 2


@dataclass(frozen=True, slots=True)
class Moved:
    """A model after moves; `refused` says of one that could not be made why not."""

    before: Conflict
    after: Conflict
    shifts: tuple[Shift, ...]
    orders: Mapping[str, Order]
    refused: str

    @property
    def touched(self) -> tuple[str, ...]:
        return tuple(name for name, order in self.orders.items() if order.changed)


@dataclass(frozen=True, slots=True)
class Change:
    """A move in words; `without` asks for the page without it, `again` makes it once more."""

    who: str
    what: str
    way: str
    without: str
    again: str


@dataclass(frozen=True, slots=True)
class Item:
    """A statement or a level, in the place where it stands now; buttons where it may go."""

    id: str
    words: str
    up: str
    down: str
    off: str
    is_off: bool
    is_moved: bool


@dataclass(frozen=True, slots=True)
class Wants:
    name: str
    is_moved: bool
    by_levels: bool
    items: tuple[Item, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What begins and what ceases to hold under a concept."""

    short: str
    name: str
    begins: tuple[StateLink, ...]
    begins_more: int
    ceases: tuple[StateLink, ...]
    ceases_more: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Stand:
    """Whether a state holds under a concept: as it is, and after the moves."""

    short: str
    before: str
    after: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Standing:
    state: StateLink
    is_today: bool
    stands: tuple[Stand, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """The state that is looked at, and why it holds or not after the moves."""

    state: StateLink
    is_today: bool
    verdict: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    base: str
    """The moves as the beginning of a query, with `&` at its end."""
    moves: tuple[str, ...]
    query: str
    refused: str
    changes: tuple[Change, ...]
    summary: str
    turns: tuple[Turn, ...]
    standings: tuple[Standing, ...]
    looked: Looked | None
    wants: tuple[Wants, ...]
    whose: tuple[tuple[str, str, bool], ...]
    """Decision makers to choose from (id, name, chosen), where not all are shown."""
    who: str


def moved(model: Conflict, written: Sequence[str]) -> Moved:
    """Make the moves one after the other; one that cannot be made is told and left out."""
    orders = orders_of(model)
    made: list[Shift] = []
    refused = ""
    if len(written) > _MOST_MOVES:
        refused = say(
            "A page keeps {most_moves} moves; those beyond are left out.", most_moves=_MOST_MOVES
        )
    for text in written[:_MOST_MOVES]:
        try:
            shift = Shift.parse(text)
            orders = shifted(orders, shift)
        except InputError as error:
            refused = say("One move is left out: {error}", error=error)
        else:
            made.append(shift)
    return Moved(model, reordered(model, orders), tuple(made), orders, refused)


def changed_source(source: str, written: Sequence[str]) -> str:
    """The text of a model after moves; as it is, where it cannot be read."""
    try:
        found = moved(loads(source, "toml"), written)
    except InputError:
        return source
    return rewritten(source, found.after, found.touched)


def what_if(found: Moved, state: int | None, who: str, refused: str = "") -> WhatIf:
    """Linear in the states of the model, and in what is shown."""
    turned = difference(found.before, found.after)
    model = found.after
    moves = tuple(str(shift) for shift in found.shifts)
    today = model.status_quo
    watched = [s for s in dict.fromkeys((today, state)) if s is not None]
    total = sum(len(order.items) for order in found.orders.values())
    names = [maker.id for maker in model.decision_makers]
    chosen = who if who in names else names[0]
    shown = names if total <= _MOST_ITEMS else [chosen]
    return WhatIf(
        base="".join(f"move={move}&" for move in moves),
        moves=moves,
        query=urlencode([("move", move) for move in moves]),
        refused=refused or found.refused,
        changes=_changes(found, moves),
        summary=_summary(turned),
        turns=tuple(_turn(turned, name) for name in turned.before.concepts),
        standings=tuple(_standing(turned, s) for s in watched),
        looked=_looked(turned.after, state) if state is not None else None,
        wants=tuple(_wants(found, name, watched) for name in shown),
        whose=()
        if shown is names
        else tuple((m.id, m.name, m.id == chosen) for m in model.decision_makers),
        who="" if shown is names else chosen,
    )


def _changes(found: Moved, moves: tuple[str, ...]) -> tuple[Change, ...]:
    made = []
    off: set[tuple[str, int]] = set()
    for place, shift in enumerate(found.shifts):
        words = _named(found.before, shift.decision_maker, shift.item)
        key = (shift.decision_maker, shift.item)
        way = "on" if shift.way is Way.OFF and key in off else str(shift.way)
        off ^= {key} if shift.way is Way.OFF else set()
        last = place == len(moves) - 1
        made.append(
            Change(
                who=found.before.decision_maker(shift.decision_maker).name,
                what=words,
                way=way,
                without=urlencode([("move", m) for k, m in enumerate(moves) if k != place]),
                again=moves[place] if last and _can(found, shift) else "",
            )
        )
    return tuple(made)


def _can(found: Moved, shift: Shift) -> bool:
    try:
        shifted(found.orders, shift)
    except InputError:
        return False
    return shift.way is not Way.OFF


def _summary(turned: Difference) -> str:
    begins = {int(s) for name in turned.before.concepts for s in turned.begins(name)}
    ceases = {int(s) for name in turned.before.concepts for s in turned.ceases(name)}
    if not begins and not ceases:
        return say("Nothing changes: the same states hold under every concept.")
    parts = []
    if begins:
        parts.append(
            say("{states} would begin to hold under some concept", states=_states(len(begins)))
        )
    if ceases:
        told = (
            mark("{states} would cease to")
            if begins
            else mark("{states} would cease to hold under some concept")
        )
        parts.append(say(told, states=_states(len(ceases))))
    return f"{say(', and ').join(parts)}."


def _states(count: int) -> str:
    return say_counted("{number} state", "{number} states", count, number=f"{count:,}")


def _turn(turned: Difference, name: str) -> Turn:
    model, words = turned.after.conflict, CONCEPTS[name]
    begins, ceases = turned.begins(name).tolist(), turned.ceases(name).tolist()
    return Turn(
        words.short,
        words.name,
        tuple(link_to(model, s) for s in begins[:_MOST_LINKS]),
        max(0, len(begins) - _MOST_LINKS),
        tuple(link_to(model, s) for s in ceases[:_MOST_LINKS]),
        max(0, len(ceases) - _MOST_LINKS),
        len(turned.before.equilibria[name]),
        len(turned.after.equilibria[name]),
    )


def _standing(turned: Difference, state: int) -> Standing:
    stands = []
    for name in turned.before.concepts:
        before, after = _holds(turned.before, name, state), _holds(turned.after, name, state)
        stands.append(Stand(CONCEPTS[name].short, before, after, before != after))
    return Standing(
        link_to(turned.after.conflict, state),
        state == turned.after.conflict.status_quo,
        tuple(stands),
        any(one.changed for one in stands),
    )


def _holds(result: StabilityResult, name: str, state: int) -> str:
    makers = result.conflict.decision_makers
    leaving = [
        maker.name
        for maker, stays in zip(makers, result.stable[name][:, state], strict=True)
        if not stays
    ]
    if not leaving:
        return say("holds")
    return say_counted("{who} leaves", "{who} leave", len(leaving), who=listing(leaving))


def _looked(result: StabilityResult, state: int) -> Looked:
    why = explain(result.conflict, state)
    today = state == result.conflict.status_quo
    return Looked(link_to(result.conflict, state), today, verdict(why), sides(why))


def _named(model: Conflict, name: str, item: int) -> str:
    """A statement in words; of a level, the states that stand in it."""
    preference = model.preferences[name]
    written = preference.written.get("priorities")
    if isinstance(written, (list, tuple)) and written:
        options = {option.id: option.name for option in model.options}
        return statement_in_words(written[item], options)
    tied = preference.ranking()[item]
    shown = [str(state) for state in tied[:_MOST_TIED]]
    if len(tied) > _MOST_TIED:
        shown.append(say("{count} more", count=f"{len(tied) - _MOST_TIED:,}"))
    return say_counted("state {states}", "states {states}", len(tied), states=listing(shown))


def _wants(found: Moved, name: str, watched: Sequence[int]) -> Wants:
    order = found.orders[name]
    places = _places(found, name, order, watched)
    moved_items = {s.item for s in found.shifts if s.decision_maker == name}
    items = []
    for place in places:
        item = order.items[place]
        is_off = item in order.off
        on = [one for one in order.items if one not in order.off]
        items.append(
            Item(
                id=f"{name}-{item}",
                words=_named(found.before, name, item),
                up="" if is_off or on[0] == item else str(Shift(name, item, Way.UP)),
                down="" if is_off or on[-1] == item else str(Shift(name, item, Way.DOWN)),
                off="" if order.kind is Kind.LEVELS else str(Shift(name, item, Way.OFF)),
                is_off=is_off,
                is_moved=item in moved_items,
            )
        )
    return Wants(
        found.before.decision_maker(name).name,
        order.changed,
        order.kind is Kind.LEVELS,
        tuple(items),
        len(order.items) - len(places),
    )


def _places(found: Moved, name: str, order: Order, watched: Sequence[int]) -> list[int]:
    """All places of a short order; of a long ranking those around what is looked at or moved."""
    if order.kind is Kind.STATEMENTS or len(order.items) <= _MOST_LEVELS:
        return list(range(len(order.items)))
    levels = found.before.preferences[name].levels
    top = int(levels.max())
    items = {top - int(levels[state]) for state in watched} or {0}
    items |= {s.item for s in found.shifts if s.decision_maker == name}
    at = {item: place for place, item in enumerate(order.items)}
    near = {at[item] + away for item in items for away in range(-_AROUND, _AROUND + 1)}
    return sorted(place for place in near if 0 <= place < len(order.items))
