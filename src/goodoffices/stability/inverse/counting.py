"""How many orders fulfil a set of conditions: exactly, and without listing them.

Put every block at a place drawn evenly from 0 to 1, which draws an order evenly. Take
the wanted states' blocks in one order of their own; let v be the chance that another
block stands below the r-th of them, and w = 1 - v. The chance that the conditions hold
is then a polynomial in the v and w, and its integral, over all places of the wanted
states' blocks in that order, the share of orders.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain, permutations
from math import factorial
from typing import TYPE_CHECKING, TypeVar

from goodoffices.errors import LimitError
from goodoffices.saying import say
from goodoffices.stability.inverse.integral import Integral
from goodoffices.stability.inverse.terms import (
    ONE,
    Terms,
    plus,
    power,
    pure,
    scaled,
    times,
    v,
    w,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from goodoffices.stability.inverse.conditions import Condition
    from goodoffices.stability.inverse.terms import Work

    Alternative = frozenset[int]
    Ranked = frozenset[tuple[int, int]]
    Family = frozenset[frozenset[frozenset[int]]]

__all__ = ["count_orders"]

_Item = TypeVar("_Item")

_WANTED = 4
_DEPTH = 100  # blocks decided one after the other
_CONDITIONS = 8  # up to which they are counted by inclusion and exclusion
_SPLIT = 12  # events from which that is done
_STEP = 20  # work of looking at one alternative, as that of so many products


def count_orders(conditions: Sequence[Condition], movable: int, work: Work) -> int:
    """Count the orders of ``movable`` blocks, those of the wanted states among them.

    Implements the decoupled count of "Inverse problem" of the graph model definitions:
    for one wanted state the sum over admissible sets U of |U|! (m - 1 - |U|)!. Blocks
    that every condition treats alike are taken together, conditions that share no
    blocks apart; what is left is counted by inclusion and exclusion where conditions
    are few, else decided block by block. Raises LimitError where that takes more than
    ``work``, or the conditions are about more than four wanted states.
    """
    if not conditions:
        return factorial(movable)
    homes = sorted({home for one in conditions for pairs in one for home, _ in pairs})
    if len(homes) > _WANTED:
        raise LimitError(
            say("orders are counted for {wanted} wanted states at most", wanted=_WANTED),
            remedy=say("Name fewer."),
        )
    integral = Integral(movable, work)
    total = 0
    for order in permutations(homes):
        ranked = _ranked(conditions, order)
        if ranked is not None:
            chance = _Chance(ranked, len(homes), work).of_all() if ranked else ONE
            total += integral.of(chance, len(homes))
    return total


def _ranked(
    conditions: Sequence[Condition], order: Sequence[int]
) -> list[frozenset[Ranked]] | None:
    """Write conditions as (block, r): below the r-th wanted block. None if they cannot hold.

    What is below the r-th is below all before it, so that some conditions follow from
    others and are left out.
    """
    if len(order) == 1:
        once = {
            frozenset(frozenset((worse, 0) for _, worse in pairs) for pairs in condition)
            for condition in conditions
        }
        return sorted(once, key=len)
    rank = {home: number for number, home in enumerate(order)}
    found: list[frozenset[Ranked]] = []
    for condition in conditions:
        alternatives = set()
        for pairs in condition:
            if all(rank.get(worse, len(rank)) > rank[home] for home, worse in pairs):
                alternatives.add(
                    frozenset((worse, rank[home]) for home, worse in pairs if worse not in rank)
                )
        if not alternatives:
            return None
        if frozenset() not in alternatives:
            found.append(frozenset(map(_lowest, alternatives)))
    distinct = list(dict.fromkeys(found))
    wide = [[_closed(one) for one in condition] for condition in distinct]
    kept: list[int] = []
    for number, closed in enumerate(wide):
        followed = (
            other
            for other in range(len(wide))
            if other != number and (other in kept or other > number)
        )
        if not any(_follows(closed, wide[other]) for other in followed):
            kept.append(number)
    return [distinct[number] for number in kept]


def _lowest(alternative: Ranked) -> Ranked:
    lowest: dict[int, int] = {}
    for block, rank in alternative:
        lowest[block] = max(rank, lowest.get(block, 0))
    return frozenset(lowest.items())


def _closed(alternative: Ranked) -> Ranked:
    return frozenset((block, upper) for block, rank in alternative for upper in range(rank + 1))


def _follows(condition: Sequence[Ranked], other: Sequence[Ranked]) -> bool:
    """Say whether ``condition`` holds wherever ``other`` does."""
    listed = set(condition)
    return all(one in listed or any(weaker <= one for weaker in condition) for one in other)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One of the things that may come of a block: which events happen, which do not."""

    happen: tuple[int, ...]
    fail: tuple[int, ...]
    chance: Terms


class _Chance:
    """Works out the polynomial by events: groups of blocks that matter only together."""

    def __init__(self, conditions: Sequence[frozenset[Ranked]], wanted: int, work: Work) -> None:
        self.wanted = wanted
        self.work = work
        self.depth = 0
        self.outcomes: list[tuple[_Outcome, ...]] = []
        self.known: dict[Family, Terms] = {}
        self.family: Family = frozenset(self._pooled(self._classes(conditions)))

    def of_all(self) -> Terms:
        return self._of(self.family)

    def _event(self, happens: Terms, fails: Terms) -> int:
        event = len(self.outcomes)
        self.outcomes.append((_Outcome((event,), (), happens), _Outcome((), (event,), fails)))
        return event

    def _chain(self, ranks: Sequence[int]) -> list[int]:
        """Return the events that one block is below the r-th wanted block, for several r."""
        events = list(range(len(self.outcomes), len(self.outcomes) + len(ranks)))
        below = [ONE, *({v(rank): 1} for rank in ranks), {}]
        outcomes = tuple(
            _Outcome(
                tuple(events[:number]),
                tuple(events[number:]),
                {w(ranks[0]): 1}
                if not number
                else plus(below[number], scaled(below[number + 1], -1)),
            )
            for number in range(len(ranks) + 1)
        )
        self.outcomes += [outcomes] * len(ranks)
        return events

    def _classes(self, conditions: Sequence[frozenset[Ranked]]) -> list[frozenset[Alternative]]:
        """Take blocks together that stand in the same alternatives."""
        alternatives = sorted(set(chain.from_iterable(conditions)), key=sorted)
        where: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, alternative in enumerate(alternatives):
            for block, rank in alternative:
                where[block].append((number, rank))
        made_of: list[set[int]] = [set() for _ in alternatives]
        for uses, size in Counter(tuple(uses) for uses in where.values()).items():
            ranks = sorted({rank for _, rank in uses})
            if len(ranks) == 1:
                fails = {w(ranks[0]): 1} if size == 1 else {0: 1, size * v(ranks[0]): -1}
                event = self._event({size * v(ranks[0]): 1}, fails)
                for number, _ in uses:
                    made_of[number].add(event)
                continue
            for _ in range(size):
                events = dict(zip(ranks, self._chain(ranks), strict=True))
                for number, rank in uses:
                    made_of[number].add(events[rank])
        of = {one: frozenset(made) for one, made in zip(alternatives, made_of, strict=True)}
        return [frozenset(of[one] for one in condition) for condition in conditions]

    def _pooled(self, conditions: Iterable[frozenset[Alternative]]) -> list[frozenset[Alternative]]:
        """Take alternatives together that answer the same conditions: at least one holds."""
        listed = list(dict.fromkeys(conditions))
        used = Counter(event for one in set(chain.from_iterable(listed)) for event in one)
        answers: dict[Alternative, list[int]] = defaultdict(list)
        for number, condition in enumerate(listed):
            for one in condition:
                if len(one) == 1 and used[next(iter(one))] == 1 and self._alone(one):
                    answers[one].append(number)
        groups: dict[tuple[int, ...], list[Alternative]] = defaultdict(list)
        for one, numbers in answers.items():
            groups[tuple(numbers)].append(one)
        instead = {}
        for members in groups.values():
            fails = ONE
            alike = Counter(
                tuple(self.outcomes[next(iter(one))][1].chance.items()) for one in members
            )
            for chance, number in alike.items():
                fails = times(fails, power(dict(chance), number, self.work), self.work)
            pooled = frozenset([self._event(plus(ONE, scaled(fails, -1)), fails)])
            instead.update(dict.fromkeys(members, pooled))
        return [frozenset(instead.get(one, one) for one in condition) for condition in listed]

    def _alone(self, alternative: Alternative) -> bool:
        """Say whether the block of the one event stands in no other event."""
        outcomes = self.outcomes[next(iter(alternative))]
        return all(len(one.happen) + len(one.fail) == 1 for one in outcomes)

    def _of(self, family: Family) -> Terms:
        if family not in self.known:
            self.work.take(_STEP * (1 + sum(map(len, family))))
            self.depth += 1
            if self.depth > _DEPTH:
                # as deep as Python may call without running out of frames
                self.work.take(self.work.left + 1)
            self.known[family] = self._split(family)
            self.depth -= 1
        return self.known[family]

    def _split(self, family: Family) -> Terms:
        parts = _apart((one, self._blocks(chain.from_iterable(one))) for one in _needed(family))
        if len(parts) != 1:
            chance = ONE
            for part in parts:
                chance = times(chance, self._of(frozenset(part)), self.work)
            return chance
        whole: Family = frozenset(parts[0])
        often = Counter(chain.from_iterable(frozenset(chain.from_iterable(c)) for c in whole))
        if self.wanted == 1 and 1 < len(whole) <= _CONDITIONS and len(often) > _SPLIT:
            return self._by_conditions(whole)
        event = max(often, key=lambda one: (often[one], -one))
        total: Terms = {}
        for outcome in self.outcomes[event]:
            left: Family | None = whole
            for happened in outcome.happen:
                left = None if left is None else _given(left, happened)
            for failed in outcome.fail:
                left = None if left is None else _without(left, failed)
            if left is not None:
                total = plus(total, times(outcome.chance, self._of(left), self.work))
        return total

    def _by_conditions(self, family: Family) -> Terms:
        """Include and exclude the sets of conditions of which no alternative happens.

        Alternatives that share no blocks happen or fail apart, and those of one
        `_kind` alike: each kind is worked out once.
        """
        conditions = sorted(family, key=lambda one: sorted(map(sorted, one)))
        asked: dict[Alternative, int] = defaultdict(int)
        for number, condition in enumerate(conditions):
            for one in condition:
                asked[one] |= 1 << number
        groups = _apart((one, self._blocks(one)) for one in asked)
        self.work.take(_STEP * len(asked))
        kinds: dict[object, tuple[list[Alternative], int]] = {}
        for group in groups:
            kind = self._kind(group, asked)
            first, number = kinds.get(kind, (group, 0))
            kinds[kind] = first, number + 1
        # the factors of many groups alike, and the sum of all other factors
        sums: dict[tuple[tuple[frozenset[Alternative], int], ...], Terms] = defaultdict(dict)
        for chosen in range(1 << len(conditions)):
            self.work.take(_STEP * len(kinds))
            rest = ONE if chosen.bit_count() % 2 == 0 else scaled(ONE, -1)
            many = []
            for group, number in kinds.values():
                some = frozenset(_smallest(one for one in group if asked[one] & chosen))
                if some and number == 1:
                    rest = times(rest, self._none(some), self.work)
                elif some:
                    many.append((some, number))
            sums[tuple(many)] = plus(sums[tuple(many)], rest)
        total: Terms = {}
        for many_alike, chance in sums.items():
            product = chance
            for some, number in many_alike:
                none = power(pure(self._none(some)), number, self.work)
                product = times(product, none, self.work)
            total = plus(total, product)
        return total

    def _none(self, alternatives: frozenset[Alternative]) -> Terms:
        """Return the chance that none of some alternatives happens."""
        if len(alternatives) == 1 and len(only := next(iter(alternatives))) == 1:
            return self.outcomes[next(iter(only))][-1].chance
        return plus(ONE, scaled(self._of(frozenset([alternatives])), -1))

    def _kind(self, group: Sequence[Alternative], asked: Mapping[Alternative, int]) -> object:
        """Return the same for groups that differ only in which blocks they are about."""
        uses: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for one in group:
            for event in one:
                uses[event].append((asked[one], len(one)))
        chances = {event: tuple(self.outcomes[event][0].chance.items()) for event in uses}
        order = sorted(uses, key=lambda event: (chances[event], sorted(uses[event]), event))
        name = {event: number for number, event in enumerate(order)}
        return (
            tuple(chances[event] for event in order),
            frozenset((frozenset(name[event] for event in one), asked[one]) for one in group),
        )

    def _blocks(self, events: Iterable[int]) -> set[int]:
        """Return all events of the blocks of some."""
        return {
            bound
            for event in events
            for bound in (*self.outcomes[event][0].happen, *self.outcomes[event][0].fail)
        }


def _apart(items: Iterable[tuple[_Item, set[int]]]) -> list[list[_Item]]:
    """Part items that share no events."""
    groups: dict[int, tuple[set[int], list[_Item]]] = {}
    of: dict[int, int] = {}
    for number, (item, events) in enumerate(items):
        members = [item]
        joined = set(events)
        for other in {of[event] for event in events if event in of}:
            more, earlier = groups.pop(other)
            joined |= more
            members = earlier + members
        groups[number] = joined, members
        of.update(dict.fromkeys(joined, number))
    return [members for _, members in groups.values()]


def _smallest(alternatives: Iterable[Alternative]) -> list[Alternative]:
    """Leave out alternatives that ask for more than another one does."""
    kept: list[Alternative] = []
    for one in sorted(alternatives, key=len):
        if not any(other <= one for other in kept):
            kept.append(one)
    return kept


def _needed(family: Family) -> Family:
    """Leave out conditions that follow from others."""
    listed = sorted(family, key=len)
    kept: list[frozenset[Alternative]] = []
    for one in listed:
        if not any(other <= one for other in kept):
            kept.append(one)
    return frozenset(kept)


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
