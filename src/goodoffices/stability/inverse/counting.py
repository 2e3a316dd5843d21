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
from typing import TYPE_CHECKING

from goodoffices.errors import LimitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodoffices.stability.inverse.conditions import Condition

    Terms = dict[int, int]
    Alternative = frozenset[int]
    Ranked = frozenset[tuple[int, int]]
    Family = frozenset[frozenset[frozenset[int]]]

__all__ = ["count_orders"]

_STEPS = 100_000  # parts of the conditions, and terms of their polynomials
_TERMS = 2_000_000
_WANTED = 4
_BITS = 32
"""A product of powers goes by one number, 32 bits to each power, so that powers add as it does."""
_MASK = (1 << _BITS) - 1
_ONE: Terms = {0: 1}


def count_orders(conditions: Sequence[Condition], movable: int) -> int:
    """Count the orders of ``movable`` blocks, those of the wanted states among them.

    Implements the decoupled count of "Inverse problem" of the graph model definitions:
    for one wanted state the sum over admissible sets U of |U|! (m - 1 - |U|)!. Blocks
    that every condition treats alike are taken together, conditions that share no
    blocks apart; what is left is decided block by block. Raises LimitError where that
    takes too many steps, or the conditions are about more than four wanted states.
    """
    if not conditions:
        return factorial(movable)
    homes = sorted({home for one in conditions for pairs in one for home, _ in pairs})
    if len(homes) > _WANTED:
        raise LimitError(
            f"orders are counted for {_WANTED} wanted states at most", remedy="Name fewer."
        )
    integral = _Integral(movable)
    total = 0
    for order in permutations(homes):
        ranked = _ranked(conditions, order)
        if ranked is not None:
            chance = _Chance(ranked).of_all() if ranked else _ONE
            total += integral.of(chance, len(homes))
    return total


def _ranked(
    conditions: Sequence[Condition], order: Sequence[int]
) -> list[frozenset[Ranked]] | None:
    """Write conditions as (block, r): below the r-th wanted block. None if they cannot hold.

    What is below the r-th is below all before it, so that some conditions follow from
    others and are left out.
    """
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
    if len(order) == 1:
        return distinct
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

    def __init__(self, conditions: Sequence[frozenset[Ranked]]) -> None:
        self.outcomes: list[tuple[_Outcome, ...]] = []
        self.steps = 0
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
        below = [_ONE, *({_v(rank): 1} for rank in ranks), {}]
        outcomes = tuple(
            _Outcome(
                tuple(events[:number]),
                tuple(events[number:]),
                {_w(ranks[0]): 1}
                if not number
                else _plus(below[number], _scaled(below[number + 1], -1)),
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
                fails = {_w(ranks[0]): 1} if size == 1 else {0: 1, size * _v(ranks[0]): -1}
                event = self._event({size * _v(ranks[0]): 1}, fails)
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
            fails = _ONE
            for one in members:
                fails = _times(fails, self.outcomes[next(iter(one))][1].chance)
            pooled = frozenset([self._event(_plus(_ONE, _scaled(fails, -1)), fails)])
            instead.update(dict.fromkeys(members, pooled))
        return [frozenset(instead.get(one, one) for one in condition) for condition in listed]

    def _alone(self, alternative: Alternative) -> bool:
        """Say whether the block of the one event stands in no other event."""
        outcomes = self.outcomes[next(iter(alternative))]
        return all(len(one.happen) + len(one.fail) == 1 for one in outcomes)

    def _of(self, family: Family) -> Terms:
        if family not in self.known:
            self.steps += 1
            self.known[family] = self._split(family)
            self.steps += len(self.known[family])
            if self.steps > _STEPS:
                raise _too_many()
        return self.known[family]

    def _split(self, family: Family) -> Terms:
        parts = self._apart(_needed(family))
        if len(parts) != 1:
            chance = _ONE
            for part in parts:
                chance = _times(chance, self._of(part))
            return chance
        part = parts[0]
        often = Counter(chain.from_iterable(frozenset(chain.from_iterable(c)) for c in part))
        event = max(often, key=lambda one: (often[one], -one))
        total: Terms = {}
        for outcome in self.outcomes[event]:
            left: Family | None = part
            for happened in outcome.happen:
                left = None if left is None else _given(left, happened)
            for failed in outcome.fail:
                left = None if left is None else _without(left, failed)
            if left is not None:
                total = _plus(total, _times(outcome.chance, self._of(left)))
        return total

    def _apart(self, family: Family) -> list[Family]:
        """Part conditions that share no block."""
        groups: list[tuple[set[int], set[frozenset[Alternative]]]] = []
        for condition in family:
            events = {
                bound
                for event in chain.from_iterable(condition)
                for bound in (*self.outcomes[event][0].happen, *self.outcomes[event][0].fail)
            }
            members = {condition}
            rest = []
            for other in groups:
                if events.isdisjoint(other[0]):
                    rest.append(other)
                else:
                    events |= other[0]
                    members |= other[1]
            groups = [*rest, (events, members)]
        return [frozenset(members) for _, members in groups]


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


class _Integral:
    """Integrates products of powers over 1 > v of the first > v of the second … > 0."""

    def __init__(self, movable: int) -> None:
        self.factorials = [1]
        for number in range(1, movable + 1):
            self.factorials.append(self.factorials[-1] * number)

    def of(self, terms: Terms, wanted: int) -> int:
        """Return the integral times the number of all orders."""
        total = 0
        for power, times in terms.items():
            powers = [
                (power >> _BITS * (2 * rank) & _MASK, power >> _BITS * (2 * rank + 1) & _MASK)
                for rank in range(wanted)
            ]
            total += times * self._nested(powers)
        return total

    def _nested(self, powers: list[tuple[int, int]]) -> int:
        """Integrate the last variable, up to the one before it, and so on.

        The integral of v^b w^a from 0 to u is the sum over k from b + 1 to n of
        b! a! / (k! (n - k)!) u^k (1 - u)^(n - k), with n = a + b + 1.
        """
        facts = self.factorials
        *rest, (below, above) = powers
        if not rest:
            share = facts[-1] // facts[above + below + 1]
            return facts[above] * facts[below] * share
        *earlier, (less, more) = rest
        whole = above + below + 1
        own = facts[below] * facts[above]
        if below < above and not earlier:
            # from 0 to 1 without what lies above u: the other terms, of which there are fewer
            total, sign, span = own * self._nested(rest) // facts[whole], -1, range(below + 1)
        else:
            total, sign, span = 0, 1, range(below + 1, whole + 1)
        for one in span:
            inner = self._nested([*earlier, (less + one, more + whole - one)])
            total += sign * (own * inner // (facts[one] * facts[whole - one]))
        return total


def _v(rank: int) -> int:
    return 1 << _BITS * 2 * rank


def _w(rank: int) -> int:
    return 1 << _BITS * (2 * rank + 1)


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
