"""What is uncertain of the preferences, and each world that settles it.

A world is one way to settle everything: a side for each unknown pair, an order for each
range of levels or of statements that may change places, a factor for each weight with
noise. World k is the same wherever it is worked out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import factorial, prod
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.expressions import Pattern
from goodoffices.conflict.model import Conflict
from goodoffices.conflict.preferences import Preference
from goodoffices.conflict.priorities import rank_columns, rank_in_words, read_ranks
from goodoffices.errors import InputError
from goodoffices.kernels.states import dense, lexicographic
from goodoffices.saying import say
from goodoffices.stability.numbered import LACKING, Numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from goodoffices.conflict.preferences import Comparison

    Truth = NDArray[np.bool_]

__all__ = ["Doubt", "Doubts", "Span", "World", "Worlds"]

Span = tuple[int, int] | None
"""A range of levels or statements that may change places; None for all."""

_SPANS = 2
_FINE = 1e12


@dataclass(frozen=True, slots=True)
class Doubts:
    """What is taken to be uncertain beyond the unknown pairs of the model.

    ``levels`` and ``statements``: by decision maker, the range whose order is open.
    ``noise``: each weight is multiplied by 1 + noise × a standard normal number.
    """

    levels: Mapping[str, Span] = field(default_factory=dict)
    statements: Mapping[str, Span] = field(default_factory=dict)
    noise: float = 0.0


@dataclass(frozen=True, slots=True)
class Doubt:
    """One comparison that a world settles one way or the other, in words of the model."""

    decision_maker: str
    kind: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class World:
    """The conflict with everything settled, and which doubts went the way of their first."""

    conflict: Conflict
    settled: Truth


class Worlds:
    """All worlds of a model, drawn by number or listed."""

    def __init__(self, conflict: Conflict, doubts: Doubts) -> None:
        self.conflict = conflict
        self.makers = [_Maker(conflict, dm.id, doubts) for dm in conflict.decision_makers]
        for name in (*doubts.levels, *doubts.statements):
            conflict.decision_maker(name)
        self.noisy = any(maker.weights for maker in self.makers)
        self.choices = [size for maker in self.makers for size in maker.choices]
        self.doubts = tuple(one for maker in self.makers for one in maker.doubts())
        if not self.choices and not self.noisy:
            raise InputError(
                say("nothing in this model is uncertain"),
                where="preferences",
                remedy=say(
                    "Give unknown pairs in the model, or name what may change: "
                    "--vary DM:START-END, --permute DM:START-END, --noise 0.2."
                ),
            )

    @property
    def count(self) -> int | None:
        """How many worlds there are; None if weights have noise."""
        return None if self.noisy else prod(self.choices)

    def listed(self, number: int) -> World:
        """Return the world of this number, of ``count``."""
        numbers = []
        for size in self.choices:
            number, one = divmod(number, size)
            numbers.append(one)
        orders = iter(numbers)
        return self._world([maker.chosen(orders) for maker in self.makers])

    def drawn(self, seed: int, number: int) -> World:
        """Return a world at random: the same for the same seed and number."""
        rng = np.random.default_rng([seed, number])
        return self._world([maker.drawn(rng) for maker in self.makers])

    def _world(self, settled: Sequence[_Settled]) -> World:
        preferences = {
            maker.name: maker.preference(one)
            for maker, one in zip(self.makers, settled, strict=True)
        }
        marks = [maker.marks(one) for maker, one in zip(self.makers, settled, strict=True)]
        return World(replace(self.conflict, preferences=preferences), np.concatenate(marks))


@dataclass(frozen=True, slots=True)
class _Settled:
    """One decision maker's part of a world."""

    sides: tuple[bool, ...]
    order: tuple[int, ...]
    factors: tuple[float, ...]


class _Maker:
    """One decision maker's preferences and what is uncertain of them."""

    def __init__(self, conflict: Conflict, name: str, doubts: Doubts) -> None:
        self.name = name
        self.conflict = conflict
        self.base = conflict.preferences[name]
        self.pairs = tuple(sorted(self.base.unknown))
        self.ranking = self.base.ranking()
        self.by_levels = name in doubts.levels
        written = self.base.written.get("priorities", ())
        ranks = written if isinstance(written, (list, tuple)) else ()
        self.statements = [rank_in_words(one) for one in ranks]
        self.truths: list[list[Truth]] = []
        self.span = (0, 0)
        if self.by_levels and name in doubts.statements:
            raise InputError(
                say("both levels and statements of {name} may change", name=repr(name)),
                where="permute",
            )
        if self.by_levels:
            self.span = _checked(name, doubts.levels[name], len(self.ranking), "levels")
        elif name in doubts.statements:
            self.span = _checked(name, doubts.statements[name], len(self.statements), "statements")
            states, options = conflict.states, conflict.option_bits
            columns = states.columns()
            self.truths = [
                rank_columns(rank, states, columns)
                for rank in read_ranks(ranks, options, f"preferences.{name}.priorities")
            ]
        weights = self.base.written.get("weights", {}) if doubts.noise else {}
        self.weights = (
            {str(option): float(str(weight)) for option, weight in weights.items()}
            if isinstance(weights, Mapping)
            else {}
        )
        self.noise = doubts.noise
        ordered = factorial(self.span[1] - self.span[0])
        self.choices = [2] * len(self.pairs) + ([ordered] if ordered > 1 else [])

    def doubts(self) -> list[Doubt]:
        label = self.conflict.states.label
        found = [Doubt(self.name, "pair", label(a), label(b)) for a, b in self.pairs]
        kind = "level" if self.by_levels else "statement"
        names = (
            [" = ".join(map(label, tied)) for tied in self.ranking]
            if self.by_levels
            else self.statements
        )
        found += [Doubt(self.name, kind, names[a], names[b]) for a, b in self._places()]
        found += [Doubt(self.name, "weight", option, "as given") for option in self.weights]
        return found

    def _places(self) -> list[tuple[int, int]]:
        start, end = self.span
        return [(a, b) for a in range(start, end) for b in range(a + 1, end)]

    def chosen(self, numbers: Iterator[int]) -> _Settled:
        sides = tuple(next(numbers) == 0 for _ in self.pairs)
        order = list(range(*self.span))
        if len(order) > 1:
            rank, left, order = next(numbers), order, []
            while left:
                rank, place = divmod(rank, len(left))
                order.append(left.pop(place))
        return _Settled(sides, tuple(order), ())

    def drawn(self, rng: np.random.Generator) -> _Settled:
        sides = tuple(bool(side) for side in rng.integers(0, 2, len(self.pairs)))
        start, end = self.span
        order = tuple(int(one) for one in start + rng.permutation(end - start))
        factors = tuple(1 + self.noise * float(x) for x in rng.standard_normal(len(self.weights)))
        return _Settled(sides, order, factors)

    def marks(self, settled: _Settled) -> Truth:
        place = {one: number for number, one in enumerate(settled.order)}
        return np.array(
            [
                *settled.sides,
                *(place[a] < place[b] for a, b in self._places()),
                *(factor > 1 for factor in settled.factors),
            ],
            dtype=np.bool_,
        )

    def preference(self, settled: _Settled) -> Preference:
        """Return the preferences of this world: every unknown pair has a side."""
        levels = self._levels(settled)
        base = Preference(levels, {})
        stated: dict[tuple[int, int], Comparison] = dict(self.base.stated)
        for pair, side in zip(self.pairs, settled.sides, strict=True):
            stated[pair] = ">" if side else "<"
        kept = {pair: sign for pair, sign in stated.items() if sign != base.compare(*pair)}
        return Preference(levels, {}, frozenset(), kept)

    def _levels(self, settled: _Settled) -> NDArray[np.int32]:
        start, end = self.span
        if self.weights and settled.factors:
            return self._noisy(settled.factors)
        if end - start < _SPANS:
            return self.base.levels
        if self.by_levels:
            levels = self.base.levels.copy()
            for place, block in enumerate(settled.order, start):
                levels[list(self.ranking[block])] = len(self.ranking) - 1 - place
            for place in (*range(start), *range(end, len(self.ranking))):
                levels[list(self.ranking[place])] = len(self.ranking) - 1 - place
            return levels
        order = [*range(start), *settled.order, *range(end, len(self.statements))]
        columns = [column for one in order for column in self.truths[one]]
        return lexicographic(columns, len(self.conflict.states))

    def _noisy(self, factors: Sequence[float]) -> NDArray[np.int32]:
        states = self.conflict.states
        sums = np.zeros(len(states))
        bits = self.conflict.option_bits
        for (option, weight), factor in zip(self.weights.items(), factors, strict=True):
            mark = 1 << bits[option]
            taken = states.holds(Pattern(mark, mark), states.columns())
            sums += np.where(taken, weight * factor, 0)
        # sums that differ by rounding alone stay ties
        scale = float(np.abs(sums).max()) or 1.0
        return dense(np.round(sums / scale * _FINE).astype(np.int64))


def _checked(name: str, span: Span, length: int, what: Numbered) -> tuple[int, int]:
    start, end = span or (0, length)
    if not 0 <= start < end <= length:
        raise InputError(
            say(
                LACKING[what],
                name=repr(name),
                start=start,
                end=end - 1,
            ),
            where=f"{what} of {name}",
            remedy=say(
                "It has {length} of them, numbered from 0; write START-END, END left out.",
                length=length,
            ),
        )
    return start, end
