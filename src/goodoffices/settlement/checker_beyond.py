"""Check solutions of more packages than can be looked at, sharing no code with the solvers.

Three questions that could each find a solver wrong: does a package that differs in one or two
issues do better by the rule; does a mixed-integer program written here find a package that
dominates the one shown, or one with a larger smallest gain; does a result that is not exact name
a bound above what it shows. The program's tolerance is relative, 1e-6; the swaps are exact.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.settlement.preferences import Additive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction

    from numpy.typing import NDArray

    from goodoffices.settlement.issues import Package
    from goodoffices.settlement.result import Settlement, Solution
    from goodoffices.settlement.scenario import Scenario

    Score = Callable[[tuple[int, ...]], list[Fraction]]

MOST_SWAPS = 2_000
PRECISION = 1e-6


def swap_faults(
    scenario: Scenario, scale: int, solution: Solution, score: Score, floor: tuple[int, ...] | None
) -> Iterator[str]:
    """Compare with the packages that differ in one or two issues; `floor`: the fallbacks."""
    package = solution.package
    if package is None:
        return
    best = score(solution.vectors[0])
    for other in _neighbours(scenario, package):
        worth = tuple(round(scenario.utility(p, other) * scale) for p in scenario.parties)
        below = floor is not None and any(u < d for u, d in zip(worth, floor, strict=True))
        if not below and scenario.allows(other) and score(worth) > best:
            yield f"{solution.concept.id}: the package {other} scores higher"
            return


def _neighbours(scenario: Scenario, package: Package) -> Iterator[Package]:
    single = [
        (j, v)
        for j, issue in enumerate(scenario.issues)
        for v in range(len(issue.values))
        if v != package[j]
    ]
    pairs = ((a, b) for a, b in itertools.combinations(single, 2) if a[0] != b[0])
    count = len(single) * (len(single) - 1) // 2
    step = max(1, count // MOST_SWAPS)
    for changes in itertools.chain(((s,) for s in single), itertools.islice(pairs, 0, None, step)):
        other = list(package)
        for j, v in changes:
            other[j] = v
        yield tuple(other)


def program_faults(settlement: Settlement) -> Iterator[str]:
    """Ask a program whether something dominates a solution or is more even than the egalitarian.

    Only for additive preferences without constraints: others are left to the swaps.
    """
    scenario, scale = settlement.scenario, settlement.scale
    preferences = [p.preference for p in scenario.parties]
    additive = [p for p in preferences if isinstance(p, Additive)]
    if len(additive) != len(preferences) or scenario.constraints:
        return
    table = np.array(
        [
            [float(p.contribution(j, v)) for j, s in enumerate(p.scores) for v in range(len(s))]
            for p in additive
        ]
    )
    issue = np.repeat(np.arange(len(scenario.issues)), [len(i.values) for i in scenario.issues])
    ones = np.ones(len(additive))
    for solution in settlement.solutions:
        if solution.units is None or not solution.proof.exact:
            continue
        worth = np.array(solution.units) / scale
        more = _most(table, issue, ones, worth, ones * 0)
        if more > worth.sum() + PRECISION * (1 + abs(worth).sum()):
            yield f"{solution.concept.id}: a program finds a package that dominates it"
    even = settlement.solution("egalitarian")
    if even.units is not None and even.proof.exact:
        d = np.array(settlement.disagreement()) / scale
        gains = np.array(even.units) / scale - d
        least = gains.min() + PRECISION * (1 + abs(gains).sum())
        if _most(table, issue, ones * 0, d, ones) > least:
            yield "egalitarian: a program finds a larger smallest gain"


def _most(
    table: NDArray[np.float64],
    issue: NDArray[np.int64],
    worth: NDArray[np.float64],
    least: NDArray[np.float64],
    lift: NDArray[np.float64],
) -> float:
    """Maximise worth·u + t (t only with `lift`) where u_i >= least_i + lift_i t."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  # slow to load; only checks need it

    values = table.shape[1]
    slack = PRECISION * 1e-1
    each = np.concatenate([np.eye(issue.max() + 1)[issue].T, np.zeros((issue.max() + 1, 1))], 1)
    reach = np.concatenate([table, -lift[:, None]], axis=1)
    cost = -np.concatenate([worth @ table, [1.0 if lift.any() else 0.0]])
    top = float(np.abs(table).sum())
    found = milp(
        cost,
        constraints=[LinearConstraint(each, 1, 1), LinearConstraint(reach, least - slack, np.inf)],
        integrality=np.append(np.ones(values), 0),
        bounds=Bounds(np.append(np.zeros(values), -top), np.append(np.ones(values), top)),
        options={"time_limit": 20.0},
    )
    return -np.inf if found.x is None else -float(found.fun)


def bound_faults(settlement: Settlement) -> Iterator[str]:
    """A result that is not exact names the bound it reached; an exact one needs none."""
    for solution in settlement.solutions:
        proof = solution.proof
        if proof.exact and proof.bound is not None:
            yield f"{solution.concept.id}: exact, and yet a bound stands there"
        if proof.exact and solution.package is None and settlement.zone.exists:
            yield f"{solution.concept.id}: exact, and yet no package was chosen"
