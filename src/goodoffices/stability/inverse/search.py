"""The least change, best first: what has to hold is added pair by pair until all is stable."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.stability.inverse.bounds import Bounds, Room
from goodoffices.stability.inverse.game import CREDIBLE
from goodoffices.stability.inverse.nearest import Nearest
from goodoffices.stability.inverse.needs import NEVER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.stability.inverse.game import Game, Hope, Way
    from goodoffices.stability.inverse.nearest import Pairs
    from goodoffices.stability.inverse.needs import Needs

    Cost = tuple[int, int]
    Forced = tuple[Pairs, ...]
    Swaps = tuple[int, ...]

__all__ = ["Answer", "least_change"]

_NODES = 500
_FEWEST_NODES = 20
_WORK = 20_000_000  # moves looked at, over all nodes
_ROUNDS = 12
_SETTLED = 9  # blocks in pairs that are placed exactly where a bound is not enough
_FEW = 4  # ways out that are tried at once


@dataclass(frozen=True, slots=True)
class Answer:
    """Orders that do (None if none was found), and what any that do cost at least.

    ``at_least`` is None where it is proved that no orders do.
    """

    orders: tuple[Nearest, ...] | None
    cost: int
    at_least: int | None


def least_change(
    game: Game,
    needs: Needs,
    costs: Sequence[int],
    whose: Sequence[int],
    nodes: int | None = None,
) -> Answer:
    """Return the cheapest orders under which the wanted states are stable for ``whose``.

    Implements "Least change" of the graph model definitions by branch and bound. A node
    is a set of pairs that must hold; its orders are the nearest in which they do. Where
    these fail, `Game.objection` lists the ways out, one of which every solution takes:
    they are the node's branches. Bounds are those of `Bounds`. Of equally cheap orders
    those are taken that change fewer decision makers. After so many ``nodes`` (by
    default 500, fewer where the model has many moves) the best orders found are given,
    with the least bound of a node left.
    """
    if nodes is None:
        moves = sum(one.start.size for one in needs.moves)
        nodes = max(_FEWEST_NODES, min(_NODES, _WORK // max(moves, 1)))
    return _Search(game, needs, costs, whose).run(nodes)


class _Search:
    def __init__(
        self, game: Game, needs: Needs, costs: Sequence[int], whose: Sequence[int]
    ) -> None:
        self.game = game
        self.costs = costs
        self.whose = whose
        self.raised = [frozenset(homes) for homes in game.homes]
        self.known: list[dict[Pairs, Nearest | None]] = [{} for _ in game.every]
        self.needs = needs
        self.bounds = Bounds(game, needs, costs, whose, self.placed)
        self.best: tuple[Cost, tuple[Nearest, ...]] | None = None
        self.waiting: list[tuple[Cost, int, Forced, Room, bool]] = []
        self.seen: set[tuple[Forced, Room, bool]] = set()
        self.number = count()
        self.unsettled: list[int] = []
        self.taken = 0

    def run(self, nodes: int) -> Answer:
        none: Forced = tuple(frozenset() for _ in self.game.every)
        self._try_rises(none)
        self._try_nash()
        sizes = [len(one.movable) for one in self.game.every]
        room = Room((0,) * len(none), tuple(size * (size - 1) // 2 for size in sizes))
        self._push(none, room, bounded=False)
        while self.waiting:
            cost, _, forced, room, bounded = heappop(self.waiting)
            if self._too_dear(cost):
                break
            if not bounded:
                self._bound(forced, room)
                continue
            self.taken += 1
            if self.taken > nodes:
                self.unsettled.append(cost[0])
                break
            self._branch(cost, forced, room)
        if self.best is None:
            return Answer(None, 0, min(self.unsettled, default=None))
        return Answer(self.best[1], self.best[0][0], min([self.best[0][0], *self.unsettled]))

    def _push(self, forced: Forced, room: Room, *, bounded: bool) -> None:
        cost = self._cost(room.least)
        key = forced, room, bounded
        if key not in self.seen and not self._too_dear(cost):
            self.seen.add(key)
            heappush(self.waiting, (cost, next(self.number), forced, room, bounded))

    def _bound(self, forced: Forced, room: Room) -> None:
        orders = self._orders(forced)
        if orders is None:
            return
        least = tuple(map(max, room.least, (one.at_least for one in orders)))
        narrow = self.bounds.of(forced, Room(least, room.most), self._budget(least))
        if narrow is not None:
            self._push(forced, narrow, bounded=True)

    def _branch(self, cost: Cost, forced: Forced, room: Room) -> None:
        orders = self._orders(forced)
        if orders is None:
            return
        ways = self._tried(orders, partial(self._hope, forced, room))
        if ways is None:
            if self._cost([one.swaps for one in orders])[0] > cost[0]:
                self._settle(cost, forced, room)
            return
        self._try_rises(forced)
        children = []
        for who, pairs in ways:
            least = max(better - worse for better, worse in pairs)
            if least <= room.most[who]:
                low = (*room.least[:who], max(room.least[who], least), *room.least[who + 1 :])
                wider = (*forced[:who], forced[who] | pairs, *forced[who + 1 :])
                children.append((wider, Room(low, room.most)))
        wide = [high - low for low, high in zip(room.least, room.most, strict=True)]
        if len(children) > _FEW and max(wide):
            who = wide.index(max(wide))
            middle = room.least[who] + wide[who] // 2
            low = (*room.least[:who], middle + 1, *room.least[who + 1 :])
            high = (*room.most[:who], middle, *room.most[who + 1 :])
            children = [(forced, Room(room.least, high)), (forced, Room(low, room.most))]
        for child, left in children:
            self._push(child, left, bounded=False)

    def _settle(self, cost: Cost, forced: Forced, room: Room) -> None:
        """Place all blocks in pairs exactly, where that was not done before; or give up."""
        inexact = [
            (who, pairs)
            for who, pairs in enumerate(forced)
            if (one := self.placed(who, pairs)) is None or one.swaps > one.at_least
        ]
        for who, pairs in inexact:
            self.known[who][pairs] = Nearest.of(
                self.game.every[who], pairs, self.raised[who], _SETTLED
            )
        if all(
            (one := self.placed(who, pairs)) is None or one.swaps == one.at_least
            for who, pairs in inexact
        ):
            self.seen.discard((forced, room, False))
            self._push(forced, room, bounded=False)
        else:
            self.unsettled.append(cost[0])

    def placed(self, who: int, pairs: Pairs) -> Nearest | None:
        known = self.known[who]
        if pairs not in known:
            known[pairs] = Nearest.of(self.game.every[who], pairs, self.raised[who])
        return known[pairs]

    def _orders(self, forced: Forced) -> tuple[Nearest, ...] | None:
        found = [self.placed(who, pairs) for who, pairs in enumerate(forced)]
        kept = tuple(one for one in found if one is not None)
        return kept if len(kept) == len(found) else None

    def _cost(self, swaps: Sequence[int]) -> Cost:
        total = sum(one * cost for one, cost in zip(swaps, self.costs, strict=True))
        return total, sum(map(bool, swaps))

    def _too_dear(self, cost: Cost) -> bool:
        return self.best is not None and cost >= self.best[0]

    def _budget(self, low: Swaps) -> int | None:
        """Return what orders better than the best may cost, if they change those of ``low``."""
        if self.best is None:
            return None
        cost, changed = self.best[0]
        return cost if self._cost(low)[1] < changed else cost - 1

    def _hope(self, forced: Forced, room: Room, who: int, number: int) -> list[bool]:
        allowed = self.bounds.allowed(forced, room)
        return self.needs.hope(who, number, allowed, room.most[who])

    def _tried(
        self, orders: tuple[Nearest, ...], hope: Hope | None = None
    ) -> tuple[Way, ...] | None:
        """Keep orders that do and are cheaper than the best; return the ways out of others."""
        places = [np.argsort(one.order).tolist() for one in orders]
        ways = self.game.objection(places, self.whose, hope)
        if ways is None:
            cost = self._cost([one.swaps for one in orders])
            if not self._too_dear(cost):
                self.best = cost, orders
        return ways

    def _try_rises(self, forced: Forced) -> None:
        """Let each wanted state rise as far as it must, if answers are those of these orders."""
        for _ in range(_ROUNDS):
            orders = self._orders(forced)
            if orders is None or self._too_dear(self._cost([one.at_least for one in orders])):
                return
            wider = list(forced)
            allowed = None
            if self.game.concept in CREDIBLE:
                places = [np.argsort(one.order) for one in orders]
                allowed = [
                    place[moves.after] < place[moves.before]
                    for place, moves in zip(places, self.needs.moves, strict=True)
                ]
            for who in self.whose:
                for number, home in enumerate(self.game.homes[who]):
                    rise = self.needs.of(who, number, allowed or [None] * len(forced))
                    if rise >= NEVER:
                        return
                    if rise:
                        wider[who] |= {(home, home - rise)}
            if tuple(wider) == forced:
                self._tried(orders)
                return
            forced = tuple(wider)

    def _try_nash(self) -> None:
        """Let each wanted state rise above all that its decision maker can move to."""
        forced = []
        for who in range(len(self.game.every)):
            pairs: set[tuple[int, int]] = set()
            for state in self.game.states if who in self.whose else ():
                for first in self.game.moves(who, state):
                    asked = self.game.asked(who, state, first, answered=False)
                    if asked is None:
                        return
                    pairs |= asked
            forced.append(frozenset(pairs))
        orders = self._orders(tuple(forced))
        if orders is not None:
            self._tried(orders)
