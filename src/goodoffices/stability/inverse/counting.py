"""How many orders fulfil a set of conditions: exactly, and without listing them.

Let each block stand above the wanted state with chance p, independently, and below it
with chance q = 1 - p. The chance that the conditions hold is a polynomial in p and q;
drawing p evenly from 0 to 1 draws an order of the blocks evenly, so that its integral
is the share of orders, and p^a q^b integrates to a! b! / (a + b + 1)!.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from math import factorial
from typing import TYPE_CHECKING

from goodoffices.errors import LimitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodoffices.stability.inverse.conditions import Condition

    Terms = dict[int, int]
    Family = frozenset[frozenset[frozenset[int]]]

__all__ = ["count_orders"]

_STEPS = 20_000
_TERMS = 2_000_000
_POWER = 1 << 32
"""A term p^a q^b goes by the number a * 2^32 + b, so that powers add as numbers do."""
_ONE: Terms = {0: 1}


def count_orders(conditions: Sequence[Condition], movable: int) -> int:
    """Count the orders of ``movable`` blocks, the wanted state's among them.

    Implements the decoupled count of "Inverse problem" of the graph model definitions:
    the sum over admissible sets U of |U|! (m - 1 - |U|)!. Blocks that every condition
    treats alike are taken together, conditions that share no blocks apart; what is left
    is decided block by block. Raises LimitError where that takes too many steps.
    """
    if not conditions:
        return factorial(movable)
    chance = _Chance(conditions).of_all()
    factorials = [1]
    for number in range(1, movable + 1):
        factorials.append(factorials[-1] * number)
    total = 0
    for power, times in chance.items():
        above, below = divmod(power, _POWER)
        share = factorials[movable] // factorials[above + below + 1]
        total += times * factorials[above] * factorials[below] * share
    return total


class _Chance:
    """Works out the polynomial by events: groups of blocks that matter only together."""

    def __init__(self, conditions: Sequence[Condition]) -> None:
        self.happens: list[Terms] = []
        self.fails: list[Terms] = []
        self.steps = 0
        self.known: dict[Family, Terms] = {}
        self.family: Family = frozenset(self._pooled(self._classes(conditions)))

    def of_all(self) -> Terms:
        return self._of(self.family)

    def _event(self, happens: Terms, fails: Terms) -> int:
        self.happens.append(happens)
        self.fails.append(fails)
        return len(self.happens) - 1

    def _classes(self, conditions: Sequence[Condition]) -> list[frozenset[frozenset[int]]]:
        """Take blocks together that stand in the same alternatives: all of them outside U."""
        alternatives = sorted(set(chain.from_iterable(conditions)), key=sorted)
        where: dict[int, list[int]] = defaultdict(list)
        for number, alternative in enumerate(alternatives):
            for block in alternative:
                where[block].append(number)
        events = {}
        for numbers, size in Counter(tuple(numbers) for numbers in where.values()).items():
            fails = {_POWER: 1} if size == 1 else {0: 1, size: -1}
            events[numbers] = self._event({size: 1}, fails)
        made_of: list[set[int]] = [set() for _ in alternatives]
        for numbers, event in events.items():
            for number in numbers:
                made_of[number].add(event)
        of = {one: frozenset(made) for one, made in zip(alternatives, made_of, strict=True)}
        return [frozenset(of[one] for one in condition) for condition in conditions]

    def _pooled(
        self, conditions: Iterable[frozenset[frozenset[int]]]
    ) -> list[frozenset[frozenset[int]]]:
        """Take alternatives together that answer the same conditions: at least one holds."""
        listed = list(dict.fromkeys(conditions))
        used = Counter(event for one in set(chain.from_iterable(listed)) for event in one)
        answers: dict[frozenset[int], list[int]] = defaultdict(list)
        for number, condition in enumerate(listed):
            for one in condition:
                if len(one) == 1 and used[next(iter(one))] == 1:
                    answers[one].append(number)
        groups: dict[tuple[int, ...], list[frozenset[int]]] = defaultdict(list)
        for one, numbers in answers.items():
            groups[tuple(numbers)].append(one)
        instead = {}
        for members in groups.values():
            fails = _ONE
            for one in members:
                fails = _times(fails, self.fails[next(iter(one))])
            pooled = frozenset([self._event(_plus(_ONE, _scaled(fails, -1)), fails)])
            instead.update(dict.fromkeys(members, pooled))
        return [frozenset(instead.get(one, one) for one in condition) for condition in listed]

    def _of(self, family: Family) -> Terms:
        if family not in self.known:
            self.steps += 1
            if self.steps > _STEPS:
                raise _too_many()
            self.known[family] = self._split(family)
        return self.known[family]

    def _split(self, family: Family) -> Terms:
        parts = _apart(_needed(family))
        if len(parts) != 1:
            chance = _ONE
            for part in parts:
                chance = _times(chance, self._of(part))
            return chance
        part = parts[0]
        often = Counter(chain.from_iterable(frozenset(chain.from_iterable(c)) for c in part))
        event = max(often, key=lambda one: (often[one], -one))
        with_it = _times(self.happens[event], self._of(_given(part, event)))
        without = _without(part, event)
        if without is None:
            return with_it
        return _plus(with_it, _times(self.fails[event], self._of(without)))


def _needed(family: Family) -> Family:
    """Leave out conditions that follow from others."""
    listed = sorted(family, key=len)
    kept: list[frozenset[frozenset[int]]] = []
    for one in listed:
        if not any(other <= one for other in kept):
            kept.append(one)
    return frozenset(kept)


def _apart(family: Family) -> list[Family]:
    """Part conditions that share no event."""
    groups: list[tuple[set[int], set[frozenset[frozenset[int]]]]] = []
    for condition in family:
        events, members = set(chain.from_iterable(condition)), {condition}
        rest = []
        for other in groups:
            if events.isdisjoint(other[0]):
                rest.append(other)
            else:
                events |= other[0]
                members |= other[1]
        groups = [*rest, (events, members)]
    return [frozenset(members) for _, members in groups]


def _given(family: Family, event: int) -> Family:
    kept = []
    for condition in family:
        left = frozenset(one - {event} for one in condition)
        if frozenset() not in left:
            kept.append(left)
    return frozenset(kept)


def _without(family: Family, event: int) -> Family | None:
    kept = frozenset(
        frozenset(one for one in condition if event not in one) for condition in family
    )
    return None if frozenset() in kept else kept


def _plus(first: Terms, second: Terms) -> Terms:
    total = defaultdict(int, first)
    for power, times in second.items():
        total[power] += times
    return {power: times for power, times in total.items() if times}


def _scaled(terms: Terms, factor: int) -> Terms:
    return {power: factor * times for power, times in terms.items()}


def _times(first: Terms, second: Terms) -> Terms:
    if len(first) * len(second) > _TERMS:
        raise _too_many()
    small, large = sorted((first, second), key=len)
    if len(small) == 1:
        power, times = next(iter(small.items()))
        return {power + other: times * more for other, more in large.items()}
    product: Terms = defaultdict(int)
    for power, times in small.items():
        for other, more in large.items():
            product[power + other] += times * more
    return {power: times for power, times in product.items() if times}


def _too_many() -> LimitError:
    return LimitError(
        "the conditions on this state hang together too closely to count the orders",
        remedy="Vary fewer levels.",
    )
