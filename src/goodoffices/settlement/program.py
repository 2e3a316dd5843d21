"""A scenario as a mixed-integer program: any mix of utilities, any constraints (NB 17).

One 0-1 variable for each kind of value of an issue (values that no box, score or constraint
tells apart are one kind), one for each box, which holds only if each of its intervals does.
Utilities are whole *amounts*: worths and scores times a power of ten.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.settlement.constraints import And, Condition, Holds, Not, Or
from goodoffices.settlement.exact import decimals_needed
from goodoffices.settlement.issues import Package
from goodoffices.settlement.preferences import Additive, Box, CertainPreference, HyperRectangles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from goodoffices.kernels.deadline import Deadline
    from goodoffices.settlement.issues import Issue
    from goodoffices.settlement.scenario import Scenario

Row = dict[int, float]
SOLVER_TOLERANCE = 1e-6
"""By how much a 0-1 variable may be off in the solver."""
MOST_ERROR = 0.25
"""What tolerances may add up to, in steps; demands are written half a step lower."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A package, or none: then `status` is `infeasible` or `open` (time was up).

    `bound`: no package has more of the objective, as far as floating-point goes.
    """

    package: Package | None
    status: str
    bound: float


@dataclass(frozen=True, slots=True)
class Program:
    """Rows `low <= row @ x <= high` over 0-1 variables, and each party's amounts over them."""

    kinds: tuple[tuple[int, ...], ...]
    first: tuple[int, ...]
    variables: int
    whole: int
    rows: tuple[tuple[Row, float, float], ...]
    amounts: tuple[Row, ...]
    constants: tuple[int, ...]
    per_unit: tuple[Fraction, ...]

    def package(self, x: NDArray[np.float64]) -> Package:
        """Return the package that a solution stands for: of each issue the first such value."""
        return tuple(
            kinds[int(np.argmax(x[start : start + len(kinds)]))]
            for kinds, start in zip(self.kinds, self.first, strict=True)
        )

    def step(self, party: int) -> int:
        """Return the least difference of amounts that the solver surely tells apart; 1 is exact.

        A 0-1 variable may be off by the solver's tolerance, so all amounts of a party times the
        tolerance bound how much a sum can be off; it must stay below a quarter of a step.
        """
        reach = sum(abs(value) for value in self.amounts[party].values())
        return max(1, math.ceil(reach * SOLVER_TOLERANCE / MOST_ERROR))

    def most(self, party: int, at_least: dict[int, float], deadline: Deadline) -> Solved:
        """Maximise a party's amount where others reach given amounts (HiGHS)."""
        rows = []
        for other, least in at_least.items():
            size = self.step(other)
            row = {j: value / size for j, value in self.amounts[other].items()}
            rows.append((row, (least - self.constants[other]) / size, np.inf))
        size = self.step(party)
        found = self.solve(
            {j: value / size for j, value in self.amounts[party].items()}, rows, deadline
        )
        return Solved(found.package, found.status, found.bound * size + self.constants[party])

    def most_weighted(
        self, weights: Sequence[float], at_least: Sequence[float] | None, deadline: Deadline
    ) -> Solved:
        """Maximise a weighted sum of utilities, where each party has so much if that is given."""
        rows = [
            (self.utility_row(i), least - self.constant(i), np.inf)
            for i, least in enumerate(at_least or ())
        ]
        goal: Row = {}
        for i, weight in enumerate(weights):
            for j, value in self.utility_row(i).items():
                goal[j] = goal.get(j, 0.0) + weight * value
        found = self.solve(goal, rows, deadline)
        shift = sum(w * self.constant(i) for i, w in enumerate(weights))
        return Solved(found.package, found.status, min(found.bound, self.most_of(goal)) + shift)

    def most_for_least(
        self, base: Sequence[float], sizes: Sequence[float], deadline: Deadline
    ) -> Solved:
        """Maximise the smallest (utility - base) / size over the parties that have a size."""
        level = self.variables
        rows = [
            ({**self.utility_row(i), level: -size}, base[i] - self.constant(i), np.inf)
            for i, size in enumerate(sizes)
            if size
        ]
        found = self.solve({level: 1.0}, rows, deadline, levels=1)
        plain = min(
            (self.most_of(self.utility_row(i)) + self.constant(i) - base[i]) / size
            for i, size in enumerate(sizes)
            if size
        )
        return Solved(found.package, found.status, min(found.bound, plain))

    def most_of(self, row: Row) -> float:
        """Return what a row cannot exceed: the best kind of each issue, and every box that gives.

        The bound that is there before a program is solved, and where its time is up at once.
        """
        issues = 0.0
        for kinds, start in zip(self.kinds, self.first, strict=True):
            issues += max(row.get(start + k, 0.0) for k in range(len(kinds)))
        return issues + sum(max(v, 0.0) for j, v in row.items() if j >= self.whole)

    def utility_row(self, party: int) -> Row:
        unit = float(self.per_unit[party])
        return {j: value * unit for j, value in self.amounts[party].items()}

    def constant(self, party: int) -> float:
        return float(self.constants[party] * self.per_unit[party])

    def solve(
        self,
        goal: Row,
        demands: Sequence[tuple[Row, float, float]],
        deadline: Deadline,
        *,
        levels: int = 0,
    ) -> Solved:
        """Maximise a row under further demands; `levels` are variables without bounds behind."""
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  # slow to load, and few scenarios need it
        from scipy.sparse import coo_array  # noqa: PLC0415  # the same

        count = self.variables + levels
        rows = [*self.rows, *demands]
        entries = [(k, j, v) for k, (row, _, _) in enumerate(rows) for j, v in row.items()]
        places, columns, values = (np.array(part) for part in zip(*entries, strict=True))
        matrix = coo_array((values, (places, columns)), shape=(len(rows), count)).tocsr()
        objective = np.zeros(count)
        for j, value in goal.items():
            objective[j] = -value
        free = np.arange(count) >= self.variables
        found = milp(
            objective,
            constraints=LinearConstraint(
                matrix, np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
            ),
            integrality=(np.arange(count) < self.whole).astype(int),
            bounds=Bounds(np.where(free, -np.inf, 0.0), np.where(free, np.inf, 1.0)),
            options={"mip_rel_gap": 0.0, "time_limit": min(max(deadline.left, 0.01), NO_LIMIT)},
        )
        if found.status == INFEASIBLE:
            return Solved(None, "infeasible", -np.inf)
        bound = np.inf if found.mip_dual_bound is None else -float(found.mip_dual_bound)
        if found.x is None:
            return Solved(None, "open", bound)
        status = "optimal" if found.status == OPTIMAL else "open"
        return Solved(self.package(found.x), status, bound)


OPTIMAL, INFEASIBLE = 0, 2
NO_LIMIT = 1e9
"""Seconds the solver is given where there is no deadline."""


def program(scenario: Scenario, preferences: tuple[CertainPreference, ...]) -> Program:
    """Write a scenario of additive and box preferences down as a program."""
    conditions = [_inward(condition, negated=False) for condition in scenario.conditions()]
    kinds = tuple(
        _kinds(j, issue, preferences, conditions) for j, issue in enumerate(scenario.issues)
    )
    first = tuple(np.cumsum([0, *(len(k) for k in kinds)])[:-1].tolist())
    whole = sum(len(k) for k in kinds)
    rows: list[tuple[Row, float, float]] = [
        ({start + k: 1.0 for k in range(len(kind))}, 1.0, 1.0)
        for start, kind in zip(first, kinds, strict=True)
    ]
    writer = _Writer(scenario.issues, kinds, first, rows, whole)
    amounts = [writer.amounts(preference) for preference in preferences]
    for condition in conditions:
        row = writer.truth(condition)
        rows.append((row, 1.0, np.inf))
    return Program(
        kinds,
        first,
        writer.variables,
        whole,
        tuple(rows),
        tuple(row for row, _, _ in amounts),
        tuple(constant for _, constant, _ in amounts),
        tuple(per_unit for _, _, per_unit in amounts),
    )


class _Writer:
    """Adds variables and rows; everything it hands out is a row over the variables."""

    def __init__(
        self,
        issues: tuple[Issue, ...],
        kinds: tuple[tuple[int, ...], ...],
        first: tuple[int, ...],
        rows: list[tuple[Row, float, float]],
        variables: int,
    ) -> None:
        self.issues = issues
        self.kinds = kinds
        self.first = first
        self.rows = rows
        self.variables = variables

    def new(self) -> int:
        self.variables += 1
        return self.variables - 1

    def inside(self, issue: int, holds: list[bool]) -> Row:
        """Return the sum of the variables of those kinds of value that hold."""
        pairs = enumerate(self.kinds[issue])
        return {self.first[issue] + k: 1.0 for k, position in pairs if holds[position]}

    def amounts(self, preference: CertainPreference) -> tuple[Row, int, Fraction]:
        """Return a party's amounts, a constant, and how much utility an amount of 1 is."""
        if isinstance(preference, Additive):
            return self._scores(preference)
        if not isinstance(preference, HyperRectangles):
            raise TypeError(type(preference))
        worths = [Fraction(box.worth) for box in preference.boxes]
        digits = max((decimals_needed(w) or 0 for w in worths), default=0)
        row: Row = {}
        constant = 0
        for box, worth in zip(preference.boxes, worths, strict=True):
            amount = int(worth * 10**digits)
            parts = self._intervals(box)
            if not parts:
                constant += amount
            elif amount:
                row[self._all_of(parts, wanted=amount > 0)] = float(amount)
        return row, constant, Fraction(1, 10**digits) / Fraction(preference.divisor)

    def _scores(self, preference: Additive) -> tuple[Row, int, Fraction]:
        table = [
            [preference.contribution(j, position) for position in kind]
            for j, kind in enumerate(self.kinds)
        ]
        digits = max(decimals_needed(c) or 0 for column in table for c in column)
        row: Row = {}
        for start, column in zip(self.first, table, strict=True):
            for k, c in enumerate(column):
                if c:
                    row[start + k] = float(c * 10**digits)
        return row, 0, Fraction(1, 10**digits)

    def _intervals(self, box: Box) -> list[Row]:
        holds: dict[int, list[bool]] = {}
        for j, low, high in box.within:
            now = [low <= v <= high for v in self.issues[j].values if not isinstance(v, str)]
            before = holds.get(j, [True] * len(now))
            holds[j] = [a and b for a, b in zip(before, now, strict=True)]
        return [self.inside(j, h) for j, h in holds.items() if not all(h)]

    def _all_of(self, parts: list[Row], *, wanted: bool) -> int:
        """Return a variable that is 1 only if all parts are 1 (wanted), or whenever they are."""
        y = self.new()
        if wanted:
            for part in parts:
                self.rows.append(({y: -1.0, **part}, 0.0, np.inf))
        else:
            joined: Row = {y: -1.0}
            for part in parts:
                for j, value in part.items():
                    joined[j] = joined.get(j, 0.0) + value
            self.rows.append((joined, -np.inf, len(parts) - 1.0))
        return y

    def truth(self, condition: Condition) -> Row:
        """Return a row that is at least 1 only if the condition (without negations) holds."""
        if isinstance(condition, Holds):
            return self.inside(condition.issue, list(condition.allowed))
        if isinstance(condition, Not):
            raise TypeError(condition)
        parts = [self.truth(part) for part in condition.parts]
        y = self.new()
        if isinstance(condition, And):
            for part in parts:
                self.rows.append(({y: -1.0, **part}, 0.0, np.inf))
        else:
            joined: Row = {y: -1.0}
            for part in parts:
                for j, value in part.items():
                    joined[j] = joined.get(j, 0.0) + value
            self.rows.append((joined, 0.0, np.inf))
        return {y: 1.0}


def _inward(condition: Condition, *, negated: bool) -> Condition:
    """Return the condition with negations only within its atoms (De Morgan)."""
    if isinstance(condition, Holds):
        if not negated:
            return condition
        return Holds(condition.issue, tuple(not allowed for allowed in condition.allowed))
    if isinstance(condition, Not):
        return _inward(condition.part, negated=not negated)
    parts = tuple(_inward(part, negated=negated) for part in condition.parts)
    return And(parts) if isinstance(condition, And) != negated else Or(parts)


def _atoms(condition: Condition) -> list[Holds]:
    if isinstance(condition, Holds):
        return [condition]
    parts = (condition.part,) if isinstance(condition, Not) else condition.parts
    return [atom for part in parts for atom in _atoms(part)]


def _kinds(
    number: int,
    issue: Issue,
    preferences: tuple[CertainPreference, ...],
    conditions: list[Condition],
) -> tuple[int, ...]:
    """Return one position for each kind of value: those that nothing tells apart are one kind."""
    intervals = [
        (low, high)
        for preference in preferences
        if isinstance(preference, HyperRectangles)
        for box in preference.boxes
        for j, low, high in box.within
        if j == number
    ]
    additive = [p for p in preferences if isinstance(p, Additive)]
    atoms = [a for c in conditions for a in _atoms(c) if a.issue == number]
    seen: dict[object, int] = {}
    for position, value in enumerate(issue.values):
        signature = (
            tuple(not isinstance(value, str) and low <= value <= high for low, high in intervals),
            tuple(p.contribution(number, position) for p in additive),
            tuple(atom.allowed[position] for atom in atoms),
        )
        seen.setdefault(signature, position)
    return tuple(seen.values())
