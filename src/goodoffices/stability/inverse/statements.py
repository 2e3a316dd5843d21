"""What it would take in terms of statements: priorities that change places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from operator import mul
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

import numpy as np

from goodoffices.conflict.fields import as_list
from goodoffices.conflict.model import Conflict
from goodoffices.conflict.priorities import rank_columns, read_ranks
from goodoffices.errors import InputError, LimitError
from goodoffices.kernels.states import lexicographic
from goodoffices.saying import say
from goodoffices.stability.checker import check_equilibrium
from goodoffices.stability.frame import require_order
from goodoffices.stability.inverse.analysis import prices_of, require_concept, states_of
from goodoffices.stability.inverse.game import CREDIBLE, Game
from goodoffices.stability.inverse.orders import Blocks, chosen_spans
from goodoffices.stability.parts import move_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodoffices.conflict.expressions import Truth
    from goodoffices.stability.inverse.analysis import Wanted

    Entry = str | Sequence[str]

__all__ = ["FORMAT", "NewStatements", "StatementChange", "StatementResult", "by_statements"]

FORMAT = "goodoffices-inverse-statements/1"
_TRIED = 100_000
_WEAKER: Mapping[str, str] = MappingProxyType({"seq": "gmr", "sseq": "smr"})


@dataclass(frozen=True, slots=True)
class NewStatements:
    """One decision maker's statements after the change, most important first."""

    swaps: int
    priorities: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class StatementChange:
    """Orders of statements under which the wanted states hold, at the least cost."""

    swaps: int
    cost: int
    orders: Mapping[str, NewStatements]

    def __post_init__(self) -> None:
        object.__setattr__(self, "orders", MappingProxyType(dict(self.orders)))


@dataclass(frozen=True, slots=True, eq=False)
class StatementResult:
    """The least change of priorities, or how far it was looked for in vain.

    ``at_least``: nothing cheaper will do; None where no order of statements will.
    """

    conflict: Conflict
    states: tuple[int, ...]
    concept: str
    vary: Mapping[str, tuple[int, int]]
    costs: Mapping[str, int]
    least_change: StatementChange | None
    at_least: int | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "vary", MappingProxyType(dict(self.vary)))
        object.__setattr__(self, "costs", MappingProxyType(dict(self.costs)))

    def to_dict(self) -> dict[str, object]:
        """Return the `goodoffices-inverse-statements/1` document."""
        label = self.conflict.states.label
        change = self.least_change
        return {
            "format": FORMAT,
            "positions": list(self.states),
            "states": [label(state) for state in self.states],
            "concept": self.concept,
            "vary": {name: list(span) for name, span in self.vary.items()},
            "costs": dict(self.costs),
            "at_least": self.at_least,
            "least_change": None
            if change is None
            else {
                "swaps": change.swaps,
                "cost": change.cost,
                "decision_makers": {
                    name: {"swaps": one.swaps, "priorities": list(one.priorities)}
                    for name, one in change.orders.items()
                },
            },
        }


def by_statements(
    conflict: Conflict,
    state: Wanted,
    concept: str,
    vary: Mapping[str, tuple[int, int] | None] | None = None,
    costs: Mapping[str, int] | None = None,
    tried: int = _TRIED,
) -> StatementResult:
    """Find the cheapest order of statements that makes all wanted states equilibria.

    Implements "Least change of statements" of the graph model definitions. ``vary``:
    whose statements may change places, and which of them ((start, end), the most
    important first from 0); by default all of whoever has priorities. Profiles are
    tried by increasing cost; orders that rank the states alike once, those that fail a
    decision maker's own condition (of GMR for SEQ, of SMR for SSEQ) never. After so
    many orders and profiles ``tried`` the search ends. Raises InputError.
    """
    require_order(conflict)
    require_concept(concept)
    states = states_of(conflict, state)
    prices = prices_of(conflict, costs or {})
    spans = _spans(conflict, vary)
    search = _Search(conflict, states, concept, spans, tried)
    found: dict[str, tuple[int, tuple[Entry, ...]]] | None = None
    at_least: int | None
    try:
        cost, found = search.cheapest(prices)
        at_least = None if found is None else cost
    except LimitError:
        at_least = search.reached
    return StatementResult(
        conflict,
        states,
        concept,
        spans,
        costs or {},
        None if found is None else _change(conflict, concept, states, found, cost),
        at_least,
    )


def _spans(
    conflict: Conflict, vary: Mapping[str, tuple[int, int] | None] | None
) -> dict[str, tuple[int, int]]:
    sizes = {
        dm.id: len(written)
        for dm in conflict.decision_makers
        if isinstance(
            written := conflict.preferences[dm.id].written.get("priorities"), list | tuple
        )
    }
    for name in vary or {}:
        if name in conflict.preferences and name not in sizes:
            raise InputError(
                say("the preferences of {name} are not given as priorities", name=repr(name)),
                where="vary",
                remedy=say("Ask by levels instead, or give priorities."),
            )
    spans = chosen_spans(sizes, vary, "statements")
    if not spans:
        raise InputError(
            say("nobody's preferences are given as priorities"),
            where="preferences",
            remedy=say("Ask by levels instead."),
        )
    return spans


def _change(
    conflict: Conflict,
    concept: str,
    states: Sequence[int],
    found: Mapping[str, tuple[int, tuple[Entry, ...]]],
    cost: int,
) -> StatementChange:
    after = conflict
    for name, (_, priorities) in found.items():
        after = after.with_preference(name, priorities=list(priorities))
    if any(check_equilibrium(after, concept, state) for state in states):
        raise AssertionError(f"the change found does not do under {concept}")
    orders = {name: NewStatements(*one) for name, one in found.items()}
    return StatementChange(sum(one.swaps for one in orders.values()), cost, orders)


@dataclass(frozen=True, slots=True)
class _Try:
    """An order of statements, and the place of each state in the ranking it makes."""

    order: tuple[int, ...]
    places: list[int]


class _Statements:
    """One decision maker's orders of statements, layer by layer of adjacent swaps."""

    def __init__(self, conflict: Conflict, name: str, span: tuple[int, int]) -> None:
        self.name = name
        self.start, self.end = span
        preference = conflict.preferences[name]
        written = preference.written.get("priorities", ())
        self.written = cast("tuple[Entry, ...]", tuple(as_list(written, name)))
        self.today = preference.levels
        self.count = len(conflict.states)
        self.conflict = conflict
        self.seen: set[bytes] = set()
        self.orders: list[set[tuple[int, ...]]] = []
        self.layers: list[list[_Try]] = []

    @cached_property
    def columns(self) -> list[list[Truth]]:
        states = self.conflict.states
        ranks = read_ranks(self.written, self.conflict.option_bits, self.name)
        return [list(rank_columns(rank, states, states.columns())) for rank in ranks]

    def levels(self, order: Sequence[int]) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
        if order == tuple(range(len(order))):
            return self.today
        return lexicographic(
            [column for number in order for column in self.columns[number]], self.count
        )

    def next_orders(self) -> set[tuple[int, ...]]:
        """Return the orders that are one adjacent swap further from today's; keep them."""
        if not self.orders:
            found = {tuple(range(len(self.written)))}
        else:
            found = {
                (*order[:place], order[place + 1], order[place], *order[place + 2 :])
                for order in self.orders[-1]
                for place in range(self.start, self.end - 1)
                if order[place] < order[place + 1]
            }
        self.orders.append(found)
        return found


class _Search:
    def __init__(
        self,
        conflict: Conflict,
        states: Sequence[int],
        concept: str,
        spans: Mapping[str, tuple[int, int]],
        tried: int,
    ) -> None:
        tables = move_tables(conflict)
        count = len(conflict.states)
        # every state a block of its own, since another order of statements parts others
        singles = tuple((state,) for state in range(count))
        every = [
            Blocks(dm.id, singles, np.arange(count), 0, count) for dm in conflict.decision_makers
        ]
        self.game = Game(tables, every, states, concept)
        self.alone = Game(tables, every, states, _WEAKER.get(concept, concept))
        self.coupled = concept in CREDIBLE
        self.all = [
            _Statements(conflict, dm.id, spans.get(dm.id, (0, 0)))
            for dm in conflict.decision_makers
        ]
        self.left = tried
        self.reached = 0

    def cheapest(
        self, prices: Sequence[int]
    ) -> tuple[int, dict[str, tuple[int, tuple[Entry, ...]]] | None]:
        """Try profiles by increasing cost; of equally cheap ones fewer changed come first."""
        widest = [(one.end - one.start) * (one.end - one.start - 1) // 2 for one in self.all]
        floors = self._floors(prices, widest)
        if floors is None:
            return 0, None
        for cost in range(self.reached, sum(map(mul, widest, prices)) + 1):
            self.reached = cost
            shares = list(_shares(cost, prices, floors, widest))
            for share in sorted(shares, key=lambda one: sum(map(bool, one))):
                layers = [self._layer(who, swaps) for who, swaps in enumerate(share)]
                for profile in product(*layers):
                    if self._holds([one.places for one in profile]):
                        return cost, {
                            one.name: (swaps, tuple(one.written[n] for n in this.order))
                            for one, swaps, this in zip(self.all, share, profile, strict=True)
                            if swaps
                        }
        return 0, None

    def _floors(self, prices: Sequence[int], widest: Sequence[int]) -> list[int] | None:
        """Return the fewest swaps that do for each decision maker's own condition."""
        floors = [0] * len(prices)
        short = list(range(len(prices)))
        while short:
            short = [who for who in short if not self._layer(who, floors[who])]
            for who in short:
                floors[who] += 1
                if floors[who] > widest[who]:
                    return None
            self.reached = sum(map(mul, floors, prices))
        return floors

    def _holds(self, places: list[list[int]]) -> bool:
        if not self.coupled:
            return True
        self._count()
        return self.game.objection(places, range(len(places))) is None

    def _count(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise LimitError(
                say("too many orders of statements"), remedy=say("Vary fewer statements.")
            )

    def _layer(self, who: int, swaps: int) -> list[_Try]:
        """Return the orders so many swaps away that fulfil the decision maker's own condition."""
        one = self.all[who]
        while len(one.layers) <= swaps:
            layer = []
            for order in sorted(one.next_orders()):
                self._count()
                levels = one.levels(order)
                key = levels.tobytes()
                if key in one.seen:
                    continue
                one.seen.add(key)
                places = (int(levels.max()) - levels).tolist()
                everybody = [places] * len(self.all)
                if self.alone.objection(everybody, [who]) is None:
                    layer.append(_Try(order, places))
            one.layers.append(layer)
        return one.layers[swaps]


def _shares(
    cost: int, prices: Sequence[int], floors: Sequence[int], widest: Sequence[int]
) -> Iterator[tuple[int, ...]]:
    """Yield the numbers of swaps that together cost so much."""
    if not prices:
        if not cost:
            yield ()
        return
    for swaps in range(floors[0], min(cost // prices[0], widest[0]) + 1):
        for rest in _shares(cost - swaps * prices[0], prices[1:], floors[1:], widest[1:]):
            yield swaps, *rest
