"""Preferences: statements in order of priority, a ranking, weights, or indifference.

Each form becomes one level for each state, the higher the better, equal levels being
ties. What levels cannot say (unknown comparisons, single pairs against the order) is
kept beside them and never taken for a tie.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypedDict

import numpy as np

from goodoffices.conflict.expressions import Pattern
from goodoffices.conflict.fields import as_list, as_table, join, known, only, shown
from goodoffices.conflict.priorities import rank_columns, read_ranks
from goodoffices.errors import InputError
from goodoffices.kernels.states import dense, lexicographic
from goodoffices.saying import all_of, say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.conflict.states import States

    Levels = NDArray[np.int32]

__all__ = ["FORMS", "STRONG", "Comparison", "Form", "Preference", "Reader"]

Comparison = Literal[">", "<", "~", "?"]
FORMS = ("priorities", "ranking", "weights")
STRONG = ">>"
_TURNED: Mapping[Comparison, Comparison] = MappingProxyType(
    {">": "<", "<": ">", "~": "~", "?": "?"}
)
_DIGITS = 15  # decimal digits that a weight may have, before and after the point


class Form(TypedDict, total=False):
    """Preferences as they are written: one of three forms, and single comparisons."""

    priorities: Sequence[str | Sequence[str]]
    ranking: Sequence[str | int | Sequence[str | int]]
    weights: Mapping[str, int | float | Decimal]
    unknown: Sequence[Sequence[str | int]]
    pairwise: Sequence[Sequence[str | int]]


@dataclass(frozen=True, slots=True, eq=False)
class Preference:
    """One decision maker's preferences over the states of a model.

    ``levels`` (int32, one a state): the higher the better. ``strong``: levels that
    stand far above the one below. ``stated``: pairs (a < b) whose comparison differs
    from what the levels say, ``?`` for unknown. ``written``: the form as it was given.
    """

    levels: Levels
    written: Mapping[str, object]
    strong: frozenset[int] = frozenset()
    stated: Mapping[tuple[int, int], Comparison] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.levels.flags.writeable = False
        object.__setattr__(self, "stated", MappingProxyType(dict(self.stated)))
        object.__setattr__(self, "written", MappingProxyType(dict(self.written)))

    def compare(self, first: int, second: int) -> Comparison:
        """Say how the first state stands to the second; unknown is an answer of its own."""
        if first < second and (first, second) in self.stated:
            return self.stated[first, second]
        if second < first and (second, first) in self.stated:
            return _TURNED[self.stated[second, first]]
        if self.levels[first] == self.levels[second]:
            return "~"
        return ">" if self.levels[first] > self.levels[second] else "<"

    @property
    def unknown(self) -> frozenset[tuple[int, int]]:
        return frozenset(pair for pair, sign in self.stated.items() if sign == "?")

    @property
    def ordered(self) -> bool:
        """Whether levels say everything: complete and transitive."""
        return not self.stated

    def ranking(self) -> tuple[tuple[int, ...], ...]:
        """Return states from the most to the least preferred, ties together."""
        order = np.argsort(-self.levels.astype(np.int64), kind="stable")
        cuts = np.flatnonzero(np.diff(self.levels[order])) + 1
        return tuple(tuple(int(s) for s in tied) for tied in np.split(order, cuts))


class Reader:
    """Reads preference tables against one model's options and states."""

    def __init__(self, options: Mapping[str, int], states: States) -> None:
        self.options = options
        self.states = states
        self._columns = states.columns()
        self._names: dict[str, int] | None = None

    def read(self, value: object, pairs: object, where: str, pairs_where: str) -> Preference:
        """Read one table and the pairwise statements that go with it."""
        table = as_table(value, where)
        only(table, (*FORMS, "unknown"), where)
        forms = [form for form in FORMS if form in table]
        if len(forms) > 1:
            raise InputError(
                say(
                    "give one of priorities, ranking and weights, not {forms}", forms=all_of(forms)
                ),
                where=where,
            )
        strong: frozenset[int] = frozenset()
        if "priorities" in table:
            levels = self._priorities(table["priorities"], join(where, "priorities"))
        elif "ranking" in table:
            levels, strong = self._ranking(table["ranking"], join(where, "ranking"))
        elif "weights" in table:
            levels = self._weights(table["weights"], join(where, "weights"))
        else:
            levels = np.zeros(len(self.states), dtype=np.int32)
        base = Preference(levels, table, strong)
        stated = self._unknown(table.get("unknown", ()), join(where, "unknown"))
        for pair, sign in self._pairwise(pairs, pairs_where).items():
            if stated.get(pair, sign) != sign:
                raise InputError(
                    say("a pair that is unknown also has a pairwise statement"), where=pairs_where
                )
            stated[pair] = sign
        kept = {pair: sign for pair, sign in stated.items() if sign != base.compare(*pair)}
        return Preference(levels, table, strong, kept) if kept else base

    def _priorities(self, value: object, where: str) -> Levels:
        """Compare truth vectors lexicographically, the first rank the most important."""
        columns = [
            column
            for rank in read_ranks(value, self.options, where)
            for column in rank_columns(rank, self.states, self._columns)
        ]
        return lexicographic(columns, len(self.states))

    def _ranking(self, value: object, where: str) -> tuple[Levels, frozenset[int]]:
        entries = as_list(value, where)
        depth = sum(1 for entry in entries if entry != STRONG)
        levels = np.full(len(self.states), -1, dtype=np.int32)
        strong: set[int] = set()
        level, fresh = depth, False
        for place, entry in enumerate(entries):
            spot = join(where, place)
            if entry == STRONG:
                if not fresh or place == len(entries) - 1:
                    raise InputError(say("'>>' stands between two levels"), where=spot)
                strong.add(level)
                fresh = False
                continue
            level, fresh = level - 1, True
            tied = entry if isinstance(entry, (list, tuple)) else [entry]
            if not tied:
                raise InputError(say("a level of the ranking is empty"), where=spot)
            for wanted in tied:
                position = self._position(wanted, spot)
                if levels[position] >= 0:
                    raise InputError(
                        say("{label} is ranked twice", label=repr(self.states.label(position))),
                        where=spot,
                        remedy=say("Each state stands in the ranking once."),
                    )
                levels[position] = level
        missing = np.flatnonzero(levels < 0)
        if missing.size:
            raise InputError(
                say(
                    "{label} (state {number}) is not ranked",
                    label=repr(self.states.label(int(missing[0]))),
                    number=int(missing[0]),
                ),
                where=where,
                remedy=say(
                    "A ranking holds all {count} states; {size} of them missing here.",
                    count=len(self.states),
                    size=missing.size,
                ),
            )
        return levels, frozenset(strong)

    def _position(self, wanted: object, where: str) -> int:
        if isinstance(wanted, str):
            if self._names is None:
                self._names = self.states.by_text()
            if wanted in self._names:
                return self._names[wanted]
        return self.states.find(wanted, where)

    def _weights(self, value: object, where: str) -> Levels:
        """Add the weights of the options taken, exactly, and rank by the sum."""
        table = as_table(value, where)
        exact: dict[int, Decimal] = {}
        for name, weight in table.items():
            spot = join(where, name)
            known(name, self.options, "option", where)
            exact[self.options[name]] = _decimal(weight, spot)
        places = max((max(0, -_exponent(one)) for one in exact.values()), default=0)
        sums = np.zeros(len(self.states), dtype=np.int64)
        total = 0
        for bit, weight in exact.items():
            whole = int(weight.scaleb(places))
            total += abs(whole)
            if total >= 1 << 62:
                raise InputError(
                    say("the weights are too far apart to be added exactly"),
                    where=where,
                    remedy=say("Use fewer digits."),
                )
            taken = self.states.holds(Pattern(1 << bit, 1 << bit), self._columns)
            sums += np.where(taken, whole, 0)
        return dense(sums)

    def _unknown(self, value: object, where: str) -> dict[tuple[int, int], Comparison]:
        stated: dict[tuple[int, int], Comparison] = {}
        for place, pair in enumerate(as_list(value, where)):
            spot = join(where, place)
            ends = as_list(pair, spot)
            if len(ends) != 2:  # noqa: PLR2004 - a pair
                raise InputError(
                    say("expected two states, found {pair}", pair=shown(pair)), where=spot
                )
            stated[self._pair(ends[0], ends[1], spot)[0]] = "?"
        return stated

    def _pairwise(self, value: object, where: str) -> dict[tuple[int, int], Comparison]:
        stated: dict[tuple[int, int], Comparison] = {}
        for place, entry in enumerate(as_list(value, where)):
            spot = join(where, place)
            parts = as_list(entry, spot)
            if len(parts) != 3 or parts[1] not in (">", "~", "?"):  # noqa: PLR2004 - state, sign, state
                raise InputError(
                    say("expected [state, sign, state], found {entry}", entry=shown(entry)),
                    where=spot,
                    remedy=say("The sign is '>', '~' or '?'."),
                )
            pair, turned = self._pair(parts[0], parts[2], spot)
            sign: Comparison = "?" if parts[1] == "?" else "~" if parts[1] == "~" else ">"
            sign = _TURNED[sign] if turned else sign
            if stated.get(pair, sign) != sign:
                raise InputError(say("the same pair is stated twice, differently"), where=spot)
            stated[pair] = sign
        return stated

    def _pair(self, first: object, second: object, where: str) -> tuple[tuple[int, int], bool]:
        one, other = self._position(first, where), self._position(second, where)
        if one == other:
            raise InputError(say("a state is compared with itself"), where=where)
        return ((one, other), False) if one < other else ((other, one), True)


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _decimal(value: object, where: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise InputError(say("expected a number, found {value}", value=shown(value)), where=where)
    if isinstance(value, int) and abs(value) >= 10**_DIGITS:
        raise InputError(
            say("the weight is too large"), where=where, remedy=say("Use fewer digits.")
        )
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise InputError(say("expected a number, found {value}", value=shown(value)), where=where)
    if number and (abs(number.adjusted()) > _DIGITS or -_exponent(number) > _DIGITS):
        raise InputError(
            say("the weight {value} has too many digits", value=shown(value)),
            where=where,
            remedy=say("Use fewer."),
        )
    return number
