"""What a decision maker wants in another order: one statement or level moved, or one left out.

Definition GM 2: statements of priority, or the levels of a ranking. The states of a model
and the moves between them stay as they are, and so do the preferences of whoever is not
touched. Weights are taken by the ranking that they give.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from goodoffices.conflict.draft import Draft
from goodoffices.conflict.fields import as_table, known, shown
from goodoffices.conflict.preferences import STRONG, Reader
from goodoffices.conflict.writing import to_tree
from goodoffices.errors import InputError
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodoffices.conflict.model import Conflict
    from goodoffices.conflict.preferences import Preference

__all__ = ["Kind", "Order", "Shift", "Way", "orders_of", "reordered", "rewritten", "shifted"]

_PARTS = 3
_DIGITS = 9


class Kind(StrEnum):
    """What is put in order."""

    STATEMENTS = "statements"
    LEVELS = "levels"


class Way(StrEnum):
    UP = "up"
    DOWN = "down"
    OFF = "off"
    """Leave a statement out, or take it in again where it stood."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One move: an item, by its number in the model as it is, goes one place up or down."""

    decision_maker: str
    item: int
    way: Way

    @classmethod
    def parse(cls, text: str) -> Shift:
        """Read ``ukraine.3.up``. Raises InputError."""
        parts = text.split(".")
        named = len(parts) == _PARTS and parts[2] in [way.value for way in Way]
        if not named or not (parts[1].isascii() and parts[1].isdecimal()):
            raise InputError(
                say("{text} is no move", text=shown(text)),
                remedy=say("Write such as ukraine.3.up."),
            )
        return cls(parts[0], int(parts[1][:_DIGITS]), Way(parts[2]))

    def __str__(self) -> str:
        return f"{self.decision_maker}.{self.item}.{self.way}"


@dataclass(frozen=True, slots=True)
class Order:
    """Items by their numbers in the model, the most important first, and those left out."""

    kind: Kind
    items: tuple[int, ...]
    off: frozenset[int] = frozenset()

    @property
    def changed(self) -> bool:
        return bool(self.off) or self.items != tuple(range(len(self.items)))


def orders_of(conflict: Conflict) -> dict[str, Order]:
    """Return every decision maker's order as the model has it."""
    found = {}
    for maker in conflict.decision_makers:
        preference = conflict.preferences[maker.id]
        statements = _listed(preference, "priorities")
        if statements:
            found[maker.id] = Order(Kind.STATEMENTS, tuple(range(len(statements))))
        else:
            levels = int(preference.levels.max(initial=0)) + 1
            found[maker.id] = Order(Kind.LEVELS, tuple(range(levels)))
    return found


def shifted(orders: Mapping[str, Order], shift: Shift) -> dict[str, Order]:
    """Return the orders after one move. Raises InputError where it cannot be made."""
    known(shift.decision_maker, orders, "decision maker", "")
    order = orders[shift.decision_maker]
    if shift.item not in order.items:
        raise InputError(
            say(
                "{decision_maker} has no {kind} number {item}",
                decision_maker=repr(shift.decision_maker),
                kind=order.kind,
                item=shift.item,
            )
        )
    if shift.way is Way.OFF:
        if order.kind is Kind.LEVELS:
            raise InputError(say("a level of a ranking cannot be left out"))
        return {**orders, shift.decision_maker: replace(order, off=order.off ^ {shift.item})}
    items = list(order.items)
    place = items.index(shift.item)
    before, after = items[:place], items[place + 1 :]
    passed = reversed(before) if shift.way is Way.UP else after
    # what is left out is passed by: moving past it would change nothing
    beside = next((one for one in passed if one not in order.off), None)
    if beside is None or shift.item in order.off:
        raise InputError(
            say(
                "number {item} of {decision_maker} cannot go {way}",
                item=shift.item,
                decision_maker=repr(shift.decision_maker),
                way=shift.way,
            )
        )
    items.remove(shift.item)
    items.insert(items.index(beside) + (shift.way is Way.DOWN), shift.item)
    return {**orders, shift.decision_maker: replace(order, items=tuple(items))}


def reordered(conflict: Conflict, orders: Mapping[str, Order]) -> Conflict:
    """Return the conflict with these orders; preferences that stay are not read again."""
    changed = {name: order for name, order in orders.items() if order.changed}
    if not changed:
        return conflict
    reader = Reader(conflict.option_bits, conflict.states)
    pairwise = conflict.written.get("pairwise", {})
    pairs = pairwise if isinstance(pairwise, dict) else {}
    preferences = dict(conflict.preferences)
    for name, order in changed.items():
        table = _table(conflict, name, order)
        preferences[name] = reader.read(
            table, pairs.get(name, ()), f"preferences.{name}", f"pairwise.{name}"
        )
    return replace(conflict, preferences=preferences)


def _table(conflict: Conflict, name: str, order: Order) -> dict[str, object]:
    preference = conflict.preferences[name]
    kept = {key: one for key, one in preference.written.items() if key == "unknown"}
    if order.kind is Kind.STATEMENTS:
        statements = _listed(preference, "priorities")
        return {"priorities": [statements[n] for n in order.items if n not in order.off], **kept}
    lines = conflict.states.written()
    levels = preference.ranking()
    ranking: list[object] = []
    for place, number in enumerate(order.items):
        ranking.append([lines[state] for state in levels[number]])
        # what stands far above the next level is a place in the ranking, not a level
        if len(levels) - 1 - place in preference.strong:
            ranking.append(STRONG)
    return {"ranking": ranking, **kept}


def _listed(preference: Preference, key: str) -> list[object]:
    written = preference.written.get(key, ())
    return list(written) if isinstance(written, (list, tuple)) else []


def rewritten(source: str, conflict: Conflict, names: Sequence[str]) -> str:
    """Return a model's TOML with the preferences of ``names`` as ``conflict`` has them.

    The rest of the file and its comments stay.
    """
    draft = Draft.opened(source)
    wanted = as_table(to_tree(conflict)["preferences"], "preferences")
    changed = {name: wanted[name] for name in names}
    return draft.having(preferences={**draft.preferences, **changed}).text()
