"""What would it take: the orders of preference that make wanted states equilibria."""

from __future__ import annotations

from math import factorial, prod
from typing import TYPE_CHECKING

from goodoffices.conflict.fields import join, known
from goodoffices.errors import InputError, LimitError
from goodoffices.saying import say
from goodoffices.stability.checker import check_equilibrium
from goodoffices.stability.frame import require_order
from goodoffices.stability.inverse.conditions import conditions
from goodoffices.stability.inverse.counting import count_orders
from goodoffices.stability.inverse.game import CREDIBLE, Game
from goodoffices.stability.inverse.kinds import count_profiles
from goodoffices.stability.inverse.needs import Needs
from goodoffices.stability.inverse.orders import blocks_of, with_orders
from goodoffices.stability.inverse.result import InverseResult, LeastChange, NewOrder
from goodoffices.stability.inverse.search import Answer, least_change
from goodoffices.stability.inverse.terms import Work
from goodoffices.stability.parts import move_tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodoffices.conflict.model import Conflict
    from goodoffices.stability.inverse.orders import Blocks

    Wanted = int | str | Sequence[int | str]

__all__ = ["INVERSE_CONCEPTS", "Wanted", "inverse", "prices_of", "require_concept", "states_of"]

_WORK = 2_000_000  # of counting under Nash, GMR and SMR, in products of two coefficients
INVERSE_CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


def inverse(
    conflict: Conflict,
    state: Wanted,
    concept: str,
    vary: Mapping[str, tuple[int, int] | None] | None = None,
    costs: Mapping[str, int] | None = None,
    nodes: int | None = None,
) -> InverseResult:
    """Say how many profiles of orders make states equilibria, and the nearest to today's.

    ``state``: one wanted state or several, all of which are to hold. ``vary``: whose
    levels may change places, and which of them ((start, end), best first from 0, or
    None for all); by default all levels of all. Tied states move as one. ``costs``: of
    one swap in a decision maker's order, 1 where none is given. Implements "Inverse
    problem" and "Least change" of the graph model definitions (Kinsara, Kilgour and
    Hipel 2015). The count is exact, or None beyond the limits of `count_orders` and
    `count_profiles`; the change is that of `least_change`, confirmed by
    `check_equilibrium`. Raises InputError.
    """
    require_order(conflict)
    require_concept(concept)
    states = states_of(conflict, state)
    every = blocks_of(conflict, vary)
    game = Game(move_tables(conflict), every, states, concept)
    prices = prices_of(conflict, costs or {})
    if concept in CREDIBLE:
        answer = least_change(game, Needs(game), prices, range(len(every)), nodes)
    else:
        answer = _one_by_one(game, prices, nodes)
    impossible = answer.orders is None and answer.at_least is None
    return InverseResult(
        conflict,
        states,
        concept,
        {one.name: (one.start, one.end) for one in every if len(one.movable)},
        costs or {},
        prod(factorial(len(one.movable)) for one in every),
        0 if impossible else _count(game),
        _change(conflict, game, answer),
    )


def require_concept(concept: str) -> None:
    known(concept, INVERSE_CONCEPTS, "concept", "concept")


def states_of(conflict: Conflict, state: Wanted) -> tuple[int, ...]:
    wanted = [state] if isinstance(state, int | str) else list(state)
    if not wanted:
        raise InputError(
            say("no wanted state is given"), where="state", remedy=say("Name at least one.")
        )
    return tuple(dict.fromkeys(conflict.find(one) for one in wanted))


def prices_of(conflict: Conflict, costs: Mapping[str, int]) -> tuple[int, ...]:
    ids = [dm.id for dm in conflict.decision_makers]
    for name, cost in costs.items():
        known(name, ids, "decision maker", "cost")
        if cost < 1:
            raise InputError(
                say("a swap cannot cost {cost}", cost=cost),
                where=join("cost", name),
                remedy=say("Give 1 or more."),
            )
    return tuple(costs.get(name, 1) for name in ids)


def _one_by_one(game: Game, costs: Sequence[int], nodes: int | None) -> Answer:
    """Take each decision maker by itself, as no condition is about two: changes add up."""
    needs = Needs(game)
    everybody = range(len(game.every))
    answers = [least_change(game, needs, costs, [who], nodes) for who in everybody]
    least = [one.at_least for one in answers]
    if any(one is None for one in least):
        return Answer(None, 0, None)
    at_least = sum(one for one in least if one is not None)
    found = [one.orders[who] for who, one in enumerate(answers) if one.orders is not None]
    if len(found) < len(answers):
        return Answer(None, 0, at_least)
    return Answer(tuple(found), sum(one.cost for one in answers), at_least)


def _count(game: Game) -> int | None:
    try:
        if game.concept in CREDIBLE:
            return count_profiles(game)
        total, work = 1, Work(_WORK)
        for who, one in enumerate(game.every):
            asked = conditions(game, who, work)
            if asked is None:
                return 0
            total *= count_orders(asked, len(one.movable), work)
    except LimitError:
        return None
    return total


def _change(conflict: Conflict, game: Game, answer: Answer) -> LeastChange | None:
    if answer.orders is None or answer.at_least is None:
        return None
    changed = {
        one.name: nearest
        for one, nearest in zip(game.every, answer.orders, strict=True)
        if nearest.swaps
    }
    orders = {name: nearest.order for name, nearest in changed.items()}
    after = with_orders(conflict, game.every, orders)
    if any(check_equilibrium(after, game.concept, state) for state in game.states):
        raise AssertionError(f"the change found does not do under {game.concept}")
    blocks: dict[str, Blocks] = {one.name: one for one in game.every}
    return LeastChange(
        sum(nearest.swaps for nearest in changed.values()),
        answer.cost,
        answer.at_least,
        {
            name: NewOrder(
                nearest.swaps, tuple(blocks[name].blocks[block] for block in nearest.order)
            )
            for name, nearest in changed.items()
        },
    )
