"""What would it take: the orders of preference that make a wanted state an equilibrium."""

from __future__ import annotations

from itertools import islice, product
from math import factorial, prod
from typing import TYPE_CHECKING

from goodoffices.conflict.fields import known
from goodoffices.errors import LimitError
from goodoffices.stability.checker import check_equilibrium
from goodoffices.stability.frame import require_order
from goodoffices.stability.inverse.conditions import DECOUPLED, conditions
from goodoffices.stability.inverse.counting import count_orders
from goodoffices.stability.inverse.nearest import nearest_order
from goodoffices.stability.inverse.orders import Blocks, blocks_of, kendall, with_orders
from goodoffices.stability.inverse.result import InverseResult, LeastChange, NewOrder
from goodoffices.stability.inverse.sequential import search
from goodoffices.stability.parts import move_tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodoffices.conflict.model import Conflict
    from goodoffices.kernels.moves import MoveTable
    from goodoffices.stability.frame import Levels
    from goodoffices.stability.inverse.orders import Order

__all__ = ["INVERSE_CONCEPTS", "inverse"]

INVERSE_CONCEPTS = (*DECOUPLED, "seq", "sseq")
_WEAKER = {"seq": "gmr", "sseq": "smr"}
_CANDIDATES = 64


def inverse(
    conflict: Conflict,
    state: int | str,
    concept: str,
    vary: Mapping[str, tuple[int, int] | None] | None = None,
) -> InverseResult:
    """Say how many profiles of orders make ``state`` an equilibrium, and the nearest to today's.

    ``vary``: whose levels may change places, and which of them ((start, end), best
    first from 0, or None for all); by default all levels of all. Tied states move as
    one. Implements "Inverse problem" and "Least change" of the graph model definitions
    (Kinsara, Kilgour and Hipel 2015): exact and without enumeration for Nash, GMR and
    SMR; for SEQ and SSEQ exact within the limits of `search`, and beyond them a change
    that is checked to do, with the least that any change must be. Raises InputError.
    """
    require_order(conflict)
    position = conflict.find(state)
    known(concept, INVERSE_CONCEPTS, "concept of the inverse question", "concept")
    every = blocks_of(conflict, position, vary)
    tables = move_tables(conflict)
    if concept in DECOUPLED:
        count, change = _decoupled(tables, every, position, concept)
    else:
        try:
            found = search(tables, every, position, answered=concept == "sseq")
        except LimitError:
            count = None
            change = _bounded(conflict, tables, every, position, concept)
        else:
            count = found.count
            change = None if found.orders is None else _change(every, found.orders, found.swaps)
    return InverseResult(
        conflict,
        position,
        concept,
        {one.name: (one.start, one.end) for one in every if len(one.movable)},
        prod(factorial(len(one.movable)) for one in every),
        count,
        change,
    )


def _decoupled(
    tables: Sequence[MoveTable], every: Sequence[Blocks], state: int, concept: str
) -> tuple[int, LeastChange | None]:
    """Take each decision maker by itself: counts multiply, changes add up."""
    count = 1
    orders: dict[str, Order] = {}
    for who, blocks in enumerate(every):
        asked = conditions(tables, who, blocks, state, concept)
        if asked is None:
            return 0, None
        count *= count_orders(asked, len(blocks.movable))
        orders[blocks.name] = nearest_order(blocks, asked)[1]
    return count, _change(every, orders)


def _change(
    every: Sequence[Blocks], orders: Mapping[str, Order], at_least: int | None = None
) -> LeastChange:
    swaps = {name: kendall(order) for name, order in orders.items()}
    total = sum(swaps.values())
    changed = {
        one.name: NewOrder(swaps[one.name], tuple(one.blocks[block] for block in orders[one.name]))
        for one in every
        if swaps.get(one.name)
    }
    return LeastChange(total, total if at_least is None else at_least, changed)


def _bounded(
    conflict: Conflict,
    tables: Sequence[MoveTable],
    every: Sequence[Blocks],
    state: int,
    concept: str,
) -> LeastChange | None:
    """Find a change that does, and a bound below: SEQ needs what GMR needs, SSEQ what SMR does.

    Candidates are what would do if the others' orders stayed as they are, each joined
    with the changes of the others, and what makes the state a Nash equilibrium, which
    is enough. The cheapest that the independent checker confirms is given.
    """
    weakest = _decoupled(tables, every, state, _WEAKER[concept])[1]
    if weakest is None:
        return None
    levels = [conflict.preferences[one.name].levels for one in every]

    def nearest(kind: str, by: Sequence[Levels] | None = None) -> list[Order | None]:
        asked = [conditions(tables, who, one, state, kind, by) for who, one in enumerate(every)]
        return [
            None if conditions_ is None else nearest_order(one, conditions_)[1]
            for one, conditions_ in zip(every, asked, strict=True)
        ]

    credible, firm = nearest(concept, levels), nearest("nash")
    candidates = [_orders_of(weakest, every)]
    for picked in islice(product(*zip(credible, firm, strict=True)), _CANDIDATES):
        named = {one.name: order for one, order in zip(every, picked, strict=True) if order}
        if len(named) == len(every):
            candidates.append(named)
    candidates.sort(key=lambda orders: sum(map(kendall, orders.values())))
    for orders in candidates:
        if not check_equilibrium(with_orders(conflict, every, orders), concept, state):
            return _change(every, orders, weakest.swaps)
    return None


def _orders_of(change: LeastChange, every: Sequence[Blocks]) -> dict[str, Order]:
    return {
        one.name: tuple(int(one.of[tied[0]]) for tied in change.orders[one.name].ranking)
        for one in every
        if one.name in change.orders
    }
