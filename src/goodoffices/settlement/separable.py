"""Additive preferences as whole numbers, issue by issue, for solvers that do not list packages.

Issues that a constraint reads together are joined into one *bundle* whose feasible combinations
are listed, as far as a bundle stays small; a constraint that would make it too large is kept
aside as a *check*, and is applied as soon as all its issues are settled (NB 17).

Columns are 64-bit whole numbers, in units of 1/(scale * 10^fine): as many decimals as fit. Where
they do not all fit, each contribution is rounded down and `error` says by how much a sum can be
short; vectors that are reported are always worked out in full.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import InputError, LimitError
from goodoffices.kernels.packages import LARGEST
from goodoffices.saying import say
from goodoffices.settlement.constraints import And, Condition, Holds, Not, issues_read
from goodoffices.settlement.preferences import Additive
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.space import common_scale, contributions, fallbacks, spare_digits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


MOST_COMBINATIONS = 100_000
ROOM = 2**56
"""Sums stay this small, so that weighted sums and differences of them still fit a word."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Issue numbers, and `combinations[k, c]`: the position of the k-th of them in choice c."""

    members: tuple[int, ...]
    combinations: NDArray[np.int64]

    @property
    def width(self) -> int:
        return int(self.combinations.shape[1])


@dataclass(frozen=True, slots=True)
class Separable:
    """`columns[b][i, c]`: what choice c of bundle b adds for party i."""

    scenario: Scenario
    preferences: tuple[Additive, ...]
    scale: int
    disagreement: tuple[int, ...]
    bundles: tuple[Bundle, ...]
    columns: tuple[NDArray[np.int64], ...]
    late: tuple[Condition, ...]
    fine: int
    spare: int
    error: int

    @property
    def unit(self) -> int:
        """How many units of the columns make one unit of the scale."""
        return int(10**self.fine)

    @property
    def margin(self) -> float:
        """Return by how much a column sum and the rounded utility can differ, in column units."""
        return 0.0 if self.spare == 0 else self.unit / 2 + self.error

    @property
    def feasible_count(self) -> int | None:
        """Return how many packages meet the constraints; None where some are kept aside."""
        return None if self.late else math.prod(bundle.width for bundle in self.bundles)

    def packages(self, choices: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return value positions by issue, shape (issues, packages), for choices by bundle."""
        rows = np.zeros((len(self.scenario.issues), choices.shape[1]), dtype=np.int64)
        for bundle, choice in zip(self.bundles, choices, strict=True):
            rows[list(bundle.members)] = bundle.combinations[:, choice]
        return rows

    def vectors(self, choices: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the exact utilities, rounded once to whole units, shape (packages, parties)."""
        if self.error == 0:
            sums = sum(
                column[:, choice] for column, choice in zip(self.columns, choices, strict=True)
            )
            return np.ascontiguousarray(_round_half_even(np.asarray(sums), self.unit).T)
        found = [
            [round(self.worth(i, package) * self.scale) for i in range(len(self.preferences))]
            for package in self.packages(choices).T.tolist()
        ]
        return np.array(found, dtype=np.int64).reshape(len(found), len(self.preferences))

    def worth(self, party: int, package: Sequence[int]) -> Fraction:
        return self.preferences[party].utility(tuple(package), self.scenario.issues)

    def numbers(self, choices: NDArray[np.int64]) -> NDArray[np.object_]:
        """Return package numbers as Python integers."""
        return package_numbers(self.scenario, self.packages(choices))


def separable(
    scenario: Scenario,
    preferences: tuple[Additive, ...],
    most_combinations: int = MOST_COMBINATIONS,
) -> Separable:
    """Return a scenario of additive preferences issue by issue; LimitError if numbers are huge.

    Constraints join issues into bundles of up to `most_combinations`; others are kept aside.
    """
    scale = common_scale(scenario, preferences)
    bundles, late = _bundles(scenario, most_combinations)
    parts = [contributions(preference) for preference in preferences]
    spare = max(spare_digits(columns, scale) for columns in parts)
    disagreement = fallbacks(scenario, scale)
    room = max(
        sum((max(map(abs, column)) for column in columns), start=Fraction(0)) for columns in parts
    )
    room = (room + max(abs(Fraction(d, scale)) for d in disagreement)) * scale + 1
    if room >= ROOM:
        raise LimitError(
            say("the utilities are too large to add up for so many packages"),
            where="parties",
            remedy=say("Write them in thousands or millions"),
        )
    fine = min(spare, len(str(ROOM // math.ceil(room))) - 1)
    units = scale * 10**fine
    # floors of exact fractions, without making more of them
    tables = [
        np.array(
            [[part.numerator * units // part.denominator for part in p[j]] for p in parts],
            dtype=np.int64,
        )
        for j in range(len(scenario.issues))
    ]
    columns = tuple(
        np.asarray(sum(tables[j][:, bundle.combinations[k]] for k, j in enumerate(bundle.members)))
        for bundle in bundles
    )
    return Separable(
        scenario,
        preferences,
        scale,
        disagreement,
        bundles,
        columns,
        late,
        fine,
        spare,
        0 if fine == spare else len(scenario.issues),
    )


def holds_for(condition: Condition, rows: Mapping[int, NDArray[np.int64]]) -> NDArray[np.bool_]:
    """Return for many packages at once whether a condition holds; `rows` by issue number."""
    if isinstance(condition, Holds):
        return np.asarray(np.array(condition.allowed, dtype=np.bool_)[rows[condition.issue]])
    if isinstance(condition, Not):
        return np.logical_not(holds_for(condition.part, rows))
    join = np.logical_and if isinstance(condition, And) else np.logical_or
    result = holds_for(condition.parts[0], rows)
    for part in condition.parts[1:]:
        result = join(result, holds_for(part, rows))
    return result


def package_numbers(scenario: Scenario, positions: NDArray[np.int64]) -> NDArray[np.object_]:
    """Return the package number of each column of positions, as Python integers.

    Issues are gathered in 64-bit words as long as they fit, so that few steps need more.
    """
    numbers = np.zeros(positions.shape[1], dtype=object)
    word, base = np.zeros(positions.shape[1], dtype=np.int64), 1
    for issue, row in zip(scenario.issues, positions, strict=True):
        size = len(issue.values)
        if base * size >= LARGEST:
            numbers = numbers * base + word.astype(object)
            word, base = np.zeros_like(word), 1
        word, base = word * size + row, base * size
    result: NDArray[np.object_] = numbers * base + word.astype(object)
    return result


def _bundles(scenario: Scenario, most: int) -> tuple[tuple[Bundle, ...], tuple[Condition, ...]]:
    """Join issues that a constraint reads together, while what they may be stays listable."""
    sizes = [len(issue.values) for issue in scenario.issues]
    group = {j: frozenset({j}) for j in range(len(sizes))}
    inside: list[Condition] = []
    late: list[Condition] = []
    for condition in sorted(scenario.conditions(), key=lambda c: len(issues_read(c))):
        joined = frozenset[int]().union(*(group[j] for j in issues_read(condition)))
        if math.prod(sizes[j] for j in joined) > most:
            late.append(condition)
            continue
        inside.append(condition)
        for j in joined:
            group[j] = joined
    bundles = tuple(
        _bundle(sorted(members), sizes, [c for c in inside if issues_read(c) <= members])
        for members in dict.fromkeys(group[j] for j in sorted(group))
    )
    return bundles, tuple(late)


def _bundle(members: list[int], sizes: list[int], conditions: list[Condition]) -> Bundle:
    shape = [sizes[j] for j in members]
    combinations = np.indices(shape).reshape(len(members), -1)
    for condition in conditions:
        rows = dict(zip(members, combinations, strict=True))
        combinations = combinations[:, holds_for(condition, rows)]
    if combinations.shape[1] == 0:
        raise InputError(
            say("no package meets all constraints"),
            where="constraints",
            remedy=say("Loosen or drop one of them"),
        )
    return Bundle(tuple(members), np.ascontiguousarray(combinations))


def _round_half_even(sums: NDArray[np.int64], unit: int) -> NDArray[np.int64]:
    if unit == 1:
        return sums
    whole, rest = np.divmod(sums, unit)
    twice = 2 * rest
    return np.asarray(whole + ((twice > unit) | ((twice == unit) & (whole % 2 == 1))))
