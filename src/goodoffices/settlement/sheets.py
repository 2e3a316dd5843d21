"""Packages and solutions of a settlement as plain tables: a sheet, a paper, a data frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.settlement.issues import Package
    from goodoffices.settlement.result import Settlement
    from goodoffices.tables import Cell


def solutions_table(settlement: Settlement) -> Table:
    """Return one row a rule: its name, what each party has, and the package issue by issue."""
    scenario = settlement.scenario
    rows: list[tuple[Cell, ...]] = []
    for solution in settlement.solutions:
        if solution.package is None or solution.units is None:
            empty: tuple[Cell, ...] = (None,) * (len(scenario.parties) + len(scenario.issues))
            rows.append((solution.concept.name, *empty))
            continue
        rows.append((solution.concept.name, *_row(settlement, solution.units, solution.package)))
    return Table(("rule", *_columns(settlement)), tuple(rows))


def frontier_table(settlement: Settlement) -> Table:
    """Return one row an efficient vector: what each party has, and its first package."""
    frontier = settlement.frontier
    return Table(
        _columns(settlement),
        tuple(
            _row(settlement, vector, settlement.scenario.package_of(number))
            for vector, number in zip(frontier.vectors, frontier.packages, strict=True)
        ),
    )


def _columns(settlement: Settlement) -> tuple[str, ...]:
    """Name the parties, then the issues; where a party is called like an issue, say which it is."""
    parties = [party.name for party in settlement.scenario.parties]
    issues = [issue.name for issue in settlement.scenario.issues]
    if len({*parties, *issues}) < len(parties) + len(issues):
        parties = [f"party {party.id}" for party in settlement.scenario.parties]
        issues = [f"issue {issue.id}" for issue in settlement.scenario.issues]
    return (*parties, *issues)


def _row(settlement: Settlement, units: Sequence[int], package: Package) -> tuple[Cell, ...]:
    pairs = zip(settlement.scenario.issues, package, strict=True)
    return (*settlement.utilities(units), *(issue.label(v) for issue, v in pairs))
