"""All feasible packages of a scenario with what each is worth to each party, exactly.

The utilities are integers in units of 1/scale (see `exact`): exact sums of exact decimals,
rounded once to 1e-9. int64 where every number fits with room for sums over parties, else Python
integers. O(packages * parties) time and memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import InputError, LimitError
from goodoffices.kernels.packages import LARGEST, axis_vector, rounded_sums
from goodoffices.saying import say
from goodoffices.settlement.constraints import And, Condition, Holds, Not
from goodoffices.settlement.exact import TOLERANCE_DECIMALS, counted, decimals_needed, units
from goodoffices.settlement.preferences import (
    Additive,
    CertainPreference,
    HyperRectangles,
    Outright,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.settlement.scenario import Scenario

MOST_PACKAGES = 10_000_000
MOST_NUMBERS = 50_000_000
Units = NDArray[Any]
"""int64, or Python integers (dtype object) where those do not fit."""


@dataclass(frozen=True, slots=True)
class Space:
    """The feasible packages: `numbers[k]` is worth `table[i, k]` / `scale` to party i."""

    numbers: NDArray[np.int64]
    table: Units
    scale: int
    disagreement: tuple[int, ...]


def enumerate_packages(scenario: Scenario) -> Space:
    """List the feasible packages; LimitError beyond the cap, InputError if there is none."""
    preferences = [party.certain(scenario.issues) for party in scenario.parties]
    check_size(scenario)
    scale = common_scale(scenario, preferences)
    disagreement = fallbacks(scenario, scale)
    numbers = _feasible(scenario)
    everything = len(numbers) == scenario.package_count
    rows = []
    for preference in preferences:
        row = _utilities(preference, scenario, scale)
        rows.append(row if everything else row[numbers])
    largest = max(
        *(abs(int(value)) for row in rows for value in (row.max(), row.min())),
        *(abs(d) for d in disagreement),
    )
    fits = 2 * largest * len(rows) < LARGEST
    table = np.stack([row.astype(np.int64 if fits else object) for row in rows])
    return Space(numbers, table, scale, disagreement)


def fallbacks(scenario: Scenario, scale: int) -> tuple[int, ...]:
    """Return the reservation values in units, 0 where none is known."""
    reservations = [party.reservation for party in scenario.parties]
    return tuple(0 if d is None else units(d, scale) for d in reservations)


def most_listed(scenario: Scenario) -> int:
    """Return how many packages can be listed for so many parties."""
    return min(MOST_PACKAGES, MOST_NUMBERS // len(scenario.parties))


def check_size(scenario: Scenario) -> None:
    count, cap = scenario.package_count, most_listed(scenario)
    if count > cap:
        raise LimitError(
            say(
                "there are {count} packages; up to {most} can be listed one by "
                "one for {parties} parties",
                count=counted(count),
                most=f"{cap:,}",
                parties=len(scenario.parties),
            ),
            where="issues",
            remedy=say(
                "Settle some issues first, join values that matter little, or use a larger "
                "step for ranges"
            ),
        )


def common_scale(scenario: Scenario, preferences: Sequence[CertainPreference]) -> int:
    """Return how many units make 1: 10^9, or less where fewer decimals write everything."""
    most = 0
    for number in _amounts(scenario, preferences):
        needed = decimals_needed(number)
        if needed is None or needed >= TOLERANCE_DECIMALS:
            return int(10**TOLERANCE_DECIMALS)
        most = max(most, needed)
    return int(10**most)


def _amounts(scenario: Scenario, preferences: Sequence[CertainPreference]) -> set[Fraction]:
    amounts: set[Fraction] = {
        Fraction(party.reservation) for party in scenario.parties if party.reservation is not None
    }
    for preference in preferences:
        if isinstance(preference, Additive):
            amounts.update(c for column in contributions(preference) for c in column)
        elif isinstance(preference, Outright):
            amounts.update(Fraction(u) for u in set(preference.utilities))
        else:
            divisor = Fraction(preference.divisor)
            amounts.update(Fraction(box.worth) / divisor for box in preference.boxes)
    return amounts


def contributions(preference: Additive) -> list[list[Fraction]]:
    """Return what each value of each issue adds, exactly."""
    return [
        [preference.contribution(j, v) for v in range(len(scores))]
        for j, scores in enumerate(preference.scores)
    ]


def _utilities(preference: CertainPreference, scenario: Scenario, scale: int) -> Units:
    if isinstance(preference, Additive):
        return _additive(preference, scale)
    if isinstance(preference, Outright):
        return _whole([units(u, scale) for u in preference.utilities])
    return _boxes(preference, scenario, scale)


def _additive(preference: Additive, scale: int) -> Units:
    parts = contributions(preference)
    spare = spare_digits(parts, scale)
    fine = scale * 10**spare
    return rounded_sums([[int(c * fine) for c in column] for column in parts], spare)


def spare_digits(parts: Sequence[Sequence[Fraction]], scale: int) -> int:
    """Return how many decimals beyond the scale write every contribution exactly."""
    needed = max(decimals_needed(part) or 0 for column in parts for part in column)
    return max(0, needed - (len(str(scale)) - 1))


def _boxes(preference: HyperRectangles, scenario: Scenario, scale: int) -> Units:
    worths = [Fraction(box.worth) for box in preference.boxes]
    digits = max((decimals_needed(w) or 0 for w in worths), default=0)
    amounts = [int(w * 10**digits) for w in worths]
    small = sum(abs(a) for a in amounts) < LARGEST
    shape, axes = _grid(scenario)
    total = np.zeros(shape, dtype=np.int64 if small else object)
    for box, amount in zip(preference.boxes, amounts, strict=True):
        inside = [np.ones(size, dtype=np.bool_) for size in shape]
        empty = False
        for j, low, high in box.within:
            values = scenario.issues[j].values
            holds = [isinstance(v, Decimal) and low <= v <= high for v in values]
            if j in axes:
                inside[axes[j]] &= np.array(holds)
            else:
                empty = empty or not holds[0]
        if not empty:
            total[np.ix_(*inside)] += amount
    found, back = np.unique(total.reshape(-1), return_inverse=True)
    per_unit = Fraction(scale, 10**digits) / Fraction(preference.divisor)
    rounded = _whole([round(int(amount) * per_unit) for amount in found.tolist()])
    return np.asarray(rounded[back.reshape(-1)])


def _whole(numbers: Sequence[int]) -> Units:
    """Return whole numbers as int64 where all of them fit."""
    fits = all(abs(number) < LARGEST for number in numbers)
    return np.array(numbers, dtype=np.int64 if fits else object)


def _grid(scenario: Scenario) -> tuple[tuple[int, ...], dict[int, int]]:
    """Return the grid's shape over issues with a choice, and which axis each of them is."""
    open_issues = [j for j, issue in enumerate(scenario.issues) if len(issue.values) > 1]
    shape = tuple(len(scenario.issues[j].values) for j in open_issues) or (1,)
    return shape, {j: axis for axis, j in enumerate(open_issues)}


def _feasible(scenario: Scenario) -> NDArray[np.int64]:
    shape, axes = _grid(scenario)
    mask = np.ones([1] * len(shape), dtype=np.bool_)
    for text, condition in zip(scenario.rules, scenario.conditions(), strict=True):
        mask = mask & _holds(condition, axes, len(shape))
        if not mask.any():
            raise InputError(
                say("no package meets all constraints up to this one"),
                where=f"constraints: {text}",
                remedy=say("Loosen or drop one of them"),
            )
    return np.flatnonzero(np.broadcast_to(mask, shape)).astype(np.int64)


def _holds(condition: Condition, axes: dict[int, int], dimensions: int) -> NDArray[np.bool_]:
    """Evaluate a condition on the grid of the issues it reads (others have length 1)."""
    if isinstance(condition, Holds):
        if condition.issue not in axes:
            return np.full([1] * dimensions, condition.allowed[0], dtype=np.bool_)
        vector = axis_vector(np.array(condition.allowed), axes[condition.issue], dimensions)
        return vector.astype(np.bool_)
    if isinstance(condition, Not):
        return np.logical_not(_holds(condition.part, axes, dimensions))
    join = np.logical_and if isinstance(condition, And) else np.logical_or
    result = _holds(condition.parts[0], axes, dimensions)
    for part in condition.parts[1:]:
        result = join(result, _holds(part, axes, dimensions))
    return result
