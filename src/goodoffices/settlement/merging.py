"""The frontier of more packages than can be listed, where every preference is additive.

Issues tied together by constraints are joined into one bundle whose feasible combinations are
listed; bundles are then added one after the other, keeping the exactly non-dominated sums. The
frontier is exact; how many packages lie in the zone or give one vector is not counted.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.errors import InputError, LimitError
from goodoffices.kernels.frontier import nondominated
from goodoffices.kernels.merge import TooManySumsError, merged_frontier
from goodoffices.kernels.packages import LARGEST
from goodoffices.settlement.constraints import issues_read
from goodoffices.settlement.exact import decimals_needed
from goodoffices.settlement.frontier import Efficient, distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.settlement.issues import Package
    from goodoffices.settlement.preferences import Additive
    from goodoffices.settlement.scenario import Scenario

MOST_COMBINATIONS = 100_000
REMEDY = "Settle some issues first, or join values that matter little"
Bundle = tuple[tuple[int, ...], tuple["Package", ...]]
"""Issue numbers, and the feasible combinations of their value positions."""


def merge(
    scenario: Scenario, preferences: tuple[Additive, ...], scale: int
) -> tuple[Efficient, int]:
    """Return the exact frontier and the number of feasible packages; LimitError if too large."""
    bundles = _bundles(scenario)
    spare = [_spare_digits(preference, scale) for preference in preferences]
    columns = [
        [
            _column(preference, bundle, scale * 10**digits)
            for preference, digits in zip(preferences, spare, strict=True)
        ]
        for bundle in bundles
    ]
    _check_reach(columns, spare)
    try:
        merged = merged_frontier(columns, spare)
    except TooManySumsError as error:
        raise LimitError(
            f"more than {error.kept:,} combinations of the first {error.issues} of "
            f"{len(bundles)} issues are efficient, too many to keep",
            where="issues",
            remedy=REMEDY,
        ) from None
    # rounding may have made two points equal, or one dominated
    kept = np.flatnonzero(nondominated(merged.sums))
    numbers = _numbers(scenario, bundles, merged.choices[:, kept])
    efficient = distinct(merged.sums[:, kept], numbers)
    feasible = math.prod(len(combinations) for _, combinations in bundles)
    return Efficient(efficient.points, efficient.packages, None), feasible


def _bundles(scenario: Scenario) -> list[Bundle]:
    """Join issues that a constraint reads together, and list what each bundle may be."""
    conditions = scenario.conditions()
    group = {j: {j} for j in range(len(scenario.issues))}
    for condition in conditions:
        joined = set().union(*(group[j] for j in issues_read(condition)))
        for j in joined:
            group[j] = joined
    bundles = []
    for members in {min(joined): sorted(joined) for joined in group.values()}.values():
        sizes = [len(scenario.issues[j].values) for j in members]
        if math.prod(sizes) > MOST_COMBINATIONS:
            raise LimitError(
                f"constraints tie {len(members)} issues together with "
                f"{math.prod(sizes):,} combinations; the limit is {MOST_COMBINATIONS:,}",
                where="constraints",
                remedy="Drop a constraint, or settle one of its issues first",
            )
        inside = [c for c in conditions if issues_read(c) <= set(members)]
        combinations = []
        package = [0] * len(scenario.issues)
        for choice in itertools.product(*(range(size) for size in sizes)):
            for j, position in zip(members, choice, strict=True):
                package[j] = position
            if all(condition.holds(tuple(package)) for condition in inside):
                combinations.append(choice)
        if not combinations:
            raise InputError(
                "no package meets all constraints",
                where="constraints",
                remedy="Loosen or drop one of them",
            )
        bundles.append((tuple(members), tuple(combinations)))
    return bundles


def _spare_digits(preference: Additive, scale: int) -> int:
    needed = max(
        decimals_needed(preference.contribution(j, v)) or 0
        for j, scores in enumerate(preference.scores)
        for v in range(len(scores))
    )
    return max(0, needed - (len(str(scale)) - 1))


def _column(preference: Additive, bundle: Bundle, fine: int) -> list[int]:
    members, combinations = bundle
    parts = {
        j: [int(preference.contribution(j, v) * fine) for v in range(len(preference.scores[j]))]
        for j in members
    }
    return [
        sum(parts[j][position] for j, position in zip(members, choice, strict=True))
        for choice in combinations
    ]


def _check_reach(columns: list[list[list[int]]], spare: list[int]) -> None:
    for i, digits in enumerate(spare):
        reach = sum(max(abs(v) for v in column[i]) for column in columns) // 10**digits
        if 2 * (reach + len(columns)) * len(spare) >= LARGEST:
            raise LimitError(
                "the utilities are too large to add up for so many packages",
                where=f"parties[{i}]",
                remedy="Write them in thousands or millions",
            )


def _numbers(
    scenario: Scenario, bundles: list[Bundle], choices: NDArray[np.int64]
) -> NDArray[np.object_]:
    """Return the package number of each column of choices, as Python integers.

    Issues are gathered in 64-bit words as long as they fit, so that few steps need more.
    """
    positions = np.zeros((len(scenario.issues), choices.shape[1]), dtype=np.int64)
    for (members, combinations), choice in zip(bundles, choices, strict=True):
        positions[list(members)] = np.array(combinations, dtype=np.int64)[choice].T
    numbers = np.zeros(choices.shape[1], dtype=object)
    word, base = np.zeros(choices.shape[1], dtype=np.int64), 1
    for issue, row in zip(scenario.issues, positions, strict=True):
        size = len(issue.values)
        if base * size >= LARGEST:
            numbers = numbers * base + word.astype(object)
            word, base = np.zeros_like(word), 1
        word, base = word * size + row, base * size
    result: NDArray[np.object_] = numbers * base + word.astype(object)
    return result
